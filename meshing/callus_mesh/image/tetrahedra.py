# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Smooth tetrahedra of a label image (CGAL), with flat, named faces where the body meets the ends of the image.

The body is continued beyond the ends of the image by a label of its own, so that an end is a plane between two labels and keeps its
edges; what lies beyond is cut off afterwards."""
import warnings

import numpy as np

from .. import guarded_moves
from ..label_tetrahedra import tetrahedra as cgal
from ..mesh import Mesh
from ..refusal import refuse
from ..shapes import SHAPES
from ..topology import sides_of
from .voxels import ENDS

VOXELS_AN_EDGE = 3
BEYOND = 4  # voxels that the body is continued by
ROUNDS = 4
GOOD, FLAT, LAST = 0.3, 0.12, 0.1  # quality that smoothing and flattening may not fall below
SHAPE = SHAPES["tetrahedron"]


def tetrahedra(path, image, labels, names, edge=None):
    edge = edge or VOXELS_AN_EDGE * float(image.spacing.max())
    order = list(names)
    mesh = _with_ends(image, labels, order, [names[label] for label in order], edge)
    gone = [name for k, name in enumerate(mesh.regions[:-1]) if not (mesh.region_of(SHAPE) == k).any()]
    if gone:
        refuse(path, f"'{gone[0]}', of which nothing is left with edges of {edge:g} mm", "every label to keep some cells",
               "Give a smaller --edge-length, or hexahedra.")
    border = Border(mesh, image, labels.shape)
    for _ in range(ROUNDS):
        mesh.points = border.smoothed(border.flattened(mesh.points, border.cells))
    _leave_out_slivers(mesh, border)
    border = Border(mesh, image, labels.shape)
    kept = border.cells[mesh.region_of(SHAPE) < len(order)]  # what lies beyond need not be well shaped any more
    for least in (GOOD, FLAT, LAST):
        mesh.points = border.flattened(mesh.points, kept, least)
        mesh.points = border.inner_smoothed(mesh.points, kept)
    mesh = _cut_off(mesh, border)
    mesh.points = image.places(mesh.points / image.spacing)
    mesh.notes.append(f"tetrahedra with edges of {edge:g} mm; steps of the voxels were smoothed")
    return mesh


def _with_ends(image, labels, order, names, edge):
    """Regions as in `order`, and behind them what lies beyond the ends. Places are indices times spacing."""
    numbers = np.zeros(int(labels.max()) + 1, dtype=np.uint8)
    numbers[order] = np.arange(1, len(order) + 1)
    extended = np.pad(numbers[labels], BEYOND, mode="edge")
    inside = np.zeros(extended.shape, dtype=bool)
    inside[(slice(BEYOND, -BEYOND),) * 3] = True
    extended[~inside & (extended > 0)] = len(order) + 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # pygalmesh leaves its scratch file to the garbage collector
        points, cells, found = cgal(extended, image.spacing, -BEYOND * image.spacing, {k: edge for k in range(1, len(order) + 2)})
    return Mesh(points, {SHAPE.name: (cells, found.astype(int) - 1)}, [*names, "beyond"])


class Border:
    """The sides between regions and at the outside: what may be smoothed, what lies on an end of the image."""

    def __init__(self, mesh, image, counts):
        self.cells, region = mesh.cells[SHAPE.name]
        self.sides = sides_of(mesh, SHAPE)
        a, b = region[self.sides.first], np.where(self.sides.second < 0, -1, region[np.maximum(self.sides.second, 0)])
        beyond = len(mesh.regions) - 1
        self.is_border = a != b
        self.is_end = self.is_border & (np.maximum(a, b) == beyond) & (np.minimum(a, b) >= 0)
        self.region = np.where(a == beyond, b, a)  # on the side of the body
        self._sort_ends(mesh, image, counts)
        facets, pair = self.sides.corners[self.is_border], (np.minimum(a, b) * 10_000 + np.maximum(a, b))[self.is_border]
        least, most = np.full(len(mesh.points), 10 ** 9), np.full(len(mesh.points), -10 ** 9)
        np.minimum.at(least, facets.ravel(), np.repeat(pair, 3))
        np.maximum.at(most, facets.ravel(), np.repeat(pair, 3))
        self.on_border = most >= least
        self.smooth = self.on_border & (least == most)  # not where three regions meet
        self.smooth[np.unique(self.sides.corners[self.is_end])] = False
        self.edges = np.unique(np.sort(facets[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1), axis=0)

    def _sort_ends(self, mesh, image, counts):
        """Of each side of an end the plane it is next to; planes: axis, name of the end, position."""
        self.planes = [(axis, end, position * image.spacing[axis]) for axis in range(3)
                       for end, position in zip(ENDS, (-0.5, counts[axis] - 0.5))]
        centres = mesh.points[self.sides.corners[self.is_end]].mean(axis=1)
        distances = np.stack([np.abs(centres[:, axis] - position) / image.spacing[axis] for axis, _, position in self.planes], axis=1)
        self.plane = np.argmin(distances, axis=1)

    def flattened(self, points, cells, least=FLAT):
        steps = np.zeros_like(points)
        for number, (axis, _, position) in enumerate(self.planes):
            nodes = np.unique(self.sides.corners[self.is_end][self.plane == number])
            steps[nodes, axis] = position - points[nodes, axis]
        return guarded_moves.move(points, cells, steps, least)

    def smoothed(self, points):
        """Nodes of a surface to the middle of their neighbours there and a little more than back (Taubin 1995), which keeps volumes; inner
        nodes to the middle of their neighbours."""
        for share in (0.5, -0.53):
            points = guarded_moves.move(points, self.cells, share * self._to_middle(points), GOOD)
        return self.inner_smoothed(points, self.cells)

    def inner_smoothed(self, points, cells):
        return guarded_moves.move(points, cells, 0.5 * guarded_moves.smoothing_steps(points, cells, ~self.on_border), GOOD)

    def _to_middle(self, points):
        total, count = np.zeros_like(points), np.zeros(len(points))
        for a, b in (self.edges.T, self.edges.T[::-1]):
            np.add.at(total, a, points[b])
            np.add.at(count, a, 1)
        steps = total / np.maximum(count, 1)[:, None] - points
        steps[~self.smooth] = 0
        return steps


def _leave_out_slivers(mesh, border):
    """A cell with all its corners on one end would be flat: what is behind it makes the end as well."""
    cells, region = mesh.cells[SHAPE.name]
    for number in range(len(border.planes)):
        on_plane = np.zeros(len(mesh.points), dtype=bool)
        on_plane[border.sides.corners[border.is_end][border.plane == number]] = True
        region[on_plane[cells].all(axis=1)] = len(mesh.regions) - 1


def _cut_off(mesh, border):
    """Without what lies beyond the ends, with the names of the outer faces."""
    cells, region = mesh.cells[SHAPE.name]
    kept = region < len(mesh.regions) - 1
    names = mesh.regions[:-1]
    surfaces = {}
    ends = border.sides.corners[border.is_end]
    for number, (axis, end, _) in enumerate(border.planes):
        if (border.plane == number).any():
            surfaces[f"{'xyz'[axis]}_{end}"] = [ends[border.plane == number]]
    outer = border.sides.is_outer()
    for number, name in enumerate(names):
        mine = outer & (border.region == number)
        if mine.any():
            surfaces[f"{name}_outer"] = [border.sides.corners[mine]]
    body = Mesh(mesh.points, {SHAPE.name: (cells[kept], region[kept])}, names, surfaces).without_orphans()
    body.notes = []
    return body
