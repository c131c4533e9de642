# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Names of the outer faces: an end where the model was cut out of the bone, else the region that lies there."""
import numpy as np

from ..mesh import Mesh
from ..shapes import SHAPES
from ..topology import sides_of

OUTER = {"cortical_bone": "bone_outer"}


def named_mesh(points, cells, labels, design, shape):
    """The mesh of the regions alone. labels: 1-based in design.all_parts(); cells of the ends are left out, their faces keep the name."""
    names, n_regions = [part.name for part in design.all_parts()], len(design.parts)
    shape = SHAPES[shape]
    sides = sides_of(Mesh(points, {shape.name: (cells, labels)}, names), shape)
    first = labels[sides.first]
    second = np.where(sides.second >= 0, labels[np.maximum(sides.second, 0)], 0)
    is_region = [(one > 0) & (one <= n_regions) for one in (first, second)]
    outer = is_region[0] ^ is_region[1]
    inside, beyond = np.where(is_region[0], first, second), np.where(is_region[0], second, first)
    surfaces = {}
    for end in range(n_regions + 1, len(names) + 1):
        _add(surfaces, names[end - 1], sides.corners[outer & (beyond == end)])
    left = outer & (beyond == 0)
    if design.spec.bone.shape == "flat bone":
        height = points[sides.corners].mean(axis=1)[:, 2]
        _add(surfaces, "inner_side", sides.corners[left & (height < 0)])
        _add(surfaces, "outer_side", sides.corners[left & (height >= 0)])
    else:
        for number in range(1, n_regions + 1):
            name = names[number - 1]
            _add(surfaces, OUTER.get(name, f"{name}_outer"), sides.corners[left & (inside == number)])
    kept = labels <= n_regions
    there = np.unique(labels[kept])
    index = np.zeros(n_regions + 1, dtype=int)
    index[there] = np.arange(len(there))
    return Mesh(points, {shape.name: (cells[kept], index[labels[kept]])}, [names[number - 1] for number in there], surfaces).without_orphans()


def _add(surfaces, name, corners):
    if len(corners):
        surfaces[name] = [corners]
