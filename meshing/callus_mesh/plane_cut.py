# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The cut of a mesh with a plane across one axis: polygons of the cells, lines of their sides."""
import numpy as np


def cut_polygons(mesh, shape, axis, position):
    """(polygons (n, 4, 3), cell of each). A triangle has its last corner twice; a hexahedron gives the polygons of its tetrahedra."""
    height = mesh.points[:, axis] - position
    height = np.where(height == 0, 1e-12, height)  # no node lies in the plane
    polygons, cells = [], []
    for simplex in shape.simplices:
        corners = mesh.corners(shape)[:, simplex]
        above = height[corners] > 0
        for count, first in ((1, True), (3, False), (2, True)):
            chosen = np.flatnonzero(above.sum(axis=1) == count)
            if not len(chosen):
                continue
            order = np.argsort(above[chosen] != first, axis=1, kind="stable")  # the ones alone on their side come first
            sorted_corners = np.take_along_axis(corners[chosen], order, axis=1)
            pairs = [(0, 1), (0, 2), (0, 3), (0, 3)] if count != 2 else [(0, 2), (0, 3), (1, 3), (1, 2)]
            polygons.append(np.stack([_crossing(mesh.points, height, sorted_corners[:, a], sorted_corners[:, b]) for a, b in pairs], axis=1))
            cells.append(chosen)
    if not polygons:
        return np.zeros((0, 4, 3)), np.zeros(0, dtype=int)
    return np.concatenate(polygons), np.concatenate(cells)


def cut_lines(mesh, sides, axis, position):
    """(lines (n, 2, 3), side of each)."""
    height = mesh.points[:, axis] - position
    height = np.where(height == 0, 1e-12, height)
    corners = sides.corners
    following = np.roll(corners, -1, axis=1)
    crosses = (height[corners] > 0) != (height[following] > 0)
    cut = np.flatnonzero(crosses.sum(axis=1) == 2)
    edge = np.argsort(~crosses[cut], axis=1, kind="stable")[:, :2]
    ends = [_crossing(mesh.points, height, corners[cut, edge[:, k]], following[cut, edge[:, k]]) for k in (0, 1)]
    return np.stack(ends, axis=1), cut


def _crossing(points, height, a, b):
    share = (height[a] / (height[a] - height[b]))[:, None]
    return points[a] + share * (points[b] - points[a])
