# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""What a study reads off the history of each member: one number a measure."""
import math
import pathlib
import re
import sys
from dataclasses import dataclass

import numpy

from parameter_text.section import Section
from parameter_text.statements import read_tree

from .problems import Problems, StudyError, nearest

POSTPROCESS = pathlib.Path(__file__).resolve().parents[2] / "postprocess"


@dataclass
class Measure:
    name: str
    label: str
    columns: list  # summed
    divisors: list  # summed; empty for none
    take: str
    day: float
    value: float
    place: object
    is_default: bool


def _first(days, values, _):
    return values[0]


def _last(days, values, _):
    return values[-1]


def _largest(days, values, _):
    return values.max()


def _smallest(days, values, _):
    return values.min()


def _mean(days, values, _):
    """Over time, by the trapezoidal rule."""
    if len(days) < 2:
        return values[0]
    return float(((values[1:] + values[:-1]) / 2 * numpy.diff(days)).sum() / (days[-1] - days[0]))


def _on_a_day(days, values, measure):
    """Between the rows around it; nothing beyond the last day computed."""
    return float(numpy.interp(measure.day, days, values)) if days[0] <= measure.day <= days[-1] else math.nan


def _on_a_day_over_largest(days, values, measure):
    return _on_a_day(days, values, measure) / values.max() if values.max() > 0 else math.nan


def _day_of_largest(days, values, _):
    return days[values.argmax()]


def _first_day_above(days, values, measure):
    above = numpy.flatnonzero(values > measure.value)
    return days[above[0]] if len(above) else math.nan


def _day_of_half_maximum(days, values, _):
    """First day at half of the rise above day 0, as in the report of a run."""
    rise = values.max() - values[0]
    if not rise > 1e-12 * max(1.0, abs(values[0])):
        return math.nan
    return days[numpy.flatnonzero(values >= values[0] + rise / 2)[0]]


TAKES = {"first": _first, "last": _last, "largest": _largest, "smallest": _smallest, "mean": _mean, "on a day": _on_a_day,
         "on a day over largest": _on_a_day_over_largest,
         "day of largest": _day_of_largest, "day of half-maximum": _day_of_half_maximum, "first day above": _first_day_above}
DAYS = ("day of largest", "day of half-maximum", "first day above")  # measured in days


def read(section, problems, default_file):
    """The measures of the study, or the default ones if it names none."""
    own = [read_measure(one, default_file) for one in section.subsections()]
    section.report_unknown()
    if own:
        return own
    tree = read_tree(default_file, [], problems)
    return [read_measure(one, default_file) for one in Section(tree.sections["Measures"], Problems("the study")).subsections()]


def read_measure(section, default_file):
    take = section.choice("Take", TAKES, "last")
    needs_day = take in ("on a day", "on a day over largest")
    day = section.number("Day", "day", None if needs_day else 0) if needs_day or section.has("Day") else 0
    value = section.number("Value", "1") if take == "first day above" else 0
    section.known += ["Day", "Value"]
    for name, owner, is_owner in (("Day", "on a day", needs_day), ("Value", "first day above", take == "first day above")):
        if section.has(name) and not is_owner:
            section.problems.add(section.place(name), f"'{name}' with 'Take = {take}'", f"it only with 'Take = {owner}'")
            section.tree.entries[name].asked = True
    columns = _names(section.text("Column"))
    divisors = _names(section.text("Divide by", "")) if section.has("Divide by") else []
    section.known.append("Divide by")
    name = section.tree.name
    measure = Measure(name, section.text("Label", name.replace("_", " ")), columns, divisors, take, day or 0, value or 0,
                      section.place("Column"), section.tree.where.file == str(default_file))
    section.report_unknown()
    return measure


def _names(text):
    return [name.strip() for name in re.split(r"\s\+\s", text or "") if name.strip()]


def missing_columns(measure, history):
    return [name for name in measure.columns + measure.divisors if name not in history]


def of(measure, history):
    """The number, NaN where there is none (a day that was not reached, a division by zero)."""
    days = history.day.to_numpy(dtype=float)
    values = sum(history.values[name].to_numpy(dtype=float) for name in measure.columns)
    if measure.divisors:
        below = sum(history.values[name].to_numpy(dtype=float) for name in measure.divisors)
        with numpy.errstate(divide="ignore", invalid="ignore"):
            values = numpy.where(below != 0, values / below, math.nan)
    finite = numpy.isfinite(values)
    if not finite.any():
        return math.nan
    return float(TAKES[measure.take](days[finite], values[finite], measure))


def unit(measure, history):
    if measure.take in DAYS:
        return "day"
    if measure.take == "on a day over largest":
        return "1"
    above, below = history.units[measure.columns[0]], history.units[measure.divisors[0]] if measure.divisors else ""
    return above if not below else "1" if above == below else f"{above}/({below})"


def usable(measures, history):
    """Those whose columns are there. A missing column is an error where the study itself asks for it."""
    problems, found = Problems("the study"), []
    for measure in measures:
        missing = missing_columns(measure, history)
        for name in missing if not measure.is_default else []:
            problems.add(measure.place, f"no column '{name}' in history.csv", "one of its columns, without the unit",
                         nearest(name, history.values.columns))
        if not missing:
            found.append(measure)
    problems.raise_if_any()
    return found


def read_history(folder):
    """The history of a run, as its report reads it. Raises StudyError."""
    if str(POSTPROCESS) not in sys.path:
        sys.path.append(str(POSTPROCESS))
    import run_folder  # of postprocess/; only here, where a history is read

    try:
        return run_folder.read_table(folder / "history.csv")
    except (run_folder.RunError, OSError) as error:
        raise StudyError(str(error)) from error
