# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Draws the report's pictures with matplotlib: maps of the longitudinal cut, and curves. Each function returns <img> text."""
import base64
import io

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402
from matplotlib.colors import LogNorm, Normalize  # noqa: E402
from matplotlib.patches import Patch  # noqa: E402

import palette  # noqa: E402

plt.rcParams.update({
    "font.family": "sans-serif", "font.sans-serif": ["DejaVu Sans"], "font.size": 9,
    "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": "#8a8f98", "axes.labelcolor": "#30343b",
    "axes.titlesize": 9.5, "axes.titlelocation": "left", "axes.titleweight": "bold", "axes.grid": True,
    "grid.color": "#e6e8ec", "grid.linewidth": 0.7, "xtick.color": "#565c66", "ytick.color": "#565c66",
    "legend.frameon": False, "legend.fontsize": 8, "lines.linewidth": 1.7, "figure.dpi": 100, "svg.hashsalt": "callus",
})


def embed(figure, kind, description):
    data = io.BytesIO()
    figure.savefig(data, format=kind, bbox_inches="tight", pad_inches=0.05, **({"dpi": 160} if kind == "png" else {}),
                   metadata={"Date": None} if kind == "svg" else None)
    plt.close(figure)
    mime = "image/svg+xml" if kind == "svg" else "image/png"
    return f'<img alt="{description}" src="data:{mime};base64,{base64.b64encode(data.getvalue()).decode()}">'


def day_title(day):
    return f"day {day:.0f}" + (f" (week {day / 7:.0f})" if day > 0 and abs(day / 7 - round(day / 7)) < 1e-6 else "")


def canvas(cut, regions):
    """An RGB image of the regions that do not heal, white outside of the body, and the mask of what heals."""
    image = np.ones(cut.inside.shape + (3,))
    healing = np.zeros(cut.inside.shape, dtype=bool)
    for index, region in enumerate(regions):
        mask = cut.region_mask([index])
        if region["heals"]:
            healing |= mask
        else:
            image[mask] = palette.rgb(palette.of_region(region["name"]))
    return image, healing


def mix(cut, parts, rest):
    """One colour a pixel from the fractions named in parts {array: (label, colour)}: the largest fraction sets the hue (fractions
    enter by their cubes), the sum of all sets how far it stands out from the colour of the rest."""
    present = {name: entry for name, entry in parts.items() if name in cut}
    fractions = np.array([np.clip(cut[name], 0, 1) for name in present])
    total = np.clip(fractions.sum(axis=0), 0, 1)[..., None]
    weights = fractions ** 3 + 1e-12
    weights /= weights.sum(axis=0)
    hue = np.einsum("kij,kc->ijc", weights, np.array([palette.rgb(colour) for _, colour in present.values()]))
    return total * hue + (1 - total) * np.array(palette.rgb(rest[1]))


def row_of_panels(cuts, height=2.35):
    _, first = cuts[0]
    left, right, bottom, top = first.extent
    width = height * (right - left) / (top - bottom)
    figure, axes = plt.subplots(1, len(cuts), figsize=(width * len(cuts) + 0.5, height + 0.45), sharey=True, squeeze=False,
                                gridspec_kw={"wspace": 0.06})
    return figure, axes[0]


def decorate(axis, cut, regions, day, is_first, mark_scaffold=True):
    axis.set_title(day_title(day), fontsize=8.5)
    axis.grid(False)
    axis.set_xlabel("mm", fontsize=8)
    axis.tick_params(labelsize=7.5, length=2)
    if is_first:
        axis.set_ylabel("along the bone, mm", fontsize=8)
    for index, region in enumerate(regions):
        mask = cut.region_mask([index]).astype(float)
        if 0 < mask.sum() < mask.size:
            axis.contour(mask, levels=[0.5], extent=cut.extent, colors="#4a4f57", linewidths=0.6)
        if region["scaffold"] and mark_scaffold and mask.any():
            axis.contourf(np.where(mask > 0, 1.0, np.nan), levels=[0.5, 1.5], extent=cut.extent, colors="none",
                          hatches=["...."])


def blended_maps(cuts, regions, parts, rest, description):
    """One panel a day, coloured by fractions; cuts: [(day, Cut)]."""
    figure, axes = row_of_panels(cuts)
    for k, (axis, (day, cut)) in enumerate(zip(axes, cuts)):
        image, healing = canvas(cut, regions)
        image[healing] = mix(cut, parts, rest)[healing]
        axis.imshow(image, origin="lower", extent=cut.extent, interpolation="bilinear")
        decorate(axis, cut, regions, day, k == 0)
    entries = ([rest] if rest[0] else []) + [entry for name, entry in parts.items() if name in cuts[0][1]]
    handles = [Patch(facecolor=colour, edgecolor="#8a8f98", linewidth=0.5, label=label) for label, colour in entries]
    handles += [Patch(facecolor=palette.of_region(r["name"]), edgecolor="#8a8f98", linewidth=0.5,
                      label=r["name"].replace("_", " ")) for r in regions if not r["heals"]]
    handles += [Patch(facecolor="white", edgecolor="#4a4f57", linewidth=0.5, hatch="....", label=r["name"].replace("_", " "))
                for r in regions if r["scaffold"]]
    figure.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.5, 0.02), ncol=min(len(handles), 2 * len(cuts) + 1, 9), fontsize=8)
    return embed(figure, "png", description)


