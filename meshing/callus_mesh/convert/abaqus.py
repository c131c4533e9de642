# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Abaqus input files: solid elements, element and node sets, surfaces, sections, parts and instances."""
import pathlib

import numpy as np

from parameter_text.problems import Problems

from ..imported import Imported, refuse_unusable
from ..refusal import many, refuse
from ..shapes import SHAPES
from .abaqus_bodies import SIDES, build, find_bodies
from .abaqus_reading import Reading
from .abaqus_sets import Sets, UniqueNames, by_shape
from .abaqus_text import EXPECTED, read_keywords
from .skins import FACETS, Skins


def import_abaqus(file):
    file = pathlib.Path(file)
    problems = Problems(str(file))
    keywords = read_keywords(file, problems)
    scopes = Reading(problems).read(keywords)
    problems.raise_if_any()
    bodies = find_bodies(scopes, problems)
    problems.raise_if_any()
    if not any(scope.nodes for body in bodies for scope in body.data):
        refuse(file, "no *NODE with data", EXPECTED, "Was the mesh written to another file (*INCLUDE)?")
    points, cells, others, reduced = build(file, bodies, problems)
    refuse_unusable(file, _unusable(others))
    result = Imported(file, points, {shape: corners for shape, corners in cells.items() if shape not in FACETS})
    if reduced:
        result.notes.append(f"{reduced} cells are of second order: callus adds the nodes on their edges itself, as midpoints; edges were "
                            "made straight")
    result.lost += [f"{many(n, 'element')} of type {kind}: callus has solids only" for (kind, shape), n in others.items() if not shape]
    sets = Sets(bodies, scopes, problems)
    _regions(sets, bodies, result)
    skins = Skins(result, {shape: cells[shape] for shape in FACETS if shape in cells})
    _element_sets(sets, result, skins)
    _node_sets(sets, result)
    _surfaces(sets, result, skins)
    result.lost += sets.missing()
    problems.raise_if_any()
    return result


def _unusable(others):
    counts = {}
    for (_, shape), n in others.items():
        if shape:
            counts[shape] = counts.get(shape, 0) + n
    return counts


def _regions(sets, bodies, result):
    """Sections name the regions; a body without one, beside others, is a region of its own name."""
    names = UniqueNames()
    covered = set()
    for scope, body in sets.places():
        for elset, material, where in scope.sections:
            members = sets.named(scope, body, elset, where)
            chosen = scope.element_sets.get(elset.upper())
            internal = (chosen and chosen.internal) or elset.upper().startswith("_PICKED")
            names.add(body.name if body else "", (material or body.name) if internal else elset, members)
            covered.update(members)
    for body in bodies if len(bodies) > 1 else ():
        mine = [member for member in body.elements.values() if member[0] not in FACETS]
        if mine and not covered.intersection(mine):
            names.add("", body.name, mine)
    merged = {}
    for name, members in names.items():
        merged.setdefault(name, []).extend(members)
    result.region_sets = {name: by_shape(members) for name, members in merged.items()}


def _element_sets(sets, result, skins):
    names = UniqueNames()
    for scope, body in sets.places():
        of_sections = {elset.upper() for elset, _, _ in scope.sections}
        for key, chosen in scope.element_sets.items():
            members = sets.elements(scope, body, chosen)
            if not chosen.internal and key not in of_sections:
                names.add(body.name if body else "", chosen.name, members)
    for name, members in names.items():
        found = by_shape(members)
        solids = {shape: indices for shape, indices in found.items() if shape not in FACETS}
        shells = {shape: indices for shape, indices in found.items() if shape in FACETS}
        if shells:
            skins.take(name, shells)
        if solids or not shells:
            result.cell_sets[name] = solids
    skins.report_rest()


def _node_sets(sets, result):
    names = UniqueNames()
    for scope, body in sets.places():
        for chosen in scope.node_sets.values():
            members = sets.nodes(scope, body, chosen)
            if not chosen.internal:
                names.add(body.name if body else "", chosen.name, members)
    result.node_sets = {name: np.array(members, dtype=int) for name, members in names.items()}


def _surfaces(sets, result, skins):
    names, nodes = UniqueNames(), UniqueNames()
    for scope, body in sets.places():
        for surface in scope.surfaces.values():
            if surface.is_nodes:
                members = [m for where, word, _ in surface.lines for m in sets.named(scope, body, word, where, "node_sets")]
                nodes.add(body.name if body else "", surface.name, np.array(members, dtype=int))
            elif not surface.internal:
                names.add(body.name if body else "", surface.name, _facets(sets, scope, body, surface, result, skins))
    result.surfaces.update(names.items())
    result.node_sets.update(nodes.items())


def _facets(sets, scope, body, surface, result, skins, trail=()):
    facets = []
    for where, word, side in surface.lines:
        if surface.union:
            other = scope.surfaces.get(word.upper())
            if other is None or id(other) in trail:
                sets.problems.add(where, f"the surface '{word}'", "a *SURFACE of the same level that is defined, and not this one")
            else:
                facets += _facets(sets, scope, body, other, result, skins, (*trail, id(surface)))
            continue
        for shape, indices in by_shape(sets.named(scope, body, word, where)).items():
            if shape in FACETS:
                facets.append(skins.facets(surface.name, shape, indices))
            elif not side:
                facets.append(skins.free_sides(shape, indices))
            elif side[:1] == "S" and side[1:].isdigit() and 1 <= int(side[1:]) <= len(SIDES[shape]):
                facets.append(result.cells[shape][indices][:, SIDES[shape][int(side[1:]) - 1]])
            else:
                sets.problems.add(where, f"side '{side}' of {SHAPES[shape].plural}", f"S1 to S{len(SIDES[shape])}")
    return facets

