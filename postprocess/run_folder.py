# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Reads what a run left in its folder. Anything missing or broken raises RunError with what to do about it."""
import json
import pathlib
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field

import pandas

HEADER = re.compile(r"^(?P<name>.*?)\s*(?:\[(?P<unit>[^\]]*)\])?$")


class RunError(Exception):
    """The folder is not that of a usable run; the message is for the user."""


@dataclass
class Table:
    """A CSV file whose headers are `name [unit]`; columns go by name."""

    values: pandas.DataFrame
    units: dict
    labels: dict = field(default_factory=dict)  # of fields, for readers: {"vegf": "VEGF"}

    def __contains__(self, name):
        return name in self.values

    @property
    def day(self):
        return self.values["day"]

    def label(self, column):
        """The column's name as words for a reader; one that begins with a field's name takes the field's label."""
        name, _, rest = column.partition(" ")
        if name in self.labels:
            return self.labels[name] + (f" {rest}" if rest and rest not in ("mean", "volume") else "")
        return column.replace("_", " ")


@dataclass
class Run:
    folder: pathlib.Path
    history: Table
    diagnostics: object  # a Table, or None
    manifest: dict
    parameters: dict  # {"Section/Subsection/Entry": "value"}, in the order of the file
    parameters_text: str
    fields: list = field(default_factory=list)  # [(day, [files])]

    def parameter(self, path, default=""):
        return self.parameters.get(path, default)

    def subsections(self, path):
        """Names of the subsections directly below path."""
        depth = path.count("/") + 2
        names = [key.split("/")[depth - 1] for key in self.parameters if key.startswith(path + "/") and key.count("/") >= depth]
        return list(dict.fromkeys(names))


def read_table(file):
    try:
        values = pandas.read_csv(file)
    except (pandas.errors.ParserError, pandas.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise RunError(f"{file} cannot be read as a table: {error}. Was the run stopped while writing? Run it again.") from error
    units = {}
    for column in list(values.columns):
        match = HEADER.match(column.strip())
        name = match["name"]
        units[name] = match["unit"] or ("day" if name == "day" else "")
        values = values.rename(columns={column: name})
    if "day" not in values or values.columns[0] != "day":
        raise RunError(f"{file}: the first column is '{values.columns[0]}', expected 'day'.")
    if values.empty:
        raise RunError(f"{file} has headers but no rows: the run ended before its first day. See {file.parent / 'log.txt'}.")
    return Table(values, units)


def read_parameters(text):
    """The entries of parameters.used.prm (no includes, no scalings): path -> value."""
    entries, path = {}, []
    text = text.replace("\\\n", " ")
    for line in text.splitlines():
        line = line.split("#", 1)[0].strip()
        if line.startswith("subsection "):
            path.append(line[len("subsection "):].strip())
        elif line == "end" and path:
            path.pop()
        elif line.startswith("set ") and "=" in line:
            name, value = line[len("set "):].split("=", 1)
            entries["/".join(path + [name.strip()])] = value.strip()
    return entries


def read_pvd(file):
    """[(day, [files])] of a ParaView collection, ascending."""
    try:
        root = ElementTree.parse(file).getroot()
    except ElementTree.ParseError as error:
        raise RunError(f"{file} is not valid XML ({error}). Was the run stopped while writing? Run it again.") from error
    days = {}
    for data_set in root.iter("DataSet"):
        part = file.parent / data_set.attrib["file"]
        if not part.is_file():
            raise RunError(f"{file} names {data_set.attrib['file']}, which is not there. Copy the whole output folder.")
        days.setdefault(float(data_set.attrib["timestep"]), []).append(part)
    return sorted(days.items())


def read_run(folder):
    folder = pathlib.Path(folder)
    if not folder.is_dir():
        raise RunError(f"there is no folder {folder}. Give the output folder of a run, for instance output/demo.")
    needed = {name: folder / name for name in ("history.csv", "parameters.used.prm", "manifest.json")}
    missing = [name for name, file in needed.items() if not file.is_file()]
    if missing:
        raise RunError(f"{folder} is not the output folder of a run: it has no {', '.join(missing)}.")

    try:
        manifest = json.loads(needed["manifest.json"].read_text())
    except ValueError as error:
        raise RunError(f"{needed['manifest.json']} is not valid JSON: {error}.") from error
    text = needed["parameters.used.prm"].read_text()
    diagnostics = folder / "diagnostics.csv"
    pvd = folder / "fields.pvd"
    run = Run(folder=folder, history=read_table(needed["history.csv"]),
              diagnostics=read_table(diagnostics) if diagnostics.is_file() else None,
              manifest=manifest, parameters=read_parameters(text), parameters_text=text,
              fields=read_pvd(pvd) if pvd.is_file() else [])
    run.history.labels = {name: run.parameter(f"Fields/{name}/Label") or name.replace("_", " ") for name in run.subsections("Fields")}
    return run
