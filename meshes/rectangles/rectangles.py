#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Plane regions made of rectangles, in squares or nearly: the meshes of the published models. Written in Gmsh's format, without Gmsh.

    rectangles.py VARIANT [--refine 2] [--output FILE.msh]

See README.md in this folder for the names of regions and surfaces.
"""
import argparse
import pathlib
import sys
from dataclasses import dataclass, replace

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import mesh_report  # noqa: E402  (meshes/mesh_report.py)


@dataclass(frozen=True)
class Side:
    """A straight part of the outline: at x or y = position, between two values of the other coordinate. All in mm."""

    name: str
    direction: str  # the coordinate that is constant
    position: float
    first: float
    last: float


@dataclass(frozen=True)
class Parameters:
    x: tuple  # mm, lines x = constant between which ...
    y: tuple  # mm, ... and y = constant
    columns: tuple  # ... lie so many cells
    rows: tuple
    regions: dict  # (column of the rectangle, row of the rectangle): name; a rectangle that is not named is not meshed
    sides: tuple
    refine: int = 1  # cells across each cell


VARIANTS = {
    "half_callus": Parameters(
        x=(0, 1.2, 2, 4), y=(0, 1, 5), columns=(6, 4, 10), rows=(5, 20),
        regions={(0, 0): "callus", (1, 0): "callus", (2, 0): "callus", (2, 1): "callus"},
        sides=(Side("axis", "x", 0, 0, 1), Side("fracture_gap", "y", 0, 0, 2), Side("mid_plane", "y", 0, 2, 4),
               Side("marrow", "y", 1, 0, 1.2), Side("bone_end", "y", 1, 1.2, 2), Side("periosteum", "x", 2, 1, 5),
               Side("tip", "y", 5, 2, 4), Side("muscle", "x", 4, 0, 5))),
    "implant_strip": Parameters(
        x=(0, 0.1, 2), y=(0, 0.05), columns=(4, 38), rows=(1,), regions={(0, 0): "contact_layer", (1, 0): "gap"},
        sides=(Side("implant", "x", 0, 0, 0.05), Side("host_bone", "x", 2, 0, 0.05), Side("lower_edge", "y", 0, 0, 2),
               Side("upper_edge", "y", 0.05, 0, 2))),
}


def ticks(lines, counts, refine):
    """Coordinates of the grid, and of each interval the rectangle in which it lies."""
    values, blocks = [lines[0]], []
    for k, (low, high, n) in enumerate(zip(lines, lines[1:], counts)):
        n *= refine
        values += [low + (high - low) * i / n for i in range(1, n + 1)]
        blocks += [k] * n
    return values, blocks


class Grid:
    def __init__(self, p):
        self.p = p
        self.x, self.x_block = ticks(p.x, p.columns, p.refine)
        self.y, self.y_block = ticks(p.y, p.rows, p.refine)
        self.points, self.numbers = [], {}
        self.cells = {}  # region: [corners]
        for j, row in enumerate(self.y_block):
            for i, column in enumerate(self.x_block):
                if (column, row) in p.regions:
                    corners = [self.point(i, j), self.point(i + 1, j), self.point(i + 1, j + 1), self.point(i, j + 1)]
                    self.cells.setdefault(p.regions[column, row], []).append(corners)
        self.sides = {side.name: self.edges(side) for side in p.sides}

    def point(self, i, j):
        if (i, j) not in self.numbers:
            self.points.append((self.x[i], self.y[j]))
            self.numbers[i, j] = len(self.points)
        return self.numbers[i, j]

    def edges(self, side):
        fixed, along = (self.x, self.y) if side.direction == "x" else (self.y, self.x)
        k = min(range(len(fixed)), key=lambda n: abs(fixed[n] - side.position))
        inside = [n for n, value in enumerate(along) if side.first - 1e-9 < value < side.last + 1e-9]
        nodes = [self.numbers[(k, n) if side.direction == "x" else (n, k)] for n in inside]
        return list(zip(nodes, nodes[1:]))


def generate(p, file):
    """Writes the mesh (Gmsh 2.2 ASCII)."""
    grid = Grid(p)
    groups = [(2, name, 3, cells) for name, cells in grid.cells.items()] + [(1, name, 1, edges) for name, edges in grid.sides.items()]
    lines = ["$MeshFormat", "2.2 0 8", "$EndMeshFormat", "$PhysicalNames", str(len(groups))]
    lines += [f'{dim} {tag} "{name}"' for tag, (dim, name, _, _) in enumerate(groups, 1)]
    lines += ["$EndPhysicalNames", "$Nodes", str(len(grid.points))]
    lines += [f"{n} {x:.10g} {y:.10g} 0" for n, (x, y) in enumerate(grid.points, 1)]
    lines += ["$EndNodes", "$Elements", str(sum(len(elements) for _, _, _, elements in groups))]
    number = 0
    for tag, (_, _, kind, elements) in enumerate(groups, 1):
        for nodes in elements:
            number += 1
            lines.append(f"{number} {kind} 2 {tag} {tag} {' '.join(map(str, nodes))}")
    pathlib.Path(file).write_text("\n".join([*lines, "$EndElements", ""]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("variant", choices=sorted(VARIANTS))
    parser.add_argument("--refine", type=int, default=1, help="so many cells across each cell")
    parser.add_argument("--output", type=pathlib.Path, help="the file to write (default: VARIANT.msh beside this script)")
    arguments = parser.parse_args()
    file = arguments.output or pathlib.Path(__file__).resolve().parent / f"{arguments.variant}.msh"
    generate(replace(VARIANTS[arguments.variant], refine=arguments.refine), file)
    print(mesh_report.describe(file))


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main()
