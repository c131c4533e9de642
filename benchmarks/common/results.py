# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Goals reached and missed as one table; parts that are measured on their own are merged with those measured before."""
import datetime
import json
import math

HEADER = """# {title}: goals

| part | figure | goal | measured | verdict | how | when, program |
| --- | --- | --- | --- | --- | --- | --- |
"""


def entry(figure, how):
    """A figure of benchmarks/run, or a line of text, for the file; nan, what cannot be measured, has no place in JSON."""
    if isinstance(figure, str):
        return {"text": figure, "how": how}
    value = None if math.isnan(figure.value) else figure.value
    return {"name": figure.name, "value": value, "unit": figure.unit, "goal": figure.goal, "at_most": figure.at_most, "met": figure.met, "how": how}


def quantity(value, unit):
    text = "-" if value is None else f"{value:.3g}"
    return text if unit == "1" or value is None else f"{text} {unit}"


def line(benchmark, part, when, row):
    if "text" in row:
        return f"| {part} | {row['text']} | none | | | {row['how']} | {when} |"
    name = row["name"].removeprefix(f"{benchmark}_").replace("_", " ")
    goal = ("at most " if row["at_most"] else "at least ") + quantity(row["goal"], row["unit"])
    verdict = "reached" if row["met"] else "missed"
    return f"| {part} | {name} | {goal} | {quantity(row['value'], row['unit'])} | {verdict} | {row['how']} | {when} |"


class Results:
    """folder/results.json keeps all parts, folder/table.md shows them."""

    def __init__(self, folder, benchmark, parts):
        self.folder, self.benchmark, self.parts = folder, benchmark, parts
        self.file = folder / "results.json"
        self.found = json.loads(self.file.read_text()) if self.file.is_file() else {}

    def replace(self, part, entries, revision):
        when = datetime.datetime.now().strftime("%Y-%m-%d %H:%M") + f", {revision}"
        self.found[part] = {"when": when, "rows": entries}
        self.file.write_text(json.dumps(self.found, indent=1))
        (self.folder / "table.md").write_text(self.table())

    def table(self):
        lines = []
        for part in self.parts:
            if part in self.found:
                lines += [line(self.benchmark, part, self.found[part]["when"], row) for row in self.found[part]["rows"]]
            else:
                lines.append(f"| {part} | not measured yet | | | | `benchmarks/run {self.benchmark} --part {part}` | |")
        return HEADER.format(title=self.benchmark.capitalize()) + "\n".join(lines) + "\n"
