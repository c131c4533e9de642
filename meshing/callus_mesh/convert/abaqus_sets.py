# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""What a set of an Abaqus file holds: numbers, ranges, other sets, those of an instance."""
import numpy as np

from parameter_text.problems import nearest

from ..refusal import many


class Sets:
    """Resolves names in a scope. An element is (shape, index), a node an index of points."""

    def __init__(self, bodies, scopes, problems):
        self.bodies = {body.name.upper(): body for body in bodies}
        self.assemblies = [scope for scope in scopes if scope.kind == "assembly"]
        self.problems = problems
        self.not_there = {}  # (what, line) -> numbers

    def missing(self):
        """Members of sets that the file does not define, which Abaqus passes over as well."""
        for (what, where), numbers in sorted(self.not_there.items(), key=lambda item: (item[0][1].file, item[0][1].line)):
            yield f"{where}: {many(len(numbers), what)} of a set that the file does not define, such as {min(numbers)}"

    def places(self):
        """(scope, body or None, data scope) for all that hold sets."""
        for body in self.bodies.values():
            for scope in body.data:
                yield scope, body
        for scope in self.assemblies:
            yield scope, (self.bodies[""] if "" in self.bodies else None)

    def elements(self, scope, body, chosen):
        return self._members(scope, body, chosen, "element_sets", ())

    def nodes(self, scope, body, chosen):
        return self._members(scope, body, chosen, "node_sets", ())

    def named(self, scope, body, word, where, kind="element_sets"):
        """Members of what stands in a data line: a number, a set, or either of an instance."""
        return self._item(scope, body, ("", int(word) if word.isdigit() else word, where), kind, ())

    def _members(self, scope, body, chosen, kind, trail):
        if id(chosen) in trail:
            self.problems.add(chosen.where, f"the set '{chosen.name}', which contains itself", "sets of numbers or of other sets")
            return []
        found = []
        for item in chosen.items:
            if isinstance(item, tuple):
                found += self._item(scope, body, item, kind, (*trail, id(chosen)), chosen)
            else:  # a number from *NODE or *ELEMENT itself
                found += self._number(body, item, kind, chosen.where)
        return list(dict.fromkeys(found))

    def _item(self, scope, body, item, kind, trail, inside=None):
        instance, value, where = item
        if isinstance(value, str) and "." in value and value.split(".", 1)[0].upper() in self.bodies:
            instance, value = value.split(".", 1)
            value = int(value) if value.isdigit() else value
        if instance:
            body = self.bodies.get("" if set(self.bodies) == {""} else instance.upper())  # a flat file has one body, whatever it is called
            if body is None:
                self.problems.add(where, f"instance '{instance}'", "an instance of the assembly",
                                  nearest(instance, [b.name for b in self.bodies.values()]))
                return []
        if isinstance(value, int):
            return self._number(body, value, kind, where)
        for holder in ([scope] if not instance else []) + (body.data if body else []):
            if value.upper() in getattr(holder, kind) and getattr(holder, kind)[value.upper()] is not inside:
                return self._members(holder, body, getattr(holder, kind)[value.upper()], kind, trail)
        known = [s.name for holder in [scope, *(body.data if body else [])] for s in getattr(holder, kind).values() if not s.internal]
        self.problems.add(where, f"the set '{value}', which is not defined", f"{'*ELSET' if kind == 'element_sets' else '*NSET'} of that name",
                          nearest(value, known))
        return []

    def _number(self, body, number, kind, where):
        if body is None:
            self.problems.add(where, f"number {number} without an instance", "INSTANCE=NAME, or INSTANCE.NUMBER", "Which body is meant?")
            return []
        if kind == "node_sets":
            if number not in body.points:
                self.not_there.setdefault(("node", where), set()).add(number)
                return []
            return [body.points[number]]
        if number not in body.elements:
            if number in body.others:
                return []
            self.not_there.setdefault(("element", where), set()).add(number)
            return []
        return [body.elements[number]]


def by_shape(members):
    """{shape: indices}."""
    result = {}
    for shape, index in members:
        result.setdefault(shape, []).append(index)
    return {shape: np.array(indices) for shape, indices in result.items()}


class UniqueNames:
    """Names of things of different bodies: as they are if no other body has the name, else with the body's name before them."""

    def __init__(self):
        self.entries = []  # (body name, name, thing)

    def add(self, body, name, thing):
        self.entries.append((body, name, thing))

    def items(self):
        bodies_of = {}
        for body, name, _ in self.entries:
            bodies_of.setdefault(name, set()).add(body)
        for body, name, thing in self.entries:
            yield (f"{body}_{name}" if len(bodies_of[name]) > 1 and body else name), thing
