# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""A bone given by its surface: turned so that its shaft lies along z, with the middle of the defect at the origin, and its distance."""
import numpy as np
from scipy.ndimage import binary_dilation, binary_erosion, distance_transform_edt
from scipy.spatial import cKDTree
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkFiltersModeling import vtkAdaptiveSubdivisionFilter
from vtkmodules.vtkImagingStencil import vtkImageStencilToImage, vtkPolyDataToImageStencil

from ..refusal import refuse
from .closed_surface import Surface



def long_axis(surface):
    """The unit vector along the longest principal axis of the surface, towards +z of the scan."""
    weight = np.linalg.norm(surface.normals(), axis=1)
    centres = surface.points[surface.triangles].mean(axis=1)
    centred = centres - np.average(centres, axis=0, weights=weight)
    axis = np.linalg.eigh((centred * weight[:, None]).T @ centred)[1][:, -1]
    return axis if axis[2] > 0 or (axis[2] == 0 and axis[np.abs(axis).argmax()] > 0) else -axis


def turned_to_z(points, axis):
    """The points after the smallest rotation that takes axis to z: x and y stay as near as can be to those of the scan."""
    z = np.array([0.0, 0.0, 1.0])
    v, c = np.cross(axis, z), axis @ z
    skew = np.array([[0, -v[2], v[1]], [v[2], 0, -v[0]], [-v[1], v[0], 0]])
    return points @ (np.eye(3) + skew + skew @ skew / (1 + c)).T


def _between(surface, low, high):
    """The triangles whose centres lie between two heights, as a surface (open)."""
    z = surface.points[surface.triangles].mean(axis=1)[:, 2]
    return Surface(surface.points, surface.triangles[(z > low) & (z < high)])


def aligned(surface, bone):
    """The whole surface in the coordinates of the design. bone: data of the section Bone. Raises InputError where it is too short."""
    axis = long_axis(surface)
    points = turned_to_z(surface.points, axis)
    if bone.proximal == "-z":  # turn it about x
        points = points * np.array([1.0, -1.0, -1.0])
    low, high = points[:, 2].min(), points[:, 2].max()
    middle = low + bone.middle * (high - low)
    if middle - bone.length / 2 < low or middle + bone.length / 2 > high:
        room = 2 * min(middle - low, high - middle)
        refuse(bone.file, f"a bone {high - low:.0f} mm long, of which {bone.length:g} mm about the point {100 * bone.middle:g} % from its distal end "
               "are wanted", f"a Length of at most {room:.0f} mm there", "Change Length or 'Middle of the defect' in section Bone.")
    # the modelled part has an axis of its own, which is what screws and plate go by
    part = _between(Surface(points, surface.triangles), middle - bone.length / 2, middle + bone.length / 2)
    points = turned_to_z(points, long_axis(part))
    low, high = points[:, 2].min(), points[:, 2].max()
    middle = low + bone.middle * (high - low)
    ring = _between(Surface(points, surface.triangles), middle - bone.length / 2, middle + bone.length / 2)
    weight = np.linalg.norm(ring.normals(), axis=1)
    centre = np.average(ring.points[ring.triangles].mean(axis=1), axis=0, weights=weight)
    return Surface(points - np.array([centre[0], centre[1], middle]), surface.triangles)


class SurfaceDistance:
    """Signed distance from a closed surface, negative inside.

    Each voxel takes the sample of the surface that is nearest to its nearest voxel at the surface: next to the surface the height above that
    sample's plane, farther away the distance to it. The error is of the order voxel^2 over distance."""

    def __init__(self, surface, length, spacing):
        """length: of the modelled part about the origin. spacing [mm]: about the distance of samples."""
        self.whole = surface
        part = _subdivided(_between(surface, -0.6 * length, 0.6 * length), spacing)
        x, normals = part.points[part.triangles], part.normals()
        normals = normals / np.maximum(np.linalg.norm(normals, axis=1), 1e-30)[:, None]
        self.samples = np.concatenate([x.mean(axis=1), *(0.6 * x[:, i] + 0.2 * x[:, (i + 1) % 3] + 0.2 * x[:, (i + 2) % 3] for i in range(3))])
        self.normals = np.tile(normals, (4, 1))

    def on_grid(self, grid):
        inside = _mask(self.whole, grid)
        boundary = binary_dilation(inside) ^ binary_erosion(inside, border_value=1)
        points = grid.points().reshape(*grid.shape, 3)
        nearest = np.zeros(grid.shape, dtype=np.int64)
        nearest[boundary] = cKDTree(self.samples).query(points[boundary])[1]
        at = distance_transform_edt(~boundary, sampling=grid.spacing, return_distances=False, return_indices=True)
        nearest = nearest[tuple(at)]
        away = points - self.samples[nearest]
        distance = np.linalg.norm(away, axis=3)
        height = np.einsum("ijkl,ijkl->ijk", away, self.normals[nearest])
        voxel = max(grid.spacing)
        share = np.clip(distance / voxel - 1.5, 0, 1)  # of the distance; the rest is the height, which knows the side by itself
        return (1 - share) * height + share * np.where(inside, -distance, distance)


def _subdivided(surface, spacing):
    filter_ = vtkAdaptiveSubdivisionFilter()
    filter_.SetInputData(surface.poly_data())
    filter_.SetMaximumEdgeLength(2 * spacing)
    filter_.SetMaximumTriangleArea(1e9)
    filter_.Update()
    data = filter_.GetOutput()
    return Surface(vtk_to_numpy(data.GetPoints().GetData()).astype(float),
                   vtk_to_numpy(data.GetPolys().GetConnectivityArray()).reshape(-1, 3).astype(np.int64))


def _mask(surface, grid):
    """Which points of the grid lie inside the closed surface."""
    stencil, image = vtkPolyDataToImageStencil(), vtkImageStencilToImage()
    stencil.SetInputData(surface.poly_data())
    stencil.SetOutputOrigin(*grid.origin)
    stencil.SetOutputSpacing(*grid.spacing)
    stencil.SetOutputWholeExtent(0, grid.shape[0] - 1, 0, grid.shape[1] - 1, 0, grid.shape[2] - 1)
    image.SetInputConnection(stencil.GetOutputPort())
    image.SetInsideValue(1)
    image.SetOutsideValue(0)
    image.SetOutputScalarTypeToUnsignedChar()
    image.Update()
    return vtk_to_numpy(image.GetOutput().GetPointData().GetScalars()).reshape(grid.shape[::-1]).transpose(2, 1, 0).astype(bool)
