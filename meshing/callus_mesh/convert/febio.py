# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""FEBio input files (.feb) of the versions 2.5 to 4: nodes, elements, surfaces, sets of nodes and elements, data on elements."""
import pathlib
import re
import xml.etree.ElementTree

import numpy as np

from parameter_text.problems import Place, Problems, nearest

from ..imported import Imported, NodeNumbers, refuse_unusable
from ..refusal import read_text, refuse
from ..shapes import SHAPES
from .skins import FACETS, Skins

# Type of an element or facet -> (shape of its corners, number of nodes); corners come first in all of them.
TYPES = {"tet4": ("tetrahedron", 4), "tet5": ("tetrahedron", 5), "tet10": ("tetrahedron", 10), "tet15": ("tetrahedron", 15),
         "tet20": ("tetrahedron", 20), "hex8": ("hexahedron", 8), "hex20": ("hexahedron", 20), "hex27": ("hexahedron", 27),
         "penta6": ("prism", 6), "penta15": ("prism", 15), "pyra5": ("pyramid", 5), "pyra13": ("pyramid", 13),
         "tri3": ("triangle", 3), "tri6": ("triangle", 6), "tri7": ("triangle", 7), "tri10": ("triangle", 10),
         "quad4": ("quadrilateral", 4), "quad8": ("quadrilateral", 8), "quad9": ("quadrilateral", 9)}
EXPECTED = "an FEBio input file (.feb, version 2.5 to 4)"


def import_febio(file):
    file = pathlib.Path(file)
    mesh, root = _open(file)
    problems = Problems(str(file))
    try:
        return _import(file, mesh, root, problems)
    except ValueError as error:
        refuse(file, f"something else than a number ({str(error).split(':')[-1].strip()[:40]})", "whole numbers of nodes and elements",
               "Is the file damaged? Export it again.")


def _import(file, mesh, root, problems):
    nodes, points = _nodes(file, mesh, problems)
    result = Imported(file, points, {})
    elements, cells = _elements(file, mesh, nodes, result, problems)
    result.cells = {shape: corners for shape, corners in cells.items() if shape not in FACETS}
    _sets(mesh, nodes, elements, result, problems)
    skins = Skins(result, {shape: cells[shape] for shape in FACETS if shape in cells})
    for part in list(result.region_sets):
        shells = {shape: indices for shape, indices in result.region_sets[part].items() if shape in FACETS}
        if shells:
            skins.take(part, shells)
            del result.region_sets[part]
    if skins.cells:  # surfaces may lie on shells
        result.surfaces = {name: [skins.sides_among(name, FACETS[part.shape[1] - 3], part) for part in parts]
                           for name, parts in result.surfaces.items()}
    _data(root, result, problems)
    problems.raise_if_any()
    return result


def _open(file):
    try:
        root = xml.etree.ElementTree.fromstring(re.sub(r"<\?xml[^>]*\?>", "", read_text(file, EXPECTED), count=1).strip())
    except xml.etree.ElementTree.ParseError as error:
        refuse(file, f"text that is no XML ({error.msg.split(':')[0] if hasattr(error, 'msg') else error})", EXPECTED,
               "Is the file whole? Export it again.", line=error.position[0])
    version = root.get("version", "")
    if root.tag != "febio_spec" or not re.fullmatch(r"(2\.5|3\.\d|4\.\d)", version):
        refuse(file, f"<{root.tag} version=\"{version}\">", "<febio_spec> of version 2.5, 3 or 4", "Save it with a newer FEBio Studio.")
    mesh = root.find("Mesh")
    mesh = root.find("Geometry") if mesh is None else mesh
    if mesh is None or mesh.find("Nodes") is None:
        refuse(file, "no section <Mesh> with <Nodes>", EXPECTED, "A file that takes its mesh from another one (from=...) is not read: name that one.")
    return mesh, root


def _numbers(text, kind):
    """Numbers with commas or blanks between them; ValueError if something else is among them."""
    return [kind(word) for word in re.split(r"[,\s]+", (text or "").strip()) if word]


def _nodes(file, mesh, problems):
    numbers, points = [], []
    for block in mesh.findall("Nodes"):
        for node in block:
            try:
                x = _numbers(node.text, float)
            except ValueError:
                x = []
            if len(x) != 3:
                problems.add(Place(str(file), 0, "Mesh/Nodes"), f"node {node.get('id')} with '{(node.text or '').strip()[:40]}'", "x,y,z")
                x = [0.0, 0.0, 0.0]
            numbers.append(int(node.get("id", len(numbers) + 1)))
            points.append(x)
    problems.raise_if_any()
    points = np.array(points, dtype=float).reshape(-1, 3)
    return NodeNumbers(file, np.array(numbers), points), points


