# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""A mesh as callus-mesh holds it: points, cells by region, named surfaces, values on cells."""
from dataclasses import dataclass, field

import numpy as np

from .shapes import CELL_SHAPES, SHAPES


@dataclass
class Mesh:
    """points: (n, 3) [mm].

    cells: name of the shape -> (corners (m, k) as indices of points, index of the region (m,)).
    surfaces: name -> list of arrays (m, 3) of triangles or (m, 4) of quadrilaterals, as indices of points.
    cell_values: name -> shape -> (m,), NaN where a cell has no value.
    notes: what was done to make the mesh of the file, for the user: (text) in the order it happened.
    """

    points: np.ndarray
    cells: dict
    regions: list
    surfaces: dict = field(default_factory=dict)
    cell_values: dict = field(default_factory=dict)
    notes: list = field(default_factory=list)

    def shapes(self):
        """The shapes that have cells."""
        return [shape for shape in CELL_SHAPES if shape.name in self.cells and len(self.cells[shape.name][0])]

    def n_cells(self):
        return sum(len(self.cells[shape.name][0]) for shape in self.shapes())

    def corners(self, shape):
        return self.cells[shape.name][0]

    def region_of(self, shape):
        return self.cells[shape.name][1]

    def volumes(self, shape):
        """Volume [mm3] of each cell; negative if it is inside out."""
        return simplex_sum(self.points, self.corners(shape), SHAPES[shape.name].simplices)

    def centres(self, shape):
        return self.points[self.corners(shape)].mean(axis=1)

    def extent(self):
        """(low, high) of the used points."""
        return self.points.min(axis=0), self.points.max(axis=0)

    def without_orphans(self):
        """The same mesh without points that no cell uses. Facets are made of corners of cells: they lose nothing."""
        used = np.zeros(len(self.points), dtype=bool)
        for corners, _ in self.cells.values():
            used[corners.ravel()] = True
        if used.all():
            return self
        number = np.cumsum(used) - 1
        return Mesh(self.points[used],
                    {shape: (number[corners], region) for shape, (corners, region) in self.cells.items()},
                    list(self.regions),
                    {name: [number[facets] for facets in parts] for name, parts in self.surfaces.items()},
                    self.cell_values,
                    [*self.notes, f"left out: {(~used).sum()} nodes that no cell uses"])


def simplex_sum(points, corners, simplices):
    """Signed volume of each cell as the sum of tetrahedra that fill it."""
    total = np.zeros(len(corners))
    for simplex in simplices:
        x = points[corners[:, simplex]]
        edges = x[:, 1:] - x[:, :1]
        total += np.einsum("ij,ij->i", edges[:, 0], np.cross(edges[:, 1], edges[:, 2])) / 6
    return total


def facet_normals(points, facets):
    """Normal of each triangle or quadrilateral, as long as its area [mm2], pointing to where its corners go anticlockwise."""
    x = points[facets]
    diagonals = (x[:, 1] - x[:, 0], x[:, 2] - x[:, 0]) if facets.shape[1] == 3 else (x[:, 2] - x[:, 0], x[:, 3] - x[:, 1])
    return 0.5 * np.cross(*diagonals)


def facet_areas(points, facets):
    """Area [mm2] of each triangle or quadrilateral."""
    return np.linalg.norm(facet_normals(points, facets), axis=1)
