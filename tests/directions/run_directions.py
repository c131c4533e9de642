#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Runs the directions of rows.py.

    run_directions.py CALLUS NAME...           judges these (exit code 1 if one does not hold)
    run_directions.py CALLUS --all             judges all, two at a time
    run_directions.py CALLUS --finer NAME...   judges these (all without a name) with a tenth of the error tolerance
    run_directions.py CALLUS --open NAME       exit code 1 if it does not hold, as expected
    run_directions.py CALLUS --table FILE      judges all and writes docs/reference/review_directions.md
    run_directions.py --check-table FILE       compares that page with the list
    run_directions.py --list                   names and labels, one a line
"""
import collections
import csv
import dataclasses
import pathlib
import subprocess
import sys
import tempfile
from concurrent import futures

import numpy

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import strip  # noqa: E402
from bases import finer  # noqa: E402
from controls import TOLERANCE, largest_difference  # noqa: E402
from expectations import Verdict  # noqa: E402
from rows import DIRECTIONS  # noqa: E402


class Failed(Exception):
    pass


def compute(callus, folder, name, base, *changes):
    """The course of all fields, with the sum of both kinds of bone. What a file sets overrides what it includes: each change is a file."""
    file = folder / f"{name}.prm"
    file.write_text(base)
    for k, change in enumerate(changes):
        before, file = file, folder / f"{name}_{k}.prm"
        file.write_text(f"include {before.name}\n" + change)
    in_space = "subsection Mesh" in base
    if in_space:
        strip.write(folder / "strip.msh")
    run = subprocess.run([callus, "run" if in_space else "well-mixed", file, "--output", folder / name], capture_output=True, text=True)
    if run.returncode:
        raise Failed(f"{name}: exit code {run.returncode}\n{run.stdout}{run.stderr}")
    with open(folder / name / "history.csv", newline="") as table:
        header, *rows = csv.reader(table)
    values = numpy.array(rows, dtype=float)
    course = {column.split(" [")[0]: values[:, i] for i, column in enumerate(header)}
    course["bone"] = course["woven_bone"] + course["mature_bone"]
    return course


def run_controls(callus, direction, courses, folder):
    """The largest difference between the runs that must equal each other, of all fields; and a problem if it is too large."""
    worst, problem = 0., ""
    for k, (run, text, reference) in enumerate(direction.control.pairs):
        controlled = compute(callus, folder, f"control_{k}", direction.base, direction.runs[run], text)
        equal = courses[reference] if isinstance(reference, int) else compute(callus, folder, f"reference_{k}", direction.base, reference)
        difference, field = largest_difference(controlled, equal)
        worst = max(worst, difference)
        if difference > TOLERANCE:
            problem = f"control ({direction.control.what}): {field} differs by {difference:.2g} of its largest value"
    return worst, problem


def judge(callus, direction):
    try:
        return judge_completed(callus, direction)
    except Failed as failure:
        return Verdict(False, "that all runs end", str(failure)), None, ""


def judge_completed(callus, direction):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        courses = [compute(callus, folder, f"run_{k}", direction.base, text) for k, text in enumerate(direction.runs)]
        verdict = direction.expectation.judge(courses)
        difference, problem = run_controls(callus, direction, courses, folder) if direction.control else (None, "")
    return verdict, difference, problem


def percent(share):
    return f"{100 * share:.1g} %" if share > TOLERANCE else f"below {100 * TOLERANCE:g} %"


def control_text(direction, difference):
    if direction.control:
        return f"{direction.control.what}: {'not run' if difference is None else percent(difference)}"
    return "first run" if len(direction.runs) > 1 else "one run"


def report(direction, verdict, difference, problem):
    rows = ", ".join(map(str, direction.rows))
    print(f"{direction.name} (row {rows}, {direction.kind}): {direction.change}\n  expected: {verdict.expected}\n  computed: {verdict.computed}\n"
          f"  control: {control_text(direction, difference)}\n"
          f"  {'holds' if verdict.holds else 'DOES NOT HOLD'}{'; ' + problem if problem else ''}", flush=True)


def chosen(names):
    known = {d.name: d for d in DIRECTIONS}
    unknown = [n for n in names if n not in known]
    if unknown:
        sys.exit(f"run_directions.py: no direction is called {', '.join(unknown)}")
    return [known[n] for n in names]


HEADER = """# Directions of the review

What the review of the field says should happen, and what the library does: one line for each direction that can be tested, most of them two
runs that differ in one thing. Made by `tests/directions/run_directions.py CALLUS --table FILE`; each line is a test of its own (`ctest -L
directions`), and those that do not hold yet are computed all the same (`ctest -L open-directions`). Row numbers are those of
[the coverage page](review_coverage.md).

*direct*: the change acts on the very term that makes what is measured. *emergent*: it reaches what is measured through others.

