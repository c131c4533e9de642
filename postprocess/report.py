#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Writes one self-contained page, DIR/report.html, about a run of Callus.

    report.py DIR                      DIR is the output folder of `callus run`, for instance output/demo
    report.py DIR --pictures FOLDER    the pictures of the page as files, too
"""
import argparse
import base64
import pathlib
import re
import sys
from html import escape

import healing_summary as summary
import longitudinal_cut
import palette
import pictures
from page import page, section, table
from run_folder import RunError, read_run

MAPS_IN_A_ROW = 8
DRIVERS = [  # name, label, colours, scale, factor to the label's unit
    ("octahedral_shear_strain", "octahedral shear strain, %", "magma_r", "linear", 100),
    ("minimum_principal_strain", "minimum principal strain, %", "RdBu_r", "symmetric", 100),
    ("hydrostatic_stress", "hydrostatic stress, MPa (tension positive)", "RdBu_r", "symmetric", 1),
    ("pore_pressure", "pore pressure, MPa", "RdBu_r", "symmetric", 1),
    ("youngs_modulus", "Young's modulus, MPa", "cividis", "logarithmic", 1),
]
SECTIONS = {
    "3d": "The longitudinal cut through the axis.",
    "axisymmetric": "The longitudinal section; the half that was computed is mirrored at the axis.",
    "plane_strain": "The section that was computed.",
}
TOPICS = {
    "cells": ("Cells", "Means over the healing regions; dots mark peaks, the legend has their days."),
    "signals": ("Cytokines, vessels and oxygen", "Means over the healing regions; dots mark peaks. Vessels: those that are perfused, over those of intact tissue."),
    "tissues": ("Tissues", "In the healing regions; dots mark peaks, the legend has their days."),
    "movement": ("Movement", "Of the fragments at the peak of the loading cycle, loaded minus unloaded; closing is positive."),
    "stiffness": ("Stiffness", ""),
    "forces": ("Forces", ""),
    "other": ("Other histories", ""),
}

PEAKS = ("cells", "signals", "tissues")  # topics whose peaks are marked


def regions_of(run):
    """[{name, heals, scaffold}] in the order of the mesh."""
    names = run.manifest.get("mesh", {}).get("regions")
    if not names:
        raise RunError(f"{run.folder / 'manifest.json'} does not list the regions of the mesh; it was not written by this version.")
    return [{"name": name, "heals": run.parameter(f"Regions/{name}/Role") == "healing",
             "scaffold": any(key.startswith(f"Regions/{name}/Scaffold/") for key in run.parameters)} for name in names]


def chosen_days(n):
    """Indices of at most MAPS_IN_A_ROW pictures: evenly spaced from the first, and the last."""
    stride = max(1, -(-(n - 1) // (MAPS_IN_A_ROW - 1)))
    return sorted({*range(0, n, stride), n - 1})


def geometry_of(run):
    return run.parameter("Geometry", "3d").split()[0]


def read_cuts(run, regions):
    healing = {i for i, region in enumerate(regions) if region["heals"]}
    axis = run.parameter("Mesh/Axis", "z").lower()
    along = "xyz".index(axis)
    across = 0 if along != 0 else 1
    axisymmetric = geometry_of(run) == "axisymmetric"
    cuts, window = [], None
    for k in chosen_days(len(run.fields)):
        day, files = run.fields[k]
        grid = longitudinal_cut.read_grid(files)
        if window is None:
            bounds = longitudinal_cut.bounds_of_regions(grid, healing)
            if axisymmetric:
                bounds = longitudinal_cut.whole(bounds)
            margin = 0.08 * max(high - low for low, high in bounds)
            window = [(bounds[d][0] - margin, bounds[d][1] + margin) for d in (across, along)]
            spacing = max(high - low for low, high in window) / 320
        cuts.append((day, longitudinal_cut.cut(grid, axis, window, spacing, axisymmetric)))
    return cuts


def map_sections(run):
    if not run.fields:
        return [section("tissues-map", "Tissue maps", "No fields were written (entry Output/Fields every).")]
    regions = regions_of(run)
    cuts = read_cuts(run, regions)
    first = cuts[0][1]
    if not any(name in first for name in palette.TISSUES):
        return [section("tissues-map", "Tissue maps", "There are no tissues in the fields: nothing heals in this run.")]
    result = [section(
        "tissue-maps", "Tissue maps", f"{SECTIONS[geometry_of(run)]} The largest fraction sets the colour; the paler, "
        "the less matrix there is. What no matrix fills is granulation tissue.",
        pictures.blended_maps(cuts, regions, palette.TISSUES, palette.GRANULATION, "Tissue fractions in the longitudinal cut"))]
    images = []
    figure = lambda heading, image: images.append(f"<h3>{escape(heading)}</h3>{image}")  # noqa: E731
    if any(name in first for name in palette.OUTCOMES):
        name = "What the mechanical stimulus calls for"
        figure(name, pictures.blended_maps(cuts, regions, palette.OUTCOMES, palette.NOTHING, name))
    for name, label, colours, scale, factor in DRIVERS:
        if name in first and any(abs(cut[name]).max() > 0 for _, cut in cuts):
            figure(label[0].upper() + label[1:], pictures.scalar_maps(cuts, regions, name, colours, label, scale, factor))
    law = run.parameter("Mechanics/Stimulus/Law")
    text = "What the stimulus law calls for, and what it reads, at the peak of the loading cycle."
    result.append(section("stimulus-maps", "Stimulus maps", text + (f" Law: {escape(law)}." if law else ""), *images))
    return result


def curve_section(run):
    parts = []
    for topic, columns in summary.columns_by_topic(run.history).items():
        title, text = TOPICS[topic]
        groups = summary.panels(run.history, topic, columns)
        parts += [f"<h3>{title}</h3>", f"<p>{text}</p>" if text else "", pictures.curves(run.history, groups, title, peak=summary.day_of_peak if topic in PEAKS else None)]
    zero = [run.history.label(c) for c in run.history.values.columns[1:]
            if run.history.values[c].dtype != object and summary.is_zero(run.history, c) and not summary.EXTREMES.search(c)
            and "bridg" not in c and not c.startswith("union")]
    if zero:
        parts.append(f"<p>Zero on every day: {escape(', '.join(zero))}.</p>")
    return section("curves", "Curves", "", *parts)


def measures_section(run):
    history = run.history
    halves, peaks, bridging = [], [], []
    topics = summary.columns_by_topic(history)
    for column in summary.volumes_or_all(history, topics.get("tissues", [])):
        values = history.values[column]
        half = summary.day_of_half_maximum(history.day, values)
        halves.append([history.label(column), (summary.spell(half),), (summary.spell(float(values.max())),), history.units[column]])
    for column in topics.get("cells", []) + topics.get("signals", []):
        values = history.values[column]
        peaks.append([history.label(column), (summary.spell(float(history.day[values.idxmax()])),),
                      (summary.spell(float(values.max())),), history.units[column]])
    for column in history.values.columns:
        if "bridg" in column:
            day = summary.first_day(history, column)
            bridging.append([history.label(column), f"day {day:.0f}" if day is not None else "not bridged"])
    known, day = summary.union_day(history)
    verdict = "not computed" if not known else f"union on day {day:.0f}" if day is not None else "no union"
    bridging.append(["verdict", verdict])
    start_end = []
    for column in topics.get("movement", []) + topics.get("stiffness", []) + topics.get("forces", []):
        values = history.values[column].dropna()
        start_end.append([history.label(column), (summary.spell(float(values.iloc[0])),), (summary.spell(float(values.iloc[-1])),),
                          history.units[column]])
    return section(
        "measures", "Measures", "", '<div class="columns">',
        "<div><h3>Tissues: first day at half of the rise above day 0</h3>", table(["tissue", "day", "maximum", "unit"], halves), "</div>",
        "<div><h3>Bridging and union</h3>", table([], bridging), f"<p>{escape(summary.union_rule(run))}</p></div>",
        f"<div><h3>Mechanics: day 0 and day {float(history.day.iloc[-1]):.0f}</h3>", table(["", "first", "last", "unit"], start_end), "</div>",
        "<div><h3>Cells and signals: day of the peak</h3>", table(["", "day", "peak", "unit"], peaks), "</div>", "</div>")


def inputs_section(run):
    files = "".join(f"<li>{escape(str(f))}</li>" for f in run.manifest.get("parameter_files", []))
    return section(
        "inputs", "Inputs", "Every value in force, with its unit and source; this text runs again to the same result.",
        f"<h3>Files</h3><ul>{files}</ul>" if files else "",
        f"<details><summary>parameters.used.prm</summary><pre>{escape(run.parameters_text)}</pre></details>")


def versions_section(run):
    rows, references = [], ""
    for key, value in run.manifest.items():
        if key == "references":
            items = "".join(f"<li>{escape(r['citation'] if isinstance(r, dict) else str(r))}</li>" for r in value)
            references = f"<h3>References behind the numbers in force</h3><ol>{items}</ol>" if items else ""
        elif key == "parameter_files":
            continue
        elif isinstance(value, dict):
            rows += [[f"{key.replace('_', ' ')}: {k.replace('_', ' ')}", ", ".join(v) if isinstance(v, list) else str(v)]
                     for k, v in value.items()]
        elif isinstance(value, list):
            rows.append([key.replace("_", " "), ", ".join(map(str, value))])
        else:
            rows.append([key.replace("_", " "), f"{value:.4g}" if isinstance(value, float) else str(value)])
    return section("versions", "Versions", "What made this result.", table([], rows), references)


def facts(run):
    history = run.history
    cards = []
    known, day = summary.union_day(history)
    if known:
        cards.append((f"day {day:.0f}" if day is not None else "none yet", "union"))
    if summary.MOVEMENT in history:
        values = history.values[summary.MOVEMENT].dropna()
        unit = history.units[summary.MOVEMENT]
        cards.append((f"{values.iloc[0]:.3f} → {values.iloc[-1]:.3f} {unit}", "axial movement, first and last day"))
    for column in summary.volumes_or_all(history, summary.columns_by_topic(history).get("tissues", [])):
        if summary.field_of(column) in ("woven_bone", "mature_bone"):
            last = history.values[column].iloc[-1]
            unit = history.units[column]
            cards.append((f"{summary.spell(last)} {unit if unit != '1' else ''}".strip(), f"{history.label(column)} on the last day"))
    seconds = run.manifest.get("wall_seconds")
    if isinstance(seconds, (int, float)) and seconds > 0:
        cards.append((f"{seconds:.0f} s", f"computing time on {run.manifest.get('ranks', '?')} processes"))
    return cards[:6]


def write_report(folder):
    run = read_run(folder)
    title = run.parameter("Title") or run.manifest.get("title") or run.folder.name
    status = run.manifest.get("status", "completed")
    warning = "" if status in ("completed", "done") else f"This run is not complete: {status}."
    subtitle = f"Callus {run.manifest.get('callus', {}).get('version', '')}, days 0 to {float(run.history.day.max()):.0f}, " \
               f"started {run.manifest.get('started', '')}"
    sections = [*map_sections(run), curve_section(run), measures_section(run), inputs_section(run), versions_section(run)]
    file = run.folder / "report.html"
    file.write_text(page(title, subtitle, facts(run), sections, warning), encoding="utf-8")
    return file


def save_pictures(report, folder):
    """The images of a report as files, named after their descriptions."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, kind, data in re.findall(r'<img alt="([^"]+)" src="data:image/(\w+)[^;]*;base64,([^"]+)">', report.read_text()):
        file = folder / f"{re.sub('[^a-z0-9]+', '_', name.lower()).strip('_')}.{kind}"
        file.write_bytes(base64.b64decode(data))
        print(f"Picture: {file}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", metavar="DIR", type=pathlib.Path)
    parser.add_argument("--pictures", metavar="FOLDER", type=pathlib.Path)
    arguments = parser.parse_args()
    try:
        report = write_report(arguments.folder)
        print(f"Report: {report}")
        if arguments.pictures:
            save_pictures(report, arguments.pictures)
    except RunError as error:
        print(f"report.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
