# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The scaffold: its outline, and the solid within it."""
import numpy as np

from . import bodies
from .periodic_shapes import Architecture
from ..refusal import refuse


def build_scaffold(spec, bone, defect):
    """(outline, solid); solid is None where the pores are not meshed."""
    scaffold = spec.scaffold
    outline = _outline(spec, bone, defect)
    if not scaffold.is_porous:
        return outline, None
    solid = Architecture(scaffold.shape, scaffold.cell, scaffold.is_sheet).solid(_fraction(spec, bone))
    return outline, bodies.intersection(outline, solid)


def _height(spec):
    return spec.scaffold.length or spec.defect.gap or spec.defect.diameter


def _outline(spec, bone, defect):
    scaffold = spec.scaffold
    if scaffold.outline == "round" and spec.defect.shape in ("wedge", "drill hole"):
        refuse(scaffold.place.file, f"a round scaffold in a {spec.defect.shape}", "'set Outline = bone': the scaffold fills the defect",
               line=scaffold.place.line, path="Scaffold/Outline")
    around = (bodies.ellipse(scaffold.outer_diameter / 2, scaffold.outer_diameter / 2) if scaffold.outline == "round"
              else bodies.offset(bone.outer, -scaffold.clearance))
    if scaffold.outline == "round" and spec.defect.shape == "calvarial":
        around = bodies.intersection(around, bone.outer)
    outline = bodies.intersection(around, bodies.slab(scaffold.length / 2) if scaffold.length else defect)
    if scaffold.inner_diameter:
        outline = bodies.difference(outline, bodies.ellipse(scaffold.inner_diameter / 2, scaffold.inner_diameter / 2))
    return outline


def _fraction(spec, bone):
    scaffold = spec.scaffold
    first, last = scaffold.fractions[0], scaffold.fractions[-1]
    height = _height(spec)

    def share(p):
        if not scaffold.grading:
            return np.zeros(len(p))
        if scaffold.grading == "along the axis":
            return p[:, 2] / height + 0.5
        radius = scaffold.outer_diameter / 2 or np.hypot(*np.abs(bone.skin[:, :2]).max(axis=0))
        return np.hypot(p[:, 0], p[:, 1]) / radius

    return lambda p: first + (last - first) * np.clip(share(p), 0, 1)
