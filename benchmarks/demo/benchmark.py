# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The demo by phase, on at most two processes: what `bootstrap.sh demo` does after the build.

The goal is 360 s for all of it on two cores. The phases have no goals of their own: each is measured against the same 360 s.
Quick: the coarse mesh.
"""
import csv

GOAL_SECONDS = 360.0
PHASES = {  # columns of diagnostics.csv
    "mechanics": "mechanics time [s]",
    "biology": "biology time [s]",
    "output": "output time [s]",
}


def phase_seconds(file):
    """Sums of the phases' columns over all steps."""
    with open(file, newline="", encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    return {phase: sum(float(row[column] or 0) for row in rows) for phase, column in PHASES.items()}


def measure(tools, quick):
    folder = tools.output / ("demo_quick" if quick else "demo")
    case = tools.source / "parameter_files/tutorials/sheep_metatarsus" / ("coarse.prm" if quick else "sheep_metatarsus.prm")
    computing = tools.callus("run", case, "--output", folder, "--overwrite")
    reporting = tools.run("/usr/bin/python3", tools.source / "postprocess/report.py", folder)
    phases = phase_seconds(folder / "diagnostics.csv")

    yield tools.Figure("demo_total", computing + reporting, "s", GOAL_SECONDS)
    yield tools.Figure("demo_start_and_mesh", computing - sum(phases.values()), "s", GOAL_SECONDS)
    for phase, seconds in phases.items():
        yield tools.Figure(f"demo_{phase}", seconds, "s", GOAL_SECONDS)
    yield tools.Figure("demo_report", reporting, "s", GOAL_SECONDS)
