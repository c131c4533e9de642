# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Parts, instances and sets of an Abaqus input file, as the file names them."""
import re
from dataclasses import dataclass, field

# Number of nodes -> shape of a solid element; corners come first in all of them.
SOLIDS = {4: "tetrahedron", 10: "tetrahedron", 8: "hexahedron", 20: "hexahedron", 27: "hexahedron", 6: "prism", 15: "prism", 5: "pyramid",
          13: "pyramid"}
N_CORNERS = {"tetrahedron": 4, "hexahedron": 8, "triangle": 3, "quadrilateral": 4}
SOLID = re.compile(r"(?:A|D|CC|DCC|Q)?C3D(\d+)[A-Z]*$")
SHELL = re.compile(r"(?:S|M3D|STRI|SFM3D|R3D|DS)(3|4|6|8|9|65)[A-Z]*\d?$")
SHELL_NODES = {"3": 3, "4": 4, "6": 6, "8": 8, "9": 9, "65": 6}


@dataclass
class Elements:
    type: str
    shape: str  # "" for elements that callus has no use of
    numbers: list
    nodes: list  # corner nodes of each
    reduced: bool


@dataclass
class NamedSet:
    name: str  # as first written
    where: object
    internal: bool = False
    items: list = field(default_factory=list)  # numbers, ranges, (instance, number), or names of sets: see sets of abaqus_sets
    instance: str = ""


@dataclass
class Scope:
    """A part, an instance with data of its own, the assembly, or a file without any of these."""

    name: str
    kind: str
    where: object = None
    part: str = ""
    nodes: dict = field(default_factory=dict)
    elements: list = field(default_factory=list)
    node_sets: dict = field(default_factory=dict)  # in capitals -> NamedSet
    element_sets: dict = field(default_factory=dict)
    surfaces: dict = field(default_factory=dict)  # in capitals -> Surface
    sections: list = field(default_factory=list)  # (name of the element set, material, Place)
    placing: list = field(default_factory=list)  # data lines of *INSTANCE


@dataclass
class Surface:
    name: str
    where: object
    is_nodes: bool = False
    union: bool = False
    internal: bool = False
    lines: list = field(default_factory=list)  # (Place, set or number, side)


def element_kind(name):
    """(shape, number of nodes) of an element type; shape "" for one that callus has no use of; None for a solid that nobody knows."""
    name = name.upper()
    if match := SOLID.match(name):
        n = int(match[1])
        return (SOLIDS[n], n) if n in SOLIDS else None
    if match := SHELL.match(name):
        n = SHELL_NODES[match[1]]
        return "triangle" if n in (3, 6) else "quadrilateral", n
    return ("", 0) if name and "C3D" not in name else None
