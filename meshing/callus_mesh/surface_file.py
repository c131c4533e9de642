# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Surfaces of triangles: STL (text and binary), PLY, VTP, through VTK."""
import pathlib

import numpy as np
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkObject
from vtkmodules.vtkFiltersCore import vtkCleanPolyData, vtkTriangleFilter
from vtkmodules.vtkIOGeometry import vtkSTLReader
from vtkmodules.vtkIOPLY import vtkPLYReader
from vtkmodules.vtkIOXML import vtkXMLPolyDataReader

from .refusal import read_bytes, refuse
from .trial import survives

READERS = {".stl": vtkSTLReader, ".ply": vtkPLYReader, ".vtp": vtkXMLPolyDataReader}
SUFFIXES = tuple(READERS)
EXPECTED = "a surface of triangles (STL, PLY or VTP)"


def read_surface(file):
    """(points (n, 3), triangles (m, 3)); points at exactly one place are one point, whatever the file says."""
    file = pathlib.Path(file)
    if file.suffix.lower() not in READERS:
        refuse(file, f"a file '{file.suffix}'", EXPECTED)
    data = read_bytes(file, EXPECTED)
    if file.suffix.lower() == ".stl":
        _check_stl(file, data)
    vtkObject.GlobalWarningDisplayOff()
    surface = _by_vtk(file) if survives(lambda: _by_vtk(file)) else None
    if surface is None:
        refuse(file, "no triangle that can be read", EXPECTED, "Export the surface again.")
    corners = vtk_to_numpy(surface.GetPolys().GetConnectivityArray()).reshape(-1, 3)
    return vtk_to_numpy(surface.GetPoints().GetData()).astype(float), corners.astype(int)


def _by_vtk(file):
    """Triangles with points at one place joined; None if there are none."""
    reader = READERS[file.suffix.lower()]()
    reader.SetFileName(str(file))
    triangles = vtkTriangleFilter()  # polygons and strips too
    triangles.SetInputConnection(reader.GetOutputPort())
    clean = vtkCleanPolyData()
    clean.SetInputConnection(triangles.GetOutputPort())
    clean.SetTolerance(0)
    clean.ConvertPolysToLinesOff()
    clean.Update()
    surface = clean.GetOutput()
    return None if reader.GetErrorCode() or surface.GetNumberOfPolys() == 0 else surface


def _check_stl(file, data):
    """A binary STL says how many triangles follow."""
    if data[:5].lower() == b"solid" and b"facet" in data[:1000]:
        if b"endsolid" not in data[-200:]:
            refuse(file, "a text STL without 'endsolid' at its end", "a whole file", "It is cut off: copy or export it again.")
        return
    count = int(np.frombuffer(data[80:84], dtype="<u4")[0]) if len(data) >= 84 else -1
    if count < 0 or len(data) < 84 + 50 * count:
        here = max(0, (len(data) - 84) // 50)
        refuse(file, f"an STL with room for {here} triangles that says it has {count}" if count >= 0 else "no STL file", "a whole STL file",
               "It is cut off: copy or export it again.")
    if count == 0:
        refuse(file, "an STL without triangles", EXPECTED, "Export the surface again.")
