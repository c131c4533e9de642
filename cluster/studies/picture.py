# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The picture of a study: each measure against the inputs. Made to be read on paper, too: marks differ, not only colours."""
import textwrap

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy  # noqa: E402
from matplotlib.ticker import LogLocator, MaxNLocator  # noqa: E402

from .measures import DAYS  # noqa: E402

COLOURS = ["#1f4e79", "#c8553d", "#5f7a2f", "#8f5a99", "#c9961a", "#3d8eb9", "#40342a", "#7f7f7f"]
MARKS = ["o", "s", "^", "D", "v", "P", "X", "*"]
LOGARITHMIC_FROM = 50  # ratio of the largest to the smallest value of an input
MOST_LETTERS = 34  # of a title or an axis label in one line of a panel
MOST_TICKS = 6  # an input with at most so many values has a tick for each
STYLE = {"font.family": "sans-serif", "font.sans-serif": ["DejaVu Sans"], "font.size": 9, "axes.spines.top": False,
         "axes.spines.right": False, "axes.grid": True, "grid.color": "#e6e8ec", "grid.linewidth": 0.7, "axes.titlesize": 9.5,
         "axes.titlelocation": "left", "axes.titleweight": "bold", "legend.frameon": False, "legend.fontsize": 8}


def draw(results, file):
    with plt.rc_context(STYLE):
        figure = _against_one(results) if results.study.design != "Latin hypercube" else _against_each(results)
        figure.savefig(file, dpi=200, bbox_inches="tight", pad_inches=0.08)
        plt.close(figure)


def axes_of(study):
    """Indices of the inputs for the horizontal axis and for the lines (None where one input is enough)."""
    names = [one.name for one in study.inputs]
    by_count = sorted(range(len(names)), key=lambda k: (-len(study.inputs[k].values), not study.inputs[k].is_numeric))
    horizontal = names.index(study.horizontal) if study.horizontal else next(
        k for k in by_count if not study.lines or names[k] != study.lines)
    others = [k for k in by_count if k != horizontal]
    if study.lines:
        return horizontal, names.index(study.lines)
    # In a list the inputs move together: one axis says it all.
    return horizontal, others[0] if others and study.design == "grid" else None


def line_names(one):
    """A line for each value of the input, once (a list may repeat it)."""
    return list(dict.fromkeys(value.shown for value in one.values))


def positions(one, rows, index):
    """Where the values stand on the axis: numbers, or places in the order of the study for words."""
    if one.is_numeric:
        return numpy.array([row.member.values[index].number for row in rows])
    order = [value.shown for value in one.values]
    return numpy.array([order.index(row.member.values[index].shown) for row in rows], dtype=float)


