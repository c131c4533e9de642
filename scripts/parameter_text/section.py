# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Reads values through a Section: what nobody asked for is reported as unknown, with the nearest name."""
import re

from .problems import Place, nearest
from .values import parse_quantity


class Section:
    def __init__(self, tree, problems):
        self.tree, self.problems = tree, problems
        self.known, self.known_sections = [], []
        tree.asked = True

    def has(self, name):
        return name in self.tree.entries

    def place(self, name):
        if name in self.tree.entries:
            return self.tree.entries[name].where
        where = self.tree.where
        return Place(where.file, where.line, f"{where.path}/{name}" if where.path else name)

    def text(self, name, default=None):
        """The entry as text. Without a default, a missing one is a problem."""
        self.known.append(name)
        entry = self.tree.entries.get(name)
        if entry is None:
            if default is None:
                self.problems.add(self.place(name), "", f"an entry '{name}'", f"Write: set {name} = ...")
            return default
        entry.asked = True
        if entry.operator != "=" or not entry.value:
            self.problems.add(entry.where, f"'{name} {entry.operator}'" if entry.operator != "=" else "no value", f"set {name} = VALUE")
            return default
        return entry.value

    def choice(self, name, choices, default=None):
        value = self.text(name, default)
        if value is None or value in choices:
            return value
        self.problems.add(self.place(name), f"'{value}'", "one of: " + ", ".join(choices), nearest(value, choices))
        return default

    def count(self, name, default=None, least=1):
        value = self.text(name, default if default is None else str(default))
        if value is not None and re.fullmatch(r"\d+", value) and int(value) >= least:
            return int(value)
        if value is not None:
            self.problems.add(self.place(name), f"'{value}'", f"a whole number, at least {least}")
        return default

    def number(self, name, unit, default=None):
        """One number whose unit is exactly this one."""
        value = self.text(name, default if default is None else str(default))
        if value is None or value == str(default):
            return default
        quantity = parse_quantity(value)
        if quantity is None or len(quantity.numbers) != 1 or quantity.unit != unit:
            self.problems.add(self.place(name), f"'{value}'", f"a number in {unit}" if unit != "1" else "a number")
            return default
        return quantity.numbers[0]

    def section(self, name):
        """The subsection, empty if it is not there."""
        self.known_sections.append(name)
        if name not in self.tree.sections:
            where = self.tree.where
            self.tree.sections[name] = type(self.tree)(name, Place(where.file, 0, name))
        return type(self)(self.tree.sections[name], self.problems)

    def subsections(self):
        """All of them, when their names are the user's."""
        self.known_sections += list(self.tree.sections)
        return [type(self)(tree, self.problems) for tree in self.tree.sections.values()]

    def report_unknown(self):
        for entry in self.tree.entries.values():
            if not entry.asked:
                self.problems.add(entry.where, f"unknown entry '{entry.name}'", "an entry of this section",
                                  nearest(entry.name, self.known))
        for tree in self.tree.sections.values():
            if not tree.asked:
                self.problems.add(tree.where, f"unknown subsection '{tree.name}'", "a subsection of this section",
                                  nearest(tree.name, self.known_sections))
