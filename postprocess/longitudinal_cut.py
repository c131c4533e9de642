# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Samples the fields of one day on the plane through the axis of the bone, as images. No display is needed. A plane mesh is that
plane itself; the half section of an axisymmetric body is mirrored at the axis, so that the whole bone is seen."""
import pathlib

import numpy as np
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkFiltersCore import vtkAppendFilter, vtkProbeFilter
from vtkmodules.vtkIOXML import vtkXMLPUnstructuredGridReader, vtkXMLUnstructuredGridReader

from run_folder import RunError


class Cut:
    """Images of all arrays on one plane: rows along the axis (first row lowest), columns across.

    extent: (left, right, bottom, top) in mm, as matplotlib's imshow wants it. inside: where the body is.
    """

    def __init__(self, arrays, inside, extent):
        self.arrays, self.inside, self.extent = arrays, inside, extent

    def __contains__(self, name):
        return name in self.arrays

    def __getitem__(self, name):
        return self.arrays[name]

    def region_mask(self, indices):
        return self.inside & np.isin(np.rint(self.arrays["region"]), list(indices))


def read_grid(files):
    pieces = vtkAppendFilter()
    pieces.MergePointsOff()
    for file in files:
        kind = vtkXMLPUnstructuredGridReader if pathlib.Path(file).suffix == ".pvtu" else vtkXMLUnstructuredGridReader
        reader = kind()
        reader.SetFileName(str(file))
        reader.Update()
        if reader.GetErrorCode() or reader.GetOutput().GetNumberOfCells() == 0:
            raise RunError(f"{file} cannot be read or is empty. Was the run stopped while writing? Run it again.")
        pieces.AddInputData(reader.GetOutput())
    pieces.Update()
    return pieces.GetOutput()


def bounds_of_regions(grid, indices):
    """((low, high) for x, y, z) of the part of the body whose `region` is one of indices."""
    points = vtk_to_numpy(grid.GetPoints().GetData())
    if grid.GetPointData().HasArray("region"):  # cells that do not share points
        mine = np.isin(np.rint(vtk_to_numpy(grid.GetPointData().GetArray("region"))), list(indices))
    elif grid.GetCellData().HasArray("region"):
        region = np.rint(vtk_to_numpy(grid.GetCellData().GetArray("region")))
        connectivity = vtk_to_numpy(grid.GetCells().GetConnectivityArray())
        offsets = vtk_to_numpy(grid.GetCells().GetOffsetsArray())
        mine = connectivity[np.repeat(np.isin(region, list(indices)), np.diff(offsets))]
    else:
        raise RunError("the fields of this run have no array 'region'; they were not written by this version of Callus.")
    mine = points[mine]
    if len(mine) == 0:
        mine = points
    return list(zip(mine.min(axis=0), mine.max(axis=0)))


def whole(bounds):
    """The bounds of the whole bone, from those of an axisymmetric half section."""
    return [(-bounds[0][1], bounds[0][1]), *bounds[1:]]


def cut(grid, axis, window, spacing=0.1, axisymmetric=False):
    """Samples on the plane through the middle of the body that holds the axis ('x', 'y' or 'z').

    window: ((low, high) across, (low, high) along), mm; of the whole bone, symmetric about 0, if it is axisymmetric.
    """
    if axisymmetric:
        reach = window[0][1]
        spacing = reach / max(1, round(reach / spacing))  # no sample lies on the axis itself, where it would come twice
        half = cut(grid, axis, ((0.5 * spacing, reach - 0.5 * spacing), window[1]), spacing)
        both = lambda a: np.concatenate([a[:, ::-1], a], axis=1)  # noqa: E731
        return Cut({name: both(a) for name, a in half.arrays.items()}, both(half.inside), (-reach, reach, *window[1]))
    along = "xyz".index(axis)
    across = 0 if along != 0 else 1
    third = 3 - along - across
    bounds = grid.GetBounds()

    image = vtkImageData()
    size, origin, step = [1, 1, 1], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0]
    for direction, (low, high) in ((across, window[0]), (along, window[1])):
        size[direction] = max(2, int(round((high - low) / spacing)) + 1)
        step[direction] = (high - low) / (size[direction] - 1)
        origin[direction] = low
    # In space a hair beside the plane of symmetry, where faces of cells may lie; a plane mesh lies at zero.
    is_plane = bounds[2 * third] == bounds[2 * third + 1]
    origin[third] = 0.5 * (bounds[2 * third] + bounds[2 * third + 1]) + (0 if is_plane else 1e-4 * spacing)
    image.SetDimensions(size)
    image.SetOrigin(origin)
    image.SetSpacing(step)

    probe = vtkProbeFilter()
    probe.SetInputData(image)
    probe.SetSourceData(grid)
    probe.Update()
    data = probe.GetOutput().GetPointData()

    # Image points run over x fastest, then y, then z.
    shape = (size[along], size[across])
    order = (lambda a: a.reshape(shape)) if along > across else (lambda a: a.reshape(shape[::-1]).T)
    arrays = {}
    for i in range(data.GetNumberOfArrays()):
        array = vtk_to_numpy(data.GetArray(i))
        if array.ndim == 1:
            arrays[data.GetArrayName(i)] = order(array)
    inside = order(vtk_to_numpy(data.GetArray(probe.GetValidPointMaskArrayName()))).astype(bool)
    return Cut(arrays, inside, (*window[0], *window[1]))
