# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Controls: the change of a direction with its effect taken to nothing. Then its run must give what the run without it gives, in every field."""
import dataclasses
import pathlib
import sys

import numpy

SOURCE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "scripts"))
from parameter_text.problems import Problems  # noqa: E402
from parameter_text.statements import read_tree  # noqa: E402

PARAMETER_FILES = SOURCE / "parameter_files"
TOLERANCE = 1e-5  # of a field's largest value: the digits of a history; time steps are the same where the added fields stay at zero


@dataclasses.dataclass(frozen=True)
class Control:
    """Pairs (run, text, reference): the run of this number with the text behind it, and the run (by number, or by its text) that it must equal."""

    what: str
    pairs: tuple


def nothing_of(what, text, run=-1, reference=0):
    return Control(what, ((run, text, reference),))


def together(*controls):
    return Control(", ".join(dict.fromkeys(c.what for c in controls)), tuple(pair for c in controls for pair in c.pairs))


def entry(path, given):
    """`Section/Sub/Entry` = value, or *= factor if it begins with '*'."""
    *sections, name = path.split("/")
    operator = "*=" if given.startswith("*") else "="
    lines = [f"subsection {s}\n" for s in sections] + [f"set {name} {operator} {given.lstrip('* ')} [assumed]\n"] + ["end\n"] * len(sections)
    return "".join(lines)


def settings(tree, path=""):
    """(path, operator, value) of every entry of a parameter file and of what it includes."""
    for one in tree.entries.values():
        yield path + one.name, one.operator, one.value
    for section in tree.sections.values():
        yield from settings(section, f"{path}{section.name}/")


def read(file):
    problems = Problems()
    tree = read_tree(file, [PARAMETER_FILES], problems)
    problems.raise_if_any()
    return tree


def undone(*overlays, folder=PARAMETER_FILES / "library/overlays"):
    """Takes back each factor of overlays (`*= f`) and sets to one each factor that they append to a product; whatever else they do stays."""
    entries = [e for name in overlays for e in settings(read(folder / f"{name}.prm"))]
    appended = {item.strip() for _, operator, value in entries if operator == "+=" for item in value.split(",")}
    summed = {path.rsplit("/", 1)[0] for path, _, _ in entries if path.endswith("/Of")}
    text = ""
    for path, operator, value in entries:
        section, name = path.rsplit("/", 1)
        if operator == "*=":
            text += entry(path, f"* {1 / float(value.split()[0])!r}")
        elif name == "Constant" and section.split("/")[-1] in appended and section not in summed:
            text += entry(path, "1")
    return text


def largest_difference(course, reference):
    """Of all fields that both runs have, relative to the field's largest value; with the field's name."""
    worst, name = 0., ""
    for field in reference:
        scale = numpy.abs(reference[field]).max()
        if field == "day" or field not in course or scale == 0:
            continue
        difference = numpy.abs(numpy.interp(reference["day"], course["day"], course[field]) - reference[field]).max() / scale
        if difference > worst:
            worst, name = difference, field
    return worst, name
