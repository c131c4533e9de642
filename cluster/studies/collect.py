# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""One table of inputs and measures, one picture; what is missing is named."""
import csv
import json
import math
import os
from dataclasses import dataclass

from . import measures, progress
from .problems import StudyError


@dataclass
class Row:
    member: object
    progress: object
    results: list  # a number for each measure; NaN where there is none


@dataclass
class Results:
    study: object
    measures: list
    units: list  # of the measures
    rows: list  # of completed members
    missing: list  # [(Member, Progress)]
    skipped: list  # default measures whose columns this case does not write
    last_day: float = math.nan


def gather(plan):
    """Raises StudyError if there is nothing to collect."""
    done, missing = [], []
    for member in plan.members:
        status = progress.of(member)
        (done if status.is_done else missing).append((member, status))
    if not done:
        raise StudyError(f"no member of {plan.study.file} is completed in {plan.output}: {progress.counts(plan.members)}. "
                         "Run it: study.py run, or study.py submit.")
    histories = [(member, status, measures.read_history(member.folder)) for member, status in done]
    first = histories[0][2]
    chosen = measures.usable(plan.study.measures, first)
    rows = [Row(member, status, [measures.of(m, history) for m in chosen]) for member, status, history in histories]
    return Results(plan.study, chosen, [measures.unit(m, first) for m in chosen], rows, missing,
                   [m for m in plan.study.measures if m not in chosen], max(float(history.day.iloc[-1]) for _, _, history in histories))


def outdated(results):
    """A line for each member whose case was changed after it was computed: its number belongs to the old case."""
    texts = []
    for row in results.rows:
        folder = row.member.folder
        try:
            files = json.loads((folder / "manifest.json").read_text()).get("parameter_files", [])
        except (OSError, ValueError):
            continue
        computed = (folder / "history.csv").stat().st_mtime
        newer = [name for name in files if os.path.isfile(name) and os.path.getmtime(name) > computed]
        if newer:
            texts.append(f"outdated: {row.member.name} was computed before {newer[0]} was changed. "
                         "Give another --output to compute it anew.")
    return texts


def write_table(results, file):
    """CSV; a member that is missing has its inputs and state, and no measures."""
    inputs = results.study.inputs
    header = ["member", *(one.header for one in inputs), "state",
              *(f"{m.name} [{unit}]" for m, unit in zip(results.measures, results.units))]
    lines = [[row.member.name, *(v.shown for v in row.member.values), row.progress.state, *map(_cell, row.results)]
             for row in results.rows]
    lines += [[member.name, *(v.shown for v in member.values), status.state, *[""] * len(results.measures)]
              for member, status in results.missing]
    with file.open("w", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(header)
        table.writerows(sorted(lines))


def _cell(number):
    return "" if math.isnan(number) else f"{number:.6g}"


def missing_text(results):
    """A line for each member that is not in the picture, and why."""
    texts = []
    for member, status in results.missing:
        day = f" at day {status.day:g} of {status.end:g}" if status.day is not None and status.end is not None else ""
        reason = f" ({status.message})" if status.message else ""
        texts.append(f"missing: {member.name} {status.state}{day}{reason}: {member.described()}")
    return texts
