# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The page docs/reference/review_coverage.md: each mechanism of the review and what stands for it in the shipped parameter files."""
import collections
import csv
import pathlib
import sys

from writers.markdown import code, escaped, library_file, page, table

ROWS = pathlib.Path(__file__).resolve().parents[1] / "reference/review_rows.csv"
FILES = "../../parameter_files"


def read_rows():
    with ROWS.open(newline="") as file:
        rows = list(csv.DictReader(file))
    if [int(row["row"]) for row in rows] != list(range(1, len(rows) + 1)):
        sys.exit(f"docs/generate: {ROWS.name}: the rows are not numbered from 1 on without gaps.")
    return rows


class Carrier:
    """A process, or a modifier of one, that stands for a row."""

    def __init__(self, process, file, kind):
        self.process, self.file, self.kind = process, file, kind


def kind_of(process, forms, file, modifier):
    if "/overlays/" in file:
        return "overlay"
    if modifier:
        return "modifier"
    return "boundary condition" if forms[process["form"]] == "supply" else "process"


def carriers(program):
    """Row number: its carriers."""
    forms = {law["name"]: law.get("effect", "") for law in program.list("laws") if law["kind"] == "process"}
    found = collections.defaultdict(list)
    for process in program.list("processes"):
        for origin in process["row_origins"]:
            file = library_file(origin["file"])
            found[origin["row"]].append(Carrier(process["name"], file, kind_of(process, forms, file, None)))
        for modifier in process["modifiers"]:
            for origin in modifier["row_origins"]:
                file = library_file(origin["file"])
                found[origin["row"]].append(Carrier(process["name"], file, kind_of(process, forms, file, modifier)))
    return found


def unique(words):
    return list(dict.fromkeys(words))


def coverage_row(row, of_row):
    number, mechanism = row["row"], escaped(row["mechanism"])
    if row["not_modelled"] and of_row:
        sys.exit(f"docs/generate: row {number} is said not to be modelled, but {of_row[0].process} stands for it.")
    if not of_row:
        how = f"not modelled: {escaped(row['not_modelled'])}" if row["not_modelled"] else "open"
        return [number, mechanism, escaped(row["direction"]), how, "", ""]
    files = [f"[{file}]({FILES}/{file})" for file in unique(carrier.file for carrier in of_row)]
    return [number, mechanism, escaped(row["direction"]), ", ".join(unique(c.kind for c in of_row)),
            ", ".join(code(name) for name in unique(c.process for c in of_row)), ", ".join(files)]


def coverage_page(program):
    found, rows = carriers(program), read_rows()
    unknown = sorted(set(found) - {int(row["row"]) for row in rows})
    if unknown:
        sys.exit(f"docs/generate: {found[unknown[0]][0].process} names row {unknown[0]}, which {ROWS.name} does not have.")
    lines = [coverage_row(row, found[int(row["row"])]) for row in rows]
    n_open = sum(line[3] == "open" for line in lines)
    return page(
        "Mechanisms of the review and where they are",
        "Numbers in `Rows` of a process or of a modifier point here: the mechanisms of the crosstalk between macrophages and stem cells in "
        "bone healing that a review of the field names. *Direction* is what a run should show when the mechanism is changed. The last "
        "three columns come from the shipped parameter files: `callus list processes --json` says for each process which rows it carries. "
        "The rows in words: [review_rows.csv](review_rows.csv).\n\n"
        f"Of {len(lines)} rows {len(lines) - n_open - sum(bool(row['not_modelled']) for row in rows)} are represented, "
        f"{n_open} are open.",
        table(["row", "mechanism", "direction", "represented by", "processes", "files"], lines))
