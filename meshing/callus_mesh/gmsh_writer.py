# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Writes a mesh as Gmsh .msh with named physical groups: format 4.1 binary or 2.2 text. Values on cells become $ElementData."""
import os
import pathlib

import numpy as np

from .shapes import FACET_SHAPES


def write_gmsh(mesh, file, version="4.1"):
    """version: '4.1' (binary) or '2.2' (text). The file appears under its name when it is whole."""
    file = pathlib.Path(file)
    aside = file.with_name(f".{file.name}.part")
    try:
        with open(aside, "wb") as out:
            {"4.1": _write_4, "2.2": _write_2}[version](mesh, out)
        os.replace(aside, file)
    finally:
        aside.unlink(missing_ok=True)


def _names(mesh, out):
    lines = [f'3 {tag} "{name}"' for tag, name in enumerate(mesh.regions, 1)]
    lines += [f'2 {tag} "{name}"' for tag, name in enumerate(mesh.surfaces, 1)]
    out.write("\n".join(["$PhysicalNames", str(len(lines)), *lines, "$EndPhysicalNames", ""]).encode())


def _cell_blocks(mesh):
    """(shape, index of the region, indices of its cells) in the order of writing."""
    for shape in mesh.shapes():
        region = mesh.region_of(shape)
        for index in np.unique(region):
            yield shape, int(index), np.flatnonzero(region == index)


def _facet_blocks(mesh):
    """(shape, numbers of the surfaces from 1, facets): a facet of several surfaces is listed once, with all of them."""
    for n_corners, shape in FACET_SHAPES.items():
        parts = [(number, facets) for number, arrays in enumerate(mesh.surfaces.values(), 1)
                 for facets in arrays if facets.shape[1] == n_corners and len(facets)]
        if not parts:
            continue
        facets = np.concatenate([facets for _, facets in parts])
        number = np.concatenate([np.full(len(facets), number) for number, facets in parts])
        _, first, which = np.unique(np.sort(facets, axis=1), axis=0, return_index=True, return_inverse=True)
        pairs = np.unique(np.stack([which, number], axis=1), axis=0)
        starts = np.flatnonzero(np.diff(pairs[:, 0], prepend=-1))
        groups = {}
        for facet, numbers in enumerate(np.split(pairs[:, 1], starts[1:])):
            groups.setdefault(tuple(int(i) for i in numbers), []).append(first[facet])
        for numbers, indices in sorted(groups.items()):
            yield shape, numbers, facets[indices]


def _write_4(mesh, out):
    out.write(b"$MeshFormat\n4.1 1 8\n" + np.int32(1).tobytes() + b"\n$EndMeshFormat\n")
    _names(mesh, out)
    facets, cells = list(_facet_blocks(mesh)), list(_cell_blocks(mesh))
    regions = sorted({index for _, index, _ in cells})
    _entities(mesh, facets, regions, out)
    out.write(b"$Nodes\n")
    n = len(mesh.points)
    out.write(np.array([1, n, 1, n], dtype=np.uint64).tobytes())
    out.write(np.array([3, regions[0] + 1 if regions else 1, 0], dtype=np.int32).tobytes() + np.uint64(n).tobytes())
    out.write(np.arange(1, n + 1, dtype=np.uint64).tobytes() + np.ascontiguousarray(mesh.points, dtype=float).tobytes())
    out.write(b"\n$EndNodes\n$Elements\n")
    blocks = [(2, tag, shape, corners) for tag, (shape, _, corners) in enumerate(facets, 1)]
    blocks += [(3, index + 1, shape, mesh.corners(shape)[chosen]) for shape, index, chosen in cells]
    total = sum(len(corners) for *_, corners in blocks)
    out.write(np.array([len(blocks), total, 1, total], dtype=np.uint64).tobytes())
    number = 1
    for dim, tag, shape, corners in blocks:
        out.write(np.array([dim, tag, shape.gmsh], dtype=np.int32).tobytes() + np.uint64(len(corners)).tobytes())
        numbers = np.arange(number, number + len(corners))[:, None]
        out.write(np.concatenate([numbers, corners + 1], axis=1).astype(np.uint64).tobytes())
        number += len(corners)
    out.write(b"\n$EndElements\n")
    _values(mesh, cells, 1 + sum(len(corners) for *_, corners in facets), out, binary=True)


def _entities(mesh, facets, regions, out):
    """One surface for each combination of named surfaces, one volume for each region."""
    box = np.concatenate(mesh.extent()).tobytes()
    out.write(b"$Entities\n" + np.array([0, 0, len(facets), len(regions)], dtype=np.uint64).tobytes())
    entities = [(tag, groups) for tag, (_, groups, _) in enumerate(facets, 1)] + [(index + 1, [index + 1]) for index in regions]
    for tag, groups in entities:
        out.write(np.int32(tag).tobytes() + box + np.uint64(len(groups)).tobytes() + np.array(groups, dtype=np.int32).tobytes()
                  + np.uint64(0).tobytes())
    out.write(b"\n$EndEntities\n")


def _write_2(mesh, out):
    out.write(b"$MeshFormat\n2.2 0 8\n$EndMeshFormat\n")
    _names(mesh, out)
    lines = ["$Nodes", str(len(mesh.points))]
    lines += [f"{i} {x!r} {y!r} {z!r}" for i, (x, y, z) in enumerate(mesh.points.tolist(), 1)]
    rows, cells = [], list(_cell_blocks(mesh))
    for entity, (shape, groups, facets) in enumerate(_facet_blocks(mesh), 1):
        for group in groups:  # format 2.2 has one group an element
            rows += [(shape.gmsh, group, entity, facet) for facet in (facets + 1).tolist()]
    n_facets = len(rows)
    for shape, index, chosen in cells:
        rows += [(shape.gmsh, index + 1, index + 1, cell) for cell in (mesh.corners(shape)[chosen] + 1).tolist()]
    lines += ["$EndNodes", "$Elements", str(len(rows))]
    lines += [f"{i} {kind} 2 {group} {entity} {' '.join(map(str, nodes))}" for i, (kind, group, entity, nodes) in enumerate(rows, 1)]
    out.write("\n".join([*lines, "$EndElements", ""]).encode())
    _values(mesh, cells, 1 + n_facets, out, binary=False)


def _values(mesh, cells, first_number, out, binary):
    for name, of_shape in mesh.cell_values.items():
        values = np.concatenate([of_shape[shape.name][chosen] for shape, _, chosen in cells]).astype(float)
        numbers = np.arange(first_number, first_number + len(values))
        numbers, values = numbers[np.isfinite(values)], values[np.isfinite(values)]
        out.write(f'$ElementData\n1\n"{name}"\n1\n0\n3\n0\n1\n{len(values)}\n'.encode())
        if binary:
            rows = np.empty(len(values), dtype=[("number", np.int32), ("value", np.float64)])
            rows["number"], rows["value"] = numbers, values
            out.write(rows.tobytes() + b"\n")
        else:
            out.write("".join(f"{i} {v!r}\n" for i, v in zip(numbers.tolist(), values.tolist())).encode())
        out.write(b"$EndElementData\n")
