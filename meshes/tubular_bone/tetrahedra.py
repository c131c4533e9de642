# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The bone in space, in tetrahedra: solids of Gmsh's OpenCASCADE kernel, cut at their common faces."""
import math

import gmsh


def add_solids(p, outline):
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
        points.append(occ.addPoint(outline(p, z), 0, z))
    arch = occ.addSpline(points)
    inner = occ.addLine(points[-1], points[0])
    profile = occ.addPlaneSurface([occ.addCurveLoop([arch, inner])])
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


def generate(p, file, outline):
    gmsh.initialize()
    try:
        gmsh.option.setNumber("General.Terminal", 0)
        gmsh.option.setNumber("General.NumThreads", 1)
        gmsh.option.setNumber("Mesh.MshFileVersion", 2.2)
        gmsh.option.setNumber("Mesh.Algorithm", 1)  # MeshAdapt on faces: the best worst element here
        gmsh.option.setNumber("Mesh.Algorithm3D", 1)  # Delaunay; HXT is not reproducible
        gmsh.option.setNumber("Mesh.Optimize", 1)
        gmsh.option.setNumber("Mesh.OptimizeThreshold", 0.5)
        gmsh.model.add("tubular_bone")
        name_groups(p, fragment(add_solids(p, outline)))
        set_sizes(p)
        gmsh.model.mesh.generate(3)
        for _ in range(3):  # Debian's Gmsh is built without Netgen's optimiser; its own two take turns
            gmsh.model.mesh.optimize("Relocate3D", niter=5)
            gmsh.model.mesh.optimize("", niter=3)
        gmsh.write(str(file))
    finally:
        gmsh.finalize()
