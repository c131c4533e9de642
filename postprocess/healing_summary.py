# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""What a history says about a healing: which columns belong together, days of half-maximum, bridging, union."""
import math
import re

import palette

MOVEMENT = "axial interfragmentary movement"
EXTREMES = re.compile(r"\b(smallest|largest|minimum|maximum|lowest|highest)\b")
SUMMARY_WORD = re.compile(r"^mean (of )?|,? (mean|volume|fraction|volume fraction|in the healing regions)$")


def plain(column):
    """A column's name as words for a reader: 'm1_macrophages mean' -> 'M1 macrophages'."""
    text = SUMMARY_WORD.sub("", column).replace("_", " ").strip()
    return re.sub(r"^(m\d|bmp|tgf|vegf|il)\b", lambda m: m[0].upper(), text)


def field_of(column):
    """The tissue field a column is about, or None."""
    name = column.replace(" ", "_")
    return next((field for field in palette.TISSUES if field in name), None)


def day_of_half_maximum(days, values):
    """First day at half of the rise above day 0; None where nothing rises."""
    rise = values.max() - values.iloc[0]
    if not rise > 1e-12 * max(1.0, abs(values.iloc[0])):
        return None
    reached = days[values >= values.iloc[0] + 0.5 * rise]
    return float(reached.iloc[0])


def columns_by_topic(history):
    """{topic: [column]}; topics in the order of the report. Columns with extremes are left out."""
    topics = {"cells": [], "signals": [], "tissues": [], "movement": [], "stiffness": [], "forces": [], "other": []}
    for column in history.values.columns[1:]:
        unit = history.units[column].replace(" ", "")
        if EXTREMES.search(column) or "bridg" in column or column.startswith("union"):
            continue
        if not history.values[column].notna().any() or history.values[column].dtype == object:
            continue
        if "cells/" in unit:
            topic = "cells"
        elif unit in ("ng/mL", "pg/mL", "ug/mL", "mM", "uM", "nM", "mmHg"):
            topic = "signals"
        elif field_of(column):
            topic = "tissues"
        elif "stiffness" in column:
            topic = "stiffness"
        elif unit in ("mm", "um", "deg", "degree", "degrees", "rad"):
            topic = "movement"
        elif unit == "N":
            topic = "forces"
        elif unit in ("1", "") and any(word in column for word in ("vessel", "debris")):
            topic = "signals"
        else:
            topic = "other"
        topics[topic].append(column)
    return {topic: columns for topic, columns in topics.items() if columns}


def volumes_or_all(history, columns):
    """The columns in mm3 where there are some: mean fractions say the same."""
    return [c for c in columns if history.units[c] == "mm3"] or columns


def _panel(history, title, columns):
    lines = [(c, plain(c), palette.of_column(c, i)) for i, c in enumerate(columns)]
    return (title, history.units[columns[0]], lines)


def panels(history, topic, columns):
    """Groups of curves for one topic, as pictures.curves wants them: one unit a panel."""
    if topic == "cells":
        kinds = {"Debris": "debris", "Macrophages": "macrophage", "Osteoclasts": "osteoclast"}
        groups = {title: [c for c in columns if word in c] for title, word in kinds.items()}
        groups["Cells that make tissue"] = [c for c in columns if not any(c in group for group in groups.values())]
        return [_panel(history, title, cs) for title, cs in groups.items() if cs]
    if topic == "tissues":
        volumes = [c for c in columns if history.units[c] == "mm3"]
        fractions = [c for c in columns if c not in volumes]
        return [_panel(history, title, cs) for title, cs in (("Volumes", volumes), ("Mean fractions", fractions)) if cs]
    if topic in ("forces", "movement"):
        by_unit = {}
        for column in columns:
            by_unit.setdefault(history.units[column], []).append(column)
        groups, titles = [], {}
        if MOVEMENT in columns:
            unit = history.units[MOVEMENT]
            by_unit[unit].remove(MOVEMENT)
            groups = [_panel(history, "Axial interfragmentary movement", [MOVEMENT])]
            titles = {unit: "Other movements"}
        default = {"forces": "Forces at the peak of the cycle", "movement": "Rotations"}[topic]
        return groups + [_panel(history, titles.get(u, default), cs) for u, cs in by_unit.items() if cs]
    return [(plain(c)[:1].upper() + plain(c)[1:], history.units[c], [(c, plain(c), palette.of_column(c, i))])
            for i, c in enumerate(columns)]


def first_day(history, column):
    """First day on which a yes/no column says yes, or None."""
    days = history.day[history.values[column].fillna(0) >= 0.5]
    return float(days.iloc[0]) if len(days) else None


def spell(value, digits=3):
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "–"
    return f"{value:.{digits}g}"


def union_rule(run):
    quadrants = run.parameter("Measures/Quadrants for union")
    movement = run.parameter("Measures/Movement for union")
    threshold = run.parameter("Measures/Bridging threshold")
    if not (quadrants and movement and threshold):
        return "rule: see Measures in the parameters below"
    strip = lambda text: re.sub(r"\s*\[[^\]]*\]$", "", text)  # noqa: E731
    return (f"union: at least {strip(quadrants)} of 4 quadrants bridged (bone fraction at least {strip(threshold)}) and axial "
            f"movement below {strip(movement)} of day 0")


def union_day(history):
    column = next((c for c in history.values.columns if c.startswith("union")), None)
    return (column is not None), (first_day(history, column) if column else None)
