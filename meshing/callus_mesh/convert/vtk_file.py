# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""VTU and legacy VTK files: the regions are the values of an array on the cells."""
import pathlib

import numpy as np
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkObject
from vtkmodules.vtkIOLegacy import vtkUnstructuredGridReader
from vtkmodules.vtkIOXML import vtkXMLUnstructuredGridReader

from parameter_text.problems import nearest

from ..imported import Imported, NodeNumbers, refuse_unusable
from ..refusal import read_bytes, refuse
from ..shapes import SHAPES
from ..trial import survives

# VTK's number -> (shape, which of its nodes are the corners)
TYPES = {10: ("tetrahedron", range(4)), 24: ("tetrahedron", range(4)), 12: ("hexahedron", range(8)), 25: ("hexahedron", range(8)),
         29: ("hexahedron", range(8)), 11: ("hexahedron", (0, 1, 3, 2, 4, 5, 7, 6)), 5: ("triangle", range(3)), 22: ("triangle", range(3)),
         9: ("quadrilateral", range(4)), 23: ("quadrilateral", range(4)), 28: ("quadrilateral", range(4)), 8: ("quadrilateral", (0, 1, 3, 2))}
SECOND_ORDER = (24, 25, 29)
UNUSABLE = {13: "prism", 26: "prism", 14: "pyramid", 27: "pyramid"}
# Arrays that other programs write the regions to, the surest first.
USUAL = ("region", "regions", "Region", "RegionId", "region_id", "MaterialID", "MaterialId", "material", "Material", "MaterialIds", "materials",
         "gmsh:physical", "PartID", "part", "ElementBlockIds", "medit:ref", "cell_tags", "label", "labels", "Label", "attribute")
EXPECTED = "a VTK file with an unstructured grid (.vtu or .vtk)"


def import_vtk(file, region_array=None):
    file = pathlib.Path(file)
    grid = _read(file)
    if not grid.GetNumberOfCells():
        refuse(file, "no cells that can be read", EXPECTED, "Is the file whole? An image or a surface is not a mesh of volumes.")
    points = vtk_to_numpy(grid.GetPoints().GetData()).astype(float)
    NodeNumbers(file, np.arange(len(points)), points)  # checks the coordinates
    types = vtk_to_numpy(grid.GetCellTypesArray())
    offsets = vtk_to_numpy(grid.GetCells().GetOffsetsArray())
    nodes = vtk_to_numpy(grid.GetCells().GetConnectivityArray())
    if len(nodes) and (nodes.min() < 0 or nodes.max() >= len(points)):
        refuse(file, f"point {nodes.max() if nodes.max() >= len(points) else nodes.min()} in a cell, but {len(points)} points", EXPECTED,
               "The file is damaged: write it again.")
    refuse_unusable(file, {name: int(np.isin(types, [kind for kind, n in UNUSABLE.items() if n == name]).sum()) for name in ("prism", "pyramid")})
    result = Imported(file, points, {})
    cells = _cells(types, offsets, nodes, result)
    arrays = _arrays(grid, result)
    name = _region_array(file, arrays, region_array, np.concatenate([w for s, (_, w) in cells.items() if SHAPES[s].dim == 3] or [[]]).astype(int))
    for shape, (corners, which) in cells.items():
        if SHAPES[shape].dim == 3:
            result.cells[shape] = corners
            if name:
                _sets(shape, arrays[name][which], result.region_sets)
            for other, values in arrays.items():
                if other != name:
                    result.cell_values.setdefault(other, {})[shape] = values[which].astype(float)
        elif name:
            for value in np.unique(arrays[name][which]):
                result.surfaces.setdefault(f"surface_{value:g}", []).append(corners[arrays[name][which] == value])
        else:
            result.lost.append(f"{len(corners)} {SHAPES[shape].plural} in no group")
    return result


