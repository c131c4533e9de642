# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Moves points of a mesh of tetrahedra as far as the cells around them stay well shaped."""
import numpy as np

EDGES = np.array([[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]])
HALVINGS = 5


def quality(points, cells):
    """Mean ratio 12 (3V)^(2/3) / (sum of squared edges), with the sign of the volume."""
    x = points[cells]
    edges = x[:, 1:] - x[:, :1]
    volume = np.einsum("ij,ij->i", edges[:, 0], np.cross(edges[:, 1], edges[:, 2])) / 6
    squares = sum(((x[:, a] - x[:, b]) ** 2).sum(axis=1) for a, b in EDGES)
    return np.sign(volume) * 12 * np.cbrt(3 * np.abs(volume)) ** 2 / np.maximum(squares, 1e-300)


def move(points, cells, steps, least):
    """points + share * steps with the largest shares of 1, 1/2, 1/4, ... 0 for which no cell falls below `least` (or what it had before,
    if that is less)."""
    share = (np.abs(steps).max(axis=1) > 0).astype(float)
    touched = cells[(share[cells] > 0).any(axis=1)]
    floor = np.minimum(quality(points, touched), least)
    for attempt in range(HALVINGS + 50):
        moved = points + share[:, None] * steps
        bad = quality(moved, touched) < floor - 1e-12
        if not bad.any():
            return moved
        corners = np.unique(touched[bad])
        share[corners] = share[corners] / 2 if attempt < HALVINGS else 0.0
    return points


def smoothing_steps(points, cells, free):
    """Of each free point the way to the mean of the points that share an edge with it; zero for the others."""
    edges = np.unique(np.sort(cells[:, EDGES].reshape(-1, 2), axis=1), axis=0)
    total, count = np.zeros_like(points), np.zeros(len(points))
    for a, b in (edges.T, edges.T[::-1]):
        np.add.at(total, a, points[b])
        np.add.at(count, a, 1)
    steps = total / np.maximum(count, 1)[:, None] - points
    steps[~free] = 0
    return steps
