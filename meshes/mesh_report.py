#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Says what is in a Gmsh 2.2 file: regions, surfaces, sizes, quality; and finds what Callus could not use.

    mesh_report.py FILE.msh
"""
import pathlib
import sys

import numpy as np

TRIANGLE, TETRAHEDRON = 2, 4
FACES_OF_TET = np.array([[1, 2, 3], [0, 3, 2], [0, 1, 3], [0, 2, 1]])
EDGES_OF_TET = np.array([[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]])


class GmshMesh:
    """Points, tetrahedra and triangles of a file with the names of their physical groups."""

    def __init__(self, file):
        self.names = {2: {}, 3: {}}
        lines = pathlib.Path(file).read_text().splitlines()
        elements = []
        numbers = {}
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
        self.tets, self.tet_tags = self._select(elements, TETRAHEDRON, numbers)
        self.triangles, self.triangle_tags = self._select(elements, TRIANGLE, numbers)

    @staticmethod
    def _select(elements, kind, numbers):
        chosen = [e for e in elements if e[1] == kind]
        nodes = np.array([[numbers[v] for v in e[3 + e[2]:]] for e in chosen], dtype=int)
        return nodes, np.array([e[3] for e in chosen], dtype=int)

    def tet_volumes(self):
        a, b, c, d = (self.points[self.tets[:, k]] for k in range(4))
        return np.einsum("ij,ij->i", np.cross(b - a, c - a), d - a) / 6

    def triangle_areas(self):
        a, b, c = (self.points[self.triangles[:, k]] for k in range(3))
        return 0.5 * np.linalg.norm(np.cross(b - a, c - a), axis=1)

    def n_edges(self):
        pairs = np.sort(self.tets[:, EDGES_OF_TET].reshape(-1, 2), axis=1)
        return len(np.unique(pairs, axis=0))

    def dihedral_angles(self):
        """Degrees, one row of six for each tetrahedron."""
        x = self.points[self.tets]
        normals = []
        for face in FACES_OF_TET:
            a, b, c = (x[:, k] for k in face)
            normal = np.cross(b - a, c - a)
            normals.append(normal / np.linalg.norm(normal, axis=1)[:, None])
        angles = [np.degrees(np.arccos(np.clip(-np.einsum("ij,ij->i", normals[i], normals[j]), -1, 1)))
                  for i, j in EDGES_OF_TET]
        return np.array(angles).T

    def quality(self):
        """Three times inscribed over circumscribed radius: 1 for the regular tetrahedron, 0 for a flat one."""
        x = self.points[self.tets]
        volume = np.abs(self.tet_volumes())
        area = sum(0.5 * np.linalg.norm(np.cross(x[:, f[1]] - x[:, f[0]], x[:, f[2]] - x[:, f[0]]), axis=1)
                   for f in FACES_OF_TET)
        products = [np.linalg.norm(x[:, a] - x[:, b], axis=1) * np.linalg.norm(x[:, c] - x[:, d], axis=1)
                    for a, b, c, d in ((0, 1, 2, 3), (0, 2, 1, 3), (0, 3, 1, 2))]
        s = 0.5 * sum(products)
        root = np.sqrt(np.maximum(s * (s - products[0]) * (s - products[1]) * (s - products[2]), 0))
        circumscribed = root / (6 * volume)
        return 3 * (3 * volume / area) / circumscribed

    def components(self, tag):
        """Number of face-connected parts of a region."""
        cells = np.flatnonzero(self.tet_tags == tag)
        parent = {c: c for c in cells}

        def root(c):
            while parent[c] != c:
                parent[c] = parent[parent[c]]
                c = parent[c]
            return c

        seen = {}
        for c in cells:
            for face in FACES_OF_TET:
                key = tuple(sorted(self.tets[c][face]))
                if key in seen:
                    parent[root(c)] = root(seen[key])
                else:
                    seen[key] = c
        return len({root(c) for c in cells})

    def problems(self):
        """What would stop a run, in words; empty if all is well."""
        found = []
        if (self.tet_volumes() <= 0).any():
            found.append(f"{(self.tet_volumes() <= 0).sum()} tetrahedra are inverted or flat")
        unnamed = set(self.tet_tags) - set(self.names[3])
        if unnamed:
            found.append(f"volumes without a physical name: {sorted(unnamed)}")
        keys, counts = np.unique(np.sort(self.tets[:, FACES_OF_TET].reshape(-1, 3), axis=1), axis=0, return_counts=True)
        if counts.max() > 2:
            found.append(f"{(counts > 2).sum()} faces belong to more than two tetrahedra")
        outer = {tuple(k) for k in keys[counts == 1]}
        named = [tuple(t) for t in np.sort(self.triangles, axis=1)]
        inside = sum(t not in outer for t in named)
        if inside:
            found.append(f"{inside} named triangles are not outer faces (remove physical groups of internal faces)")
        if len(set(named)) != len(named):
            found.append("some triangles belong to two physical surfaces")
        if len(outer - set(named)):
            found.append(f"{len(outer - set(named))} outer faces belong to no named surface")
        return found


def describe(file):
    mesh = GmshMesh(file)
    volumes, areas = mesh.tet_volumes(), mesh.triangle_areas()
    n_points, n_p2 = len(mesh.points), len(mesh.points) + mesh.n_edges()
    angles, quality = mesh.dihedral_angles(), mesh.quality()
    text = [f"{file}: {len(mesh.tets)} tetrahedra, {n_points} vertices, {n_p2} quadratic nodes, "
            f"{3 * n_p2 + n_points} mechanics unknowns"]
    for tag, name in sorted(mesh.names[3].items()):
        mine = mesh.tet_tags == tag
        parts = mesh.components(tag)
        text.append(f"  region  {name:<14} {volumes[mine].sum():9.2f} mm3 {mine.sum():7d} tetrahedra, "
                    f"{parts} connected part{'s' if parts > 1 else ''}")
    for tag, name in sorted(mesh.names[2].items()):
        mine = mesh.triangle_tags == tag
        text.append(f"  surface {name:<14} {areas[mine].sum():9.2f} mm2 {mine.sum():7d} triangles")
    text.append(f"  quality (3 r/R): worst {quality.min():.3f}, mean {quality.mean():.3f}; dihedral angles "
                f"{angles.min():.1f} to {angles.max():.1f} degrees, {100 * (angles > 90).mean():.1f} % obtuse")
    problems = mesh.problems()
    text += [f"  PROBLEM: {problem}" for problem in problems]
    return "\n".join(text)


def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        print(__doc__)
        return 0 if sys.argv[1:] in (["-h"], ["--help"]) else 1
    print(describe(sys.argv[1]))
    return 1 if GmshMesh(sys.argv[1]).problems() else 0


if __name__ == "__main__":
    sys.exit(main())
