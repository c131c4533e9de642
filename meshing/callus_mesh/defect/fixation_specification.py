# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The sections Plate, Screws, Nail, Bolts, Pins and Bar of SPEC."""
from dataclasses import dataclass

from parameter_text.quantities import NOT_NEGATIVE, POSITIVE


@dataclass
class Plate:
    place: object
    side: float  # deg
    length: float
    width: float
    thickness: float
    distance: float
    middle: float
    contour: str  # bone: bent to it; straight


@dataclass
class Rods:
    """Screws, bolts or pins: round bars across the axis."""

    place: object
    name: str
    side: float
    positions: tuple
    diameter: float
    length: float  # 0: through both cortices
    protrusion: float
    outside: float = 0.0  # pins: how far they reach beyond the bone's surface


@dataclass
class Nail:
    place: object
    diameter: float
    length: float
    middle: float


@dataclass
class Bar:
    place: object
    distance: float  # from the bone's surface
    width: float
    thickness: float
    length: float


@dataclass
class Fixation:
    plate: Plate = None
    screws: Rods = None
    nail: Nail = None
    bolts: Rods = None
    pins: Rods = None
    bar: Bar = None


def read_fixation(root):
    there = {name: root.section(name) for name in ("Plate", "Screws", "Nail", "Bolts", "Pins", "Bar")
             if name in root.tree.sections}
    fixation = Fixation()
    if "Plate" in there:
        fixation.plate = _plate(there["Plate"])
    if "Nail" in there:
        fixation.nail = _nail(there["Nail"])
    if "Bar" in there:
        fixation.bar = _bar(there["Bar"])
    for name, holder in (("Screws", "Plate"), ("Bolts", "Nail"), ("Pins", None), ("Bar", "Pins")):
        if name in there and holder and holder not in there:
            root.problems.add(there[name].tree.where, f"{name.lower()} without a {holder.lower()}", f"a subsection {holder}",
                              f"Add it, or remove the subsection {name}.")
    if "Screws" in there:
        fixation.screws = _rods(there["Screws"], fixation.plate.side if fixation.plate else 0.0)
    if "Bolts" in there:
        fixation.bolts = _rods(there["Bolts"], None)
    if "Pins" in there:
        fixation.pins = _rods(there["Pins"], None)
    for name in ("Plate", "Screws", "Nail", "Bolts", "Pins", "Bar"):
        root.known_sections.append(name)
    for section in there.values():
        section.report_unknown()
    return fixation


def _plate(section):
    return Plate(section.tree.where, section.quantity("Side", "deg"), section.quantity("Length", "mm", within=POSITIVE),
                 section.quantity("Width", "mm", within=POSITIVE), section.quantity("Thickness", "mm", within=POSITIVE),
                 section.quantity("Distance from bone", "mm", 0.0, NOT_NEGATIVE), section.quantity("Middle", "mm", 0.0),
                 section.choice("Contour", ("bone", "straight"), "bone"))


def _nail(section):
    return Nail(section.tree.where, section.quantity("Diameter", "mm", within=POSITIVE), section.quantity("Length", "mm", within=POSITIVE),
                section.quantity("Middle", "mm", 0.0))


def _bar(section):
    return Bar(section.tree.where, section.quantity("Distance from bone", "mm", within=POSITIVE),
               section.quantity("Width", "mm", within=POSITIVE), section.quantity("Thickness", "mm", within=POSITIVE),
               section.quantity("Length", "mm", within=POSITIVE))


def _rods(section, side):
    """side: that of the plate, which its screws share."""
    name = section.tree.name.lower()
    if side is None:
        side = section.quantity("Side", "deg")
    rods = Rods(section.place("Positions"), name, side, section.quantities("Positions", "mm", None) or (),
                section.quantity("Diameter", "mm", within=POSITIVE), section.quantity("Length", "mm", 0.0, POSITIVE),
                section.quantity("Protrusion", "mm", 0.0, NOT_NEGATIVE))
    if name == "pins":
        rods.outside = section.quantity("Outside length", "mm", within=POSITIVE)
    return rods
