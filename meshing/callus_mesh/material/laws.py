# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Laws from density to modulus, as meshing/density_laws.txt (or a file of the user) lists them."""
import pathlib
from dataclasses import dataclass

import numpy as np

from parameter_text.problems import Problems, nearest
from parameter_text.quantities import POSITIVE, QuantitySection
from parameter_text.statements import read_tree

from ..refusal import refuse

SHIPPED = pathlib.Path(__file__).resolve().parents[2] / "density_laws.txt"
DENSITIES = ("apparent", "ash", "QCT")


@dataclass(frozen=True)
class Law:
    """E [MPa] = offset + factor * density^exponent in pieces; up_to: where one ends and the next begins [g/cm3]."""

    name: str
    site: str
    species: str
    density: str
    up_to: tuple
    offset: tuple
    factor: tuple
    exponent: tuple
    tested: tuple  # (least, largest density) or None
    source: str
    checked: str

    def modulus(self, density):
        density = np.maximum(density, 0)
        piece = np.searchsorted(self.up_to, density)
        return np.take(self.offset, piece) + np.take(self.factor, piece) * density ** np.take(self.exponent, piece)

    def formula(self):
        def term(k):
            return (f"{self.offset[k]:g} + " if self.offset[k] else "") + f"{self.factor[k]:g} rho^{self.exponent[k]:g}"

        ends = [f" up to {end:g} g/cm3" for end in self.up_to] + [" above" if self.up_to else ""]
        return "; ".join(term(k) + ends[k] for k in range(len(self.factor)))


@dataclass(frozen=True)
class Ash:
    """ash = offset + slope * QCT [g/cm3]."""

    name: str
    slope: float
    offset: float
    source: str
    checked: str


@dataclass(frozen=True)
class Library:
    laws: dict
    ash: dict
    ash_fraction: float
    ash_fraction_source: str
    least: float
    largest: float
    file: object

    def law(self, name):
        return _named(self.file, "--law", name, self.laws)

    def ash_density(self, name):
        return _named(self.file, "--ash", name, self.ash)


def _named(file, option, name, known):
    if name not in known:
        refuse(file, f"no law '{name}' ({option})", "one that the file lists", nearest(name, known))
    return known[name]


def read_library(file=None):
    file = pathlib.Path(file or SHIPPED)
    problems = Problems(str(file))
    root = QuantitySection(read_tree(file, (), problems), problems)
    laws = {one.tree.name: _law(one) for one in _sections(root, "Laws")}
    ash = {one.tree.name: _ash(one) for one in _sections(root, "Ash densities")}
    fraction, limits = (QuantitySection(root.section(name).tree, problems) for name in ("Ash fraction", "Limits"))
    library = Library(laws, ash, fraction.quantity("Value", "1", within=POSITIVE), _provenance(fraction),
                      limits.quantity("Least", "MPa", within=POSITIVE), limits.quantity("Largest", "MPa", within=POSITIVE), file)
    limits.text("Checked", "")
    for section in (root, fraction, limits):
        section.report_unknown()
    problems.raise_if_any()
    return library


def _sections(root, name):
    holder = root.section(name)
    return [QuantitySection(one.tree, root.problems) for one in holder.subsections()]


def _provenance(section):
    return f"{section.text('Source', '')} ({section.text('Checked', '')})"


def _law(section):
    up_to = section.quantities("Up to", "g/cm3", None, ())
    n = len(up_to) + 1
    factor, exponent = section.quantities("Factor", "MPa", n), section.quantities("Exponent", "1", n)
    offset = section.quantities("Offset", "MPa", n, (0.0,) * n)
    tested = section.quantities("Tested between", "g/cm3", 2) if section.has("Tested between") else None
    section.known.append("Tested between")
    law = Law(section.tree.name, section.text("Site"), section.text("Species"), section.choice("Density", DENSITIES), up_to, offset,
              factor, exponent, tested, section.text("Source"), section.text("Checked"))
    section.report_unknown()
    return law


def _ash(section):
    ash = Ash(section.tree.name, section.quantity("Slope", "1"), section.quantity("Offset", "g/cm3"), section.text("Source"),
              section.text("Checked"))
    section.report_unknown()
    return ash
