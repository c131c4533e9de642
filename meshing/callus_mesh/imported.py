# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""What a reader found in a file, before it is decided which sets are regions."""
from dataclasses import dataclass, field

import numpy as np

from .refusal import many, place_of, refuse
from .shapes import SHAPES

UNUSABLE = {"prism": "prisms (wedges)", "pyramid": "pyramids"}
LARGEST = 1e100  # coordinate, as in callus
MENDING = "Mesh with tetrahedra only, or with hexahedra only."


@dataclass
class Imported:
    """Sets of cells are {shape: indices of the cells of that shape}; sets of nodes indices of points.

    region_sets: those that the file itself means as regions (physical volumes, sections, parts). cell_sets: all others.
    surfaces: name -> list of arrays of facets. lost: what cannot be carried, with why.
    """

    file: object
    points: np.ndarray
    cells: dict
    region_sets: dict = field(default_factory=dict)
    cell_sets: dict = field(default_factory=dict)
    surfaces: dict = field(default_factory=dict)
    node_sets: dict = field(default_factory=dict)
    cell_values: dict = field(default_factory=dict)
    notes: list = field(default_factory=list)
    lost: list = field(default_factory=list)


class NodeNumbers:
    """Numbers of nodes in the file -> indices of points."""

    def __init__(self, file, numbers, points):
        self.file = file
        self.order = np.argsort(numbers, kind="stable")
        self.numbers = np.asarray(numbers)[self.order]
        twice = np.flatnonzero(self.numbers[1:] == self.numbers[:-1])
        if len(twice):
            refuse(file, f"node {self.numbers[twice[0]]} twice", "each node once", "Export the mesh again.")
        bad = np.flatnonzero(~(np.abs(points) < LARGEST).all(axis=1))  # also what is no number
        if len(bad):
            refuse(file, f"node {numbers[bad[0]]} at {place_of(points[bad[0]])}", f"finite coordinates of less than {LARGEST:g}",
                   "Export the mesh again.")

    def indices(self, numbers, what):
        """what: to whom the nodes belong, for the message."""
        position = np.searchsorted(self.numbers, numbers)
        position = np.minimum(position, max(len(self.numbers) - 1, 0))
        wrong = self.numbers[position] != numbers if len(self.numbers) else np.ones(np.shape(numbers), dtype=bool)
        if np.any(wrong):
            refuse(self.file, f"node {np.asarray(numbers)[wrong][0]} in {what}, which is not among the nodes of the file",
                   "numbers of nodes of the file", "Was a part of the file lost? Export the mesh again.")
        return self.order[position]

    def known(self, numbers):
        return np.isin(numbers, self.numbers)


def one_shape(cells, file):
    """The shape of all cells (shape -> corners), or a refusal."""
    present = [SHAPES[name] for name, corners in cells.items() if len(corners)]
    if not present:
        refuse(file, "no tetrahedra or hexahedra", "a mesh of volumes",
               "A surface (STL, shells) must be filled with cells first: callus-mesh defect, or Gmsh.")
    if len(present) > 1:
        found = " and ".join(many(len(cells[shape.name]), shape.name, shape.plural) for shape in present)
        refuse(file, found, "cells of one shape", MENDING)
    return present[0]


def refuse_unusable(file, counts):
    """counts: name of a shape that callus has no cells of -> how many."""
    found = " and ".join(many(n, name, UNUSABLE.get(name)) for name, n in counts.items() if n)
    if found:
        refuse(file, found, "tetrahedra or hexahedra", MENDING)
