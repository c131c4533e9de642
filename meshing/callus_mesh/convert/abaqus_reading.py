# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""From keywords to parts, instances and sets."""
import re

from parameter_text.problems import nearest

from .abaqus_model import N_CORNERS, Elements, NamedSet, Scope, Surface, element_kind

GENERATORS = ("NGEN", "NFILL", "NCOPY", "NMAP", "ELGEN", "ELCOPY", "SYSTEM", "SUBMODEL NODE")
KNOWN_TYPES = ("C3D4", "C3D10", "C3D8", "C3D8R", "C3D20")


class Reading:
    """Goes through the keywords once. scopes: in the order of the file; the first one is for files without parts."""

    def __init__(self, problems):
        self.problems = problems
        self.scopes = [Scope("", "file")]
        self.stack = [self.scopes[0]]

    def read(self, keywords):
        for keyword in keywords:
            handler = getattr(self, "do_" + keyword.name.lower().replace(" ", "_"), None)
            if handler:
                handler(keyword)
            elif keyword.name in GENERATORS:
                self.problems.add(keyword.where, f"*{keyword.name}, which makes nodes or elements by a rule", "nodes and elements one by one",
                                  "Write the mesh out, for instance from Abaqus/CAE as an orphan mesh.")
        return self.scopes

    def _open(self, keyword, kind):
        scope = Scope(keyword.get("NAME") or "", kind, keyword.where, keyword.get("PART") or "")
        self.scopes.append(scope)
        self.stack.append(scope)
        return scope

    def _close(self, kind):
        while len(self.stack) > 1 and self.stack[-1].kind != kind:
            self.stack.pop()
        if len(self.stack) > 1:
            self.stack.pop()

    def do_part(self, keyword):
        self._open(keyword, "part")

    def do_assembly(self, keyword):
        self._open(keyword, "assembly")

    def do_instance(self, keyword):
        scope = self._open(keyword, "instance")
        for where, words in keyword.lines:
            scope.placing.append([self._real(word, where) for word in words if word])

    def do_end_part(self, keyword):
        self._close("part")

    def do_end_assembly(self, keyword):
        self._close("assembly")

    def do_end_instance(self, keyword):
        self._close("instance")

    def do_node(self, keyword):
        scope, numbers = self.stack[-1], []
        for where, words in keyword.lines:
            words = [word for word in words[:4] if word]
            if len(words) < 3:
                self.problems.add(where, f"'{', '.join(words)}'", "the number of a node and its coordinates x, y, z")
                continue
            number = self._whole(words[0], where)
            scope.nodes[number] = [self._real(word, where) for word in words[1:]] + [0.0] * (4 - len(words))
            numbers.append(number)
        if keyword.get("NSET"):
            self._set(scope.node_sets, keyword.get("NSET"), keyword).items += numbers

    def do_element(self, keyword):
        name = (keyword.get("TYPE") or "").upper()
        kind = element_kind(name)
        if kind is None:
            self.problems.add(keyword.where, f"elements of type '{name}'", f"one of: {', '.join(KNOWN_TYPES)} (and their variants)",
                              nearest(name, KNOWN_TYPES))
            return
        shape, n_nodes = kind
        rows = self._rows(keyword, n_nodes) if n_nodes else [(where, [self._whole(words[0], where)]) for where, words in keyword.lines if words[0]]
        corners = N_CORNERS.get(shape, n_nodes)
        block = Elements(name, shape, [row[0] for _, row in rows], [row[1:1 + corners] for _, row in rows], n_nodes > corners)
        self.stack[-1].elements.append(block)
        if keyword.get("ELSET"):
            self._set(self.stack[-1].element_sets, keyword.get("ELSET"), keyword).items += block.numbers

    def _rows(self, keyword, n_nodes):
        """An element may take several lines."""
        rows, words, start = [], [], None
        for where, line in keyword.lines:
            start = start or where
            words += [self._whole(word, where) for word in line if word]
            if len(words) > n_nodes:
                if len(words) > 1 + n_nodes:
                    self.problems.add(start, f"{len(words) - 1} nodes of element {words[0]}",
                                      f"{n_nodes}, as *ELEMENT, TYPE={keyword.get('TYPE')} says")
                rows.append((start, words[:1 + n_nodes]))
                words, start = [], None
        if words:
            self.problems.add(start, f"{len(words) - 1} nodes of element {words[0]}", f"{n_nodes}, as *ELEMENT, TYPE={keyword.get('TYPE')} says",
                              "Is the file cut off?")
        return rows

    def do_nset(self, keyword):
        self._fill(self._set(self.stack[-1].node_sets, keyword.get("NSET") or "", keyword), keyword)

    def do_elset(self, keyword):
        self._fill(self._set(self.stack[-1].element_sets, keyword.get("ELSET") or "", keyword), keyword)

    def _set(self, sets, name, keyword):
        if not name:
            self.problems.add(keyword.where, f"*{keyword.name} without a name", f"*{keyword.name}, {keyword.name}=NAME")
        chosen = sets.setdefault(name.upper(), NamedSet(name, keyword.where))
        chosen.internal |= "INTERNAL" in keyword.parameters
        chosen.instance = keyword.get("INSTANCE") or chosen.instance
        return chosen

    def _fill(self, chosen, keyword):
        instance = keyword.get("INSTANCE") or ""
        for where, words in keyword.lines:
            words = [word for word in words if word]
            if "GENERATE" in keyword.parameters:
                chosen.items += [(instance, number, where) for number in self._range(words, where)]
                continue
            for word in words:
                chosen.items.append((instance, int(word) if re.fullmatch(r"\d+", word) else word.strip('"'), where))

    def _range(self, words, where):
        numbers = [self._whole(word, where) for word in words]
        if len(numbers) == 2:
            numbers.append(1)
        if len(numbers) != 3 or numbers[2] < 1 or numbers[1] < numbers[0] or (numbers[1] - numbers[0]) % numbers[2]:
            self.problems.add(where, f"GENERATE with '{', '.join(words)}'", "first, last, increment; the last is reached by whole increments")
            return []
        return range(numbers[0], numbers[1] + 1, numbers[2])

    def do_surface(self, keyword):
        name = keyword.get("NAME") or ""
        surface = self.stack[-1].surfaces.setdefault(name.upper(), Surface(name, keyword.where))
        surface.is_nodes = (keyword.get("TYPE") or "ELEMENT").upper() == "NODE"
        surface.internal |= "INTERNAL" in keyword.parameters
        if keyword.get("COMBINE"):
            surface.union = True
            if keyword.get("COMBINE").upper() != "UNION":
                self.problems.add(keyword.where, f"*SURFACE, COMBINE={keyword.get('COMBINE')}", "COMBINE=UNION")
        for where, words in keyword.lines:
            if surface.union:
                surface.lines += [(where, word, "") for word in words if word]
            elif words[0]:
                surface.lines.append((where, words[0].strip('"'), words[1].upper() if len(words) > 1 else ""))

    def do_solid_section(self, keyword):
        self.stack[-1].sections.append((keyword.get("ELSET") or "", keyword.get("MATERIAL") or "", keyword.where))

    def _whole(self, word, where):
        if re.fullmatch(r"[+]?\d+", word):
            return int(word)
        self.problems.add(where, f"'{word[:30]}'", "a whole number")
        return 0

    def _real(self, word, where):
        try:
            return float(word.replace("D", "E").replace("d", "e"))
        except ValueError:
            self.problems.add(where, f"'{word[:30]}'", "a number, with a decimal point")
            return 0.0
