#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""make_mesh.py FILE.msh SIZE: a broken long bone in tetrahedra of about SIZE mm.

Two cortical tubes (radii 5 and 8 mm, 15 mm long) stand 3 mm apart; an ellipsoid of callus (12 x 12 x 9 mm) fills gap and canal between them
and bulges around them. Writes FILE.msh for Callus and FILE.npz, the same nodes and cells as arrays, for programs that take those:
points [mm], cells (nodes from 0), region of each cell (1 cortical bone, 2 callus). Prints the number of unknowns (displacements quadratic,
pressures linear).
"""
import pathlib
import sys

import gmsh
import numpy

INNER, OUTER, LENGTH, HALF_GAP = 5.0, 8.0, 15.0, 1.5
END = HALF_GAP + LENGTH
CALLUS = (12.0, 12.0, 9.0)
CORTICAL_BONE, CALLUS_REGION = 1, 2


def build_geometry():
    """Names volumes and outer faces; neighbours share their faces."""
    occ = gmsh.model.occ
    ball = occ.addSphere(0, 0, 0, 1)
    occ.dilate([(3, ball)], 0, 0, 0, *CALLUS)
    tubes = []
    for bottom in (-END, HALF_GAP):
        outer = occ.addCylinder(0, 0, bottom, 0, 0, LENGTH, OUTER)
        inner = occ.addCylinder(0, 0, bottom, 0, 0, LENGTH, INNER)
        tubes += occ.cut([(3, outer)], [(3, inner)])[0]
    _, parts = occ.fragment([(3, ball)], tubes)
    occ.synchronize()
    bone = {tag for volumes in parts[1:] for _, tag in volumes}
    callus = {tag for _, tag in gmsh.model.getEntities(3)} - bone
    gmsh.model.setPhysicalName(3, gmsh.model.addPhysicalGroup(3, sorted(bone), CORTICAL_BONE), "cortical_bone")
    gmsh.model.setPhysicalName(3, gmsh.model.addPhysicalGroup(3, sorted(callus), CALLUS_REGION), "callus")
    name_outer_faces(callus)


def name_outer_faces(callus):
    groups = {"distal_end": [], "proximal_end": [], "callus_outer": [], "bone_outer": []}
    for _, face in gmsh.model.getEntities(2):
        owners, _ = gmsh.model.getAdjacencies(2, face)
        if len(owners) != 1:
            continue
        box = gmsh.model.getBoundingBox(2, face)
        low, high = box[2], box[5]
        if high < -END + 1e-3:
            groups["distal_end"].append(face)
        elif low > END - 1e-3:
            groups["proximal_end"].append(face)
        else:
            groups["callus_outer" if owners[0] in callus else "bone_outer"].append(face)
    for number, (name, faces) in enumerate(groups.items(), 11):
        gmsh.model.setPhysicalName(2, gmsh.model.addPhysicalGroup(2, faces, number), name)


def arrays():
    """Points, cells, regions, as meshed."""
    tags, points, _ = gmsh.model.mesh.getNodes()
    position = numpy.full(int(tags.max()) + 1, -1, dtype=numpy.int64)
    cells, regions = [], []
    for region in (CORTICAL_BONE, CALLUS_REGION):
        for volume in gmsh.model.getEntitiesForPhysicalGroup(3, region):
            _, nodes = gmsh.model.mesh.getElementsByType(4, volume)
            cells.append(nodes.reshape(-1, 4).astype(numpy.int64))
            regions.append(numpy.full(len(cells[-1]), region))
    cells, regions = numpy.vstack(cells), numpy.concatenate(regions)
    used = numpy.unique(cells)
    position[used] = numpy.arange(len(used))
    place = numpy.zeros_like(position)
    place[tags.astype(numpy.int64)] = numpy.arange(len(tags))
    return points.reshape(-1, 3)[place[used]], position[cells], regions


def n_unknowns(points, cells):
    edges = numpy.sort(cells[:, [0, 1, 0, 2, 0, 3, 1, 2, 1, 3, 2, 3]].reshape(-1, 2), axis=1)
    n_edges = len(numpy.unique(edges[:, 0] * len(points) + edges[:, 1]))
    return 3 * (len(points) + n_edges) + len(points)


def main():
    file, size = pathlib.Path(sys.argv[1]), float(sys.argv[2])
    gmsh.initialize()
    gmsh.option.setNumber("General.Verbosity", 1)
    gmsh.option.setNumber("General.NumThreads", 1)  # the same mesh every time
    build_geometry()
    gmsh.option.setNumber("Mesh.MeshSizeMin", size)
    gmsh.option.setNumber("Mesh.MeshSizeMax", size)
    gmsh.option.setNumber("Mesh.Algorithm3D", 10)
    gmsh.model.mesh.generate(3)
    gmsh.option.setNumber("Mesh.Binary", 1)
    gmsh.write(str(file))
    points, cells, regions = arrays()
    gmsh.finalize()
    numpy.savez(file.with_suffix(".npz"), points=points, cells=cells, regions=regions)
    print(n_unknowns(points, cells))


if __name__ == "__main__":
    main()
