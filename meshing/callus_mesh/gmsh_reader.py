# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Reads Gmsh .msh of format 2.2 and 4.1, text and binary: nodes, elements with their physical groups, element data."""
import re
from dataclasses import dataclass, field

import numpy as np

from .gmsh_scanner import AGAIN, Scanner
from .refusal import read_bytes, refuse

# Gmsh's number of the type -> (shape of its corners, number of nodes)
TYPES = {1: ("line", 2), 2: ("triangle", 3), 3: ("quadrilateral", 4), 4: ("tetrahedron", 4), 5: ("hexahedron", 8), 6: ("prism", 6),
         7: ("pyramid", 5), 8: ("line", 3), 9: ("triangle", 6), 10: ("quadrilateral", 9), 11: ("tetrahedron", 10), 12: ("hexahedron", 27),
         13: ("prism", 18), 14: ("pyramid", 14), 15: ("point", 1), 16: ("quadrilateral", 8), 17: ("hexahedron", 20), 18: ("prism", 15),
         19: ("pyramid", 13)}
DIMENSION = {"point": 0, "line": 1, "triangle": 2, "quadrilateral": 2, "tetrahedron": 3, "hexahedron": 3, "prism": 3, "pyramid": 3}
EXPECTED = "a Gmsh mesh (.msh, format 2.2 or 4.1)"


@dataclass
class GmshFile:
    names: dict = field(default_factory=dict)  # (dimension, group) -> name
    node_numbers: np.ndarray = None
    points: np.ndarray = None
    blocks: list = field(default_factory=list)  # (type, numbers of the elements, groups (tuple, one or none or several), nodes)
    data: dict = field(default_factory=dict)  # name -> (numbers of elements, values)


def read_gmsh_file(file):
    scanner = Scanner(file, read_bytes(file, EXPECTED))
    mesh, entities, version = GmshFile(), {}, ""
    while name := scanner.enter_section():
        if name == "MeshFormat":
            version = _format(scanner)
        elif not version:
            refuse(file, "something else than a Gmsh mesh (no $MeshFormat)", EXPECTED)
        elif name == "PhysicalNames":
            _names(scanner, mesh)
        elif name == "Entities" and version == "4":
            entities = _entities(scanner)
        elif name == "Nodes":
            (_nodes_2 if version == "2" else _nodes_4)(scanner, mesh)
        elif name == "Elements":
            _elements_2(scanner, mesh) if version == "2" else _elements_4(scanner, entities, mesh)
        elif name == "ElementData":
            _element_data(scanner, mesh)
        elif name == "PartitionedEntities":
            scanner.fail("a partitioned mesh", "the mesh in one piece (in Gmsh: Mesh.NbPartitions = 1)")
        scanner.leave_section()
    if not version:
        refuse(file, "something else than a Gmsh mesh (no $MeshFormat)", EXPECTED)
    if mesh.points is None or not mesh.blocks:
        refuse(file, f"no section ${'Nodes' if mesh.points is None else 'Elements'} with anything in it", "a mesh with nodes and elements",
               "Mesh the geometry in Gmsh (gmsh -3) before saving it.")
    return mesh


def _format(scanner):
    words = scanner.line().split()
    version = words[0] if words else ""
    major = version.split(".")[0]
    if len(words) != 3 or not (version.startswith("2.") or version == "4.1"):
        refuse(scanner.file, f"Gmsh format '{version}'", "format 2.2 or 4.1", "Open it in Gmsh and export it as .msh, version 2.2 or 4.1.",
               line=2)
    scanner.binary = words[1] == "1"
    if scanner.binary:
        if scanner.data[scanner.at:scanner.at + 4] != np.int32(1).tobytes():
            scanner.fail("something else than the number 1 in binary", "binary data, because the file type is 1")
        scanner.at += 4
    return major


def _names(scanner, mesh):
    for _ in range(_count(scanner, "physical names")):
        line = scanner.line()
        match = re.fullmatch(r'(\d+)\s+(\d+)\s+"(.*)"', line)
        if not match:
            scanner.fail(f"'{line[:60]}'", 'dimension, number and name of a physical group, as in: 3 1 "callus"')
        mesh.names[int(match[1]), int(match[2])] = match[3].strip()


def _count(scanner, what):
    """A number that is text in binary files too."""
    line = scanner.line()
    if not line.isdigit():
        scanner.fail(f"'{line[:40]}'", f"the number of {what}")
    return int(line)


def _entities(scanner):
    """{(dimension, tag): groups}."""
    scanner.begin_numbers()
    groups = {}
    for dim, n in enumerate(scanner.sizes(4, "the numbers of entities")):
        for _ in range(scanner.room_for(n, 4, "entities")):
            tag = scanner.ints(1, "the number of an entity")[0]
            scanner.reals(3 if dim == 0 else 6, "the box of an entity")
            mine = scanner.ints(scanner.room_for(scanner.sizes(1, "a number")[0], 4, "groups"), "physical groups")
            groups[dim, int(tag)] = tuple(sorted({abs(int(group)) for group in mine}))
            if dim > 0:
                scanner.ints(scanner.room_for(scanner.sizes(1, "a number")[0], 4, "bounding entities"), "bounding entities")
    return groups