def scalar_maps(cuts, regions, name, colours, description, scale="linear", factor=1.0):
    """One panel a day of one array, times factor, with a shared colour bar; the range leaves out the extreme 2 %.

    scale: linear, symmetric (about zero), or logarithmic.
    """
    figure, axes = row_of_panels(cuts, height=1.95)
    shown = []
    for _, cut in cuts:
        _, healing = canvas(cut, regions)
        shown.append(factor * np.where(healing, cut[name], np.nan))
    values = np.concatenate([s[np.isfinite(s)] for s in shown])
    low, high = np.percentile(values, [2, 98]) if len(values) else (0, 1)
    if scale == "symmetric":
        high = max(abs(low), abs(high))
        low = -high
    elif scale == "linear" and low >= 0:
        low = 0
    if high <= low:
        high = low + max(1e-12, abs(low))
    norm = LogNorm(low, high) if scale == "logarithmic" and low > 0 else Normalize(low, high)
    for k, (axis, (day, cut), data) in enumerate(zip(axes, cuts, shown)):
        image, _ = canvas(cut, regions)
        axis.imshow(image, origin="lower", extent=cut.extent)
        picture = axis.imshow(data, origin="lower", extent=cut.extent, cmap=colours, norm=norm)
        decorate(axis, cut, regions, day, k == 0, mark_scaffold=False)
    bar = figure.colorbar(picture, ax=list(axes), fraction=0.012, pad=0.01, extend="max" if scale == "linear" else "both")
    bar.ax.tick_params(labelsize=7.5)
    return embed(figure, "png", description)


UNITS = {"1e6 cells/mL": "million cells/mL", "mm3": "mm³", "um": "µm", "ug/mL": "µg/mL", "uM": "µM", "1": "fraction"}


def curves(table, groups, description, columns=3, peak=None):
    """Small multiples: groups is [(title, unit, [(column, label, colour)])]; time in days below, marks at whole weeks. A peak, by the
    function peak(days, values), is marked, with its day beside it or in the legend."""
    columns = min(columns, len(groups))
    rows = -(-len(groups) // columns)
    legend = 0.1 * max(-(-len(lines) // 2) if len(lines) > 1 else 0 for _, _, lines in groups)  # below the axis, in heights of a panel
    figure, axes = plt.subplots(rows, columns, figsize=(4.1 * columns, 2.55 * rows * (1 + legend / 1.5)), squeeze=False,
                                gridspec_kw={"wspace": 0.28, "hspace": 0.5 + legend})
    last = float(table.day.max())
    step = next((7 * n for n in (1, 2, 4, 8, 13, 26, 52) if last / (7 * n) <= 10), None)
    for axis, (title, unit, lines) in zip(axes.flat, groups):
        for column, label, colour in lines:
            values = table.values[column]
            top = peak(table.day, values) if peak else None
            axis.plot(table.day, values, color=colour, label=label if top is None else f"{label}, day {top:.3g}",
                      marker="o" if len(table.day) < 3 else None)
            if top is not None:
                axis.plot([top], [values.max()], color=colour, marker="o", markersize=3.5)
        axis.set_title(title)
        if len(lines) == 1 and top is not None:
            axis.annotate(f"day {top:.3g}", (top, values.max()), xytext=(3, 4), textcoords="offset points", fontsize=8, color=colour)
        axis.set_xlabel("day", fontsize=8)
        axis.set_ylabel(UNITS.get(unit, unit), fontsize=8)
        axis.tick_params(labelsize=8)
        if last > 0:
            axis.set_xlim(0, last)
        if step and last >= 14:
            axis.set_xticks(np.arange(0, last + 1, step))
        data = np.concatenate([table.values[c].to_numpy(dtype=float) for c, _, _ in lines])
        if np.isfinite(data).any() and np.nanmin(data) >= 0:
            axis.set_ylim(0, 1.12 * np.nanmax(data) or 1)
        if len(lines) > 1:
            axis.legend(loc="upper center", bbox_to_anchor=(0.5, -0.22), ncol=2, handlelength=1.4, columnspacing=1.2)
    for axis in list(axes.flat)[len(groups):]:
        axis.set_visible(False)
    return embed(figure, "svg", description)
