# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The bone in space, in hexahedra: the quadrilaterals of the half section outside of the marrow's radius are turned about the axis;
the core within is a disc of quadrilaterals (a square that turns into a ring), swept along the axis.

A circle becomes a polygon of `around` sides. Its corners lie slightly outside of the circle, so that it has the circle's area:
volumes are those of the round bone."""
import math
import pathlib
import sys
import tempfile

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import mesh_report  # noqa: E402  (meshes/mesh_report.py)

from . import section  # noqa: E402


def directions(around):
    """Corners of the polygon with the area of the unit circle; the first at 45 degrees, where the core has a corner."""
    angle = 0.25 * math.pi + 2 * math.pi * np.arange(around) / around
    stretch = math.sqrt((2 * math.pi / around) / math.sin(2 * math.pi / around))
    return stretch * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def disc(radius, around, layers):
    """Points and counter-clockwise quadrilaterals of a disc, and its outermost points in the order of directions()."""
    m = around // 4
    rim = directions(around)
    bulge, size = 0.4, 0.55  # the inner square is part circle; its corners reach this share of the radius
    t = np.arange(m) / m
    zero, one = np.zeros(m), np.ones(m)
    sides = [(1 - 2 * t, one), (-one, 1 - 2 * t), (2 * t - 1, -one), (one, 2 * t - 1)]  # from the corner at 45 degrees on
    square = np.concatenate([np.stack(side, axis=1) for side in sides]) / math.sqrt(2)
    border = size * ((1 - bulge) * square + bulge * rim)

    # inside of the square: Coons' patch between its four sides
    top, left, bottom, right = (border[np.arange(k * m, (k + 1) * m + 1) % around] for k in range(4))
    top, right = top[::-1], right  # now all run towards +x or +y
    left = left[::-1]
    points, number = [], {}
    for j in range(m + 1):
        for i in range(m + 1):
            u, v = i / m, j / m
            corners = ((1 - u) * (1 - v) * bottom[0] + u * (1 - v) * bottom[m] + (1 - u) * v * top[0] + u * v * top[m])
            number[i, j] = len(points)
            points.append((1 - v) * bottom[i] + v * top[i] + (1 - u) * left[j] + u * right[j] - corners)
    quads = [[number[i, j], number[i + 1, j], number[i + 1, j + 1], number[i, j + 1]] for j in range(m) for i in range(m)]

    ring = [number[m - i, m] for i in range(m)] + [number[0, m - j] for j in range(m)]
    ring += [number[i, 0] for i in range(m)] + [number[m, j] for j in range(m)]
    for layer in range(1, layers + 1):
        s = layer / layers
        outer = list(range(len(points), len(points) + around))
        points += list((1 - s) * border + s * rim)
        quads += [[ring[k], outer[k], outer[(k + 1) % around], ring[(k + 1) % around]] for k in range(around)]
        ring = outer
    return radius * np.array(points), np.array(quads), np.array(ring)


class Hexahedra:
    """Collects points, cells and named faces; points that coincide are one."""

    def __init__(self):
        self.points, self.number = [], {}
        self.cells, self.faces = [], []  # (vertices, name)

    def point(self, x, y, z):
        key = (round(x, 7) + 0.0, round(y, 7) + 0.0, round(z, 7) + 0.0)
        if key not in self.number:
            self.number[key] = len(self.points) + 1
            self.points.append(key)
        return self.number[key]

    def turn(self, section, marrow_radius, around):
        """The cells of the half section beyond the marrow, and its named lines, turned about the axis."""
        way = directions(around)

        def at(vertex, k):
            r, z = section.points[vertex][:2]
            return self.point(r * way[k % around][0], r * way[k % around][1], z)

        for quad, tag in zip(section.cells, section.cell_tags):
            if section.points[quad][:, 0].mean() > marrow_radius:
                for k in range(around):
                    self.cells.append(([at(v, k + 1) for v in quad] + [at(v, k) for v in quad], section.regions[tag]))
        for (a, b), tag in zip(section.sides, section.side_tags):
            if section.points[[a, b]][:, 0].mean() > marrow_radius:
                for k in range(around):
                    self.faces.append(([at(a, k), at(b, k), at(b, k + 1), at(a, k + 1)], section.surfaces[tag]))

    def sweep(self, disc_points, quads, levels, region_at):
        """The core: the disc from level to level."""
        def at(vertex, z):
            return self.point(*disc_points[vertex], z)

        for low, high in zip(levels, levels[1:]):
            for quad in quads:
                self.cells.append(([at(v, low) for v in quad] + [at(v, high) for v in quad], region_at(0.5 * (low + high))))
        for z, name in ((levels[0], "distal_end"), (levels[-1], "proximal_end")):
            self.faces += [([at(v, z) for v in quad], name) for quad in quads]

    def write(self, file):
        names = {dim: sorted({name for _, name in group}) for dim, group in ((2, self.faces), (3, self.cells))}
        tags = {dim: {name: k + 1 for k, name in enumerate(list_of)} for dim, list_of in names.items()}
        lines = ["$MeshFormat", "2.2 0 8", "$EndMeshFormat", "$PhysicalNames", str(len(names[2]) + len(names[3]))]
        lines += [f'{dim} {tags[dim][name]} "{name}"' for dim in (2, 3) for name in names[dim]]
        lines += ["$EndPhysicalNames", "$Nodes", str(len(self.points))]
        lines += [f"{k + 1} {x:.9g} {y:.9g} {z:.9g}" for k, (x, y, z) in enumerate(self.points)]
        lines += ["$EndNodes", "$Elements", str(len(self.faces) + len(self.cells))]
        elements = [(3, tags[2][name], vertices) for vertices, name in self.faces]
        elements += [(5, tags[3][name], vertices) for vertices, name in self.cells]
        lines += [f"{k + 1} {kind} 2 {tag} {tag} " + " ".join(map(str, vertices)) for k, (kind, tag, vertices) in enumerate(elements)]
        pathlib.Path(file).write_text("\n".join(lines) + "\n$EndElements\n")


def generate(p, file, outline):
    """Writes the mesh (Gmsh 2.2 ASCII)."""
    with tempfile.TemporaryDirectory() as folder:
        half = pathlib.Path(folder) / "section.msh"
        section.generate(p, half, outline, half=True, quadrilaterals=True)
        half_section = mesh_report.GmshMesh(half)
    on_core = np.abs(half_section.points[:, 0] - p.marrow_radius) < 1e-6
    levels = np.unique(np.round(half_section.points[on_core, 1], 7))
    in_gap = "scaffold" if p.scaffold else "callus"
    mesh = Hexahedra()
    mesh.turn(half_section, p.marrow_radius, p.around)
    points, quads, _ = disc(p.marrow_radius, p.around, p.core_layers)
    mesh.sweep(points, quads, levels, lambda z: in_gap if abs(z) < 0.5 * p.gap else "marrow")
    mesh.write(file)
