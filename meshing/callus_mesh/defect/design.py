# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""A specification as bodies: the parts in the order in which later ones replace earlier ones, and the ends where the bone was cut out."""
from dataclasses import dataclass

import numpy as np
from parameter_text.problems import Problems

from . import bodies
from .bone_bodies import build_bone
from .defect_bodies import build_callus, build_defect
from .fixation_bodies import FixationBuilder
from .grid import covering
from .scaffold_bodies import build_scaffold

MOST_VOXELS = 40_000_000


@dataclass
class Part:
    name: str
    body: object
    low: np.ndarray = None  # corners of a box around it; None: everywhere
    high: np.ndarray = None


@dataclass
class Design:
    spec: object
    bone: object
    parts: list  # regions
    ends: list  # parts of the world beyond the model, named after the surface that they leave
    grid: object

    def all_parts(self):
        return self.parts + self.ends


def build_design(spec):
    """Raises InputError where the parts do not fit together."""
    problems = Problems(spec.file.name)
    bone = build_bone(spec.bone, spec.mesh.voxel)
    defect = build_defect(spec, bone)
    parts = [Part("callus", build_callus(spec, bone, defect))] if spec.defect.shape != "none" else []
    if bone.core:
        parts.append(Part(spec.bone.core, bodies.difference(bone.core, defect)))
    compact = [defect] + ([bone.core] if bone.core else [])
    parts.append(Part("cortical_bone", bodies.difference(bone.outer, *compact)))
    if spec.scaffold:
        outline, solid = build_scaffold(spec, bone, defect)
        parts += [Part("scaffold", outline)] if solid is None else [Part("scaffold_pores", outline), Part("scaffold", solid)]
    parts += [Part(*one) for one in FixationBuilder(spec, bone, problems).build()]
    grid = _grid(spec, bone, parts, problems)
    problems.raise_if_any()
    bone.use_grid(grid)
    return Design(spec, bone, parts, [Part(name, body) for name, body in bone.ends], grid)


def _grid(spec, bone, parts, problems):
    around = spec.callus.thickness if spec.callus.is_there else 0.0
    low, high = bone.skin.min(axis=0) - around, bone.skin.max(axis=0) + around
    if spec.scaffold and spec.scaffold.outer_diameter:
        radius = spec.scaffold.outer_diameter / 2
        low[:2], high[:2] = np.minimum(low[:2], -radius), np.maximum(high[:2], radius)
    for part in parts:
        if part.low is not None:
            low, high = np.minimum(low, part.low), np.maximum(high, part.high)
    if bone.length:
        low[2], high[2] = -bone.length / 2, bone.length / 2
    grid = covering(low, high, spec.mesh.voxel, bone.length or high[2] - low[2])
    if np.prod(grid.shape, dtype=float) > MOST_VOXELS:
        problems.add(spec.mesh.places["Voxel"], f"{spec.mesh.voxel:g} mm, which makes {np.prod(grid.shape, dtype=float):.3g} voxels",
                     f"at most {MOST_VOXELS:.3g} of them", "Choose larger voxels, or a shorter part of the bone.")
    return grid
