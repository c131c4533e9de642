# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The surface of a bone, refused where no body can be made of it: open, inside out, of another size than bones have."""
import pathlib
from dataclasses import dataclass

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData

from ..refusal import place_of, refuse
from ..surface_file import read_surface

SHORTEST, LONGEST = 1.0, 2000.0  # mm, of a bone


@dataclass
class Surface:
    points: np.ndarray
    triangles: np.ndarray

    def normals(self):
        """Twice the area of each triangle along its normal."""
        x = self.points[self.triangles]
        return np.cross(x[:, 1] - x[:, 0], x[:, 2] - x[:, 0])

    def volume(self):
        return float(np.einsum("ij,ij->", self.points[self.triangles[:, 0]], self.normals()) / 6)

    def poly_data(self):
        data, cells, points = vtkPolyData(), vtkCellArray(), vtkPoints()
        points.SetData(numpy_to_vtk(np.ascontiguousarray(self.points), deep=True))
        rows = np.hstack([np.full((len(self.triangles), 1), 3), self.triangles]).ravel().astype(np.int64)
        cells.SetCells(len(self.triangles), numpy_to_vtkIdTypeArray(rows, deep=True))
        data.SetPoints(points)
        data.SetPolys(cells)
        return data


def read_bone(file):
    """Raises InputError where the file holds no closed surface with its outside outside, in millimetres."""
    file = pathlib.Path(file)
    surface = Surface(*read_surface(file))
    _check_closed(file, surface)
    _check_outside(file, surface)
    _check_size(file, surface)
    return surface


def _edges(surface):
    """(edges with the smaller corner first, how often each occurs)."""
    edges = np.sort(surface.triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    return np.unique(edges, axis=0, return_counts=True)


def _check_closed(file, surface):
    edges, count = _edges(surface)
    for wrong, what, remedy in (
            (count == 1, "an open surface", "Fill its holes (MeshLab: Close Holes; 3D Slicer: export the whole segment, not a clipped model)."),
            (count > 2, "a surface that touches itself", "Clean it (MeshLab: Repair Non Manifold Edges).")):
        if wrong.any():
            middle = surface.points[edges[wrong][0]].mean(axis=0)
            refuse(file, f"{what}: {wrong.sum()} of {len(edges)} edges have {'one triangle' if what == 'an open surface' else 'more than two triangles'}, "
                   f"for instance at {place_of(middle)}", "a closed surface", remedy)


def _check_outside(file, surface):
    directed = surface.triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2)
    same_way = len(directed) - len(np.unique(directed, axis=0))
    if same_way:
        refuse(file, f"triangles whose normals disagree with their neighbours' at {same_way} edges", "normals that all point outwards",
               "Let the program that wrote it orient them (MeshLab: Re-Orient All Faces Coherently).")
    volume = surface.volume()
    if volume < 0:
        refuse(file, f"a surface inside out: its normals point inwards, its volume is {volume:.4g} mm3", "normals that point outwards",
               "Flip them (MeshLab: Invert Faces Orientation).")


def _check_size(file, surface):
    length = float((surface.points.max(axis=0) - surface.points.min(axis=0)).max())
    if not SHORTEST <= length <= LONGEST:
        fits = "m" if length < SHORTEST else "um"
        refuse(file, f"a surface {length:.3g} mm long", f"a bone of {SHORTEST:g} to {LONGEST:g} mm",
               f"If its coordinates are in {fits}, export it again in mm.")
