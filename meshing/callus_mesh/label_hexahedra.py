# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Hexahedra from a label image: each voxel of a region becomes a cell."""
import numpy as np


def hexahedra(labels, spacing, origin):
    """(points [mm], cells (m, 8), label of each cell). origin: centre of the first voxel; labels: 0 outside."""
    index = np.argwhere(labels > 0)
    shape = np.array(labels.shape) + 1
    corners = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 1], [1, 0, 1], [1, 1, 1], [0, 1, 1]])
    nodes = index[:, None] + corners
    numbers = (nodes[..., 0] * shape[1] + nodes[..., 1]) * shape[2] + nodes[..., 2]
    used, cells = np.unique(numbers, return_inverse=True)
    lattice = np.stack(np.unravel_index(used, shape), axis=1)
    points = np.asarray(origin) + (lattice - 0.5) * np.asarray(spacing)
    return points, cells.reshape(-1, 8), labels[tuple(index.T)]
