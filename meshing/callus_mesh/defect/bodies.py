# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Bodies as functions: f(points) is negative inside, positive outside, zero on the surface, and near the surface about the distance to it.

Points are rows (x, y, z) in mm. Bodies are combined by `union`, `intersection` and `difference`, which keep signs and zeros exact."""
import numpy as np


def union(*bodies):
    return lambda p: np.minimum.reduce([body(p) for body in bodies])


def intersection(*bodies):
    return lambda p: np.maximum.reduce([body(p) for body in bodies])


def rounded_intersection(radius, *bodies):
    """Where surfaces cross the edge is rounded: each body is shrunk by the radius, and what they share is grown again."""

    def distance(p):
        values = np.stack([body(p) for body in bodies])
        return np.minimum(values.max(axis=0), -radius) + np.linalg.norm(np.maximum(values + radius, 0), axis=0)

    return distance


def difference(body, *removed):
    return lambda p: np.maximum.reduce([body(p)] + [-one(p) for one in removed])


def offset(body, outwards):
    return lambda p: body(p) - outwards


def nowhere(p):
    return np.full(len(p), np.inf)


def direction(degrees):
    """The unit vector across the axis at this angle from x towards y."""
    angle = np.radians(degrees)
    return np.array([np.cos(angle), np.sin(angle), 0.0])


def slab(half_thickness, normal=(0.0, 0.0, 1.0), centre=(0.0, 0.0, 0.0)):
    """What lies within half_thickness of the plane through centre."""
    normal, centre = np.asarray(normal, float), np.asarray(centre, float)
    return lambda p: np.abs((p - centre) @ normal) - half_thickness


def half_space(normal, at):
    """normal . x < at."""
    normal = np.asarray(normal, float)
    return lambda p: p @ normal - at


def ellipse(semi_axis_x, semi_axis_y, centre=(0.0, 0.0)):
    """An endless elliptic cylinder along z. First-order distance: (r - 1) r / |grad r|, r the scaled radius."""
    a, b = semi_axis_x, semi_axis_y

    def distance(p):
        x, y = p[:, 0] - centre[0], p[:, 1] - centre[1]
        if a == b:
            return np.hypot(x, y) - a
        scaled = np.hypot(x / a, y / b)
        slope = np.hypot(x / a**2, y / b**2) / np.maximum(scaled, 1e-12)
        return np.where(scaled < 1e-9, -min(a, b), (scaled - 1) / np.maximum(slope, 1e-12))

    return distance


def round_bar(start, end, radius):
    """A cylinder from start to end with flat ends."""
    start, end = np.asarray(start, float), np.asarray(end, float)
    length = np.linalg.norm(end - start)
    axis = (end - start) / length

    def distance(p):
        along = (p - start) @ axis
        across = np.linalg.norm(p - start - along[:, None] * axis, axis=1)
        return np.maximum(across - radius, np.abs(along - length / 2) - length / 2)

    return distance


def block(centre, axes, half_sizes, radius=0.0):
    """A box whose edges point along the rows of axes and are rounded."""
    sides = [slab(half, axis, centre) for axis, half in zip(axes, half_sizes)]
    return rounded_intersection(radius, *sides) if radius else intersection(*sides)


def sphere(centre, radius):
    return lambda p: np.linalg.norm(p - np.asarray(centre, float), axis=1) - radius