def _read(file):
    data = read_bytes(file, EXPECTED)
    is_legacy = file.suffix.lower() == ".vtk"
    if is_legacy and not data.startswith(b"# vtk DataFile"):
        refuse(file, "something else than a VTK file (no '# vtk DataFile')", EXPECTED)
    if is_legacy and b"UNSTRUCTURED_GRID" not in data[:2000].upper():
        refuse(file, "a VTK file without DATASET UNSTRUCTURED_GRID", EXPECTED,
               "An image goes through `callus-mesh image`, a surface through `defect`.")
    if not is_legacy and b"UnstructuredGrid" not in data[:3000]:
        refuse(file, "a file without <UnstructuredGrid>", EXPECTED)
    if not is_legacy and b"</VTKFile>" not in data[-2000:]:
        refuse(file, "a file without </VTKFile> at its end", EXPECTED, "It is cut off: copy or export it again.")
    vtkObject.GlobalWarningDisplayOff()
    if not survives(lambda: _by_vtk(file, is_legacy)):
        refuse(file, "data that VTK cannot read", EXPECTED, "Is the file whole? Write it again.")
    return _by_vtk(file, is_legacy)


def _by_vtk(file, is_legacy):
    """The grid; None if VTK says that it failed."""
    reader = vtkUnstructuredGridReader() if is_legacy else vtkXMLUnstructuredGridReader()
    reader.SetFileName(str(file))
    if is_legacy:
        reader.ReadAllScalarsOn()
        reader.ReadAllFieldsOn()
    reader.Update()
    return None if reader.GetErrorCode() else reader.GetOutput()


def _cells(types, offsets, nodes, result):
    """shape -> (corners, index of each among all cells of the file)."""
    found = {}
    for kind in np.unique(types):
        which = np.flatnonzero(types == kind)
        if int(kind) not in TYPES:
            result.lost.append(f"{len(which)} cells of VTK's type {kind}: callus has tetrahedra and hexahedra")
            continue
        shape, corners = TYPES[int(kind)]
        found.setdefault(shape, []).append((nodes[offsets[which][:, None] + np.array(corners)[None]], which))
        if kind in SECOND_ORDER:
            result.notes.append(f"{len(which)} cells are of second order: callus adds the nodes on their edges itself, as midpoints; edges "
                                "were made straight")
    return {shape: (np.concatenate([c for c, _ in parts]), np.concatenate([w for _, w in parts])) for shape, parts in found.items()}


def _arrays(grid, result):
    """Cell arrays with one number a cell."""
    arrays, data = {}, grid.GetCellData()
    for i in range(data.GetNumberOfArrays()):
        array = data.GetArray(i)
        if array is None or array.GetNumberOfComponents() != 1:
            result.lost.append(f"the cell array '{data.GetArrayName(i)}': not one number a cell")
        else:
            arrays[array.GetName() or f"array_{i}"] = vtk_to_numpy(array)
    for i in range(grid.GetPointData().GetNumberOfArrays()):
        result.lost.append(f"the point array '{grid.GetPointData().GetArrayName(i)}': callus takes values on cells")
    return arrays


def _region_array(file, arrays, asked, volumes):
    """The name of the array with the regions; None if there is none."""
    if asked is not None:
        if asked not in arrays:
            refuse(file, f"no cell array '{asked}' with one number a cell", "the name of a cell array of the file", nearest(asked, arrays))
        _check_whole(file, asked, arrays[asked][volumes])
        return asked
    usual = [name for name in USUAL if name in arrays]
    if usual:
        _check_whole(file, usual[0], arrays[usual[0]][volumes])
        return usual[0]
    whole = [name for name, values in arrays.items() if np.issubdtype(values.dtype, np.integer)]
    if len(whole) == 1:
        return whole[0]
    if arrays:
        refuse(file, f"cell arrays {', '.join(arrays)}, none of which is known to hold the regions", "the name of the array with the regions",
               f"Say it: --region-array {(whole or list(arrays))[0]}")
    return None


def _check_whole(file, name, values):
    found = np.unique(values)
    if not np.isfinite(found).all() or (found != np.rint(found)).any() or len(found) > 1000:
        bad = found[~np.isfinite(found) | (found != np.rint(found))]
        refuse(file, f"{len(found)} values in the cell array '{name}'" + (f", such as {bad[0]:g}" if len(bad) else ""),
               "whole numbers, one for each region", "Is this the array with the regions? Say which: --region-array NAME")


def _sets(shape, values, sets):
    for value in np.unique(values):
        sets.setdefault(f"region_{value:g}", {})[shape] = np.flatnonzero(values == value)
