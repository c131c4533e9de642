# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Surfaces of an imported mesh: sides of cells, each surface either outside or inside the body."""
import numpy as np

from parameter_text.problems import Place

from .refusal import many, place_of
from .topology import find_facets


def check_surfaces(imported, points, sides, problems):
    """name -> facets. A surface that lies both outside and inside becomes two."""
    result = {}
    for name, parts in imported.surfaces.items():
        parts = [part for part in parts if len(part)]
        if not parts:
            imported.notes.append(f"the surface '{name}' has no faces and was left out")
            continue
        side = np.concatenate([find_facets(len(points), sides, part) for part in parts])
        if (side < 0).any():
            centres = np.concatenate([points[part].mean(axis=1) for part in parts])
            problems.add(Place(str(imported.file)), f"{many((side < 0).sum(), 'face')} of the surface '{name}' that no side of a cell fits, the first "
                         f"at {place_of(centres[np.argmax(side < 0)])}", "surfaces made of sides of cells",
                         "Cut surfaces and volumes together before meshing (in Gmsh: fragment).")
            continue
        side = np.unique(side)
        _divide(imported, name, sides, side, result)
    return result


def _divide(imported, name, sides, side, result):
    outer = sides.second[side] < 0
    if outer.all() or not outer.any():
        result[name] = sides.corners[side]
        return
    inner = f"{name}_inside"
    imported.notes.append(f"the surface '{name}' has {many(outer.sum(), 'face')} outside, with the name, and {(~outer).sum()} between cells: "
                          f"'{inner}'")
    result[name], result[inner] = sides.corners[side[outer]], sides.corners[side[~outer]]


def surfaces_of_node_sets(imported, sides, n_points, taken):
    """callus loads and holds faces, not nodes: a set of nodes becomes the outer faces whose corners are all in it."""
    outer = np.flatnonzero(sides.is_outer())
    is_corner = np.zeros(n_points, dtype=bool)
    is_corner[sides.corners.ravel()] = True
    result = {}
    for name, nodes in imported.node_sets.items():
        mask = np.zeros(n_points, dtype=bool)
        mask[nodes] = True
        mask &= is_corner  # middles of edges count with their corners
        if mask[is_corner].all():
            imported.notes.append(f"the set of nodes '{name}' is the whole body")
            continue
        inside = outer[mask[sides.corners[outer]].all(axis=1)]
        if not len(inside):
            imported.lost.append(f"the set of nodes '{name}' ({many(len(nodes), 'node')}): no outer face has all its corners in it, and callus "
                                 "holds and loads faces")
            continue
        key = name if name not in taken else f"{name}_nodes"
        covered = np.zeros(n_points, dtype=bool)
        covered[sides.corners[inside].ravel()] = True
        left = int((mask & ~covered).sum())
        imported.notes.append(f"the set of nodes '{name}' became the surface '{key}': {many(len(inside), 'outer face')} with all corners in the set"
                              + (f" ({left} of its nodes belong to none of them)" if left else ""))
        result[key] = sides.corners[inside]
    return result
