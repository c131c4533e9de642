# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""What a calibration file says: cases, targets with their data, values to adjust. docs/user/calibration.md explains each entry."""
import pathlib
from dataclasses import dataclass

from parameter_text.section import Section
from parameter_text.statements import read_tree
from parameter_text.values import parse_quantity

from . import inputs, measures
from .problems import Place, Problems, nearest
from .study_file import HERE, PARAMETER_FILES

COMMANDS = ("run", "well-mixed")


@dataclass
class Case:
    name: str
    file: pathlib.Path
    command: str  # of callus


@dataclass
class Target:
    measure: measures.Measure
    case: str
    value: float
    margin: float  # half the width of what the data allow
    unit: str
    source: str  # "[key]"
    note: str

    @property
    def name(self):
        return self.measure.name


@dataclass
class Adjusted:
    input: inputs.Input  # whose values are factors on what the case says
    start: float  # factor of the first estimate


@dataclass
class Calibration:
    file: pathlib.Path
    title: str
    cases: list
    targets: list
    adjusted: list
    evaluations: int

    @property
    def name(self):
        return self.file.stem

    def choose(self, only=None, without=None):
        """Leaves targets out, and the cases that none of the others needs; names of targets separated by commas. Raises StudyError."""
        chosen, left_out = ([name.strip() for name in names.split(",")] if names else [] for names in (only, without))
        problems, known = Problems("the options"), [target.name for target in self.targets]
        for option, names in (("--only", chosen), ("--without", left_out)):
            for name in names:
                if name not in known:
                    problems.add(Place(option), f"'{name}'", f"a target of {self.file}", nearest(name, known))
        problems.raise_if_any()
        self.targets = [one for one in self.targets if one.name not in left_out and (not chosen or one.name in chosen)]
        self.cases = [case for case in self.cases if any(target.case == case.name for target in self.targets)]


def read_calibration(file):
    """Raises StudyError with every problem of the file."""
    file = pathlib.Path(file)
    problems = Problems("the calibration")
    tree = read_tree(file, [HERE], problems)
    problems.raise_if_any()
    root = Section(tree, problems)
    cases = [_case(one, file.parent) for one in root.section("Cases").subsections()]
    names = [case.name for case in cases]
    calibration = Calibration(
        file, root.text("Title", file.stem.replace("_", " ")), cases,
        [_target(one, names) for one in root.section("Targets").subsections()],
        [_adjusted(one, file.parent) for one in root.section("Adjust").subsections()],
        root.count("Evaluations", 60))
    for name, found in (("Cases", cases), ("Targets", calibration.targets), ("Adjust", calibration.adjusted)):
        if not found:
            problems.add(root.place(name), "", f"a section '{name}' with a subsection for each", "See docs/user/calibration.md.")
    root.report_unknown()
    problems.raise_if_any()
    return calibration


def _case(section, folder):
    name, command = section.text("File"), section.choice("Command", COMMANDS, "run")
    section.report_unknown()
    for place in (folder, PARAMETER_FILES):
        if name and (place / name).is_file():
            return Case(section.tree.name, (place / name).resolve(), command)
    if name:
        section.problems.add(section.place("File"), f"no file '{name}'",
                             f"a parameter file beside the calibration or in {PARAMETER_FILES}")
    return Case(section.tree.name, folder, command)


def _target(section, cases):
    case = section.choice("Case", cases, cases[0] if len(cases) == 1 else None)
    value, margin = (_number(section, name) for name in ("Target", "Margin"))
    note = section.text("Note", "") if section.has("Note") else ""
    section.known.append("Note")
    if value and margin and value.unit != margin.unit:
        section.problems.add(section.place("Margin"), f"'{margin.unit}'", f"the unit of 'Target', '{value.unit}'")
    if margin and not margin.numbers[0] > 0:
        section.problems.add(section.place("Margin"), f"{margin.numbers[0]:g}", "a number above zero")
    if value and not value.source:
        section.problems.add(section.place("Target"), "no source", "where the data come from: [KEY of docs/references.bib] or [assumed]")
    measure = measures.read_measure(section, None)
    if not (value and margin):
        return Target(measure, case, 0, 1, "1", "", note)
    return Target(measure, case, value.numbers[0], margin.numbers[0], value.unit, value.source, note)


def _number(section, name):
    text = section.text(name)
    quantity = parse_quantity(text) if text else None
    if text and (quantity is None or len(quantity.numbers) != 1):
        section.problems.add(section.place(name), f"'{text}'", "one number with its unit")
        return None
    return quantity


def _adjusted(section, folder):
    start = section.number("Start", "1", 1.0)
    found = inputs.read_input(section, "Latin hypercube", folder)  # a range without a number of values
    section.report_unknown()
    if found.bounds is None:
        return Adjusted(found, start)
    low, high = found.bounds[:2]
    if not found.scales or not low > 0:
        section.problems.add(section.tree.where, "no positive factors", "'Factor from' and 'Factor to', which scale the value of the case")
    elif not low <= start <= high:
        section.problems.add(section.place("Start"), f"{start:g}", f"a factor within the range, {low:g} to {high:g}")
    return Adjusted(found, start)
