# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""A hexahedron for each labelled voxel; where the body meets the ends of the image its faces are named x_low, x_high, ..."""
import numpy as np

from ..label_hexahedra import hexahedra as voxel_cells
from ..mesh import Mesh
from ..shapes import SHAPES
from ..topology import sides_of

ENDS = ("low", "high")


def hexahedra(labels, names, place):
    """labels[i, j, k], 0 outside. names: label -> name of the region; place: (fractional) indices -> points."""
    at, cells, found = voxel_cells(labels, (1, 1, 1), (0, 0, 0))
    order = list(names)
    number = np.zeros(int(labels.max()) + 1, dtype=int)
    number[order] = np.arange(len(order))
    mesh = Mesh(place(at), {"hexahedron": (cells, number[found])}, [names[label] for label in order])
    _name_ends(mesh, at, labels.shape)
    return mesh


def _name_ends(mesh, at, counts):
    """Faces at the ends of the image, and the rest of the outside by region. at: the nodes as (fractional) indices."""
    shape = SHAPES["hexahedron"]
    sides = sides_of(mesh, shape)
    outer = np.flatnonzero(sides.is_outer())
    corners = at[sides.corners[outer]]
    left = np.ones(len(outer), dtype=bool)
    for axis in range(3):
        for end, value in zip(ENDS, (-0.5, counts[axis] - 0.5)):
            here = (corners[:, :, axis] == value).all(axis=1)
            if here.any():
                mesh.surfaces[f"{'xyz'[axis]}_{end}"] = [sides.corners[outer[here]]]
                left &= ~here
    region = mesh.region_of(shape)[sides.first[outer]]
    for number, name in enumerate(mesh.regions):
        mine = left & (region == number)
        if mine.any():
            mesh.surfaces[f"{name}_outer"] = [sides.corners[outer[mine]]]
