#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""make_mesh.py FILE.msh SCALE: the sheep metatarsus of meshes/sheep_metatarsus with SCALE times its sizes of elements; `coarse`: the shipped coarse one.

Writes FILE.msh for Callus and FILE.npz, the same as arrays: points [mm], cells (nodes from 0), region of each cell and the names of the regions.
"""
import pathlib
import sys
from dataclasses import replace

import gmsh
import numpy

MESHES = pathlib.Path(__file__).resolve().parents[2] / "meshes/sheep_metatarsus"
sys.path.insert(0, str(MESHES))
import sheep_metatarsus  # noqa: E402

REGIONS = ("callus", "cortical_bone", "marrow")  # numbered from 0


def write_mesh(file, scale):
    if scale == "coarse":
        file.write_bytes((MESHES / "sheep_metatarsus_coarse.msh").read_bytes())
        return
    shipped = sheep_metatarsus.Parameters()
    sizes = {name: float(scale) * getattr(shipped, name) for name in ("size_in_gap", "size_in_callus", "size_in_shaft")}
    sheep_metatarsus.generate(replace(shipped, **sizes), file)


def read_mesh(file):
    gmsh.initialize()
    gmsh.option.setNumber("General.Verbosity", 1)
    gmsh.open(str(file))
    tags, points, _ = gmsh.model.mesh.getNodes()
    place = numpy.zeros(int(tags.max()) + 1, dtype=numpy.int64)
    place[tags.astype(numpy.int64)] = numpy.arange(len(tags))
    cells, regions = [], []
    for _, group in gmsh.model.getPhysicalGroups(3):
        name = gmsh.model.getPhysicalName(3, group)
        for volume in gmsh.model.getEntitiesForPhysicalGroup(3, group):
            _, nodes = gmsh.model.mesh.getElementsByType(4, volume)
            cells.append(place[nodes.reshape(-1, 4).astype(numpy.int64)])
            regions.append(numpy.full(len(cells[-1]), REGIONS.index(name)))
    gmsh.finalize()
    cells = numpy.vstack(cells)
    used, number = numpy.unique(cells, return_inverse=True)  # FEniCSx takes no point that no cell has
    return points.reshape(-1, 3)[used], number.reshape(cells.shape), numpy.concatenate(regions)


def main():
    file = pathlib.Path(sys.argv[1])
    write_mesh(file, sys.argv[2])
    points, cells, regions = read_mesh(file)
    numpy.savez(file.with_suffix(".npz"), points=points, cells=cells, regions=regions, names=REGIONS)


if __name__ == "__main__":
    main()
