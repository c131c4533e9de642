# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Gmsh .msh files as meshes."""
import numpy as np

from .assembly import assemble
from .gmsh_reader import DIMENSION, TYPES, read_gmsh_file
from .gmsh_writer import write_gmsh
from .imported import Imported, NodeNumbers, refuse_unusable
from .refusal import refuse
from .shapes import SHAPES

KINDS = {0: "point", 1: "curve", 2: "surface", 3: "volume"}


def read_gmsh(file):
    """The mesh of a .msh file."""
    return assemble(import_gmsh(file))


def import_gmsh(file):
    """What the .msh file holds."""
    raw = read_gmsh_file(file)
    nodes = NodeNumbers(file, raw.node_numbers, raw.points)
    result = Imported(file, raw.points, {})
    names = _group_names(raw, result)
    refuse_unusable(file, _count(raw, ("prism", "pyramid")))
    numbers = _cells(raw, nodes, names, result)
    if not result.cells and np.ptp(raw.points[:, 2]) == 0:
        refuse(file, "a plane mesh", "a mesh of volumes", "callus reads plane meshes of Gmsh as they are: `callus check` says what is in them.")
    _facets(raw, nodes, names, result)
    for (dim, _), name in sorted(names.items()):
        if dim < 2:
            result.lost.append(f"the physical {KINDS[dim]} '{name}': callus holds and loads faces")
    _values(raw, numbers, result)
    return result


def _group_names(raw, result):
    """(dimension, group) -> name, also for groups that have none."""
    names = dict(raw.names)
    for kind, numbers, groups, _ in raw.blocks:
        dim = DIMENSION[TYPES[kind][0]]
        for group in groups:
            if (dim, group) not in names:
                names[dim, group] = f"{KINDS[dim]}_{group}"
                result.notes.append(f"physical {KINDS[dim]} {group} has no name: '{names[dim, group]}'")
    return names


def _count(raw, shapes):
    return {shape: sum(len(block[1]) for block in raw.blocks if TYPES[block[0]][0] == shape) for shape in shapes}


def _blocks_of(raw, dim, result):
    """(shape, numbers of the elements, groups, corners) of the blocks of that dimension; second order is reduced."""
    reduced = 0
    for kind, numbers, groups, nodes in raw.blocks:
        name, n_nodes = TYPES[kind]
        if DIMENSION[name] == dim:
            shape = SHAPES[name]
            reduced += len(numbers) if n_nodes > shape.n_corners else 0
            yield shape, numbers, groups, nodes[:, :shape.n_corners]
    if reduced and dim == 3:
        result.notes.append(f"{reduced} cells are of second order: callus adds the nodes on their edges itself, as midpoints; edges were "
                            "made straight")


def _cells(raw, nodes, names, result):
    """Fills cells and region_sets. Returns shape -> {number of the element: index of the cell}; a cell in several groups is one cell."""
    found = {}
    for shape, numbers, groups, corners in _blocks_of(raw, 3, result):
        found.setdefault(shape.name, []).append((numbers, groups, nodes.indices(corners, f"a {shape.name}")))
    index_of = {}
    for (dim, group), name in sorted(names.items()):
        if dim == 3:
            result.region_sets.setdefault(name, {})
    for shape, blocks in found.items():
        corners = np.concatenate([block[2] for block in blocks])
        numbers = np.concatenate([block[0] for block in blocks])
        # format 2.2 lists a cell of two groups twice, each time with a number of its own
        _, first, which = np.unique(corners, axis=0, return_index=True, return_inverse=True)
        order = np.argsort(np.argsort(first, kind="stable"), kind="stable")  # keeps the order of the file
        which = order[which]
        result.cells[shape] = corners[np.sort(first)]
        index_of[shape] = (numbers, which)
        start = 0
        for numbers_here, groups, _ in blocks:
            mine = which[start:start + len(numbers_here)]
            start += len(numbers_here)
            for group in groups:
                members = result.region_sets[names[3, group]]
                members[shape] = np.unique(np.concatenate([members.get(shape, np.zeros(0, dtype=int)), mine]))
    return index_of


def _facets(raw, nodes, names, result):
    unnamed = 0
    for shape, numbers, groups, corners in _blocks_of(raw, 2, result):
        unnamed += 0 if groups else len(numbers)
        for group in groups:
            result.surfaces.setdefault(names[2, group], []).append(nodes.indices(corners, f"the surface '{names[2, group]}'"))
    if unnamed:
        result.notes.append(f"{unnamed} faces in no physical surface were left out")


def _values(raw, index_of, result):
    for name, (numbers, values) in raw.data.items():
        for shape, (cell_numbers, which) in index_of.items():
            order = np.argsort(cell_numbers)
            position = np.minimum(np.searchsorted(cell_numbers[order], numbers), len(order) - 1)
            known = cell_numbers[order][position] == numbers
            of_cells = np.full(len(result.cells[shape]), np.nan)
            of_cells[which[order[position[known]]]] = values[known]
            if np.isfinite(of_cells).any():
                result.cell_values.setdefault(name, {})[shape] = of_cells


__all__ = ["import_gmsh", "read_gmsh", "write_gmsh"]
