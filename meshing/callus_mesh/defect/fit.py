# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Takes the nodes at interfaces from the steps of the voxels to the surfaces of the bodies themselves.

Later parts replace earlier ones, so between two regions lies the surface of the later one: a node at which the regions i < j < k (0:
outside) meet lies on the surfaces of j and of k. The step onto all of them is the smallest that Newton's method gives."""
import numpy as np

from .. import guarded_moves, worst_cells

ROUNDS = 4
LEAST_QUALITY, LEAST_AT_ENDS = 0.2, 0.12  # what fitting may not fall below
GOOD_QUALITY = 0.25  # below it cells are mended one by one
FACETS = np.array([[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3]])
RESOLUTION = 2.0**-16  # mm: coordinates with few digits make small files
LARGEST_BULGE = 0.3  # voxels: beyond, it is an edge of the body and no curvature
LARGEST_STEP = 1.0  # voxels: farther away the surface is another one


class Interfaces:
    """The facets between labels, and what follows for the nodes."""

    def __init__(self, n_points, cells, labels, n_regions, n_labels):
        corners = np.sort(cells[:, FACETS].reshape(-1, 3), axis=1)
        order = np.lexsort(corners.T[::-1])
        same = np.append((corners[order][1:] == corners[order][:-1]).all(axis=1), False)
        owner = np.repeat(labels, 4)[order]
        first = np.flatnonzero(~np.insert(same[:-1], 0, False))
        other = np.where(same[first], owner[np.minimum(first + 1, len(owner) - 1)], 0)
        self.later = np.maximum(owner[first], other)  # whose surface the facet lies on
        self.earlier = np.minimum(owner[first], other)
        # the far side of an end is no surface of the model
        keep = (self.later != self.earlier) & ~((self.earlier == 0) & (self.later > n_regions))
        self.facets, self.later, self.earlier = corners[order][first][keep], self.later[keep], self.earlier[keep]
        self.on = np.zeros((n_points, n_labels + 1), dtype=bool)  # which surfaces each node lies on
        self.on[self.facets.ravel(), np.repeat(self.later, 3)] = True
        self.fixed = np.zeros(n_points, dtype=bool)
        self.fixed[corners[order][first][~keep & (np.where(same[first], 1, 0) == 0)].ravel()] = True

    def bulge(self, number, body, points):
        """Of each node: how far facets between exact nodes would lie within the body on average, seen from the node's facets.

        Nodes that far outside of a round body give the mesh its volume."""
        facets = self.facets[self.later == number]
        x = points[facets]
        at = np.concatenate([x.reshape(-1, 3), ((x + np.roll(x, 1, axis=1)) / 2).reshape(-1, 3)])
        values = body(at).reshape(2, -1, 3).mean(axis=2)
        total, count = np.zeros(len(points)), np.zeros(len(points))
        np.add.at(total, facets.ravel(), np.repeat(values[1] - values[0], 3))
        np.add.at(count, facets.ravel(), 1)
        return total / np.maximum(count, 1)


def surfaces_at(points, on, parts, voxel, bulge=None):
    """(gradients (n, surfaces, 3), values (n, surfaces)) of the surfaces that each node lies on; zero for the others."""
    rows, values = np.zeros((len(points), on.shape[1], 3)), np.zeros((len(points), on.shape[1]))
    difference = 1e-3 * voxel
    for number, part in enumerate(parts, 1):
        nodes = np.flatnonzero(on[:, number])
        if not len(nodes):
            continue
        values[nodes, number] = part.body(points[nodes])
        if bulge:
            values[nodes, number] += np.clip(bulge(number, part.body, points)[nodes], -LARGEST_BULGE * voxel, LARGEST_BULGE * voxel)
        for axis, shift in enumerate(difference * np.eye(3)):
            rows[nodes, number, axis] = (part.body(points[nodes] + shift) - part.body(points[nodes] - shift)) / (2 * difference)
    return rows, values


def steps_to_surfaces(points, on, interfaces, parts, voxel):
    """The smallest step of each node onto its surfaces."""
    rows, values = surfaces_at(points, on, parts, voxel, interfaces.bulge)
    steps, held = np.zeros_like(points), on.any(axis=1)
    steps[held] = -np.einsum("nij,nj->ni", np.linalg.pinv(rows[held], rcond=0.2), values[held])
    length = np.linalg.norm(steps, axis=1)
    return steps * np.minimum(1, LARGEST_STEP * voxel / np.maximum(length, 1e-300))[:, None]


def fitted(points, cells, labels, design):
    """The points, with nodes at interfaces on the bodies as far as quality allows, and inner nodes in the middle of their neighbours."""
    parts, voxel = design.all_parts(), min(design.grid.spacing)
    interfaces = Interfaces(len(points), cells, labels, len(design.parts), len(parts))
    cells = cells[labels <= len(design.parts)]  # what lies beyond the ends is left out afterwards, and may be crushed
    free = ~interfaces.on.any(axis=1) & ~interfaces.fixed
    for _ in range(ROUNDS):
        points = guarded_moves.move(points, cells, steps_to_surfaces(points, interfaces.on, interfaces, parts, voxel), LEAST_QUALITY)
        points = guarded_moves.move(points, cells, 0.5 * guarded_moves.smoothing_steps(points, cells, free), 0.35)
    points = worst_cells.improve(points, cells, GOOD_QUALITY, lambda x, nodes: along_surfaces(x[nodes], interfaces.on[nodes], parts, voxel))
    # last, the end faces flat: rigid plates and supports rest on them
    ends = interfaces.on.copy()
    ends[:, :len(design.parts) + 1] = False
    for _ in range(ROUNDS):
        points = guarded_moves.move(points, cells, steps_to_surfaces(points, ends, interfaces, parts, voxel), LEAST_AT_ENDS)
        points = worst_cells.improve(points, cells, LEAST_QUALITY,
                                     lambda x, nodes: along_surfaces(x[nodes], interfaces.on[nodes], parts, voxel))
    return np.round(points / RESOLUTION) * RESOLUTION


def along_surfaces(points, on, parts, voxel):
    """(n, 3, 3) onto the directions that keep each node on its surfaces."""
    rows, _ = surfaces_at(points, on, parts, voxel)
    return np.eye(3) - np.linalg.pinv(rows, rcond=0.2) @ rows
