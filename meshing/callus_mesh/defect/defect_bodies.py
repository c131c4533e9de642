# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The defect as a body that is taken out of the bone, and the envelope of the callus."""
import numpy as np

from . import bodies
from ..refusal import refuse

BLUNT = 1.5  # voxels: thickness of the callus at its edge


def build_defect(spec, bone):
    return {"segmental": _segmental, "wedge": _wedge, "drill hole": _drill_hole, "calvarial": _calvarial,
            "none": lambda *_: bodies.nowhere}[spec.defect.shape](spec.defect, bone)


def _segmental(defect, bone):
    if bone.length and defect.gap >= bone.length:
        refuse(defect.place.file, f"a gap of {defect.gap:g} mm in {bone.length:g} mm of bone", "a gap shorter than the bone",
               "Bone/Length is the length of the modelled part.", defect.place.line, defect.place.path)
    tilt, side = np.radians(defect.obliquity), bodies.direction(defect.side)
    normal = np.cos(tilt) * np.array([0.0, 0.0, 1.0]) + np.sin(tilt) * side
    return bodies.slab(defect.gap / 2 * np.cos(tilt), normal)


def _crest(defect, bone, half_width):
    return bone.highest(bodies.direction(defect.side), -half_width, half_width, half_width)


def _wedge(defect, bone):
    side, half = bodies.direction(defect.side), np.radians(defect.angle) / 2
    hinge = _crest(defect, bone, 2.0) - defect.depth

    def distance(p):
        height, out = np.abs(p[:, 2]), p @ side - hinge
        behind = out * np.cos(half) + height * np.sin(half) < 0  # there the hinge is nearest
        return np.where(behind, np.hypot(height, out), height * np.cos(half) - out * np.sin(half))

    return distance


def _drill_hole(defect, bone):
    side, radius = bodies.direction(defect.side), defect.diameter / 2
    top = _crest(defect, bone, radius)
    bottom = -bone.highest(-side, -radius, radius, radius)
    if defect.depth:
        bottom = top - defect.depth
    return bodies.round_bar(bottom * side - (0 if defect.depth else radius) * side, (top + 4 * radius) * side, radius)


def _calvarial(defect, bone):
    top = bone.highest(np.array([0.0, 0.0, 1.0]), -np.inf, np.inf, np.inf)
    bottom = top - defect.depth if defect.depth else -2 * top
    return bodies.round_bar((0, 0, bottom), (0, 0, 4 * top), defect.diameter / 2)


def build_callus(spec, bone, defect):
    """What heals: the defect within the bone's outline, and a cuff around it that thins out as a cosine over the overlap.

    The cuff ends where it is BLUNT voxels thick: a wedge that thins out to nothing would be torn by the voxels."""
    if not spec.callus.is_there:
        return bodies.intersection(bone.outer, defect)
    thickness, overlap = spec.callus.thickness, spec.callus.overlap
    reach = overlap * 2 / np.pi * np.arccos(min(1.0, BLUNT * spec.mesh.voxel / thickness))

    def envelope(p):
        away = defect(p)
        arch = thickness * np.cos(np.pi / 2 * np.clip(away / overlap, 0, 1))
        return np.maximum(bone.outer(p) - arch, away - reach)

    return envelope