def _elements(file, mesh, nodes, result, problems):
    """(number -> (shape, index), shape -> corners). Each <Elements> is a region, also several of one name."""
    elements, cells, unusable, reduced = {}, {}, {}, 0
    for block in mesh.findall("Elements"):
        kind, part = block.get("type", ""), block.get("name") or f"part_{block.get('mat', len(result.region_sets) + 1)}"
        if kind not in TYPES:
            if len(block):
                result.lost.append(f"{len(block)} elements of type '{kind}' in '{part}': callus has tetrahedra and hexahedra")
            continue
        shape, n_nodes = TYPES[kind]
        if shape not in SHAPES:
            unusable[shape] = unusable.get(shape, 0) + len(block)
            continue
        rows = [_numbers(element.text, int) for element in block]
        for element, row in zip(block, rows):
            if len(row) != n_nodes:
                problems.add(Place(str(file), 0, f"Mesh/Elements/{part}"), f"{len(row)} nodes of element {element.get('id')}",
                             f"{n_nodes}, as type=\"{kind}\" says")
        problems.raise_if_any()
        corners = nodes.indices(np.array(rows, dtype=int).reshape(len(rows), n_nodes)[:, :SHAPES[shape].n_corners], f"the elements of '{part}'")
        start = sum(len(c) for c in cells.get(shape, []))
        for k, element in enumerate(block):
            elements[int(element.get("id", len(elements) + 1))] = (shape, start + k)
        cells.setdefault(shape, []).append(corners)
        members = result.region_sets.setdefault(part, {})
        members[shape] = np.concatenate([members.get(shape, np.zeros(0, dtype=int)), np.arange(start, start + len(rows))])
        reduced += len(rows) if n_nodes > SHAPES[shape].n_corners and shape not in FACETS else 0
    refuse_unusable(file, unusable)
    if reduced:
        result.notes.append(f"{reduced} cells are of second order: callus adds the nodes on their edges itself, as midpoints; edges were "
                            "made straight")
    return elements, {shape: np.concatenate(parts) for shape, parts in cells.items()}


def _members(block):
    """Numbers of a set: as text (version 4) or as elements with an id."""
    return _numbers(block.text, int) if len(block) == 0 else [int(item.get("id")) for item in block if item.get("id")]


def _sets(mesh, nodes, elements, result, problems):
    place = Place(str(result.file), 0, "Mesh")
    for block in mesh:
        name = block.get("name", "")
        if block.tag == "NodeSet":
            result.node_sets[name] = nodes.indices(np.array(_members(block), dtype=int), f"the set of nodes '{name}'")
        elif block.tag == "ElementSet":
            members = {}
            for number in _members(block):
                if number not in elements:
                    problems.add(place, f"element {number} in the set '{name}', which is not there", "numbers of elements of the file")
                    continue
                shape, index = elements[number]
                members.setdefault(shape, []).append(index)
            result.cell_sets[name] = members
        elif block.tag == "Surface":
            result.surfaces[name] = _facets(block, nodes, problems, place)
        elif block.tag == "PartList":
            _part_list(block, name, result, problems, place)
        elif block.tag in ("Edge", "DiscreteSet", "SurfacePair"):
            result.lost.append(f"<{block.tag} name=\"{name}\">: callus has no use of it")


def _part_list(block, name, result, problems, place):
    parts = [part.strip() for part in (block.text or "").split(",") if part.strip()]
    members = {}
    for part in parts:
        if part not in result.region_sets:
            problems.add(place, f"part '{part}' in <PartList name=\"{name}\">", "the name of an <Elements>", nearest(part, result.region_sets))
        for shape, indices in result.region_sets.get(part, {}).items():
            members.setdefault(shape, []).extend(indices.tolist())
    result.cell_sets[name] = members


def _facets(block, nodes, problems, place):
    name, by_shape = block.get("name", ""), {}
    for facet in block:
        shape, n_nodes = TYPES.get(facet.tag, ("", 0))
        row = _numbers(facet.text, int)
        if shape not in FACETS or len(row) != n_nodes:
            problems.add(place, f"<{facet.tag}> with {len(row)} nodes in the surface '{name}'", "tri3, tri6, quad4 or quad8 with their nodes")
            continue
        by_shape.setdefault(shape, []).append(row[:SHAPES[shape].n_corners])
    return [nodes.indices(np.array(rows), f"the surface '{name}'") for rows in by_shape.values()]


def _data(root, result, problems):
    """Scalars on elements, by their place in the set (lid)."""
    for block in root.findall("MeshData/ElementData"):
        name = block.get("name") or block.get("var") or "data"
        of_set = result.region_sets.get(block.get("elem_set", "")) or result.cell_sets.get(block.get("elem_set", ""))
        rows = [(int(item.get("lid", 0)), _numbers(item.text, float)) for item in block if item.tag in ("elem", "e")]
        if not of_set or len(of_set) != 1 or not rows or any(len(values) != 1 for _, values in rows):
            result.lost.append(f"<ElementData name=\"{name}\">: not one number for each element of one set")
            continue
        (shape, indices), = of_set.items()
        values = result.cell_values.setdefault(name, {}).setdefault(shape, np.full(len(result.cells.get(shape, [])), np.nan))
        for position, (value,) in rows:
            if not 1 <= position <= len(indices):
                problems.add(Place(str(result.file), 0, "MeshData"), f"lid {position} of '{name}'", f"1 to {len(indices)}, the size of the set")
                continue
            values[indices[position - 1]] = value
