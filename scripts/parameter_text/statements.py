# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The grammar of parameter files: include, subsection ... end, set, comments, lines that go on."""
import re
from dataclasses import dataclass, field

from .problems import Place

STATEMENTS = "'include FILE', 'subsection NAME', 'set ENTRY = VALUE', 'set ENTRY *= FACTOR', 'set ENTRY += ITEM' or 'end'"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass
class Entry:
    name: str
    value: str
    where: Place
    operator: str = "="  # or *=, which scales, or +=, which appends
    asked: bool = False


@dataclass
class Tree:
    name: str = ""
    where: Place = Place()
    entries: dict = field(default_factory=dict)
    sections: dict = field(default_factory=dict)
    asked: bool = False


def read_tree(file, folders, problems):
    """The file as a tree; what it includes is looked for beside it, then in folders. A later `set` replaces an earlier one."""
    root = Tree(where=Place(str(file)))
    _read_into(root, file, folders, problems, ())
    return root


def joined_lines(text):
    """(number of the first line, statement without its comment) for each statement."""
    joined, first = "", 1
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if not joined:
            first = number
        line = line.split("#", 1)[0].strip()
        goes_on = line.endswith("\\") and number < len(lines)
        joined = f"{joined} {line.rstrip(chr(92)).strip()}".strip()
        if not goes_on:
            if joined:
                yield first, joined
            joined = ""


def _text_of(file, place, problems):
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        problems.add(place, f"{file}, which is not text", "a text file in UTF-8", "Is it the right file?")
        return ""
    except OSError as error:
        problems.add(place, f"{file}: {error.strerror}", "a file that can be read")
        return ""
    for number, line in enumerate(text.split("\n"), 1):
        if CONTROL.search(line.rstrip("\r")):
            problems.add(Place(str(file), number), "a control character", "plain text", "Remove it; was the file damaged?")
    return text


def _read_into(root, file, folders, problems, including):
    stack = [root]
    place = Place(str(file))
    for number, line in joined_lines(_text_of(file, place, problems)):
        place = Place(str(file), number)
        keyword, _, rest = line.partition(" ")
        rest = rest.strip()
        if keyword == "include" and rest:
            _include(stack[-1], rest, place, file, folders, problems, including)
        elif keyword == "subsection" and rest and "/" not in rest:
            path = "/".join([tree.name for tree in stack[1:]] + [rest])
            stack.append(stack[-1].sections.setdefault(rest, Tree(rest, Place(str(file), number, path))))
        elif keyword == "end" and not rest and len(stack) > 1:
            stack.pop()
        elif keyword == "set" and "=" in rest and rest.split("=")[0].strip(" *+"):
            _set(stack, rest, place)
        elif line == "end":
            problems.add(place, "'end'", "no more than one 'end' for each 'subsection'", "Remove it, or add the missing 'subsection'.")
        else:
            problems.add(place, f"'{line}'", STATEMENTS, "Begin the line with '#' if it is a comment.")
    if len(stack) > 1:
        problems.add(stack[-1].where, f"no 'end' for subsection '{stack[-1].name}'", "one", "Add it.")


def _set(stack, rest, place):
    name, value = (part.strip() for part in rest.split("=", 1))
    operator = name[-1] + "=" if name.endswith(("*", "+")) else "="
    name = name.removesuffix(operator[:-1]).strip()
    path = "/".join([tree.name for tree in stack[1:]] + [name])
    stack[-1].entries[name] = Entry(name, value, Place(place.file, place.line, path), operator)


def _include(tree, name, place, file, folders, problems, including):
    for folder in (file.parent, *folders):
        target = folder / name
        if target.is_file():
            if target.resolve() in including:
                problems.add(place, f"'{name}', which includes this file again", "no circle of includes")
            else:
                _read_into(tree, target, folders, problems, (*including, file.resolve()))
            return
    looked = ", ".join(str(folder) for folder in (file.parent, *folders))
    problems.add(place, f"no file '{name}'", f"one in {looked}")
