# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""What a study file says. docs/user/studies.md explains each entry."""
import pathlib
import re
from dataclasses import dataclass

from parameter_text.section import Section
from parameter_text.statements import read_tree

from . import inputs, measures
from .problems import Place, Problems

HERE = pathlib.Path(__file__).resolve().parent
PARAMETER_FILES = HERE.parents[1] / "parameter_files"
DESIGNS = ("grid", "list", "Latin hypercube")


@dataclass
class Study:
    file: pathlib.Path
    title: str
    case: pathlib.Path
    design: str
    samples: int  # of a Latin hypercube
    seed: int
    inputs: list
    fixed: list  # [Entry] whose where.path is the path in the parameter file
    measures: list
    ranks: int
    at_once: int
    time_limit: str
    warning: int  # seconds before the time limit
    options: list  # further options of sbatch
    site: str
    horizontal: str  # names of inputs; empty: chosen by what varies most
    lines: str

    @property
    def name(self):
        return self.file.stem


def read_study(file):
    """Raises StudyError with every problem of the file."""
    file = pathlib.Path(file)
    problems = Problems("the study")
    tree = read_tree(file, [HERE], problems)
    problems.raise_if_any()  # a broken structure would only be followed by misleading problems
    root = Section(tree, problems)
    design = root.choice("Design", DESIGNS, "grid")
    samples, seed = 0, 0
    if design == "Latin hypercube":
        samples, seed = root.count("Samples", least=2) or 2, root.count("Seed", least=0) or 0
    run, cluster, picture = root.section("Run"), root.section("Cluster"), root.section("Picture")
    study = Study(
        file=file, title=root.text("Title", file.stem.replace("_", " ")), case=_case(root, file), design=design, samples=samples,
        seed=seed, inputs=inputs.read(root.section("Vary"), design, file.parent, problems), fixed=_fixed(root.section("Fixed"), file),
        measures=measures.read(root.section("Measures"), problems, HERE / "default_measures.study"),
        ranks=run.count("Ranks", 1), at_once=run.count("Members at once", 2), time_limit=_time_limit(cluster),
        warning=cluster.count("Warning seconds", 300), options=_options(cluster), site=cluster.text("Site", "debian"),
        horizontal="", lines="")
    names = [i.name for i in study.inputs]
    study.horizontal = picture.choice("Horizontal axis", names, "") if picture.has("Horizontal axis") else ""
    study.lines = picture.choice("Lines", names, "") if picture.has("Lines") else ""
    picture.known += ["Horizontal axis", "Lines"]
    for section in (root, run, cluster, picture):
        section.report_unknown()
    _no_entry_twice(study, problems)
    problems.raise_if_any()
    return study


def _case(root, file):
    """Beside the study file, else below the shipped parameter files, as with `include`."""
    name = root.text("Case")
    if name is None:
        return file
    for folder in (file.parent, PARAMETER_FILES):
        if (folder / name).is_file():
            return (folder / name).resolve()
    root.problems.add(root.place("Case"), f"no file '{name}'", f"a parameter file beside the study or in {PARAMETER_FILES}")
    return file


def _fixed(section, file):
    found = []

    def walk(tree):
        tree.asked = True
        for entry in tree.entries.values():
            entry.asked = True
            # In a member's file the entry stands elsewhere: a relative path would lead nowhere.
            if entry.name.split("/")[-1] == "File":
                entry.value = inputs.absolute(entry.value, file.parent)
            found.append(entry)
        for below in tree.sections.values():
            walk(below)

    walk(section.tree)
    for entry in found:
        entry.where = Place(entry.where.file, entry.where.line, entry.where.path.removeprefix("Fixed/"))
    return found


def _time_limit(cluster):
    value = cluster.text("Time limit", "04:00:00")
    if re.fullmatch(r"(\d+-)?\d{1,3}:\d\d(:\d\d)?|\d+", value):
        return value
    cluster.problems.add(cluster.place("Time limit"), f"'{value}'", "a time as sbatch takes it: minutes, HH:MM:SS or D-HH:MM:SS")
    return "04:00:00"


def _options(cluster):
    options = [option.strip() for option in cluster.text("Options", "").split(",") if option.strip()] if cluster.has("Options") else []
    cluster.known.append("Options")
    for option in options:
        if not re.fullmatch(r"--[a-z][a-z-]*(=\S+)?", option):
            cluster.problems.add(cluster.place("Options"), f"'{option}'", "options of sbatch with two dashes, separated by commas",
                                 "For instance: set Options = --partition=long, --mem-per-cpu=2G")
    return options


def _no_entry_twice(study, problems):
    seen = {}
    for path, place in ([(entry.where.path, entry.where) for entry in study.fixed]
                        + [(path, one.place) for one in study.inputs for path in one.entries]):
        if path in seen:
            problems.add(place, f"'{path}' a second time", "each entry fixed or varied once", f"The first is in line {seen[path].line}.")
        seen.setdefault(path, place)
