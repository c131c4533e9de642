# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""A hexahedron for each labelled voxel; where the body meets the ends of the image its faces are named x_low, x_high, ..."""
import numpy as np

from ..mesh import Mesh
from ..shapes import SHAPES
from ..topology import sides_of

CORNERS = ((0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1))
ENDS = ("low", "high")


def hexahedra(labels, names, place):
    """labels[i, j, k], 0 outside. names: label -> name of the region; place: (fractional) indices -> points."""
    cells = np.argwhere(labels > 0)
    grid = np.array(labels.shape) + 1
    corner = np.stack([np.ravel_multi_index((cells + offset).T, grid) for offset in CORNERS], axis=1)
    used, index = np.unique(corner, return_inverse=True)
    at = np.stack(np.unravel_index(used, grid), axis=1)
    order = list(names)
    number = np.zeros(int(labels.max()) + 1, dtype=int)
    number[order] = np.arange(len(order))
    region = number[labels[tuple(cells.T)]]
    mesh = Mesh(place(at - 0.5), {"hexahedron": (index.reshape(corner.shape), region)}, [names[label] for label in order])
    _name_ends(mesh, at, labels.shape)
    return mesh


def _name_ends(mesh, at, counts):
    """Faces at the ends of the image, and the rest of the outside by region."""
    shape = SHAPES["hexahedron"]
    sides = sides_of(mesh, shape)
    outer = np.flatnonzero(sides.is_outer())
    corners = at[sides.corners[outer]]
    left = np.ones(len(outer), dtype=bool)
    for axis in range(3):
        for end, value in zip(ENDS, (0, counts[axis])):
            here = (corners[:, :, axis] == value).all(axis=1)
            if here.any():
                mesh.surfaces[f"{'xyz'[axis]}_{end}"] = [sides.corners[outer[here]]]
                left &= ~here
    region = mesh.region_of(shape)[sides.first[outer]]
    for number, name in enumerate(mesh.regions):
        mine = left & (region == number)
        if mine.any():
            mesh.surfaces[f"{name}_outer"] = [sides.corners[outer[mine]]]
