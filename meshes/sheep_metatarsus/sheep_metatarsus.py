#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""A tubular long bone with a transverse osteotomy, its marrow and a callus: in space, or as a section.

The shaft axis is z (y in a section), mid-gap is 0, lengths are millimetres. See README.md in this folder for the names of regions
and surfaces. With no options this writes the sheep metatarsus of the tutorial beside this script; --help lists the parameters.
"""
import argparse
import math
import pathlib
import sys
from dataclasses import dataclass, fields, replace

import gmsh

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import mesh_report  # noqa: E402  (meshes/mesh_report.py)
import metatarsus_hexahedra  # noqa: E402
import metatarsus_section  # noqa: E402

CELLS = {  # what a mesh is made of: how it is written
    "tetrahedra": lambda p, file: generate_tetrahedra(p, file),
    "hexahedra": lambda p, file: metatarsus_hexahedra.generate(p, file, callus_outline),
    "axisymmetric triangles": lambda p, file: metatarsus_section.generate(p, file, callus_outline, True, False),
    "axisymmetric quadrilaterals": lambda p, file: metatarsus_section.generate(p, file, callus_outline, True, True),
    "plane triangles": lambda p, file: metatarsus_section.generate(p, file, callus_outline, False, False),
    "plane quadrilaterals": lambda p, file: metatarsus_section.generate(p, file, callus_outline, False, True),
}


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


COARSE = dict(size_in_gap=2.3, size_in_callus=3.6, size_in_shaft=4.6, growth=0.8)  # for tests: not for results
SECTION = dict(size_in_gap=0.5, size_in_callus=0.8, size_in_shaft=1.5)  # a section is cheap: half the size

VARIANTS = {
    "sheep_metatarsus": Parameters(),
    "sheep_metatarsus_scaffold": Parameters(scaffold=True),
    "sheep_metatarsus_coarse": Parameters(**COARSE),
    "sheep_metatarsus_scaffold_coarse": Parameters(scaffold=True, **COARSE),
    "sheep_metatarsus_hexahedra": Parameters(cells="hexahedra", size_in_gap=1.05, size_in_callus=1.9),
    "sheep_metatarsus_hexahedra_coarse": Parameters(cells="hexahedra", around=8, **COARSE),
    "sheep_metatarsus_axisymmetric": Parameters(cells="axisymmetric triangles", **SECTION),
    "sheep_metatarsus_axisymmetric_coarse": Parameters(cells="axisymmetric triangles"),  # cells as large as those in space
    "sheep_metatarsus_scaffold_axisymmetric": Parameters(scaffold=True, cells="axisymmetric triangles", **SECTION),
    "sheep_metatarsus_axisymmetric_quadrilaterals": Parameters(cells="axisymmetric quadrilaterals", **SECTION),
    "sheep_metatarsus_plane": Parameters(cells="plane triangles", **SECTION),
}


def callus_outline(p, z):
    """Outer radius of the callus: a cosine arch, smooth at mid-gap. It meets the cortex at an angle of about 28 degrees;
    a taper with a horizontal tangent there would end in a cusp that no good tetrahedron fits into."""
    return p.cortex_radius + (p.callus_radius - p.cortex_radius) * math.cos(0.5 * math.pi * z / p.callus_half_length)


def add_solids(p):
    """The pieces before fragmentation; returns {region: [volume tags]}. Pieces of one region may touch."""
    occ = gmsh.model.occ
    face_z = 0.5 * p.gap
    shaft = p.half_length - face_z

    marrow = [occ.addCylinder(0, 0, face_z, 0, 0, shaft, p.marrow_radius),
              occ.addCylinder(0, 0, -p.half_length, 0, 0, shaft, p.marrow_radius)]
    cortex = []
    for z, core in zip((face_z, -p.half_length), marrow):
        rod = occ.addCylinder(0, 0, z, 0, 0, shaft, p.cortex_radius)
        tube, _ = occ.cut([(3, rod)], [(3, core)], removeObject=True, removeTool=False)
        cortex += [tag for _, tag in tube]

    disc = occ.addCylinder(0, 0, -face_z, 0, 0, p.gap, p.cortex_radius)

    # The ring around bone and gap: a spline through the outline, closed along the cortex, turned about the axis.
    stations = 24
    points = []
    for i in range(stations + 1):
        z = -p.callus_half_length + 2 * p.callus_half_length * i / stations
        points.append(occ.addPoint(callus_outline(p, z), 0, z))
    outline = occ.addSpline(points)
    inner = occ.addLine(points[-1], points[0])
    profile = occ.addPlaneSurface([occ.addCurveLoop([outline, inner])])
    ring = [tag for dim, tag in occ.revolve([(2, profile)], 0, 0, 0, 0, 0, 1, 2 * math.pi) if dim == 3]

    solids = {"cortical_bone": cortex, "marrow": marrow, "callus": list(ring)}
    solids["scaffold" if p.scaffold else "callus"] = solids.get("scaffold" if p.scaffold else "callus", []) + [disc]
    return solids


def fragment(solids):
    """Makes the pieces share their faces; returns {region: [volume tags]} afterwards. The new tags are looked up in the
    map that fragment() returns, never assumed."""
    occ = gmsh.model.occ
    names = [name for name, tags in solids.items() for _ in tags]
    pieces = [(3, tag) for tags in solids.values() for tag in tags]
    _, children = occ.fragment(pieces, [])
    occ.removeAllDuplicates()
    occ.synchronize()
    regions = {name: [] for name in solids}
    for name, parts in zip(names, children):
        regions[name] += [tag for dim, tag in parts if dim == 3]
    return regions


def name_groups(p, regions):
    """Physical groups: one a region, and the outer surfaces. Faces between two volumes get no name: an interface is
    named in the parameter file by its two regions ("callus|marrow")."""
    model = gmsh.model
    for name, tags in regions.items():
        model.setPhysicalName(3, model.addPhysicalGroup(3, sorted(tags)), name)

    region_of = {tag: name for name, tags in regions.items() for tag in tags}
    surfaces = {"proximal_end": [], "distal_end": [], "callus_outer": [], "bone_outer": []}
    for _, face in model.getEntities(2):
        volumes, _ = model.getAdjacencies(2, face)
        if len(volumes) != 1:
            continue
        _, _, z_min, _, _, z_max = model.getBoundingBox(2, face)
        flat = z_max - z_min < 1e-3
        if flat and z_max > p.half_length - 1e-3:
            surfaces["proximal_end"].append(face)
        elif flat and z_min < -p.half_length + 1e-3:
            surfaces["distal_end"].append(face)
        elif region_of[volumes[0]] in ("callus", "scaffold"):
            surfaces["callus_outer"].append(face)
        else:
            surfaces["bone_outer"].append(face)
    for name, tags in surfaces.items():
        if not tags:
            raise RuntimeError(f"no face of the geometry belongs to the surface '{name}'")
        model.setPhysicalName(2, model.addPhysicalGroup(2, sorted(tags)), name)


def set_sizes(p):
    """Element size: finest in the gap, growing along the axis and, within the callus, towards its outer surface."""
    radial = (p.size_in_callus - p.size_in_gap) / (p.callus_radius - p.cortex_radius)
    radius, distance = "Sqrt(x*x+y*y)", f"(Fabs(z)-{0.5 * p.gap})"
    beyond = "(0.5*({0}+Fabs({0})))"  # positive part
    size = (f"{p.size_in_gap}+{radial}*" + beyond.format(f"({radius}-{p.cortex_radius})")
            + f"+{p.growth}*" + beyond.format(distance))
    field = gmsh.model.mesh.field
    wanted = field.add("MathEval")
    field.setString(wanted, "F", size)
    limit = field.add("MathEval")
    field.setString(limit, "F", str(p.size_in_shaft))
    smallest = field.add("Min")
    field.setNumbers(smallest, "FieldsList", [wanted, limit])
    field.setAsBackgroundMesh(smallest)
    for option in ("MeshSizeFromPoints", "MeshSizeFromCurvature", "MeshSizeExtendFromBoundary"):
        gmsh.option.setNumber("Mesh." + option, 0)


def generate(p, file):
    """Writes the mesh (Gmsh 2.2 ASCII). The same parameters and the same Gmsh give the same file."""
    CELLS[p.cells](p, file)


def generate_tetrahedra(p, file):
    gmsh.initialize()
    try:
        gmsh.option.setNumber("General.Terminal", 0)
        gmsh.option.setNumber("General.NumThreads", 1)
        gmsh.option.setNumber("Mesh.MshFileVersion", 2.2)
        gmsh.option.setNumber("Mesh.Algorithm", 1)  # MeshAdapt on faces: the best worst element here
        gmsh.option.setNumber("Mesh.Algorithm3D", 1)  # Delaunay; HXT is not reproducible
        gmsh.option.setNumber("Mesh.Optimize", 1)
        gmsh.option.setNumber("Mesh.OptimizeThreshold", 0.5)
        gmsh.model.add("sheep_metatarsus")
        name_groups(p, fragment(add_solids(p)))
        set_sizes(p)
        gmsh.model.mesh.generate(3)
        for _ in range(3):  # Debian's Gmsh is built without Netgen's optimiser; its own two take turns
            gmsh.model.mesh.optimize("Relocate3D", niter=5)
            gmsh.model.mesh.optimize("", niter=3)
        gmsh.write(str(file))
    finally:
        gmsh.finalize()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--variant", choices=sorted(VARIANTS), default="sheep_metatarsus",
                        help="the parameters to start from (default: sheep_metatarsus)")
    parser.add_argument("--output", type=pathlib.Path, help="the file to write (default: VARIANT.msh beside this script)")
    for field in fields(Parameters):
        option = "--" + field.name.replace("_", "-")
        if field.name == "cells":
            parser.add_argument(option, choices=CELLS)
        elif field.type is bool:
            parser.add_argument(option, action="store_true", default=None)
        elif field.type is int:
            parser.add_argument(option, type=int, metavar="N")
        else:
            parser.add_argument(option, type=float, metavar="MM")
    arguments = parser.parse_args()

    changed = {f.name: getattr(arguments, f.name) for f in fields(Parameters) if getattr(arguments, f.name) is not None}
    parameters = replace(VARIANTS[arguments.variant], **changed)
    output = arguments.output or pathlib.Path(__file__).resolve().parent / f"{arguments.variant}.msh"
    generate(parameters, output)
    print(mesh_report.describe(output))


if __name__ == "__main__":
    main()
