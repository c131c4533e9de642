#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Says what is in a Gmsh 2.2 file: regions, surfaces, sizes, quality; and finds what Callus could not use.

    mesh_report.py FILE.msh

Tetrahedra or hexahedra in space, triangles or quadrilaterals in the x-y plane; all cells of a file have one shape.
"""
import pathlib
import sys
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Shape:
    """A kind of cell in the order of vertices that Gmsh and VTK share."""

    name: str
    plural: str
    dim: int
    n_vertices: int
    edges: np.ndarray
    sides: np.ndarray  # faces of a cell in space, edges of a cell in the plane
    simplices: np.ndarray  # that fill it
    corners: np.ndarray  # of each vertex its neighbours, right-handed


def array(*rows):
    return np.array(rows)


EDGES_OF_TET = array([0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3])
EDGES_OF_HEX = array([0, 1], [1, 2], [2, 3], [3, 0], [4, 5], [5, 6], [6, 7], [7, 4], [0, 4], [1, 5], [2, 6], [3, 7])
SHAPES = {  # by Gmsh's number
    2: Shape("triangle", "triangles", 2, 3, array([0, 1], [1, 2], [2, 0]), array([0, 1], [1, 2], [2, 0]), array([0, 1, 2]),
             array([1, 2], [2, 0], [0, 1])),
    3: Shape("quadrilateral", "quadrilaterals", 2, 4, array([0, 1], [1, 2], [2, 3], [3, 0]),
             array([0, 1], [1, 2], [2, 3], [3, 0]), array([0, 1, 2], [0, 2, 3]), array([1, 3], [2, 0], [3, 1], [0, 2])),
    4: Shape("tetrahedron", "tetrahedra", 3, 4, EDGES_OF_TET, array([1, 2, 3], [0, 3, 2], [0, 1, 3], [0, 2, 1]),
             array([0, 1, 2, 3]), array([1, 2, 3], [2, 0, 3], [0, 1, 3], [0, 2, 1])),
    5: Shape("hexahedron", "hexahedra", 3, 8, EDGES_OF_HEX,
             array([0, 3, 2, 1], [4, 5, 6, 7], [0, 1, 5, 4], [1, 2, 6, 5], [2, 3, 7, 6], [3, 0, 4, 7]),
             array([0, 1, 2, 6], [0, 2, 3, 6], [0, 3, 7, 6], [0, 7, 4, 6], [0, 4, 5, 6], [0, 5, 1, 6]),
             array([1, 3, 4], [2, 0, 5], [3, 1, 6], [0, 2, 7], [7, 5, 0], [4, 6, 1], [5, 7, 2], [6, 4, 3])),
}
SIDES = {2: {1}, 3: {2, 3}}  # Gmsh's numbers of the named sides, by dimension of the cells


class GmshMesh:
    """Points, cells and named sides of a file, with the names of their physical groups."""

    def __init__(self, file):
        self.names = {1: {}, 2: {}, 3: {}}
        lines = pathlib.Path(file).read_text().splitlines()
        elements, numbers = [], {}
        i = 0
        while i < len(lines):
            if lines[i] == "$PhysicalNames":
                for line in lines[i + 2:i + 2 + int(lines[i + 1])]:
                    dim, tag, name = line.split(maxsplit=2)
                    self.names.setdefault(int(dim), {})[int(tag)] = name.strip('"')
            elif lines[i] == "$Nodes":
                n = int(lines[i + 1])
                table = np.array([line.split() for line in lines[i + 2:i + 2 + n]], dtype=float)
                numbers = {int(number): k for k, number in enumerate(table[:, 0])}
                self.points = table[:, 1:4]
            elif lines[i] == "$Elements":
                n = int(lines[i + 1])
                elements = [[int(word) for word in line.split()] for line in lines[i + 2:i + 2 + n]]
            i += 1
        kinds = {e[1] for e in elements}
        dim = 3 if kinds & {4, 5} else 2
        kind = max((k for k in kinds if k in SHAPES and SHAPES[k].dim == dim), default=4)
        self.shape = SHAPES[kind]
        self.cells, self.cell_tags = self._select(elements, {kind}, numbers)
        self.sides, self.side_tags = self._select(elements, SIDES[dim], numbers)
        self.n_others = sum(e[1] in SHAPES and SHAPES[e[1]].dim == dim and e[1] != kind for e in elements)
        self.regions, self.surfaces = self.names[dim], self.names[dim - 1]

    @staticmethod
    def _select(elements, kinds, numbers):
        chosen = [e for e in elements if e[1] in kinds]
        nodes = np.array([[numbers[v] for v in e[3 + e[2]:]] for e in chosen], dtype=int)
        return nodes, np.array([e[3] for e in chosen], dtype=int)

    def measures(self):
        """Volume [mm3] of each cell, area [mm2] of a cell in the plane; negative for an inverted one."""
        return sum(self._simplex_measure(self.cells[:, s]) for s in self.shape.simplices)

    def _simplex_measure(self, nodes):
        x = self.points[nodes]
        edges = x[:, 1:] - x[:, :1]
        if self.shape.dim == 2:
            return (edges[:, 0, 0] * edges[:, 1, 1] - edges[:, 0, 1] * edges[:, 1, 0]) / 2
        return np.linalg.det(edges) / 6

    def side_measures(self):
        """Area [mm2] of each named side, length [mm] in the plane."""
        x = self.points[self.sides]
        if self.shape.dim == 2:
            return np.linalg.norm(x[:, 1] - x[:, 0], axis=1)
        fan = [np.cross(x[:, k] - x[:, 0], x[:, k + 1] - x[:, 0]) for k in range(1, x.shape[1] - 1)]
        return 0.5 * np.linalg.norm(sum(fan), axis=1)

    def n_edges(self):
        return len(np.unique(np.sort(self.cells[:, self.shape.edges].reshape(-1, 2), axis=1), axis=0))

    def n_quadratic_nodes(self):
        n = len(self.points) + self.n_edges()
        if self.shape.name == "hexahedron":  # one more in each face, and in the middle
            n += len(np.unique(np.sort(self.cells[:, self.shape.sides].reshape(-1, 4), axis=1), axis=0))
        return n + (len(self.cells) if self.shape.n_vertices == 2 ** self.shape.dim else 0)

    def dihedral_angles(self):
        """Degrees, one row of six for each tetrahedron."""
        x = self.points[self.cells]
        normals = []
        for face in self.shape.sides:
            a, b, c = (x[:, k] for k in face)
            normal = np.cross(b - a, c - a)
            normals.append(normal / np.linalg.norm(normal, axis=1)[:, None])
        angles = [np.degrees(np.arccos(np.clip(-np.einsum("ij,ij->i", normals[i], normals[j]), -1, 1)))
                  for i, j in EDGES_OF_TET]
        return np.array(angles).T

    def quality(self):
        """1 for the regular cell, 0 for a flat one. Triangles and tetrahedra: dim times inscribed over circumscribed radius.
        Quadrilaterals and hexahedra: the smallest scaled Jacobian (volume spanned by the unit edges) of the corners."""
        if self.shape.n_vertices == 2 ** self.shape.dim:
            return self._scaled_jacobian()
        x, size = self.points[self.cells], np.abs(self.measures())
        if self.shape.dim == 2:
            a, b, c = (np.linalg.norm(x[:, i] - x[:, j], axis=1) for i, j in ((0, 1), (1, 2), (2, 0)))
            return 16 * size ** 2 / (a * b * c * (a + b + c))
        area = sum(0.5 * np.linalg.norm(np.cross(x[:, f[1]] - x[:, f[0]], x[:, f[2]] - x[:, f[0]]), axis=1)
                   for f in self.shape.sides)
        products = [np.linalg.norm(x[:, a] - x[:, b], axis=1) * np.linalg.norm(x[:, c] - x[:, d], axis=1)
                    for a, b, c, d in ((0, 1, 2, 3), (0, 2, 1, 3), (0, 3, 1, 2))]
        s = 0.5 * sum(products)
        root = np.sqrt(np.maximum(s * (s - products[0]) * (s - products[1]) * (s - products[2]), 0))
        return 3 * (3 * size / area) / (root / (6 * size))

    def _scaled_jacobian(self):
        x, dim = self.points[self.cells][:, :, :self.shape.dim], self.shape.dim
        smallest = np.full(len(x), np.inf)
        for vertex, neighbours in enumerate(self.shape.corners):
            edges = x[:, neighbours] - x[:, [vertex] * dim]
            edges /= np.linalg.norm(edges, axis=2, keepdims=True)
            smallest = np.minimum(smallest, np.linalg.det(edges))
        return smallest

    def components(self, tag):
        """Number of parts of a region that hang together through sides."""
        cells = np.flatnonzero(self.cell_tags == tag)
        parent = {c: c for c in cells}

        def root(c):
            while parent[c] != c:
                parent[c] = parent[parent[c]]
                c = parent[c]
            return c

        seen = {}
        for c in cells:
            for side in self.shape.sides:
                key = tuple(sorted(self.cells[c][side]))
                if key in seen:
                    parent[root(c)] = root(seen[key])
                else:
                    seen[key] = c
        return len({root(c) for c in cells})

    def problems(self):
        """What would stop a run, in words; empty if all is well."""
        found = []
        if self.n_others:
            found.append(f"{self.n_others} cells are no {self.shape.plural}: all cells must have one shape")
        flat = (self.measures() <= 0).sum()
        if flat:
            found.append(f"{flat} {self.shape.plural} are inverted or flat")
        unnamed = set(self.cell_tags) - set(self.regions)
        if unnamed:
            found.append(f"regions without a physical name: {sorted(unnamed)}")
        sides = np.sort(self.cells[:, self.shape.sides].reshape(-1, self.shape.sides.shape[1]), axis=1)
        keys, counts = np.unique(sides, axis=0, return_counts=True)
        if counts.max() > 2:
            found.append(f"{(counts > 2).sum()} faces belong to more than two cells")
        outer = {tuple(k) for k in keys[counts == 1]}
        named = [tuple(t) for t in np.sort(self.sides, axis=1)]
        inside = sum(t not in outer for t in named)
        if inside:
            found.append(f"{inside} named faces are not outer faces (remove physical groups of internal faces)")
        if len(set(named)) != len(named):
            found.append("some faces belong to two physical surfaces")
        if len(outer - set(named)):
            found.append(f"{len(outer - set(named))} outer faces belong to no named surface")
        return found


def describe(file):
    mesh = GmshMesh(file)
    sizes, side_sizes = mesh.measures(), mesh.side_measures()
    n_points, n_nodes, dim, many = len(mesh.points), mesh.n_quadratic_nodes(), mesh.shape.dim, mesh.shape.plural
    units = ("mm2", "mm ") if dim == 2 else ("mm3", "mm2")
    text = [f"{file}: {len(mesh.cells)} {many}, {n_points} vertices, {n_nodes} quadratic nodes, "
            f"{dim * n_nodes + n_points} mechanics unknowns"]
    for tag, name in sorted(mesh.regions.items()):
        mine = mesh.cell_tags == tag
        parts = mesh.components(tag)
        text.append(f"  region  {name:<14} {sizes[mine].sum():9.2f} {units[0]} {mine.sum():7d} {many}, "
                    f"{parts} connected part{'s' if parts > 1 else ''}")
    for tag, name in sorted(mesh.surfaces.items()):
        mine = mesh.side_tags == tag
        text.append(f"  surface {name:<14} {side_sizes[mine].sum():9.2f} {units[1]} {mine.sum():7d} faces")
    quality = mesh.quality()
    kind = "scaled Jacobian" if mesh.shape.n_vertices == 2 ** dim else f"{dim} r/R"
    text.append(f"  quality ({kind}): worst {quality.min():.3f}, mean {quality.mean():.3f}")
    if mesh.shape.name == "tetrahedron":
        angles = mesh.dihedral_angles()
        text[-1] += (f"; dihedral angles {angles.min():.1f} to {angles.max():.1f} degrees, "
                     f"{100 * (angles > 90).mean():.1f} % obtuse")
    text += [f"  PROBLEM: {problem}" for problem in mesh.problems()]
    return "\n".join(text)


def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        print(__doc__)
        return 0 if sys.argv[1:] in (["-h"], ["--help"]) else 1
    print(describe(sys.argv[1]))
    return 1 if GmshMesh(sys.argv[1]).problems() else 0


if __name__ == "__main__":
    sys.exit(main())
