#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""make_bar.py: writes base/bar*.msh, a bar of three cubes (bone, callus, bone), six tetrahedra each; 2 x 2 x 3 mm; in every
format that the program reads; and base/quarter.msh, the same as a quarter with names for the sides at which it was cut."""
import itertools
import pathlib
import struct

HERE = pathlib.Path(__file__).resolve().parent
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


def points():
    return {node(x, y, z): (2 * x, 2 * y, z) for z in range(LAYERS + 1) for y in (0, 1) for x in (0, 1)}


def names(groups=NAMES):
    return ["$PhysicalNames", str(len(groups)), *(f'{dim} {tag} "{name}"' for (dim, tag), name in groups.items()), "$EndPhysicalNames"]


def text(elements, groups=NAMES):
    """Format 2.2, ASCII."""
    lines = ["$MeshFormat", "2.2 0 8", "$EndMeshFormat", *names(groups), "$Nodes", str(len(points()))]
    lines += [f"{i} {x} {y} {z}" for i, (x, y, z) in points().items()]
    lines += ["$EndNodes", "$Elements", str(len(elements))]
    lines += [f"{i} {kind} 2 {tag} {tag} {' '.join(map(str, corners))}" for i, (kind, tag, corners) in enumerate(elements, 1)]
    return ("\n".join(lines) + "\n$EndElements\n").encode()


def binary(elements):
    """Format 2.2, binary."""
    data = b"$MeshFormat\n2.2 1 8\n" + struct.pack("i", 1) + b"\n$EndMeshFormat\n" + ("\n".join(names()) + "\n").encode()
    data += f"$Nodes\n{len(points())}\n".encode() + b"".join(struct.pack("<iddd", i, *x) for i, x in points().items())
    data += f"\n$EndNodes\n$Elements\n{len(elements)}\n".encode()
    for kind, block in itertools.groupby(enumerate(elements, 1), key=lambda entry: entry[1][0]):
        block = list(block)
        data += struct.pack("<iii", kind, len(block), 2)
        data += b"".join(struct.pack(f"<{3 + len(corners)}i", i, tag, tag, *corners) for i, (_, tag, corners) in block)
    return data + b"\n$EndElements\n"


def blocks(elements):
    """(dimension, group, kind, numbered elements): in format 4.1 the entity of each group has the group's number."""
    key = lambda entry: (entry[1][0], entry[1][1])
    for (kind, tag), block in itertools.groupby(sorted(enumerate(elements, 1), key=key), key=key):
        yield {2: 2, 4: 3}[kind], tag, kind, [(i, corners) for i, (_, _, corners) in block]


def sections_4(elements):
    """Sections of format 4.1: lists of records, each a struct format and numbers."""
    box = (0., 0., 0., 2., 2., 3.)
    entities = [("QQQQ", (0, 0, 3, 2))]
    for _, tag in sorted(NAMES):
        entities += [("iddddddQiQ", (tag, *box, 1, tag, 0))]
    nodes = [("QQQQ", (1, len(points()), 1, len(points()))), ("iiiQ", (3, 1, 0, len(points())))]
    nodes += [("Q", (i,)) for i in points()] + [("ddd", tuple(map(float, x))) for x in points().values()]
    all_blocks = list(blocks(elements))
    cells = [("QQQQ", (len(all_blocks), len(elements), 1, len(elements)))]
    for dim, tag, kind, block in all_blocks:
        cells += [("iiiQ", (dim, tag, kind, len(block)))]
        cells += [(f"{1 + len(corners)}Q", (i, *corners)) for i, corners in block]
    return {"Entities": entities, "Nodes": nodes, "Elements": cells}


def format_4(elements, is_binary):
    """Format 4.1."""
    data = f"$MeshFormat\n4.1 {int(is_binary)} 8\n".encode() + (struct.pack("i", 1) + b"\n" if is_binary else b"")
    data += b"$EndMeshFormat\n" + ("\n".join(names()) + "\n").encode()
    for name, records in sections_4(elements).items():
        if is_binary:
            body = b"".join(struct.pack("<" + form, *numbers) for form, numbers in records) + b"\n"
        else:
            body = "".join(" ".join(f"{n:g}" if isinstance(n, float) else str(n) for n in numbers) + "\n"
                           for _, numbers in records).encode()
        data += f"${name}\n".encode() + body + f"$End{name}\n".encode()
    return data


def quarter(elements):
    """The bar with groups of their own for the sides x = 0 and y = 0."""
    cuts = {(2, 4): "cut_x", (2, 5): "cut_y"}
    named = []
    for kind, tag, corners in elements:
        if (kind, tag) == (2, 3):
            places = [points()[n] for n in corners]
            tag = next((4 + axis for axis in (0, 1) if all(x[axis] == 0 for x in places)), tag)
        named.append((kind, tag, corners))
    return text(named, {**NAMES, **cuts})


def formats():
    """Each file of base and its bytes."""
    tetrahedra = list(cells())
    elements = [(2, tag, corners) for tag, corners in faces(tetrahedra)] + [(4, tag, corners) for tag, corners in tetrahedra]
    return {"bar": text(elements), "bar_binary": binary(elements), "bar_4": format_4(elements, False),
            "bar_4_binary": format_4(elements, True), "quarter": quarter(elements)}


def main():
    for name, data in formats().items():
        (HERE / "base" / f"{name}.msh").write_bytes(data)


if __name__ == "__main__":
    main()
