#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""make_bar.py: writes base/bar.msh, a bar of three cubes (bone, callus, bone), six tetrahedra each; 2 x 2 x 3 mm."""
import itertools
import pathlib

LAYERS = 3
NAMES = {(2, 1): "proximal_end", (2, 2): "distal_end", (2, 3): "outer", (3, 1): "bone", (3, 2): "callus"}


def node(x, y, z):
    return 1 + x + 2 * y + 4 * z


def orientation(points):
    a, b, c = ([p - q for p, q in zip(points[i], points[0])] for i in (1, 2, 3))
    return (a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0]))


def cells():
    """Region and corners of the tetrahedra: the paths along the edges of a cube from its lowest to its highest corner."""
    for layer in range(LAYERS):
        for path in itertools.permutations(range(3)):
            corner, corners = [0, 0, layer], [(0, 0, layer)]
            for axis in path:
                corner[axis] += 1
                corners.append(tuple(corner))
            if orientation(corners) < 0:
                corners[2], corners[3] = corners[3], corners[2]
            yield (2 if layer == 1 else 1), [node(*c) for c in corners]


def faces(tetrahedra):
    """Group and corners of the faces that only one tetrahedron has."""
    count = {}
    for _, corners in tetrahedra:
        for left_out in range(4):
            face = corners[:left_out] + corners[left_out + 1:]
            count.setdefault(tuple(sorted(face)), []).append(face)
    for key, found in sorted(count.items()):
        if len(found) == 1:
            heights = {(n - 1) // 4 for n in key}
            yield (1 if heights == {LAYERS} else 2 if heights == {0} else 3), found[0]


def main():
    tetrahedra = list(cells())
    lines = ["$MeshFormat", "2.2 0 8", "$EndMeshFormat", "$PhysicalNames", str(len(NAMES))]
    lines += [f'{dim} {tag} "{name}"' for (dim, tag), name in NAMES.items()]
    lines += ["$EndPhysicalNames", "$Nodes", str(4 * (LAYERS + 1))]
    lines += [f"{node(x, y, z)} {2 * x} {2 * y} {z}" for z in range(LAYERS + 1) for y in (0, 1) for x in (0, 1)]
    elements = [(2, tag, corners) for tag, corners in faces(tetrahedra)] + [(4, tag, corners) for tag, corners in tetrahedra]
    lines += ["$EndNodes", "$Elements", str(len(elements))]
    lines += [f"{i} {kind} 2 {tag} {tag} {' '.join(map(str, corners))}" for i, (kind, tag, corners) in enumerate(elements, 1)]
    lines += ["$EndElements", ""]
    (pathlib.Path(__file__).resolve().parent / "base/bar.msh").write_text("\n".join(lines))


if __name__ == "__main__":
    main()
