# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The intact bone as bodies: its outer surface, its core, and where its surface lies."""
from dataclasses import dataclass
from typing import Callable

import numpy as np

from . import bodies
from .bone_surface import SurfaceDistance, aligned
from ..refusal import refuse
from .closed_surface import read_bone


@dataclass
class BoneBodies:
    """outer, core: bodies; core is None where the bone is compact. skin: points on the outer surface, for measuring.

    ends: (name of the surface, body beyond it) where the model was cut out of the bone."""

    outer: Callable
    core: Callable
    skin: np.ndarray
    ends: list
    length: float
    distance: SurfaceDistance = None

    def use_grid(self, grid):
        """A bone given by its surface is evaluated once, on the grid, and then interpolated."""
        if self.distance:
            self._on_grid = grid.interpolator(self.distance.on_grid(grid))

    def highest(self, side, low, high, half_width):
        """How far the skin reaches along `side` between two heights, within half_width across; None if it does not come there."""
        along, across = self.skin @ side, self.skin @ np.array([-side[1], side[0], 0.0])
        here = (self.skin[:, 2] > low) & (self.skin[:, 2] < high) & (np.abs(across) < half_width)
        return float(along[here].max()) if here.any() else None


def build_bone(bone, voxel):
    """bone: data of the section Bone. voxel [mm]: how finely a given surface is sampled."""
    return {"shaft": _shaft, "flat bone": _flat, "surface": _surface}[bone.shape](bone, voxel)


def _ends(length):
    up = np.array([0.0, 0.0, 1.0])
    return [("distal_end", bodies.half_space(up, -length / 2)), ("proximal_end", bodies.half_space(-up, -length / 2))]


def _has_core(bone, smallest):
    if bone.core != "none" and bone.cortical_thickness >= smallest / 2:
        refuse(bone.place.file, f"a Cortical thickness of {bone.cortical_thickness:g} mm in a bone {smallest:g} mm thick",
               "less than half of it", "Write 'set Core = none' for a bone without a medullary cavity.", bone.place.line, "Bone/Cortical thickness")
    return bone.core != "none"


def _core(outer, bone, smallest):
    return bodies.offset(outer, -bone.cortical_thickness) if _has_core(bone, smallest) else None


def _shaft(bone, _):
    a, b = (d / 2 for d in bone.diameters)
    t = bone.cortical_thickness
    core = bodies.ellipse(a - t, b - t) if _has_core(bone, 2 * min(a, b)) else None
    heights = np.linspace(-bone.length / 2, bone.length / 2, 1 + int(np.ceil(8 * bone.length / min(a, b))))
    angle, z = np.meshgrid(np.linspace(0, 2 * np.pi, 180, endpoint=False), heights)
    skin = np.stack([a * np.cos(angle).ravel(), b * np.sin(angle).ravel(), z.ravel()], axis=1)
    return BoneBodies(bodies.ellipse(a, b), core, skin, _ends(bone.length), bone.length)


def _flat(bone, _):
    outer, radius = bodies.slab(bone.thickness / 2), bone.diameters[0] / 2
    disc = bodies.ellipse(radius, radius)
    x, y = (a.ravel() for a in np.meshgrid(*[np.linspace(-radius, radius, 101)] * 2))
    round_ = np.hypot(x, y) < radius
    skin = np.concatenate([np.stack([x, y, np.full_like(x, s * bone.thickness / 2)], axis=1)[round_] for s in (-1, 1)])
    return BoneBodies(outer, _core(outer, bone, bone.thickness), skin, [("rim", lambda p: -disc(p))], 0.0)


def _surface(bone, voxel):
    surface = aligned(read_bone(bone.file), bone)
    distance = SurfaceDistance(surface, bone.length, 0.6 * voxel)
    near = np.abs(distance.samples[:, 2]) < bone.length / 2
    built = BoneBodies(None, None, distance.samples[near], _ends(bone.length), bone.length, distance)
    built.outer = lambda p: built._on_grid(p)
    across = np.ptp(built.skin[:, :2], axis=0).min()
    built.core = _core(built.outer, bone, across)
    return built
