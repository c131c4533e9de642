# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Designs are made straight and bent afterwards: the axis of a shaft to an arc in the x-z plane, a flat bone to a spherical cap."""
import numpy as np


def bent(points, bone):
    """The points of the bent body. Distances across the axis stay; along it they grow with the distance from the centre of the arc."""
    radius = bone.radius_of_curvature
    if not radius:
        return points
    x, y, z = points.T
    if bone.shape == "flat bone":  # the centre of the sphere lies below, on the inner side
        across = np.hypot(x, y)
        angle, out = across / radius, radius + z
        share = np.where(across > 1e-12, out * np.sin(angle) / np.maximum(across, 1e-12), out / radius)
        return np.stack([share * x, share * y, out * np.cos(angle) - radius], axis=1)
    angle, out = z / radius, radius + x  # the centre lies at x = -radius: +x is the convex side
    return np.stack([out * np.cos(angle) - radius, y, out * np.sin(angle)], axis=1)
