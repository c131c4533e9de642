# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The members of a study on the disk: a parameter file each, and the table of all."""
import csv
import pathlib
import re
from dataclasses import dataclass

from . import design
from .problems import StudyError

DIGITS = 3


@dataclass
class Member:
    number: int
    values: tuple  # a Value for each input
    text: str  # of the parameter file
    lines: dict  # line of that file -> Place in the study
    plan: object

    @property
    def name(self):
        return f"{self.number:0{DIGITS}d}"

    @property
    def folder(self):
        return self.plan.members_folder / self.name

    @property
    def file(self):
        return self.plan.members_folder / f"{self.name}.prm"

    def described(self):
        return ", ".join(f"{one.name} = {value.shown}{'' if one.unit == '1' else ' ' + one.unit}"
                         for one, value in zip(self.plan.study.inputs, self.values))


class Plan:
    """The members, numbered. A member whose file is on the disk keeps its number, so a study can be extended."""

    def __init__(self, study, output):
        self.study, self.output = study, pathlib.Path(output).resolve()
        self.members_folder = self.output / "members"
        on_disk = {file.read_text(): int(file.stem) for file in sorted(self.members_folder.glob("[0-9]*.prm"))
                   if re.fullmatch(r"\d+", file.stem)}
        self.others = dict(on_disk)  # planned by an earlier version of the study file, and no longer in it
        written = [(values, *parameter_file(study, values)) for values in design.combinations(study)]
        next_number = max(on_disk.values(), default=0) + 1
        self.members = []
        for values, text, lines in written:
            number = self.others.pop(text, None)
            if number is None:
                number, next_number = next_number, next_number + 1
            self.members.append(Member(number, values, text, lines, self))
        texts = [member.text for member in self.members]
        if len(set(texts)) != len(texts):
            raise StudyError(f"{study.file}: found members that are the same, expected different values for each.")

    def write(self):
        """The parameter files and plan.csv; leaves files that are right as they are."""
        try:
            self.members_folder.mkdir(parents=True, exist_ok=True)
            for member in self.members:
                if not member.file.exists() or member.file.read_text() != member.text:
                    member.file.write_text(member.text)
            with (self.output / "plan.csv").open("w", newline="") as out:
                table = csv.writer(out, lineterminator="\n")
                table.writerow(["member"] + [one.header for one in self.study.inputs])
                table.writerows([member.name] + [value.shown for value in member.values] for member in self.members)
        except OSError as error:
            raise StudyError(f"{error.filename}: {error.strerror}. Give another folder with --output.") from error


def parameter_file(study, values):
    """The text of a member's file, and where each of its lines comes from."""
    lines, places = [], {}

    def add(text, place=None):
        lines.append(text)
        if place is not None:
            places[len(lines)] = place

    def add_entry(path, value, operator, place):
        *sections, entry = path.split("/")
        for depth, name in enumerate(sections):
            add("  " * depth + f"subsection {name}", place)
        add("  " * len(sections) + f"set {entry} {operator} {value}", place)
        for depth in reversed(range(len(sections))):
            add("  " * depth + "end", place)

    add(f"# A member of the study {study.file.name}; cluster/study.py writes it: change the study instead.")
    add(f"include {study.case}")
    for one, value in zip(study.inputs, values):
        for file in value.text.splitlines() if one.includes else []:
            add(f"include {file}", one.place)
    varied = [(one, value, path) for one, value in zip(study.inputs, values) for path in one.entries]
    shown = ", ".join(f"{one.label} {value.shown}{'' if one.unit == '1' else ' ' + one.unit}"
                      for one, value in zip(study.inputs, values))
    if "Title" not in [path for _, _, path in varied] + [entry.where.path for entry in study.fixed]:
        add(f"set Title = {study.title}: {shown}".replace("#", ""))
    if study.fixed:
        add("\n# the same in all members")
        lines[-1:] = lines[-1].split("\n")
        for entry in study.fixed:
            add_entry(entry.where.path, entry.value, entry.operator, entry.where)
    lines.extend(["", "# what varies"])
    for one, value, path in varied:
        add_entry(path, value.text, "*=" if one.scales else "=", one.place)
    return "\n".join(lines) + "\n", places
