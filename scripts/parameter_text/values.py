# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Values as parameter files write them: `numbers unit [source]`."""
import math
import re
from dataclasses import dataclass

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


@dataclass(frozen=True)
class Quantity:
    numbers: tuple
    unit: str  # "1" for pure numbers
    source: str  # "[assumed]", or empty

    def written(self, number):
        """One of the numbers with unit and source, for a parameter file."""
        return " ".join(word for word in (f"{number:g}" if isinstance(number, float) else str(number),
                                          "" if self.unit == "1" else self.unit, self.source) if word)


def parse_quantity(text):
    """A Quantity, or None if this is not numbers with a unit."""
    rest, source = text.strip(), ""
    if rest.endswith("]"):
        rest, bracket, keys = rest.rpartition("[")
        if not bracket:
            return None
        source = f"[{keys[:-1].strip()}]"
    if "[" in rest or "]" in rest:
        return None
    numbers = []
    while True:
        match = NUMBER.match(rest.lstrip())
        if not match or not math.isfinite(float(match[0])):
            return None
        numbers.append(float(match[0]))
        rest = rest.lstrip()[match.end():]
        if rest and not re.match(r"[\s,%a-zA-Zµ°]", rest):
            return None
        rest = rest.lstrip()
        if not rest.startswith(","):
            break
        rest = rest[1:]
    if "," in rest:
        return None
    return Quantity(tuple(numbers), rest.strip() or "1", source)


def rounded(value, digits=4):
    """To this many digits, so that file and table show the same number."""
    return float(f"{value:.{digits}g}")
