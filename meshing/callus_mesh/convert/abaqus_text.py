# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The text of an Abaqus input file as keywords with their data lines; *INCLUDE is followed."""
from dataclasses import dataclass, field

from parameter_text.problems import Place

from ..refusal import read_text

EXPECTED = "an Abaqus input file (.inp)"


@dataclass
class Keyword:
    name: str  # in capitals, such as "SOLID SECTION"
    parameters: dict  # in capitals -> value as written, "" for a flag
    where: Place
    lines: list = field(default_factory=list)  # (Place, [words])

    def get(self, name):
        return self.parameters.get(name)


def read_keywords(file, problems, including=()):
    """All keywords of the file and of those it includes, in order."""
    keywords = []
    for keyword in _keywords_of(file, problems):
        keywords.append(keyword)
        if keyword.name == "INCLUDE":
            keywords.pop()
            keywords += _included(file, keyword, problems, (*including, file.resolve()))
    return keywords


def _included(file, keyword, problems, including):
    name = (keyword.get("INPUT") or "").strip('"')
    target = file.parent / name
    if not name or not target.is_file():
        problems.add(keyword.where, f"*INCLUDE of '{name}', which is not there", f"a file beside {file.name}", "Copy it there.")
        return []
    if target.resolve() in including:
        problems.add(keyword.where, f"*INCLUDE of '{name}', which includes this file again", "no circle of includes")
        return []
    return read_keywords(target, problems, including)


def _keywords_of(file, problems):
    current, joined, start = None, "", 0
    for number, line in enumerate(read_text(file, EXPECTED).split("\n"), 1):
        line = line.strip()
        if not line or line.startswith("**"):
            continue
        if line.startswith("*") or joined:
            start = start or number
            joined += line
            if joined.endswith(","):  # the keyword line goes on
                continue
            if current:
                yield current
            current, joined, start = _keyword(joined, Place(str(file), start)), "", 0
        elif current:
            current.lines.append((Place(str(file), number), [word.strip() for word in line.split(",")]))
        else:
            problems.add(Place(str(file), number), f"'{line[:40]}'", f"{EXPECTED}, whose first line begins with '*'", "Is it the right file?")
            return
    if current:
        yield current


def _keyword(text, where):
    head, *rest = text[1:].split(",")
    parameters = {}
    for part in rest:
        name, _, value = part.partition("=")
        if name.strip():
            parameters[name.strip().upper()] = value.strip().strip('"')
    return Keyword(" ".join(head.upper().split()), parameters, where)
