# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Points spread evenly over cells, to average over a cell what an image says."""
import numpy as np
from scipy.ndimage import map_coordinates

FEWEST, MOST = 2, 6  # points along an edge
AT_ONCE = 2_000_000


def points_of_cells(points, corners, per_edge):
    """(m, n, 3): n points of each cell that stand for equal shares of its volume (of a hexahedron: if it is a brick)."""
    steps = (np.arange(per_edge) + 0.5) / per_edge
    cube = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1).reshape(-1, 3)
    if corners.shape[1] == 4:
        a, b, c = np.sort(cube, axis=1).T  # folds the cube into the tetrahedron 0 <= a <= b <= c <= 1, six times
        weights = np.stack([a, b - a, c - b, 1 - c], axis=1)
    else:
        (x, y, z), one = cube.T, 1.0
        weights = np.stack([(one - x) * (one - y) * (one - z), x * (one - y) * (one - z), x * y * (one - z), (one - x) * y * (one - z),
                            (one - x) * (one - y) * z, x * (one - y) * z, x * y * z, (one - x) * y * z], axis=1)
    return np.einsum("nk,mkd->mnd", weights, points[corners])


def points_along_edge(volumes, spacing):
    """Enough that two neighbours are about a voxel apart."""
    edge = np.cbrt(np.abs(volumes))
    return np.clip(np.ceil(edge / float(np.min(spacing))), FEWEST, MOST).astype(int)


def averages(image, points, corners, volumes, function):
    """(mean over each cell of every array that `function` makes of the grey values, share of its points outside the image).

    function: array of values (n,) -> array (q, n)."""
    per_edge = points_along_edge(volumes, image.spacing)
    result, outside = None, np.zeros(len(corners))
    values = image.values.astype(np.float32)
    last = np.array(values.shape) - 1
    for count in np.unique(per_edge):
        chosen = np.flatnonzero(per_edge == count)
        for some in np.array_split(chosen, max(1, len(chosen) * count ** 3 // AT_ONCE)):
            index = image.indices(points_of_cells(points, corners[some], count).reshape(-1, 3))
            outside[some] = ((index < -0.5) | (index > last + 0.5)).any(axis=1).reshape(len(some), -1).mean(axis=1)
            grey = map_coordinates(values, np.clip(index, 0, last).T, order=1, mode="nearest")
            means = function(grey).reshape(-1, len(some), count ** 3).mean(axis=2)
            result = np.zeros((len(means), len(corners))) if result is None else result
            result[:, some] = means
    return result, outside