def set_horizontal(axis, one, values):
    axis.set_xlabel(wrapped(_with_unit(one.label, one.unit)), fontsize=8.5)
    if not one.is_numeric:
        width = max(6, 28 // len(one.values))
        axis.set_xticks(range(len(one.values)), ["\n".join(textwrap.wrap(value.shown, width)) for value in one.values])
        axis.set_xlim(-0.5, len(one.values) - 0.5)
        return
    ticks = numpy.unique(values)
    above_zero = ticks[ticks > 0]
    if ticks[0] < 0 or not len(above_zero) or above_zero[-1] / above_zero[0] < LOGARITHMIC_FROM:
        axis.xaxis.set_major_locator(MaxNLocator(4))
    elif ticks[0] > 0:
        axis.set_xscale("log")
        axis.xaxis.set_major_locator(LogLocator(numticks=4))
        axis.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    else:  # none at all, and then doses over decades
        axis.set_xscale("symlog", linthresh=above_zero[0], linscale=0.5)
    if len(ticks) <= MOST_TICKS:
        axis.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
        axis.set_xticks([], minor=True)


def wrapped(text):
    """As few lines as hold it, of about the same length."""
    count = len(textwrap.wrap(text, MOST_LETTERS))
    width = next(w for w in range(1, MOST_LETTERS + 1) if len(textwrap.wrap(text, w)) <= count)
    return "\n".join(textwrap.wrap(text, width))


def _with_unit(label, unit):
    return label if unit in ("1", "") else f"{label}, {_superscript(unit)}"


def _superscript(unit):
    return unit.replace("mm3", "mm³").replace("mm2", "mm²")


def _panels(count, columns):
    rows = -(-count // columns)
    figure, axes = plt.subplots(rows, columns, figsize=(3.3 * columns, 2.5 * rows), squeeze=False,
                                gridspec_kw={"wspace": 0.32, "hspace": 0.62})
    for axis in list(axes.flat)[count:]:
        axis.set_visible(False)
    return figure, axes


def _against_one(results):
    """A panel for each measure; one input along the axis, another one as lines."""
    study, rows = results.study, results.rows
    horizontal, lines = axes_of(study)
    figure, axes = _panels(len(results.measures), min(len(results.measures), 3))
    x_input = study.inputs[horizontal]
    groups = [None] if lines is None else line_names(study.inputs[lines])
    # Further inputs of a grid would make a line jump between values that differ in more than its axis.
    are_lines = len(study.inputs) <= (1 if lines is None else 2) or study.design == "list"
    for k, axis in enumerate(list(axes.flat)[:len(results.measures)]):
        for g, group in enumerate(groups):
            members = [row for row in rows if group is None or row.member.values[lines].shown == group]
            members.sort(key=lambda row: positions(x_input, [row], horizontal)[0])
            label = group if group is None else _value_with_unit(group, study.inputs[lines].unit)
            _curve(axis, positions(x_input, members, horizontal), numpy.array([row.results[k] for row in members]),
                   COLOURS[g % len(COLOURS)], MARKS[g % len(MARKS)], "-" if are_lines and x_input.is_numeric else "none", label)
        set_horizontal(axis, x_input, positions(x_input, rows, horizontal))
        _finish(axis, results, k)
    if lines is not None:
        handles, labels = axes.flat[0].get_legend_handles_labels()
        # Margins are in inches, whatever the number of rows: the axis labels stand between the panels and the legend.
        height = figure.get_figheight()
        figure.subplots_adjust(bottom=0.6 / height)
        figure.legend(handles, labels, title=study.inputs[lines].label, loc="upper center", bbox_to_anchor=(0.5, 0.05 / height),
                      ncol=min(6, len(labels)))
    _headline(figure, results)
    return figure


def _value_with_unit(text, unit):
    return text if unit == "1" else f"{text} {unit}"


def _against_each(results):
    """A row for each measure, a column for each input: the points of a Latin hypercube, with the rank correlation of each pair."""
    study, rows = results.study, results.rows
    columns = len(study.inputs)
    figure, axes = _panels(len(results.measures) * columns, columns)
    for k in range(len(results.measures)):
        for c, one in enumerate(study.inputs):
            axis = axes[k][c]
            x, y = positions(one, rows, c), numpy.array([row.results[k] for row in rows])
            _curve(axis, x, y, COLOURS[0], MARKS[0], "none", None)
            set_horizontal(axis, one, x)
            _finish(axis, results, k)
            correlation = rank_correlation(x, y)
            if correlation is not None and one.is_numeric:
                axis.text(0.98, 0.98, f"rank correlation {correlation:+.2f}".replace("-", "−"), transform=axis.transAxes, ha="right",
                          va="top", fontsize=7.5, color="#565c66")
    _headline(figure, results)
    return figure


def rank_correlation(x, y):
    """Spearman's, over the members with a value; None for fewer than four or if one of both is constant."""
    there = numpy.isfinite(y)
    x, y = x[there], y[there]
    if len(x) < 4 or numpy.ptp(x) == 0 or numpy.ptp(y) == 0:
        return None
    return float(numpy.corrcoef(_ranks(x), _ranks(y))[0, 1])


def _ranks(values):
    """Equal values share the mean of their ranks."""
    _, inverse, counts = numpy.unique(values, return_inverse=True, return_counts=True)
    last = numpy.cumsum(counts)
    return (last - (counts - 1) / 2)[inverse]


def _curve(axis, x, y, colour, mark, line, label):
    there = numpy.isfinite(y)
    axis.plot(x[there], y[there], linestyle=line, marker=mark, markersize=4.5, linewidth=1.5, color=colour, label=label)
    # What was never reached stands hollow at the upper edge: no value is not the same as no member.
    if not there.all():
        axis.plot(x[~there], numpy.ones((~there).sum()), linestyle="none", marker=mark, markersize=5, markerfacecolor="white",
                  markeredgecolor=colour, transform=axis.get_xaxis_transform(), clip_on=False, label="_hollow")


def _finish(axis, results, k):
    measure, unit = results.measures[k], results.units[k]
    values = numpy.array([row.results[k] for row in results.rows])
    axis.set_title(wrapped(measure.label), pad=16)
    axis.set_ylabel(_superscript(unit) if unit not in ("1", "") else "", fontsize=8.5)
    axis.tick_params(labelsize=8)
    finite = values[numpy.isfinite(values)]
    notes = [f"hollow: not until day {results.last_day:g}"] if len(finite) < len(values) else []
    if not len(finite):
        axis.set_yticks([])
    elif finite.min() >= 0 and (measure.take in DAYS or not 0.6 < finite.min() / max(finite.max(), 1e-300) < 0.995):
        axis.set_ylim(0, 1.08 * finite.max() if finite.max() > 0 else 1)
    elif finite.min() > 0:
        # Lines above zero would look flat; the number keeps a small effect from looking large.
        notes.append(f"axis not from 0; spread {100 * (finite.max() / finite.min() - 1):.2g} %")
        axis.set_ylim(finite.min() - 0.1 * numpy.ptp(finite), finite.max() + 0.1 * numpy.ptp(finite))
    axis.text(0, 1.04, "; ".join(notes), transform=axis.transAxes, fontsize=7.5, color="#565c66")


def _headline(figure, results):
    total = len(results.rows) + len(results.missing)
    text = results.study.title
    if results.missing:
        names = ", ".join(member.name for member, _ in results.missing[:8]) + ("…" if len(results.missing) > 8 else "")
        text += f"\n{len(results.rows)} of {total} members; missing: {names}"
    # above the first row
    height = figure.get_figheight()
    figure.subplots_adjust(top=1 - 0.35 / height)
    figure.text(0.06, 1 + 0.35 / height, text, ha="left", va="bottom", fontsize=11, fontweight="bold")
