# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Smooth tetrahedra of a label image (CGAL), with flat, named faces where the body meets the ends of the image."""
import warnings

import numpy as np

from .. import guarded_moves
from ..label_tetrahedra import tetrahedra as cgal
from ..mesh import Mesh, facet_normals
from ..refusal import refuse
from ..shapes import SHAPES
from ..topology import sides_of
from .voxels import ENDS

VOXELS_AN_EDGE = 3
ROUNDS = 6
GOOD, FLAT = 0.3, 0.12  # quality that smoothing and flattening may not fall below
NEAR, FACING = 1.0, 0.6  # of a voxel from the end; cosine of the angle between face and end


def tetrahedra(path, image, labels, names, edge=None):
    edge = edge or VOXELS_AN_EDGE * float(image.spacing.max())
    order = list(names)
    numbers = np.zeros(int(labels.max()) + 1, dtype=np.uint8)
    numbers[order] = np.arange(1, len(order) + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # pygalmesh leaves its scratch file to the garbage collector
        points, cells, found = cgal(numbers[labels], image.spacing, (0, 0, 0), {k + 1: edge for k in range(len(order))})
    gone = [names[label] for k, label in enumerate(order) if not (found == k + 1).any()]
    if gone:
        refuse(path, f"'{gone[0]}', of which nothing is left with edges of {edge:g} mm", "every label to keep some cells",
               "Give a smaller --edge-length, or hexahedra.")
    mesh = Mesh(points, {"tetrahedron": (cells, found.astype(int) - 1)}, [names[label] for label in order])
    mesh.points = guarded_moves.move(points, cells, _to_ends(mesh, image, labels.shape), FLAT)
    mesh.points = _smoothed(mesh)
    _name_outside(mesh, image, labels.shape)
    mesh.points = image.places(mesh.points / image.spacing)
    mesh.notes.append(f"tetrahedra with edges of {edge:g} mm; faces at the ends of the image were made flat")
    return mesh


def _end_faces(mesh, image, counts):
    """(axis, end, position, corners of the faces there) for the six ends of the image; and the sides of the mesh."""
    sides = sides_of(mesh, SHAPES["tetrahedron"])
    outer = sides.corners[sides.is_outer()]
    normals = facet_normals(mesh.points, outer)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-300)
    centres = mesh.points[outer].mean(axis=1)
    found = []
    for axis in range(3):
        for end, index, sign in zip(ENDS, (-0.5, counts[axis] - 0.5), (-1, 1)):
            position = index * image.spacing[axis]
            here = (np.abs(centres[:, axis] - position) < NEAR * image.spacing[axis]) & (sign * normals[:, axis] > FACING)
            found.append((axis, end, position, here))
    return sides, outer, found


def _to_ends(mesh, image, counts):
    """Of each node of an end's faces the way onto the plane of the end."""
    _, outer, ends = _end_faces(mesh, image, counts)
    steps = np.zeros_like(mesh.points)
    for axis, _, position, here in ends:
        nodes = np.unique(outer[here])
        steps[nodes, axis] = position - mesh.points[nodes, axis]
    return steps


def _smoothed(mesh):
    """Inner nodes of regions move to the middle of their neighbours; those between regions stay."""
    cells, region = mesh.cells["tetrahedron"]
    sides = sides_of(mesh, SHAPES["tetrahedron"])
    border = (sides.second < 0) | (region[sides.first] != region[np.maximum(sides.second, 0)])
    free = np.ones(len(mesh.points), dtype=bool)
    free[sides.corners[border].ravel()] = False
    points = mesh.points
    for _ in range(ROUNDS):
        points = guarded_moves.move(points, cells, 0.5 * guarded_moves.smoothing_steps(points, cells, free), GOOD)
    return points


def _name_outside(mesh, image, counts):
    sides, outer, ends = _end_faces(mesh, image, counts)
    left = np.ones(len(outer), dtype=bool)
    for axis, end, _, here in ends:
        here = here & left
        if here.any():
            mesh.surfaces[f"{'xyz'[axis]}_{end}"] = [outer[here]]
            left &= ~here
    region = mesh.cells["tetrahedron"][1][sides.first[sides.is_outer()]]
    for number, name in enumerate(mesh.regions):
        mine = left & (region == number)
        if mine.any():
            mesh.surfaces[f"{name}_outer"] = [outer[mine]]
