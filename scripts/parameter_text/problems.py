# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""What is wrong with an input, in the words the program itself uses: where, what was found, what was expected, how to mend it."""
import difflib
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    file: str = ""
    line: int = 0  # 1-based; 0 if there is no line
    path: str = ""  # "Vary/stiffness/Values"

    def __str__(self):
        where = f"{self.file}:{self.line}" if self.file and self.line else self.file
        return f"{where}: in {self.path}" if where and self.path else where or (f"in {self.path}" if self.path else "")


@dataclass(frozen=True)
class Problem:
    where: Place
    found: str
    expected: str = ""
    remedy: str = ""

    def __str__(self):
        text = f"{self.where}: " if str(self.where) else ""
        text += f"found {self.found or 'nothing'}" + (f", expected {self.expected}" if self.expected else "") + "."
        return f"{text} {self.remedy}" if self.remedy else text


class InputError(Exception):
    """The input cannot be used as it is; exit code 1. The message is for the user."""


class Problems:
    """Collects problems so that all are reported together."""

    def __init__(self, subject="the input"):
        self.subject, self.list = subject, []

    def add(self, where, found, expected="", remedy=""):
        problem = Problem(where, found, expected, remedy)
        if problem not in self.list:
            self.list.append(problem)

    def raise_if_any(self):
        if self.list:
            ordered = sorted(self.list, key=lambda problem: (problem.where.file, problem.where.line))
            head = f"{len(ordered)} problems in {self.subject}:\n" if len(ordered) > 1 else ""
            raise InputError(head + "\n".join(map(str, ordered)))


def nearest(name, known):
    """A remedy that names the nearest known name, or all of them."""
    known = list(known)
    lower = {word.lower(): word for word in known}
    close = difflib.get_close_matches(name.lower(), lower, n=1, cutoff=0.6)
    if close:
        return f"Did you mean '{lower[close[0]]}'?"
    return f"Names: {', '.join(known)}." if known else ""
