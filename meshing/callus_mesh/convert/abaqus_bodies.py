# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The bodies of an Abaqus file where they stand: each instance of a part moved and turned; and what a name means in which body."""
from dataclasses import dataclass, field

import numpy as np

from parameter_text.problems import Place, nearest

from ..imported import NodeNumbers

# Sides of Abaqus' solid elements: S1 is the first.
SIDES = {"tetrahedron": ((0, 1, 2), (0, 3, 1), (1, 3, 2), (2, 3, 0)),
         "hexahedron": ((0, 1, 2, 3), (4, 7, 6, 5), (0, 4, 5, 1), (1, 5, 6, 2), (2, 6, 7, 3), (3, 7, 4, 0))}


@dataclass
class Body:
    """An instance, or the whole of a file without parts."""

    name: str
    data: list  # scopes that hold its nodes, elements and sets
    placing: list
    nodes: NodeNumbers = None
    points: dict = field(default_factory=dict)  # number of a node -> index of the point
    elements: dict = field(default_factory=dict)  # number -> (shape, index within the shape, over all bodies)
    others: set = field(default_factory=set)  # numbers of elements that callus has no use of


def find_bodies(scopes, problems):
    parts = {scope.name.upper(): scope for scope in scopes if scope.kind == "part"}
    bodies = []
    for scope in scopes:
        if scope.kind != "instance":
            continue
        part = parts.get(scope.part.upper())
        if part is None and not scope.nodes:
            problems.add(scope.where, f"*INSTANCE of part '{scope.part}'", "a *PART of the file",
                         nearest(scope.part, [p.name for p in parts.values()]))
            continue
        bodies.append(Body(scope.name, [scope] + ([part] if part else []), scope.placing))
    if not bodies:  # a file without an assembly, or parts alone
        bodies = [Body(part.name, [part], []) for part in parts.values()]
    if scopes[0].nodes:
        bodies.insert(0, Body("", [scopes[0]], []))
    return bodies


def placed(points, placing):
    """Moved, then turned about the axis from a to b: *INSTANCE's first and second data line."""
    if placing and len(placing[0]) == 3:
        points = points + np.array(placing[0])
    if len(placing) > 1 and len(placing[1]) == 7:
        a, b, angle = np.array(placing[1][:3]), np.array(placing[1][3:6]), np.radians(placing[1][6])
        axis = (b - a) / np.linalg.norm(b - a)
        x = points - a
        points = a + x * np.cos(angle) + np.cross(axis, x) * np.sin(angle) + np.outer(x @ axis, axis) * (1 - np.cos(angle))
    return points


def build(file, bodies, problems):
    """(points, shape -> corners, counts of elements without use by type, number of reduced cells). Fills the bodies' tables."""
    points, cells, others, reduced = [], {}, {}, 0
    n_points = 0
    counts = {}
    for body in bodies:
        table = {}
        for scope in body.data:
            table.update(scope.nodes)
        numbers = np.array(list(table), dtype=int)
        x = placed(np.array(list(table.values()), dtype=float).reshape(-1, 3), body.placing)
        body.nodes = NodeNumbers(file, numbers, x)
        body.points = dict(zip(numbers.tolist(), range(n_points, n_points + len(x))))
        points.append(x)
        for block in (block for scope in body.data for block in scope.elements):
            if block.shape not in ("tetrahedron", "hexahedron", "triangle", "quadrilateral"):
                body.others.update(block.numbers)
                others[block.type, block.shape] = others.get((block.type, block.shape), 0) + len(block.numbers)
                continue
            corners = body.nodes.indices(np.array(block.nodes, dtype=int).reshape(len(block.numbers), -1), f"elements of type {block.type}")
            start = counts.get(block.shape, 0)
            for k, number in enumerate(block.numbers):
                if number in body.elements:
                    problems.add(body.data[0].where or Place(str(file)), f"element {number} twice", "each element once")
                body.elements[number] = (block.shape, start + k)
            counts[block.shape] = start + len(block.numbers)
            cells.setdefault(block.shape, []).append(corners + n_points)
            reduced += len(block.numbers) if block.reduced and block.shape in SIDES else 0
        n_points += len(x)
    return (np.concatenate(points) if points else np.zeros((0, 3)), {shape: np.concatenate(parts) for shape, parts in cells.items()}, others,
            reduced)
