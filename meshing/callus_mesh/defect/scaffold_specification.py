# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The section Scaffold of SPEC."""
from dataclasses import dataclass

from parameter_text.quantities import NOT_NEGATIVE, POSITIVE, Range

from .periodic_shapes import MINIMAL_SURFACES, PATTERNS

FRACTION = Range(0.05, 0.95)


@dataclass
class Scaffold:
    place: object
    shape: str  # solid, or a pattern
    pores: str  # meshed, homogenised
    outline: str  # round, bone
    outer_diameter: float
    inner_diameter: float  # 0: none
    length: float  # 0: that of the gap
    clearance: float  # outline bone: how far within its surface
    cell: float = 0.0
    is_sheet: bool = True
    fractions: tuple = ()  # one, or two for graded porosity
    grading: str = ""  # along the axis, across the axis

    @property
    def is_porous(self):
        return self.shape != "solid" and self.pores == "meshed"


def read_scaffold(section):
    shape = section.choice("Shape", ("solid", "hollow cylinder", *PATTERNS), "solid")
    outline = section.choice("Outline", ("round", "bone"), "round")
    scaffold = Scaffold(
        section.place("Shape"), shape, section.choice("Pores", ("meshed", "homogenised"), "meshed"), outline,
        outer_diameter=section.quantity("Outer diameter", "mm", 0.0 if outline == "bone" else None, POSITIVE),
        inner_diameter=section.quantity("Inner diameter", "mm", None if shape == "hollow cylinder" else 0.0, NOT_NEGATIVE),
        length=section.quantity("Length", "mm", 0.0, POSITIVE), clearance=section.quantity("Clearance", "mm", 0.0, NOT_NEGATIVE))
    if outline == "bone" and scaffold.outer_diameter:
        section.problems.add(section.place("Outer diameter"), "an outer diameter beside 'Outline = bone'", "one of the two",
                             "With the outline of the bone, Clearance keeps the scaffold within it.")
    if shape == "hollow cylinder":
        scaffold.shape = "solid"
    elif shape in PATTERNS:
        _read_pattern(section, scaffold)
    if outline == "round" and scaffold.outer_diameter and scaffold.inner_diameter and scaffold.inner_diameter >= scaffold.outer_diameter:
        section.problems.add(section.place("Inner diameter"), f"{scaffold.inner_diameter:g} mm",
                             f"less than the outer diameter, {scaffold.outer_diameter:g} mm")
    section.report_unknown()
    return scaffold


def _read_pattern(section, scaffold):
    if scaffold.pores == "homogenised":  # the region is one; the pattern is a matter of the parameter file
        section.known += ["Unit cell", "Solid fraction", "Grading", "Kind"]
        for name in ("Unit cell", "Solid fraction", "Grading", "Kind"):
            if section.has(name):
                section.text(name)
        return
    scaffold.cell = section.quantity("Unit cell", "mm", within=POSITIVE)
    scaffold.fractions = section.quantities("Solid fraction", "1", None, within=FRACTION) or ()
    if scaffold.shape in MINIMAL_SURFACES:
        scaffold.is_sheet = section.choice("Kind", ("sheet", "network"), "sheet") == "sheet"
    else:
        scaffold.is_sheet = False
    if len(scaffold.fractions) == 2:
        scaffold.grading = section.choice("Grading", ("along the axis", "across the axis"), "along the axis")
    elif len(scaffold.fractions) > 2:
        section.problems.add(section.place("Solid fraction"), f"{len(scaffold.fractions)} numbers", "one, or two for graded porosity: at the "
                             "distal and the proximal end, or in the middle and at the outer surface")
