# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Mends the worst tetrahedra: moves their nodes, one by one, to where the worst cell around the node is best."""
import numpy as np

from .guarded_moves import quality

TRIES, PASSES = 32, 4
REACH = (0.05, 0.15, 0.35)  # of the shortest edge around the node: how far a try goes


def improve(points, cells, target, projector):
    """The points, changed where cells are below `target`. projector(nodes) -> (n, 3, 3): onto the directions in which each node may move."""
    points = points.copy()
    random = np.random.default_rng(0)
    star = _stars(len(points), cells)
    for _ in range(PASSES):
        values = quality(points, cells)
        bad = np.flatnonzero(values < target)
        if not len(bad):
            break
        nodes = np.unique(cells[bad[np.argsort(values[bad])]])
        for node, allowed in zip(nodes, projector(points, nodes)):
            _improve_node(points, cells[star(node)], node, allowed, random)
    return points


def _stars(n_points, cells):
    """node -> the cells around it."""
    order = np.argsort(cells.ravel(), kind="stable")
    starts = np.searchsorted(cells.ravel()[order], np.arange(n_points + 1))
    return lambda node: order[starts[node]:starts[node + 1]] // 4


def _improve_node(points, around, node, allowed, random):
    now = quality(points, around).min()
    x = points[around]
    edges = np.linalg.norm(x - points[node], axis=2)
    shortest = edges[edges > 0].min()
    ways = random.normal(size=(TRIES, 3)) @ allowed
    length = np.linalg.norm(ways, axis=1)
    if length.max() < 1e-9:
        return
    ways = ways[length > 1e-9] / length[length > 1e-9, None]
    steps = np.concatenate([share * shortest * ways for share in REACH])
    moved = np.repeat(x[None], len(steps), axis=0)
    moved[:, around == node] += steps[:, None]
    rows = np.arange(moved.size // 3).reshape(-1, 4)
    worst = quality(moved.reshape(-1, 3), rows).reshape(len(steps), -1).min(axis=1)
    best = int(np.argmax(worst))
    if worst[best] > now:
        points[node] = points[node] + steps[best]
