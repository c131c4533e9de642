#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Runs the directions of rows.py.

    run_directions.py CALLUS NAME...      judges these (exit code 1 if one does not hold)
    run_directions.py CALLUS --all        judges all, two at a time
    run_directions.py CALLUS --open NAME  exit code 1 if it does not hold, as expected
    run_directions.py CALLUS --table FILE judges all and writes docs/reference/review_directions.md
    run_directions.py --check-table FILE  compares that page with the list
    run_directions.py --list              names and labels, one a line
"""
import csv
import pathlib
import subprocess
import sys
import tempfile
from concurrent import futures

import numpy

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import strip  # noqa: E402
from expectations import Verdict  # noqa: E402
from rows import DIRECTIONS  # noqa: E402

CONTROL_TOLERANCE = 2e-3  # relative, of what time steps alone change between two networks that do the same


class Failed(Exception):
    pass


def compute(callus, base, change, folder, name):
    """The course of all fields, with the sum of both kinds of bone."""
    file = folder / f"{name}.prm"
    (folder / "base.prm").write_text(base)
    file.write_text("include base.prm\n" + change)  # what a file sets overrides what it includes
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


def control_differs(direction, courses, controlled):
    """The last run with a dose of zero, compared with the first one, in the measures of the expectation."""
    parts = getattr(direction.expectation, "parts", (direction.expectation,))
    for part in parts:
        first, zero = part.measure(courses[0]), part.measure(controlled)
        if abs(zero - first) > CONTROL_TOLERANCE * abs(first):
            return f"with a dose of zero {part.measure.name} is {zero:.6g} instead of {first:.6g}"
    return ""


def judge(callus, direction):
    try:
        return judge_completed(callus, direction)
    except Failed as failure:
        return Verdict(False, "that all runs end", str(failure)), ""


def judge_completed(callus, direction):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        courses = [compute(callus, direction.base, text, folder, f"run_{k}") for k, text in enumerate(direction.runs)]
        verdict = direction.expectation.judge(courses)
        problem = ""
        if direction.control:
            problem = control_differs(direction, courses, compute(callus, direction.base, direction.runs[-1] + direction.control, folder, "control"))
    return verdict, problem


def report(direction, verdict, problem):
    rows = ", ".join(map(str, direction.rows))
    print(f"{direction.name} (row {rows}, {direction.kind}): {direction.change}\n  expected: {verdict.expected}\n  computed: {verdict.computed}\n"
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

{summary}

| row | what changes | expected | computed | kind | verdict |
| --- | --- | --- | --- | --- | --- |
"""


def line_of(direction, computed):
    """The table's line but for the verdict, and with a gap where what was computed stands if there is no text for it."""
    return f"| {', '.join(map(str, direction.rows))} | {direction.change} | ", f" | {computed} | {direction.kind} | {'open: ' + direction.tried if direction.tried else 'holds'} |"


def table(results):
    held = sorted({row for d, _ in results if not d.tried for row in d.rows} - {row for d, _ in results if d.tried for row in d.rows})
    emergent = {row for d, _ in results if not d.tried and d.kind == "emergent" for row in d.rows}
    summary = f"{len(held)} rows hold, {len(emergent & set(held))} of them by a direction that is emergent; {sum(bool(d.tried) for d, _ in results)} of {len(results)} directions are open."
    lines = []
    for direction, (verdict, _) in sorted(results, key=lambda r: (r[0].rows, r[0].name)):
        begin, end = line_of(direction, verdict.computed)
        lines.append(begin + verdict.expected + end)
    return HEADER.format(summary=summary) + "\n".join(lines) + "\n"


def check_table(file):
    """Every direction has its line, with its kind and verdict, and there is no other line."""
    lines = [line for line in file.read_text().splitlines() if line.startswith("| ") and not line.startswith(("| row", "| ---"))]
    problems = []
    for direction in DIRECTIONS:
        begin, end = line_of(direction, "")
        fitting = [line for line in lines if line.startswith(begin) and line.endswith(end.split(" |  | ")[1])]
        if not fitting:
            problems.append(f"no line '{begin}...{end}'")
    if len(lines) != len(DIRECTIONS):
        problems.append(f"{len(lines)} lines for {len(DIRECTIONS)} directions")
    for problem in problems:
        print(f"{file}: {problem}")
    return 1 if problems else 0


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
    directions = DIRECTIONS if rest[0] in ("--all", "--table") else chosen(rest)
    with futures.ThreadPoolExecutor(2) as pool:
        for direction, result in zip(directions, pool.map(lambda d: judge(callus, d), directions)):
            results.append((direction, result))
            report(direction, *result)
    if rest[0] == "--table":
        pathlib.Path(rest[1]).write_text(table(results))
    bad = [d.name for d, (verdict, problem) in results if problem or not verdict.holds]
    print(f"{len(results) - len(bad)} of {len(results)} hold" + (": not " + ", ".join(bad) if bad else ""))
    return 1 if bad and rest[0] != "--table" else 0


def judge_open(callus, directions):
    """1, as their test expects, if none of them holds; a run that breaks off counts as 0, so that the test notices it."""
    for direction in directions:
        try:
            verdict, problem = judge_completed(callus, direction)
        except Failed as failure:
            print(failure)
            return 0
        report(direction, verdict, problem)
        if verdict.holds:
            print("It holds: take its `tried` out of rows.py.")
            return 0
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Failed as failure:
        sys.exit(str(failure))
