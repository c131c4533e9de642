# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Where a region is only one or two cells thick: too few for bending, and for a scheme that resolves gradients."""
import numpy as np


def thin_cells(mesh, shape, sides):
    """(mask of cells in parts one cell across, mask of cells in parts one or two cells across).

    A node is inside if it is on no side of the border of its region. A part of one cell across has no inner node near it; one of two
    cells across has inner nodes, but no cell near it that has only inner nodes. Near: reached through two shared nodes.
    """
    one, few = (np.zeros(len(mesh.corners(shape)), dtype=bool) for _ in range(2))
    region = mesh.region_of(shape)
    border_side = (sides.second < 0) | (region[sides.first] != region[np.maximum(sides.second, 0)])
    for index in range(len(mesh.regions)):
        cells = np.flatnonzero(region == index)
        corners = mesh.corners(shape)[cells]
        mine = border_side & ((region[sides.first] == index) | ((sides.second >= 0) & (region[np.maximum(sides.second, 0)] == index)))
        inside = np.ones(len(mesh.points), dtype=bool)
        inside[sides.corners[mine].ravel()] = False
        deep = inside[corners].all(axis=1)
        one[cells] = ~_near(corners, inside[corners].any(axis=1), len(mesh.points))
        few[cells] = ~_near(corners, deep, len(mesh.points))
    return one, few


def _near(corners, marked, n_points):
    """Cells that share a node with a cell that shares one with a marked cell."""
    for _ in range(2):
        nodes = np.zeros(n_points, dtype=bool)
        nodes[corners[marked].ravel()] = True
        marked = nodes[corners].any(axis=1)
    return marked
