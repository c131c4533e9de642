# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The inputs of a study: which entries of the case are varied, and over which values."""
import pathlib
import re
from dataclasses import dataclass, field

import numpy

from parameter_text.values import parse_quantity, rounded

from .problems import Place

SCALES = ("linear", "logarithmic")


@dataclass(frozen=True)
class Value:
    text: str  # for the parameter file
    number: object = None  # for tables and pictures; None for a word
    shown: str = ""  # without unit and source


@dataclass
class Input:
    name: str
    place: Place
    entries: list  # paths in the parameter file, "Regions/scaffold/Scaffold/Young's modulus"
    label: str
    scales: bool = False  # values are factors
    includes: bool = False  # values are files that the member includes, one a line; empty: none
    unit: str = "1"
    values: list = field(default_factory=list)  # of a grid or list
    bounds: tuple = None  # (low, high, is logarithmic, Quantity) of a range

    @property
    def header(self):
        return f"{self.name} [{self.unit}]" if self.is_numeric else self.name

    @property
    def is_numeric(self):
        return self.bounds is not None or all(value.number is not None for value in self.values)

    def at(self, share):
        """The value at this share of the way from the low to the high bound, or of the list."""
        if self.bounds is None:
            return self.values[min(int(share * len(self.values)), len(self.values) - 1)]
        low, high, is_logarithmic, quantity = self.bounds
        number = rounded(low * (high / low) ** share if is_logarithmic else low + share * (high - low))
        return Value(quantity.written(number), number, f"{number:g}")


def absolute(name, folder):
    """A path relative to the study file as one that holds anywhere; others are left as they are."""
    return str((folder / name).resolve()) if not pathlib.Path(name).is_absolute() and (folder / name).exists() else name


def read(section, design, folder, problems):
    found = []
    for one in section.subsections():
        found.append(read_input(one, design, folder))
        one.report_unknown()
    section.report_unknown()
    if not found:
        problems.add(section.tree.where if section.tree.where.line else Place(section.tree.where.file, 0, "Vary"), "no input to vary",
                     "a subsection for each", "See docs/user/studies.md.")
    if design == "list":
        lengths = {one.name: len(one.values) for one in found}
        if len(set(lengths.values())) > 1:
            problems.add(section.tree.where, ", ".join(f"{n} values of {name}" for name, n in lengths.items()),
                         "the same number for every input of a list", "The first member takes the first value of each input, and so on.")
    return found


def read_input(section, design, folder):
    name = section.tree.name
    includes = section.has("Include")
    entries = [] if includes else [path.strip() for path in (section.text("Entry") or "").split(",") if path.strip()]
    one = Input(name, section.place("Include" if includes else "Entry"), entries, section.text("Label", name.replace("_", " ")))
    if not re.fullmatch(r"[A-Za-z]\w*", name):
        section.problems.add(section.tree.where, f"'{name}'", "a name of letters, digits and underscores",
                             "It becomes a column of the table; a name for readers goes into Label.")
    if includes:
        one.includes, one.values = True, _files(section, folder)
        return one
    ways = [way for way in ("Values", "Factors", "From", "Factor from") if section.has(way)]
    section.known += ["Values", "Factors", "From", "To", "Factor from", "Factor to", "Number", "Scale"]
    if len(ways) != 1:
        section.problems.add(section.tree.where, " and ".join(ways) if ways else "no values", "one of Values, Factors, From and To, "
                             "Factor from and Factor to")
        for way in ways:
            section.tree.entries[way].asked = True
        return one
    one.scales = ways[0].startswith("Factor")
    if ways[0] in ("Values", "Factors"):
        one.values, one.unit = _listed(section, ways[0], folder, one)
    else:
        _range(section, ways[0], "Factor to" if one.scales else "To", design, one)
    return one


def _files(section, folder):
    """Files to include, 'none' for none, 'a + b' for two; Names, one each, are what tables and pictures call them."""
    values = [[file.strip() for file in word.split(" + ")] for word in _words(section.text("Include") or "")]
    names = _words(section.text("Names")) if section.has("Names") else [" + ".join(pathlib.Path(file).stem for file in files)
                                                                        for files in values]
    section.known.append("Names")
    if len(names) != len(values):
        section.problems.add(section.place("Names"), f"{len(names)} names for {len(values)} values", "a name for each value of 'Include'")
    return [Value("\n".join(absolute(file, folder) for file in files if file != "none"), None, name)
            for files, name in zip(values, names)]


def _words(text):
    return [word.strip() for word in text.split(";" if ";" in text else ",")]


def _listed(section, name, folder, one):
    text = section.text(name)
    if text is None:
        return [], "1"
    quantity = parse_quantity(text)
    if quantity is not None and ";" not in text:
        return [Value(quantity.written(n), n, f"{n:g}") for n in quantity.numbers], quantity.unit
    if one.scales:
        section.problems.add(section.place(name), f"'{text}'", "factors: pure numbers and a source", "For instance: 0.5, 1, 2 [assumed]")
        return [], "1"
    # Words, or values that hold commas themselves, separated by semicolons.
    words = _words(text)
    if not all(words):
        section.problems.add(section.place(name), f"'{text}'", "values without empty ones between them")
    quantities = [parse_quantity(word) for word in words]
    if all(q is not None and len(q.numbers) == 1 for q in quantities) and len({q.unit for q in quantities}) == 1:
        return [Value(w, q.numbers[0], f"{q.numbers[0]:g}") for w, q in zip(words, quantities)], quantities[0].unit
    if any(path.split("/")[-1] == "File" for path in one.entries):
        return [Value(absolute(word, folder), None, word) for word in words], "1"
    return [Value(word, None, re.sub(r"\s*\[[^\]]*\]$", "", word)) for word in words], "1"


def _range(section, low_name, high_name, design, one):
    ends = []
    for name in (low_name, high_name):
        text = section.text(name)
        quantity = parse_quantity(text) if text else None
        if text and (quantity is None or len(quantity.numbers) != 1):
            section.problems.add(section.place(name), f"'{text}'", "one number with its unit and source")
            quantity = None
        ends.append(quantity)
    scale = section.choice("Scale", SCALES, "linear")
    number = section.count("Number", least=2) if design != "Latin hypercube" else None
    if design == "Latin hypercube" and section.has("Number"):
        section.problems.add(section.place("Number"), "'Number'", "no number of values in a Latin hypercube",
                             "'Samples' at the top of the file is the number of members.")
    if None in ends:
        return
    low, high = ends[0].numbers[0], ends[1].numbers[0]
    if ends[0].unit != ends[1].unit:
        section.problems.add(section.place(high_name), f"'{ends[1].unit}'", f"the unit of '{low_name}', '{ends[0].unit}'")
    elif not low < high or (scale == "logarithmic" and low <= 0):
        section.problems.add(section.place(high_name), f"{low:g} to {high:g}", "an ascending range" +
                             (" above zero" if scale == "logarithmic" else ""))
    else:
        one.unit = ends[0].unit
        one.bounds = (low, high, scale == "logarithmic", ends[0])
        if number:
            one.values = [one.at(share) for share in numpy.linspace(0, 1, number)]
