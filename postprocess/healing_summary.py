# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""What a history says about a healing: which columns belong together, days of half-maximum, bridging, union."""
import math
import re

import palette

MOVEMENT = "axial interfragmentary movement"
EXTREMES = re.compile(r"\b(smallest|largest|minimum|maximum|lowest|highest)\b")


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


def day_of_peak(days, values):
    """The day of the largest value if the curve rises to it and falls again; None for one that is highest at an end."""
    top = values.max()
    if not top > 1.02 * max(values.iloc[0], values.iloc[-1], 0):
        return None
    return float(days[values.idxmax()])


def is_zero(history, column):
    return bool((history.values[column].fillna(0) == 0).all())


def columns_by_topic(history):
    """{topic: [column]}; topics in the order of the report. Columns with extremes, and those that are zero throughout, are left
    out."""
    topics = {"cells": [], "signals": [], "tissues": [], "movement": [], "stiffness": [], "forces": [], "other": []}
    for column in history.values.columns[1:]:
        unit = history.units[column].replace(" ", "")
        if EXTREMES.search(column) or "bridg" in column or column.startswith("union"):
            continue
        if history.values[column].dtype == object or is_zero(history, column):
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
    lines = [(c, history.label(c).replace("interfragmentary ", ""), palette.of_column(c, i)) for i, c in enumerate(columns)]
    return (title, history.units[columns[0]], lines)


def panels(history, topic, columns):
    """Groups of curves for one topic, as pictures.curves wants them: one unit a panel."""
    if topic == "cells":
        kinds = {"Neutrophils and macrophages": ("neutrophil", "macrophage"), "Osteoclasts": ("osteoclast",), "Necrotic cells": ("debris",)}
        groups = {title: [c for c in columns if any(word in c for word in words)] for title, words in kinds.items()}
        rest = [c for c in columns if not any(c in group for group in groups.values())]
        immune = next(iter(groups))
        groups = {immune: groups.pop(immune), "Stem cells and tissue cells": rest, **groups}
    elif topic == "tissues":
        shown = volumes_or_all(history, columns)
        groups = {"Volumes of tissue" if history.units[shown[0]] == "mm3" else "Mean fractions": shown}
    elif topic == "movement":
        rotations = [c for c in columns if history.units[c] not in ("mm", "um")]
        axial = [c for c in columns if c == MOVEMENT or "loaded end" in c]
        groups = {"Axial interfragmentary movement": axial, "Rotations": rotations,
                  "Lateral movements": [c for c in columns if c not in axial + rotations]}
    elif topic == "forces":
        groups = {"Forces at the peak of the cycle": columns}
    elif topic == "signals":  # cytokines first, then what belongs to the blood
        blood = lambda c: next((i for i, word in enumerate(("vegf", "vessel", "oxygen"), 1) if word in c), 0)  # noqa: E731
        groups = {history.label(c)[:1].upper() + history.label(c)[1:]: [c] for c in sorted(columns, key=blood)}
    else:
        groups = {history.label(c)[:1].upper() + history.label(c)[1:]: [c] for c in columns}
    return [_panel(history, title, members) for title, members in groups.items() if members]


def first_day(history, column):
    """First day on which a yes/no column says yes, or None."""
    days = history.day[history.values[column].fillna(0) >= 0.5]
    return float(days.iloc[0]) if len(days) else None


def spell(value, digits=3):
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "–"
    if 10**digits <= abs(value) < 1e6:  # 1,700 rather than 1.7e+03
        return f"{float(f'{value:.{digits}g}'):,.0f}"
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
