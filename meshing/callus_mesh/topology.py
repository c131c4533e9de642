# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Which sides of cells meet: outer sides, interfaces between regions, parts that hang together."""
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from .mesh import facet_areas


@dataclass
class Sides:
    """All sides of the cells of one shape, each once. Cells are counted within the shape.

    corners (s, k) as seen from the first cell, first (s,), second (s,): the cells that share the side; second is -1 outside.
    crowded: sides that belong to more than two cells (the mesh overlaps itself).
    """

    shape: object
    corners: np.ndarray
    first: np.ndarray
    second: np.ndarray
    crowded: int

    def is_outer(self):
        return self.second < 0


def sides_of(mesh, shape):
    cells = mesh.corners(shape)
    n_sides = len(shape.sides)
    corners = cells[:, shape.sides].reshape(-1, shape.sides.shape[1])
    key = _keys(corners, len(mesh.points))
    order = np.argsort(key, kind="stable")
    is_start = np.ones(len(order), dtype=bool)
    is_start[1:] = key[order][1:] != key[order][:-1]
    starts = np.flatnonzero(is_start)
    count = np.diff(np.append(starts, len(order)))
    first = order[starts]
    second = np.full(len(starts), -1)
    paired = count > 1
    second[paired] = order[starts[paired] + 1] // n_sides
    return Sides(shape, corners[first], first // n_sides, second, int((count > 2).sum()))


def _keys(facets, n_points):
    """One number for each facet, equal for equal sets of corners. Three smallest corners: four corners with three in common are one side."""
    ordered = np.sort(facets, axis=1).astype(np.int64)
    if n_points < 2_000_000:  # three of them fit into 63 bits
        return (ordered[:, 0] * n_points + ordered[:, 1]) * n_points + ordered[:, 2]
    _, key = np.unique(ordered[:, :3], axis=0, return_inverse=True)
    return key


def find_facets(n_points, sides, facets):
    """Of each facet the side that it is; -1 if it is none."""
    if facets.shape[1] != sides.corners.shape[1]:
        return np.full(len(facets), -1)
    both = _keys(np.concatenate([sides.corners, facets]), n_points)
    key, asked = both[:len(sides.corners)], both[len(sides.corners):]
    order = np.argsort(key)
    position = np.clip(np.searchsorted(key[order], asked), 0, max(len(order) - 1, 0))
    found = order[position] if len(order) else np.full(len(facets), -1)
    return np.where(key[found] == asked, found, -1) if len(order) else found


def interfaces(mesh, sides):
    """{(region, region): indices of sides} for each pair of regions that touch, the region listed first coming first."""
    inner = np.flatnonzero(sides.second >= 0)
    region = mesh.region_of(sides.shape)
    a, b = region[sides.first[inner]], region[sides.second[inner]]
    low, high = np.minimum(a, b), np.maximum(a, b)
    apart = low != high
    pairs = {}
    for pair in np.unique(np.stack([low[apart], high[apart]], axis=1), axis=0):
        pairs[tuple(int(i) for i in pair)] = inner[(low == pair[0]) & (high == pair[1])]
    return pairs


def pieces(n_cells, sides, joined=None):
    """Number of the part that each cell belongs to; parts share no side. joined: mask of sides that join; all if None."""
    inner = sides.second >= 0
    if joined is not None:
        inner &= joined
    graph = coo_matrix((np.ones(inner.sum()), (sides.first[inner], sides.second[inner])), shape=(n_cells, n_cells))
    return connected_components(graph, directed=False)[1]


def pieces_of_regions(mesh, sides):
    """Like pieces, but only cells of one region hang together."""
    region = mesh.region_of(sides.shape)
    same = region[sides.first] == region[np.maximum(sides.second, 0)]
    return pieces(len(region), sides, same)


def area_of(mesh, sides, chosen):
    return float(facet_areas(mesh.points, sides.corners[chosen]).sum())
