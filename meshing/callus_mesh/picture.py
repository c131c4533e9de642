# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""A picture of a mesh: seen from outside, and cut along its length; regions in colours, with a legend. No display is needed."""
import os
import pathlib

import matplotlib
import numpy as np

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402
from matplotlib.collections import LineCollection, PolyCollection  # noqa: E402
from matplotlib.colors import to_rgb  # noqa: E402
from matplotlib.patches import Patch  # noqa: E402

from .colours import of_regions  # noqa: E402
from .imported import one_shape  # noqa: E402
from .mesh import facet_normals  # noqa: E402
from .plane_cut import cut_lines, cut_polygons  # noqa: E402
from .topology import sides_of  # noqa: E402

AZIMUTH, ELEVATION = np.radians(35), np.radians(18)
LEGEND_COLUMNS = 7
FINE = 20_000  # sides in the picture above which the edges of cells are not drawn


def write_picture(mesh, file, title="", across=None, values=None):
    """A PNG. across: the axis (0, 1, 2) that the cut is normal to; left out, the shortest one. values: (name, number of each cell), which
    colour the cut instead of the regions; NaN keeps the region's colour."""
    shape = one_shape({name: corners for name, (corners, _) in mesh.cells.items()}, file)
    sides = sides_of(mesh, shape)
    low, high = mesh.extent()
    order = np.argsort(high - low, kind="stable")
    up = int(order[-1]) if order[-1] != across else int(order[-2])
    across = int(order[0]) if across is None else across
    right = 3 - up - across
    colours = np.array([to_rgb(colour) for colour in of_regions(mesh.regions)])
    ratio = np.clip((high - low)[up] / max(float(np.hypot(*(high - low)[[across, right]])), 1e-9), 0.45, 2.2)
    figure, (outside, cut) = pyplot.subplots(1, 2, figsize=(10, 1.6 + 4.4 * ratio))
    _draw_outside(outside, mesh, sides, colours, up, right, across)
    _draw_cut(cut, mesh, shape, sides, colours, (up, right, across), values)
    outside.set_title("outside", fontsize=10)
    cut.set_title(f"cut at {'xyz'[across]} = {round(0.5 * (low + high)[across], 2) + 0:g} mm", fontsize=10)
    handles = [Patch(facecolor=colour, edgecolor="#333333", linewidth=0.5, label=name) for name, colour in zip(mesh.regions, colours)]
    rows = -(-len(handles) // LEGEND_COLUMNS)
    figure.legend(handles=handles, loc="lower center", ncol=-(-len(handles) // rows), frameon=False, fontsize=9, columnspacing=1.6)
    figure.suptitle(title or f"{mesh.n_cells()} {shape.plural}", fontsize=11)
    for _ in range(2):  # the first time it measures labels beside axes that equal scales have yet to resize
        figure.tight_layout(rect=(0, (0.2 + 0.2 * rows + 0.3 * (values is not None)) / figure.get_figheight(), 1, 1))
    save(figure, file)


def save(figure, file, dpi=130):
    """Writes aside, then renames."""
    file = pathlib.Path(file)
    aside = file.with_name(f".{file.name}.part")
    try:
        figure.savefig(aside, dpi=dpi, format="png")
        os.replace(aside, file)
    finally:
        pyplot.close(figure)
        aside.unlink(missing_ok=True)


def _draw_outside(axes, mesh, sides, colours, up, right, across):
    """Orthographic, far faces first."""
    shown = np.flatnonzero(sides.is_outer())
    faces = colours[mesh.region_of(sides.shape)[sides.first[shown]]]
    _draw_faces(axes, mesh.points[sides.corners[shown]], facet_normals(mesh.points, sides.corners[shown]), faces, _view(up, right, across))


def _view(up, right, across):
    """(towards the viewer, upwards, to the right) as unit vectors."""
    eye = np.zeros(3)
    eye[up], eye[right], eye[across] = np.sin(ELEVATION), np.cos(ELEVATION) * np.sin(AZIMUTH), np.cos(ELEVATION) * np.cos(AZIMUTH)
    return eye, vertical_of(eye, up), np.cross(vertical_of(eye, up), eye)


def vertical_of(eye, up):
    """The axis `up` as the viewer sees it."""
    vertical = np.eye(3)[up] - eye[up] * eye
    return vertical / np.linalg.norm(vertical)


def _draw_faces(axes, x, normals, colours, view):
    """x: corners of each face (n, k, 3). Those that look away are left out."""
    eye, vertical, horizontal = view
    normals = normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-30)
    front = normals @ eye > 0
    x, normals, colours = x[front], normals[front], colours[front]
    depth = np.argsort((x @ eye).mean(axis=1))
    light = eye + 0.4 * vertical - 0.3 * horizontal
    shade = 0.45 + 0.55 * np.clip(normals @ (light / np.linalg.norm(light)), 0, 1)
    edges = "#33333360" if len(x) < FINE else "face"
    axes.add_collection(PolyCollection(np.stack([x @ horizontal, x @ vertical], axis=-1)[depth],
                                       facecolors=np.clip(colours * shade[:, None], 0, 1)[depth], edgecolors=edges, linewidths=0.25))
    _finish(axes, x @ horizontal, x @ vertical, "", "")


def draw_surface(points, triangles, file, title):
    """A picture of a surface of triangles from two sides; holes show as gaps."""
    order = np.argsort(np.ptp(points, axis=0), kind="stable")
    up, right, across = int(order[2]), int(order[1]), int(order[0])
    ratio = np.clip(np.ptp(points, axis=0)[up] / np.hypot(*np.ptp(points, axis=0)[[right, across]]), 0.45, 2.2)
    figure, both = pyplot.subplots(1, 2, figsize=(8, 1.2 + 4 * ratio))
    eye, *_ = _view(up, right, across)
    behind = 2 * eye[up] * np.eye(3)[up] - eye  # half a turn about the upright axis
    colours = np.tile(to_rgb("#d8cfba"), (len(triangles), 1))
    for axes, towards in zip(both, (eye, behind)):
        vertical = vertical_of(towards, up)
        _draw_faces(axes, points[triangles], facet_normals(points, triangles), colours, (towards, vertical, np.cross(vertical, towards)))
    both[0].set_title("from one side", fontsize=10)
    both[1].set_title("from the other", fontsize=10)
    figure.suptitle(title, fontsize=11)
    figure.tight_layout()
    save(figure, file)


def _draw_cut(axes, mesh, shape, sides, colours, directions, values):
    up, right, across = directions
    low, high = mesh.extent()
    position = 0.5 * (low + high)[across] + 1e-7 * (high - low)[across]
    polygons, cells = cut_polygons(mesh, shape, across, position)
    plane = [right, up]
    faces = colours[mesh.region_of(shape)[cells]]
    if values is not None:
        faces = _coloured(axes, faces, *values, cells)
    axes.add_collection(PolyCollection(polygons[:, :, plane], facecolors=faces, edgecolors="face", linewidths=0.7))
    lines, which = cut_lines(mesh, sides, across, position)
    region = mesh.region_of(shape)
    other = np.where(sides.second[which] < 0, -1, region[np.maximum(sides.second[which], 0)])
    border = region[sides.first[which]] != other
    if len(lines) < FINE:
        axes.add_collection(LineCollection(lines[~border][:, :, plane], colors="#33333350", linewidths=0.3))
    axes.add_collection(LineCollection(lines[border][:, :, plane], colors="#222222", linewidths=0.8))
    _finish(axes, polygons[:, :, right], polygons[:, :, up], f"{'xyz'[right]} [mm]", f"{'xyz'[up]} [mm]")


def _coloured(axes, faces, name, numbers, cells):
    """Colours by the number of each cell, with a bar that explains them."""
    scale = pyplot.cm.ScalarMappable(pyplot.Normalize(np.nanmin(numbers), np.nanmax(numbers)), "viridis")
    known = np.isfinite(numbers[cells])
    faces = faces.copy()
    faces[known] = scale.to_rgba(numbers[cells][known])[:, :3]
    bar = axes.figure.colorbar(scale, ax=axes, shrink=0.6, pad=0.03)
    bar.set_label(name, fontsize=9)
    bar.ax.tick_params(labelsize=8)
    return faces


def _finish(axes, x, y, x_label, y_label):
    axes.set_aspect("equal")
    if x.size:
        margin = 0.03 * max(np.ptp(x), np.ptp(y))
        axes.set_xlim(x.min() - margin, x.max() + margin)
        axes.set_ylim(y.min() - margin, y.max() + margin)
    if not x_label:
        axes.set_axis_off()
        return
    axes.set_xlabel(x_label, fontsize=9)
    axes.set_ylabel(y_label, fontsize=9)
    axes.tick_params(labelsize=8)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
