#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""make_mesh.py FILE.msh SIZE: a box of 10 mm in tetrahedra of about SIZE mm, its lower and its upper half as regions, not aligned with anything.

The lower face is named bottom, all others wall. Writes FILE.msh for Callus and FILE.npz, the same as arrays: points [mm], cells (nodes from 0),
regions (1 lower, 2 upper). Prints the number of quadratic nodes, where biology lives.
"""
import pathlib
import sys

import gmsh
import numpy

WIDTH = 10.0  # mm
LOWER, UPPER = 1, 2


def build_geometry():
    occ = gmsh.model.occ
    halves = [occ.addBox(0, 0, z, WIDTH, WIDTH, WIDTH / 2) for z in (0, WIDTH / 2)]
    occ.fragment([(3, halves[0])], [(3, halves[1])])
    occ.synchronize()
    for _, volume in gmsh.model.getEntities(3):
        is_lower = occ.getCenterOfMass(3, volume)[2] < WIDTH / 2
        gmsh.model.addPhysicalGroup(3, [volume], LOWER if is_lower else UPPER)
    gmsh.model.setPhysicalName(3, LOWER, "lower")
    gmsh.model.setPhysicalName(3, UPPER, "upper")
    groups = {"bottom": [], "wall": []}
    for _, face in gmsh.model.getEntities(2):
        if len(gmsh.model.getAdjacencies(2, face)[0]) == 1:
            groups["bottom" if occ.getCenterOfMass(2, face)[2] < 1e-6 else "wall"].append(face)
    for number, (name, faces) in enumerate(groups.items(), 11):
        gmsh.model.setPhysicalName(2, gmsh.model.addPhysicalGroup(2, faces, number), name)


def arrays():
    """Points, cells, regions, as meshed."""
    tags, points, _ = gmsh.model.mesh.getNodes()
    place = numpy.zeros(int(tags.max()) + 1, dtype=numpy.int64)
    place[tags.astype(numpy.int64)] = numpy.arange(len(tags))
    cells, regions = [], []
    for region in (LOWER, UPPER):
        for volume in gmsh.model.getEntitiesForPhysicalGroup(3, region):
            _, nodes = gmsh.model.mesh.getElementsByType(4, volume)
            cells.append(place[nodes.reshape(-1, 4).astype(numpy.int64)])
            regions.append(numpy.full(len(cells[-1]), region))
    return points.reshape(-1, 3), numpy.vstack(cells), numpy.concatenate(regions)


def n_quadratic(points, cells):
    edges = numpy.sort(cells[:, [0, 1, 0, 2, 0, 3, 1, 2, 1, 3, 2, 3]].reshape(-1, 2), axis=1)
    return len(points) + len(numpy.unique(edges[:, 0] * len(points) + edges[:, 1]))


def main():
    file, size = pathlib.Path(sys.argv[1]), float(sys.argv[2])
    gmsh.initialize()
    gmsh.option.setNumber("General.Verbosity", 1)
    gmsh.option.setNumber("General.NumThreads", 1)  # the same mesh every time
    build_geometry()
    gmsh.option.setNumber("Mesh.MeshSizeMin", size)
    gmsh.option.setNumber("Mesh.MeshSizeMax", size)
    gmsh.option.setNumber("Mesh.Algorithm3D", 1)  # Delaunay; HXT is not reproducible
    gmsh.model.mesh.generate(3)
    gmsh.option.setNumber("Mesh.Binary", 1)
    gmsh.write(str(file))
    points, cells, regions = arrays()
    gmsh.finalize()
    numpy.savez(file.with_suffix(".npz"), points=points, cells=cells, regions=regions)
    print(n_quadratic(points, cells))


if __name__ == "__main__":
    main()
