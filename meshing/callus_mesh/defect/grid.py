# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The regular grid on which a design becomes a label image."""
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import map_coordinates


@dataclass(frozen=True)
class Grid:
    """Voxels with their centres at origin + (i, j, k) * spacing; arrays on it have the shape `shape`."""

    origin: tuple
    spacing: tuple
    shape: tuple

    def axes(self):
        return [o + h * np.arange(n) for o, h, n in zip(self.origin, self.spacing, self.shape)]

    def points(self, box=None):
        """The centres as rows; only those in the box, which `slices` gave, if there is one."""
        axes = [axis[one] for axis, one in zip(self.axes(), box)] if box else self.axes()
        return np.stack([a.ravel() for a in np.meshgrid(*axes, indexing="ij")], axis=1)

    def slices(self, low, high):
        """The box of voxels whose centres may lie between two corners, with two more on each side."""
        found = []
        for o, h, n, a, b in zip(self.origin, self.spacing, self.shape, low, high):
            found.append(slice(int(np.clip(np.floor((a - o) / h) - 2, 0, n)), int(np.clip(np.ceil((b - o) / h) + 3, 0, n))))
        return tuple(found)

    def voxel_volume(self):
        return float(np.prod(self.spacing))

    def interpolator(self, values):
        """Trilinear interpolation as a function of points."""
        origin, spacing = np.array(self.origin), np.array(self.spacing)
        return lambda p: map_coordinates(values, ((p - origin) / spacing).T, order=1, mode="nearest")


def covering(low, high, voxel, length):
    """The grid between two corners, with at least three voxels around. A whole number of voxels fits into `length` along z, so that the
    end planes at -length/2 and length/2 lie between voxels."""
    spacing = np.array([voxel, voxel, length / max(round(length / voxel), 1)])
    low, high = np.asarray(low, float), np.asarray(high, float)
    first = np.floor(low / spacing) - 3
    count = np.ceil(high / spacing) + 3 - first
    first[2] = -3 - round(length / spacing[2]) / 2  # half a length is not always a whole number of voxels
    count[2] = round(length / spacing[2]) + 6
    return Grid(tuple((first + 0.5) * spacing), tuple(spacing), tuple(int(n) for n in count))
