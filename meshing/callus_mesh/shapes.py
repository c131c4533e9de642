# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Shapes of cells and facets, with their corners in the order that Gmsh, VTK, Abaqus and FEBio share."""
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Shape:
    name: str
    plural: str
    dim: int
    n_corners: int
    gmsh: int  # Gmsh's number of the element type
    vtk: int  # VTK's number of the cell type
    facet: str  # shape of its sides
    sides: np.ndarray = None  # corners of each side, seen from outside anticlockwise
    neighbours: np.ndarray = None  # of each corner the three at the other ends of its edges, right-handed
    simplices: np.ndarray = None  # tetrahedra (triangles) that fill it


SHAPES = {shape.name: shape for shape in (
    Shape("tetrahedron", "tetrahedra", 3, 4, 4, 10, "triangle",
          sides=np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [2, 0, 3]]),
          neighbours=np.array([[1, 2, 3], [2, 0, 3], [0, 1, 3], [0, 2, 1]]),
          simplices=np.array([[0, 1, 2, 3]])),
    Shape("hexahedron", "hexahedra", 3, 8, 5, 12, "quadrilateral",
          sides=np.array([[0, 3, 2, 1], [4, 5, 6, 7], [0, 1, 5, 4], [1, 2, 6, 5], [2, 3, 7, 6], [3, 0, 4, 7]]),
          neighbours=np.array([[1, 3, 4], [2, 0, 5], [3, 1, 6], [0, 2, 7], [7, 5, 0], [4, 6, 1], [5, 7, 2], [6, 4, 3]]),
          simplices=np.array([[0, 1, 2, 6], [0, 2, 3, 6], [0, 3, 7, 6], [0, 7, 4, 6], [0, 4, 5, 6], [0, 5, 1, 6]])),
    Shape("triangle", "triangles", 2, 3, 2, 5, "", simplices=np.array([[0, 1, 2]])),
    Shape("quadrilateral", "quadrilaterals", 2, 4, 3, 9, "", simplices=np.array([[0, 1, 2], [0, 2, 3]])),
)}
CELL_SHAPES = [shape for shape in SHAPES.values() if shape.dim == 3]
FACET_SHAPES = {shape.n_corners: shape for shape in SHAPES.values() if shape.dim == 2}
