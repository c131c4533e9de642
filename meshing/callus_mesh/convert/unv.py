# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""I-DEAS universal files (.unv), as Salome, Gmsh and others write them: nodes (2411), elements (2412), groups (2467, 2477, 2452, 2435)."""
import pathlib

import numpy as np

from ..imported import Imported, NodeNumbers, refuse_unusable
from ..refusal import read_text, refuse
from .skins import FACETS, Skins

# Descriptor -> (shape, which of its nodes are the corners). Of second order, corners and middles of edges take turns.
SHAPES_OF = {111: ("tetrahedron", (0, 1, 2, 3)), 118: ("tetrahedron", (0, 2, 4, 9)), 115: ("hexahedron", tuple(range(8))),
             116: ("hexahedron", (0, 2, 4, 6, 12, 14, 16, 18)),
             **{kind: ("triangle", (0, 1, 2)) for kind in (41, 51, 61, 74, 81, 91)},
             **{kind: ("triangle", (0, 2, 4)) for kind in (42, 52, 62, 72, 82, 92)},
             **{kind: ("quadrilateral", (0, 1, 2, 3)) for kind in (44, 54, 64, 71, 84, 94)},
             **{kind: ("quadrilateral", (0, 2, 4, 6)) for kind in (45, 55, 65, 75, 85, 95)}}
UNUSABLE = {112: "prism", 113: "prism", 312: "pyramid"}
BEAMS = (11, 21, 22, 23, 24)  # these have a line more
GROUPS = ("2467", "2477", "2452", "2435")
OLD_GROUPS = ("2417", "2429", "2430", "2432")
NODE, ELEMENT = 7, 8
EXPECTED = "an I-DEAS universal file (.unv)"


def import_unv(file):
    file = pathlib.Path(file)
    datasets = _datasets(file)
    numbers, points = _nodes(file, datasets)
    nodes = NodeNumbers(file, numbers, points)
    result = Imported(file, points, {})
    elements, cells, properties = _elements(file, datasets, nodes, result)
    result.cells = {shape: corners for shape, corners in cells.items() if shape not in FACETS}
    skins = Skins(result, {shape: cells[shape] for shape in FACETS if shape in cells})
    for name, first, lines in datasets:
        if name in GROUPS:
            _groups(file, first, lines, nodes, elements, result, skins)
        elif name in OLD_GROUPS:
            result.lost.append(f"dataset {name}, groups of an old kind: export the mesh again, with groups as 2467")
        elif name == "164" and lines and lines[0].split()[:1] == ["1"]:
            result.notes.append("the file says that its unit is m (dataset 164), as many programs write for any unit: see --length-unit")
    if not result.region_sets and len(properties) > 1:
        result.region_sets = {f"property_{key}": members for key, members in properties.items()}
    skins.report_rest()
    return result


def _datasets(file):
    """[(number, first line, lines)]."""
    lines, found, i = read_text(file, EXPECTED).split("\n"), [], 0
    while i < len(lines):
        if lines[i].strip() != "-1" or i + 1 >= len(lines):
            i += 1
            continue
        end = next((k for k in range(i + 2, len(lines)) if lines[k].strip() == "-1"), None)
        if end is None:
            refuse(file, f"dataset {lines[i + 1].strip()} without an end", "a line with -1 behind it", "The file is cut off: copy or export it again.",
                   line=i + 2)
        found.append((lines[i + 1].strip(), i + 3, lines[i + 2:end]))
        i = end + 1
    names = [name for name, _, _ in found]
    for name, what in (("2411", "nodes"), ("2412", "elements")):
        if name not in names:
            refuse(file, f"no dataset {name} ({what})" + (f", only {', '.join(names)}" if names else ""), EXPECTED, "Export the mesh again.")
    return found


def _whole(file, line, number):
    try:
        numbers = [int(word) for word in line.split()]
    except ValueError:
        numbers = []
    if not numbers:
        refuse(file, f"'{line.strip()[:60]}'", "whole numbers", "Export the mesh again.", line=number)
    return numbers


