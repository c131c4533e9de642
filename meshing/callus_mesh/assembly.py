# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""From what a reader found to a mesh: regions, surfaces, names that parameter files can hold, cells the right way round."""
import re

import numpy as np
from scipy.spatial import cKDTree

from parameter_text.problems import Place, Problems

from . import regions as region_choice
from . import surfaces as surface_choice
from .imported import one_shape
from .mesh import Mesh
from .quality import right_way_round
from .refusal import many, place_of, refuse
from .topology import sides_of

UNFIT = re.compile(r'[|/#,"\\\[\]{}=\t\n]+')


def assemble(imported, region_names=None, length_factor=1.0, merge=None):
    """The mesh. merge: distance [mm] below which nodes are one; None: coincident nodes are a problem."""
    shape = one_shape(imported.cells, imported.file)
    problems = Problems(f"{imported.file}")
    regions, region, others = region_choice.choose_regions(imported, shape, region_names)
    kept = region_choice.describe_others(imported, regions, region, others)
    values = {name: {shape.name: of_shape[shape.name]} for name, of_shape in imported.cell_values.items() if shape.name in of_shape}
    values.update({name: {shape.name: value} for name, value in kept.items()})

    points, renumber = _merged(imported, np.asarray(imported.points, dtype=float) * length_factor, merge)
    corners = renumber[imported.cells[shape.name]]
    _check_cells(imported.file, corners, points)
    mesh = right_way_round(Mesh(points, {shape.name: (corners, region)}, regions, {}, values, []))
    sides = sides_of(mesh, shape)
    if sides.crowded:
        problems.add(Place(str(imported.file)), f"{sides.crowded} sides that more than two cells share", "cells that do not overlap",
                     "Is a part in the file twice? Let the mesher cut the volumes against each other (in Gmsh: fragment).")
    imported.surfaces = {name: [renumber[part] for part in parts] for name, parts in imported.surfaces.items()}
    imported.node_sets = {name: renumber[nodes] for name, nodes in imported.node_sets.items()}
    found = surface_choice.check_surfaces(imported, points, sides, problems)
    found.update(surface_choice.surfaces_of_node_sets(imported, sides, len(points), found))
    problems.raise_if_any()
    mesh.surfaces = {name: [facets] for name, facets in found.items()}
    mesh.notes = [*imported.notes, *mesh.notes]
    _give_fit_names(mesh)
    return mesh.without_orphans()


def _check_cells(file, corners, points):
    ordered = np.sort(corners, axis=1)
    doubled = (ordered[:, 1:] == ordered[:, :-1]).any(axis=1)
    if doubled.any():
        cell = int(np.argmax(doubled))
        refuse(file, f"{many(doubled.sum(), 'cell')} with a node twice, the first at {place_of(points[corners[cell]].mean(axis=0))} mm",
               "cells with all their corners", "A collapsed hexahedron is a wedge, which callus does not know: mesh again.")
    _, first, count = np.unique(ordered, axis=0, return_index=True, return_counts=True)
    if (count > 1).any():
        cell = int(first[np.argmax(count > 1)])
        refuse(file, f"{many((count - 1).sum(), 'cell')} twice, the first at {place_of(points[corners[cell]].mean(axis=0))} mm", "each cell once",
               "Remove the duplicates, or export the mesh again.")


def _merged(imported, points, distance):
    """(points, new index of each point). Only points at one place are joined, each with the first of them."""
    used = np.zeros(len(points), dtype=bool)
    for corners in imported.cells.values():
        used[corners.ravel()] = True
    chosen = np.flatnonzero(used)
    size = np.ptp(points[chosen], axis=0).max()
    pairs = cKDTree(points[chosen]).query_pairs(1e-9 * size if distance is None else distance, output_type="ndarray")
    renumber = np.arange(len(points))
    if not len(pairs):
        return points, renumber
    pairs = chosen[pairs]
    if distance is None:
        refuse(imported.file, f"{many(len(pairs), 'pair')} of nodes at one place, the first at {place_of(points[pairs[0, 0]])} mm",
               "neighbouring regions that share their nodes",
               "If the parts are bonded there, join them: --merge-nodes 1e-6. Else the bodies must not touch.")
    low, high = pairs.min(axis=1), pairs.max(axis=1)
    for a, b in sorted(zip(low.tolist(), high.tolist())):
        renumber[b] = min(renumber[b], renumber[a])
    imported.notes.append(f"joined with others within {distance:g} mm: {many(len(np.unique(high)), 'node')}")
    return points, renumber


def fit_name(name):
    """A name that parameter files and Gmsh can hold."""
    return UNFIT.sub("_", name).strip() or "without_name"


def _give_fit_names(mesh):
    def renamed(names, kind):
        taken, result = set(), []
        for name in names:
            fit, n = fit_name(name), 2
            while fit in taken:
                fit, n = f"{fit_name(name)}_{n}", n + 1
            if fit != name:
                mesh.notes.append(f"the {kind} '{name}' is called '{fit}': the name must be fit for a parameter file, and its own")
            taken.add(fit)
            result.append(fit)
        return result

    mesh.regions = renamed(mesh.regions, "region")
    mesh.surfaces = dict(zip(renamed(mesh.surfaces, "surface"), mesh.surfaces.values()))
    mesh.cell_values = dict(zip(renamed(mesh.cell_values, "data"), mesh.cell_values.values()))
