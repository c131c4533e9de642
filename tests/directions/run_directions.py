#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Runs the directions of rows.py.

    run_directions.py CALLUS NAME...      judges these (exit code 1 if one does not hold)
    run_directions.py CALLUS --all        judges all, two at a time
    run_directions.py --list              names, one a line
    run_directions.py CALLUS --table FILE writes docs/reference/review_directions.md
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


def table(results):
    lines = ["| row | what changes | expected | computed | kind | verdict |", "| --- | --- | --- | --- | --- | --- |"]
    for direction, (verdict, _) in sorted(results, key=lambda r: r[0].rows):
        lines.append(f"| {', '.join(map(str, direction.rows))} | {direction.change} | {verdict.expected} | {verdict.computed} | {direction.kind} | "
                     f"{'holds' if verdict.holds else 'open' + (': ' + direction.tried if direction.tried else '')} |")
    return "\n".join(lines) + "\n"


def main(arguments):
    if arguments == ["--list"]:
        for direction in DIRECTIONS:
            print(f"{direction.name};{'open-directions' if direction.tried else 'directions'}")
        return 0
    callus, *rest = arguments
    directions = DIRECTIONS if rest[0] in ("--all", "--table") else chosen(rest)
    results = []
    with futures.ThreadPoolExecutor(2) as pool:
        for direction, result in zip(directions, pool.map(lambda d: judge(callus, d), directions)):
            results.append((direction, result))
            report(direction, *result)
    if rest[0] == "--table":
        pathlib.Path(rest[1]).write_text(table(results))
        return 0
    bad = [d.name for d, (verdict, problem) in results if problem or not verdict.holds]
    print(f"{len(results) - len(bad)} of {len(results)} hold" + (": not " + ", ".join(bad) if bad else ""))
    return 1 if bad else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Failed as failure:
        sys.exit(str(failure))
