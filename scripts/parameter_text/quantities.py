# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""A Section whose numbers are converted from any unit of their kind and must lie in a range."""
import math
from dataclasses import dataclass

from . import units
from .section import Section
from .values import parse_quantity


@dataclass(frozen=True)
class Range:
    """least <= x <= most; `open_least` excludes the lower end (a length that must not be 0)."""

    least: float = -math.inf
    most: float = math.inf
    open_least: bool = False

    def holds(self, number):
        return number <= self.most and (number > self.least if self.open_least else number >= self.least)

    def __str__(self):
        words = []
        if self.least > -math.inf:
            words.append(f"above {self.least:g}" if self.open_least else f"at least {self.least:g}")
        if self.most < math.inf:
            words.append(f"at most {self.most:g}")
        return " and ".join(words)


ANY, POSITIVE, NOT_NEGATIVE, SHARE = Range(), Range(0, open_least=True), Range(0), Range(0, 1)


class QuantitySection(Section):
    def quantity(self, name, unit, default=None, within=ANY):
        """One number in `unit` (a key of units.KINDS), or `default`. Without a default a missing entry is a problem."""
        numbers = self.quantities(name, unit, 1, None if default is None else (default,), within)
        return numbers[0] if numbers else default

    def quantities(self, name, unit, how_many, default=None, within=ANY):
        """A tuple of numbers in `unit`, as many as asked for (None: any number of them)."""
        if not self.has(name) and default is not None:
            self.known.append(name)
            return tuple(default)
        text = self.text(name)
        if text is None:
            return None
        quantity = parse_quantity(text)
        if quantity is None or (how_many and len(quantity.numbers) != how_many):
            self.problems.add(self.place(name), f"'{text}'", self._wanted(unit, how_many, within), self._example(name, unit, how_many))
            return default
        factor = units.factor(quantity.unit, unit)
        if factor is None:
            found = f"the unit '{quantity.unit}'" if quantity.unit != "1" else f"'{text}' without a unit"
            self.problems.add(self.place(name), found, f"one of: {units.known(unit)}", self._example(name, unit, how_many))
            return default
        numbers = tuple(factor * number for number in quantity.numbers)
        for number in numbers:
            if not within.holds(number):
                self.problems.add(self.place(name), f"'{text}'", self._wanted(unit, how_many, within))
                return default
        return numbers

    @staticmethod
    def _wanted(unit, how_many, within):
        one = "a number" if how_many == 1 else f"{how_many} numbers" if how_many else "numbers"
        return " ".join(word for word in (one, f"in {unit}" if unit != "1" else "", str(within)) if word)

    @staticmethod
    def _example(name, unit, how_many):
        numbers = ", ".join(["1"] * (how_many or 2))
        return f"For instance: set {name} = {numbers}" + (f" {unit}" if unit != "1" else "")

    def yes_or_no(self, name, default):
        return self.choice(name, ("yes", "no"), "yes" if default else "no") == "yes"
