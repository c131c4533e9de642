# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Shape quality of cells, and turning cells the right way round."""
import numpy as np

from .mesh import Mesh
from .refusal import many
from .shapes import SHAPES

# Pairs of corners.
TETRAHEDRON_EDGES = np.array([[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]])


def mean_ratio(mesh, shape):
    """Mean-ratio quality of each cell: 1 for the regular one, 0 for a flat one, negative for one that is inside out.

    Tetrahedron: 12 (3V)^(2/3) / (sum of squared edges). Hexahedron: the least over its corners of 3 det(A)^(2/3) / |A|_F^2, with the
    three edges of the corner as the columns of A.
    """
    corners = mesh.corners(shape)
    if shape.name == "tetrahedron":
        x = mesh.points[corners]
        squares = sum(((x[:, a] - x[:, b]) ** 2).sum(axis=1) for a, b in TETRAHEDRON_EDGES)
        volume = mesh.volumes(shape)
        return np.sign(volume) * 12 * np.abs(3 * volume) ** (2 / 3) / np.where(squares > 0, squares, 1)
    worst = np.full(len(corners), np.inf)
    for corner, neighbours in enumerate(SHAPES[shape.name].neighbours):
        edges = mesh.points[corners[:, neighbours]] - mesh.points[corners[:, corner]][:, None]
        determinant = np.einsum("ij,ij->i", edges[:, 0], np.cross(edges[:, 1], edges[:, 2]))
        squares = (edges ** 2).sum(axis=(1, 2))
        worst = np.minimum(worst, np.sign(determinant) * 3 * np.abs(determinant) ** (2 / 3) / np.where(squares > 0, squares, 1))
    return worst


def right_way_round(mesh):
    """The same mesh with cells that are inside out mirrored, and a note of how many. Flat cells stay as they are."""
    cells, turned = dict(mesh.cells), 0
    for shape in mesh.shapes():
        corners, region = mesh.cells[shape.name]
        inverted = mesh.volumes(shape) < 0
        if inverted.any():
            corners = corners.copy()
            mirrored = [0, 2, 1, 3] if shape.name == "tetrahedron" else [4, 5, 6, 7, 0, 1, 2, 3]
            corners[inverted] = corners[inverted][:, mirrored]
            cells[shape.name] = (corners, region)
            turned += int(inverted.sum())
    if not turned:
        return mesh
    note = f"turned: {many(turned, 'cell')} inside out (numbered the other way round)"
    return Mesh(mesh.points, cells, mesh.regions, mesh.surfaces, mesh.cell_values, [*mesh.notes, note])
