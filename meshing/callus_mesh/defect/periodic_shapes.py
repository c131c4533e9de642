# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Porous architectures that repeat: triply periodic minimal surfaces, strut lattices, honeycombs, each to a wanted solid fraction.

Each architecture is a pattern g(x): the solid is g < level. The level that gives a solid fraction is found on one unit cell, once, so
that a fraction which varies in space (graded porosity) is a level that varies in space."""
import numpy as np

SAMPLES = {3: 64, 2: 512}  # points along each edge of the unit cell, for the volume of the solid; of flat patterns in the plane
FRACTIONS = np.linspace(0.02, 0.98, 193)


def _gyroid(x, y, z):
    return np.sin(x) * np.cos(y) + np.sin(y) * np.cos(z) + np.sin(z) * np.cos(x)


def _diamond(x, y, z):
    return (np.sin(x) * np.sin(y) * np.sin(z) + np.sin(x) * np.cos(y) * np.cos(z) + np.cos(x) * np.sin(y) * np.cos(z)
            + np.cos(x) * np.cos(y) * np.sin(z))


def _schwarz_p(x, y, z):
    return np.cos(x) + np.cos(y) + np.cos(z)


def _struts(x, y, z):
    """Distance (in radians of the unit cell) from the nearest of the axes of a cubic lattice of struts."""
    u, v, w = (np.abs(np.remainder(t + np.pi, 2 * np.pi) - np.pi) for t in (x, y, z))
    return np.minimum(np.minimum(np.hypot(u, v), np.hypot(v, w)), np.hypot(w, u))


def _honeycomb(x, y, _):
    """Distance from the nearest wall between hexagons whose centres are one unit cell apart; the walls run along z.

    With q the distance from the nearest centre along the three normals, the wall is at half a cell."""
    two_pi, best = 2 * np.pi, None
    normals = [(np.cos(a), np.sin(a)) for a in (0, np.pi / 3, 2 * np.pi / 3)]
    height = np.sqrt(3) * two_pi
    for shift_x, shift_y in ((0, 0), (np.pi, height / 2)):
        u = np.remainder(x - shift_x + np.pi, two_pi) - np.pi
        v = np.remainder(y - shift_y + height / 2, height) - height / 2
        across = np.maximum.reduce([np.abs(u * a + v * b) for a, b in normals])
        best = across if best is None else np.minimum(best, across)
    return np.pi - best


PATTERNS = {"gyroid": _gyroid, "diamond": _diamond, "Schwarz P": _schwarz_p, "strut lattice": _struts, "honeycomb": _honeycomb}
MINIMAL_SURFACES = ("gyroid", "diamond", "Schwarz P")
PERIODS = {"honeycomb": (1, np.sqrt(3), 0)}  # in unit cells, where it is not one in each direction


class Architecture:
    """A pattern with unit cells of `cell` mm. `sheet`: the solid lies within the level of the surface; else on one side of it."""

    def __init__(self, name, cell, sheet):
        pattern = PATTERNS[name]
        self.cell, self.pattern = cell, (lambda *x: np.abs(pattern(*x))) if sheet else pattern
        self.levels = self._levels_of_fractions(PERIODS.get(name, (1, 1, 1)))

    def _levels_of_fractions(self, periods):
        samples = SAMPLES[np.count_nonzero(periods)]
        ticks = [2 * np.pi * period * (np.arange(samples) + 0.5) / samples if period else np.zeros(1) for period in periods]
        values = np.sort(self.pattern(*(axis.ravel() for axis in np.meshgrid(*ticks, indexing="ij"))))
        return np.interp(FRACTIONS, (np.arange(len(values)) + 0.5) / len(values), values)

    def _value(self, p):
        scaled = 2 * np.pi / self.cell * p
        return self.pattern(scaled[:, 0], scaled[:, 1], scaled[:, 2])

    def solid(self, fraction):
        """The solid as a body; fraction(points) is the wanted solid fraction at each point."""
        step = 1e-3 * self.cell

        def distance(p):
            value = self._value(p) - np.interp(fraction(p), FRACTIONS, self.levels)
            slopes = [(self._value(p + step * e) - self._value(p - step * e)) / (2 * step) for e in np.eye(3)]
            size = np.sqrt(sum(slope**2 for slope in slopes))
            # near its ridges a pattern is flat; there the value is far from zero and need only keep its sign
            return value / np.maximum(size, 0.3 * 2 * np.pi / self.cell)

        return distance
