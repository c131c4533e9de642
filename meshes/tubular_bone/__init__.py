# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""A tubular long bone with a transverse osteotomy, its marrow and a callus: in space, or as a section. Families give it their numbers.

The shaft axis is z (y in a section), mid-gap is 0, lengths are millimetres. Regions `cortical_bone`, `marrow`, `callus`, `scaffold`;
surfaces `proximal_end`, `distal_end`, `callus_outer`, `bone_outer`, and `axis` of a half section."""
import math
from dataclasses import dataclass

from . import hexahedra, section, tetrahedra


@dataclass(frozen=True)
class Parameters:
    """Geometry and element sizes, all in mm."""

    marrow_radius: float = 6.0
    cortex_radius: float = 8.0
    gap: float = 2.1
    half_length: float = 20.0
    callus_radius: float = 12.0  # at mid-gap
    callus_half_length: float = 12.0  # where the callus meets the cortex
    periosteum: float = 10.0  # from each cut face on it supplies the callus; sections and hexahedra have a line where it ends
    scaffold: bool = False  # the disc between the two cut faces is a region of its own
    size_in_gap: float = 0.95
    size_in_callus: float = 1.3  # at its outer surface, mid-gap
    size_in_shaft: float = 2.6
    growth: float = 0.2  # mm of element size per mm along the axis, beyond the gap
    cells: str = "tetrahedra"
    around: int = 20  # hexahedra around the axis, a multiple of four
    core_layers: int = 1  # of hexahedra around the square in the middle of the marrow


def callus_outline(p, z):
    """Outer radius of the callus: a cosine arch, smooth at mid-gap. It meets the cortex at an angle of about 28 degrees;
    a taper with a horizontal tangent there would end in a cusp that no good tetrahedron fits into."""
    return p.cortex_radius + (p.callus_radius - p.cortex_radius) * math.cos(0.5 * math.pi * z / p.callus_half_length)


CELLS = {  # what a mesh is made of: how it is written
    "tetrahedra": lambda p, file: tetrahedra.generate(p, file, callus_outline),
    "hexahedra": lambda p, file: hexahedra.generate(p, file, callus_outline),
    "axisymmetric triangles": lambda p, file: section.generate(p, file, callus_outline, True, False),
    "axisymmetric quadrilaterals": lambda p, file: section.generate(p, file, callus_outline, True, True),
    "plane triangles": lambda p, file: section.generate(p, file, callus_outline, False, False),
    "plane quadrilaterals": lambda p, file: section.generate(p, file, callus_outline, False, True),
}


def generate(p, file):
    """Writes the mesh (Gmsh 2.2 ASCII). The same parameters and the same Gmsh give the same file."""
    CELLS[p.cells](p, file)