def _nodes_2(scanner, mesh):
    n = _count(scanner, "nodes")
    scanner.begin_numbers()
    scanner.room_for(n, 28, "nodes")
    if scanner.binary:
        kind = np.dtype([("number", np.int32), ("x", np.float64, (3,))])
        if n * kind.itemsize > len(scanner.data) - scanner.at:
            scanner.fail("the end of the file (it is cut off)", "the nodes")
        rows = np.frombuffer(scanner.data, dtype=kind, count=n, offset=scanner.at)
        scanner.at += n * kind.itemsize
        mesh.node_numbers, mesh.points = rows["number"].astype(np.int64), rows["x"].copy()
    else:
        rows = scanner.reals(4 * n, "a node").reshape(n, 4)
        mesh.node_numbers, mesh.points = rows[:, 0].astype(np.int64), rows[:, 1:].copy()


def _nodes_4(scanner, mesh):
    scanner.begin_numbers()
    n_blocks, n, _, _ = scanner.sizes(4, "the numbers of nodes")
    numbers, points = [np.zeros(0, dtype=np.int64)], [np.zeros((0, 3))]
    for _ in range(scanner.room_for(n_blocks, 20, "blocks of nodes")):
        dim, _, parametric = scanner.ints(3, "an entity of nodes")
        here = scanner.room_for(scanner.sizes(1, "a number of nodes")[0], 32, "nodes")
        numbers.append(scanner.sizes(here, "the number of a node"))
        width = 3 + (dim if parametric else 0)
        points.append(scanner.reals(here * width, "a coordinate").reshape(here, width)[:, :3])
    mesh.node_numbers, mesh.points = np.concatenate(numbers), np.concatenate(points)
    if len(mesh.points) != n:
        scanner.fail(f"{len(mesh.points)} nodes", f"{n} nodes, as the section says")


def _type(scanner, kind):
    if kind not in TYPES:
        scanner.fail(f"elements of Gmsh's type {kind}", "elements of first or second order (Mesh.ElementOrder = 1 in Gmsh)")
    return TYPES[kind][1]


def _elements_2(scanner, mesh):
    n = _count(scanner, "elements")
    scanner.begin_numbers()
    scanner.room_for(n, 12, "elements")
    rows = {}  # (type, group) -> rows of number and nodes
    done = 0
    while done < n:
        if scanner.binary:
            kind, here, n_tags = (int(i) for i in scanner.ints(3, "the head of a block of elements"))
            width = 1 + n_tags + _type(scanner, kind)
            here = scanner.room_for(here, 4 * width, "elements")
            block = scanner.ints(here * width, "elements").reshape(here, width)
        else:
            head = scanner.ints(3, "an element")
            kind, n_tags, here = int(head[1]), int(head[2]), 1
            block = np.concatenate([head[:1], scanner.ints(n_tags + _type(scanner, kind), "tags and nodes of an element")])[None]
        done += max(here, 1)
        group = block[:, 1] if n_tags else np.zeros(here, dtype=np.int64)
        nodes = np.delete(block, np.s_[1:1 + n_tags], axis=1)
        for one in np.unique(group):
            rows.setdefault((kind, int(one)), []).append(nodes[group == one])
    for (kind, group), parts in rows.items():
        table = np.concatenate(parts)
        mesh.blocks.append((kind, table[:, 0], (group,) if group else (), table[:, 1:]))


def _elements_4(scanner, entities, mesh):
    scanner.begin_numbers()
    n_blocks, n, _, _ = scanner.sizes(4, "the numbers of elements")
    for _ in range(scanner.room_for(n_blocks, 20, "blocks of elements")):
        dim, tag, kind = (int(i) for i in scanner.ints(3, "an entity of elements"))
        width = 1 + _type(scanner, kind)
        here = scanner.room_for(scanner.sizes(1, "a number of elements")[0], 8 * width, "elements")
        table = scanner.sizes(here * width, "elements").reshape(here, width)
        mesh.blocks.append((kind, table[:, 0], entities.get((dim, tag), ()), table[:, 1:]))
    if sum(len(block[1]) for block in mesh.blocks) != n:
        scanner.fail(f"{sum(len(block[1]) for block in mesh.blocks)} elements", f"{n} elements, as the section says")


def _element_data(scanner, mesh):
    texts = [scanner.line() for _ in range(_count(scanner, "names"))]
    for _ in range(_count(scanner, "real tags")):
        scanner.line()
    counts = [_count(scanner, "whole tags") for _ in range(_count(scanner, "whole tags"))]
    if len(counts) < 3 or not texts:
        scanner.fail("element data without name, number of components and number of values", "all three")
    n_components, n = counts[1], counts[2]
    scanner.begin_numbers()
    scanner.room_for(n, 4 + 8 * n_components, "values")
    if scanner.binary:
        kind = np.dtype([("number", np.int32), ("value", np.float64, (n_components,))])
        rows = np.frombuffer(scanner.data, dtype=kind, count=n, offset=scanner.at)
        scanner.at += n * kind.itemsize
        numbers, values = rows["number"].astype(np.int64), rows["value"].reshape(n, n_components)
    else:
        rows = scanner.reals(n * (1 + n_components), "a value").reshape(n, 1 + n_components)
        numbers, values = rows[:, 0].astype(np.int64), rows[:, 1:]
    for component in range(n_components):
        name = texts[0].strip('"') + (f"_{component}" if n_components > 1 else "")
        mesh.data[name] = (numbers, values[:, component].copy())


__all__ = ["AGAIN", "DIMENSION", "TYPES", "GmshFile", "read_gmsh_file"]