def _nodes(file, datasets):
    numbers, points = [], []
    for name, first, lines in datasets:
        for i in range(0, len(lines) - 1, 2) if name == "2411" else ():
            numbers.append(_whole(file, lines[i], first + i)[0])
            try:
                points.append([float(word.replace("D", "E").replace("d", "e")) for word in lines[i + 1].split()])
            except ValueError:
                points.append([])
            if len(points[-1]) != 3:
                refuse(file, f"'{lines[i + 1].strip()[:60]}'", "three coordinates", "Export the mesh again.", line=first + i + 1)
    return np.array(numbers, dtype=int), np.array(points, dtype=float).reshape(-1, 3)


def _element_records(file, datasets):
    """(number, kind, physical property, nodes, line) of each element."""
    for name, first, lines in datasets:
        i = 0
        while name == "2412" and i < len(lines):
            head = _whole(file, lines[i], first + i)
            if len(head) < 6:
                refuse(file, f"'{lines[i].strip()[:60]}'", "number, kind, property, material, colour and number of nodes of an element",
                       line=first + i)
            number, kind, physical, n_nodes = head[0], head[1], head[2], head[5]
            start = i + (2 if kind in BEAMS else 1)
            row, i = [], start
            while len(row) < n_nodes and i < len(lines):
                row += _whole(file, lines[i], first + i)
                i += 1
            yield number, kind, physical, row, first + start


def _elements(file, datasets, nodes, result):
    """(number -> (shape, index), shape -> corners, physical property -> members)."""
    elements, rows, properties, unusable, reduced, others = {}, {}, {}, {}, 0, {}
    for number, kind, physical, row, line in _element_records(file, datasets):
        if kind not in SHAPES_OF:
            kinds = unusable if kind in UNUSABLE else others
            key = UNUSABLE.get(kind, kind)
            kinds[key] = kinds.get(key, 0) + 1
            elements[number] = None
            continue
        shape, corners = SHAPES_OF[kind]
        if len(row) <= max(corners):
            refuse(file, f"{len(row)} nodes of element {number}", f"at least {max(corners) + 1}", "Export the mesh again.", line=line)
        elements[number] = (shape, len(rows.setdefault(shape, [])))
        rows[shape].append([row[k] for k in corners])
        reduced += shape not in FACETS and len(row) > len(corners)
        if shape not in FACETS:
            properties.setdefault(physical, {}).setdefault(shape, []).append(len(rows[shape]) - 1)
    refuse_unusable(file, unusable)
    result.lost += [f"{n} elements of kind {kind}: callus has tetrahedra and hexahedra" for kind, n in others.items()]
    if reduced:
        result.notes.append(f"{reduced} cells are of second order: callus adds the nodes on their edges itself, as midpoints; edges were "
                            "made straight")
    return elements, {shape: nodes.indices(np.array(part), f"a {shape}") for shape, part in rows.items()}, properties


def _groups(file, first, lines, nodes, elements, result, skins):
    i = 0
    while i + 1 < len(lines):
        n, name = _whole(file, lines[i], first + i)[-1], lines[i + 1].strip()
        i, words = i + 2, []
        while len(words) < 4 * n and i < len(lines):
            words += _whole(file, lines[i], first + i)
            i += 1
        if len(words) < 4 * n:
            refuse(file, f"{len(words) // 4} members of the group '{name}'", f"{n}, as the group says", "Export the mesh again.", line=first + i)
        members = [(words[4 * k], words[4 * k + 1]) for k in range(n)]
        node_numbers = [number for kind, number in members if kind == NODE]
        if node_numbers:
            result.node_sets[name] = nodes.indices(np.array(node_numbers), f"the group '{name}'")
        by_shape = {}
        for number in (number for kind, number in members if kind == ELEMENT):
            if number not in elements:
                refuse(file, f"element {number} in the group '{name}', which is not there", "numbers of elements of the file", line=first + i)
            if elements[number]:
                by_shape.setdefault(elements[number][0], []).append(elements[number][1])
        shells = {shape: np.array(indices) for shape, indices in by_shape.items() if shape in FACETS}
        if shells:
            skins.take(name, shells)
        solids = {shape: np.array(indices) for shape, indices in by_shape.items() if shape not in FACETS}
        if solids:
            result.cell_sets[name] = solids
        if not node_numbers and not by_shape:
            result.lost.append(f"the group '{name}': it has neither nodes, faces nor volumes")