*control*: the change with its effect taken to nothing, and how far that run is from the one without the change: the largest difference of any field over the
whole course, relative to the field's largest value. It must stay below {tolerance}. "dose 0", "no cells": nothing is given. "no surface": cells do not
feel the material of the scaffold that is there. "factors of 1": each factor of the overlay is taken back by its inverse, so that whatever else the overlay
did would show. "0 kPa": against the library without its terms of stiffness. Where the change is another value of one entry of the library, or a process
switched off, the *first run* is the control: there is nothing besides that could act. *one run*: nothing is changed.

With a tenth of the error tolerance of the time steps no verdict changes, and no computed value by more than 1 % (`--finer`).

{summary}

| row | what changes | expected | computed | control | kind | verdict |
| --- | --- | --- | --- | --- | --- | --- |
"""


def cells_of(direction, verdict, difference):
    """The table's line, cell by cell."""
    return [", ".join(map(str, direction.rows)), direction.change, verdict.expected, verdict.computed, control_text(direction, difference), direction.kind,
            "open: " + direction.tried if direction.tried else "holds"]


def known_cells(cells):
    """Those that stand in the list: no numbers that a run computes, nor the expectation, whose text is made with them."""
    return cells[0], cells[1], cells[4].split(":")[0], cells[5], cells[6]


def table(results):
    held = sorted({row for d, _, _, _ in results if not d.tried for row in d.rows} - {row for d, _, _, _ in results if d.tried for row in d.rows})
    emergent = {row for d, _, _, _ in results if not d.tried and d.kind == "emergent" for row in d.rows}
    summary = f"{len(held)} rows hold, {len(emergent & set(held))} of them by a direction that is emergent; {sum(bool(d.tried) for d, _, _, _ in results)} of {len(results)} directions are open."
    controlled = sum(bool(d.control) for d, _, _, _ in results)
    largest = max((difference for _, _, difference, _ in results if difference is not None), default=0)
    summary += f" {controlled} have a control run; the largest difference is {percent(largest)}."
    lines = ["| " + " | ".join(cells_of(d, verdict, difference)) + " |" for d, verdict, difference, _ in sorted(results, key=lambda r: (r[0].rows, r[0].name))]
    return HEADER.format(summary=summary, tolerance=f"{100 * TOLERANCE:g} %") + "\n".join(lines) + "\n"


def check_table(file):
    """Every direction has its line, with its control, kind and verdict, and there is no other line."""
    lines = [line for line in file.read_text().splitlines() if line.startswith("| ") and not line.startswith(("| row", "| ---"))]
    found = collections.Counter(known_cells(line.strip("| ").split(" | ")) for line in lines)
    wanted = collections.Counter(known_cells(cells_of(direction, Verdict(True, "", ""), 0)) for direction in DIRECTIONS)
    for cells in wanted - found:
        print(f"{file}: no line of {' | '.join(cells)}")
    for cells in found - wanted:
        print(f"{file}: no direction for the line of {' | '.join(cells)}")
    return 0 if found == wanted else 1


def main(arguments):
    if arguments == ["--list"]:
        for direction in DIRECTIONS:
            print(f"{direction.name} {'open-directions' if direction.tried else 'directions'}")
        return 0
    if arguments[0] == "--check-table":
        return check_table(pathlib.Path(arguments[1]))
    callus, *rest = arguments
    if rest[0] == "--open":
        return judge_open(callus, chosen(rest[1:]))
    results = []
    if rest[0] == "--finer":
        directions = [dataclasses.replace(d, base=finer(d.base)) for d in chosen(rest[1:]) or DIRECTIONS]
    else:
        directions = DIRECTIONS if rest[0] in ("--all", "--table") else chosen(rest)
    with futures.ThreadPoolExecutor(2) as pool:
        for direction, result in zip(directions, pool.map(lambda d: judge(callus, d), directions)):
            results.append((direction, *result))
            report(direction, *result)
    if rest[0] == "--table":
        pathlib.Path(rest[1]).write_text(table(results))
    bad = [d.name for d, verdict, _, problem in results if problem or not verdict.holds]
    print(f"{len(results) - len(bad)} of {len(results)} hold" + (": not " + ", ".join(bad) if bad else ""))
    return 1 if bad and rest[0] != "--table" else 0


def judge_open(callus, directions):
    """1, as their test expects, if none of them holds; a run that breaks off counts as 0, so that the test notices it."""
    for direction in directions:
        try:
            verdict, difference, problem = judge_completed(callus, direction)
        except Failed as failure:
            print(failure)
            return 0
        report(direction, verdict, difference, problem)
        if verdict.holds:
            print("It holds: take its `tried` out of rows.py.")
            return 0
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Failed as failure:
        sys.exit(str(failure))
