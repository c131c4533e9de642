# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Shell elements as surfaces, where they are sides of solid cells; and the free sides of sets of cells."""
import numpy as np

from ..mesh import Mesh
from ..refusal import many
from ..shapes import SHAPES
from ..topology import find_facets, sides_of

FACETS = ("triangle", "quadrilateral")


class Skins:
    """cells: shape of facet -> corners of all shell elements of the file."""

    def __init__(self, result, cells):
        self.result, self.cells, self.sides = result, cells, {}
        self.left = {shape: np.ones(len(corners), dtype=bool) for shape, corners in cells.items()}

    def _sides(self, shape):
        if shape not in self.sides:
            corners = self.result.cells[shape]
            self.sides[shape] = sides_of(Mesh(self.result.points, {shape: (corners, np.zeros(len(corners), dtype=int))}, ["all"]), SHAPES[shape])
        return self.sides[shape]

    def free_sides(self, shape, indices):
        """Outer sides of these cells."""
        sides = self._sides(shape)
        return sides.corners[sides.is_outer() & np.isin(sides.first, indices)]

    def take(self, name, shells):
        """shells: shape -> indices of shell elements, which become the surface `name` if they are sides of solid cells."""
        for shape, indices in shells.items():
            solid = next(kind for kind in ("tetrahedron", "hexahedron") if SHAPES[kind].facet == shape)
            facets = self.cells[shape][indices]
            self.left[shape][indices] = False
            if solid in self.result.cells and (find_facets(len(self.result.points), self._sides(solid), facets) >= 0).all():
                self.result.surfaces.setdefault(name, []).append(facets)
                self.result.notes.append(f"{many(len(indices), 'shell element')} of '{name}' became the surface of that name")
            else:
                self.result.lost.append(f"{many(len(indices), 'shell element')} of '{name}': no sides of solid cells")

    def facets(self, name, shape, indices):
        """Of these shell elements those that are sides of solid cells, for a surface; the others are named as lost."""
        return self.sides_among(name, shape, self.cells[shape][indices])

    def sides_among(self, name, shape, facets):
        """The same for facets of a surface, in a file that has shells."""
        solid = next(kind for kind in ("tetrahedron", "hexahedron") if SHAPES[kind].facet == shape)
        known = np.zeros(len(facets), dtype=bool)
        if solid in self.result.cells:
            known = find_facets(len(self.result.points), self._sides(solid), facets) >= 0
        if not known.all():
            self.result.lost.append(f"{many((~known).sum(), 'shell')} of the surface '{name}': no sides of solid cells")
        return facets[known]

    def report_rest(self):
        n = sum(int(left.sum()) for left in self.left.values())
        if n:
            self.result.lost.append(f"{many(n, 'shell element')} in no set: callus has solids only")
