#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""calculix.py MESH.npz RESULT [SOLVER]: the bone of tubes.prm without its fluid, by CalculiX (ccx 2.20, Debian package calculix-ccx).

Elasticity with quadratic tetrahedra (C3D10, which are straight here: edge nodes in the middle), the drained constants of fenicsx.py, the
distal end held, 20 N as a uniform traction on the proximal one. The traction goes in as its nodal forces: a third of the force on a face
for each node in the middle of its edges, nothing for its corners.

SOLVER: SPOOLES (direct, if nothing else is said), ITERATIVE SCALING, ITERATIVE CHOLESKY, PASTIX or PARDISO, as far as this ccx was built
with it. CalculiX has threads instead of ranks: OMP_NUM_THREADS says how many. The iterative solvers have no tolerance to set: on a mesh of
30,000 unknowns SPOOLES agrees with Callus (solids without pores) to 2e-7 of the largest displacement, ITERATIVE CHOLESKY to 4 %.

Writes RESULT.inp, the input of ccx; RESULT.json (seconds, all of ccx from reading RESULT.inp to writing the displacements; settlement of the
loaded end); RESULT.npz (points, displacement at the vertices). ccx prints seven digits. It leaves its own files beside them.
"""
import json
import pathlib
import subprocess
import sys
import time

import numpy

FORCE = 20.0  # N
END = 16.5  # mm, where the bone is held and loaded
#            E [MPa], nu; regions 1 and 2 of make_mesh.py
MATERIALS = {1: ("CORTICAL_BONE", 17000.0, 0.3), 2: ("GRANULATION_TISSUE", 1.0, 0.167)}
EDGES = ((0, 1), (1, 2), (0, 2), (0, 3), (1, 3), (2, 3))  # in the order of the nodes of C3D10
FACES = ((0, 1, 2), (0, 1, 3), (1, 2, 3), (0, 2, 3))


def turned_right(points, cells):
    """CalculiX wants the fourth vertex on the side that the first three turn about; swaps two vertices where it is not."""
    a, b, c, d = (points[cells[:, i]] for i in range(4))
    wrong = numpy.einsum("ij,ij->i", numpy.cross(b - a, c - a), d - a) < 0
    cells = cells.copy()
    cells[numpy.ix_(wrong, (1, 2))] = cells[numpy.ix_(wrong, (2, 1))]
    return cells


class QuadraticMesh:
    """The vertices, then a node in the middle of each edge."""

    def __init__(self, points, cells):
        cells = turned_right(points, cells)
        ends = numpy.sort(cells[:, EDGES].reshape(-1, 2), axis=1)
        edges, of_cell = numpy.unique(ends, axis=0, return_inverse=True)
        self.n_vertices = len(points)
        self.vertices = cells
        self.edges = edges
        self.points = numpy.vstack([points, points[edges].mean(axis=1)])
        self.cells = numpy.hstack([cells, of_cell.reshape(-1, 6) + len(points)])

    def edge_nodes(self, ends):
        """The nodes in the middle of edges between these vertices."""
        key = self.edges[:, 0].astype(numpy.int64) * self.n_vertices + self.edges[:, 1]
        ends = numpy.sort(ends, axis=-1)
        return self.n_vertices + numpy.searchsorted(key, ends[..., 0].astype(numpy.int64) * self.n_vertices + ends[..., 1])

    def end_faces(self, z):
        """Vertices of the faces that lie in the plane z."""
        faces = self.vertices[:, FACES].reshape(-1, 3)
        return faces[numpy.isclose(self.points[faces, 2], z).all(axis=1)]


def face_areas(points, faces):
    a, b, c = (points[faces[:, i]] for i in range(3))
    return numpy.linalg.norm(numpy.cross(b - a, c - a), axis=1) / 2


def nodes_in_edges(mesh, faces):
    return mesh.edge_nodes(faces[:, ((0, 1), (1, 2), (0, 2))])


def axial_forces(mesh):
    """Nodes and forces [N] of the traction on the proximal end."""
    faces = mesh.end_faces(END)
    areas = face_areas(mesh.points, faces)
    forces = numpy.zeros(len(mesh.points))
    numpy.add.at(forces, nodes_in_edges(mesh, faces), -FORCE * (areas / areas.sum() / 3)[:, None])
    loaded = numpy.flatnonzero(forces)
    return loaded, forces[loaded]


def write_input(file, mesh, regions, solver):
    """ccx reads no more than 20 characters of a number: 12 digits leave room for sign and exponent."""
    faces = mesh.end_faces(-END)
    held = numpy.union1d(faces, nodes_in_edges(mesh, faces))
    with open(file, "w", encoding="ascii") as out:
        out.write("*NODE, NSET=ALL\n")
        numpy.savetxt(out, numpy.column_stack([numpy.arange(1, len(mesh.points) + 1), mesh.points]), "%d, %.12g, %.12g, %.12g")
        for region, (name, modulus, poisson_ratio) in MATERIALS.items():
            numbers = numpy.flatnonzero(regions == region)
            out.write(f"*ELEMENT, TYPE=C3D10, ELSET={name}\n")
            numpy.savetxt(out, numpy.column_stack([numbers, mesh.cells[numbers]]) + 1, "%d", delimiter=", ")
            out.write(f"*MATERIAL, NAME={name}\n*ELASTIC\n{modulus}, {poisson_ratio}\n*SOLID SECTION, ELSET={name}, MATERIAL={name}\n")
        out.write("*NSET, NSET=HELD\n")
        numpy.savetxt(out, held + 1, "%d,")
        out.write(f"*BOUNDARY\nHELD, 1, 3\n*STEP\n*STATIC, SOLVER={solver}\n*CLOAD\n")
        nodes, forces = axial_forces(mesh)
        numpy.savetxt(out, numpy.column_stack([nodes + 1, numpy.full(len(nodes), 3), forces]), "%d, %d, %.12g")
        out.write("*NODE PRINT, NSET=ALL\nU\n*END STEP\n")


def read_displacement(file, n_nodes):
    """From the table that NODE PRINT wrote: node, u_x, u_y, u_z."""
    table = numpy.loadtxt(file, skiprows=3)
    if len(table) != n_nodes:
        raise SystemExit(f"{file}: displacements of {len(table)} nodes, expected {n_nodes}; see what ccx printed")
    displacement = numpy.empty((n_nodes, 3))
    displacement[table[:, 0].astype(int) - 1] = table[:, 1:]
    return displacement


def settlement(mesh, displacement):
    """Mean over the loaded end; the integral of a quadratic function over a triangle takes the middles of the edges alone."""
    faces = mesh.end_faces(END)
    areas = face_areas(mesh.points, faces)
    return -float((displacement[nodes_in_edges(mesh, faces), 2].mean(axis=1) * areas).sum() / areas.sum())


def run_ccx(result):
    """Seconds."""
    job = pathlib.Path(result)
    begin = time.perf_counter()
    with open(f"{result}.log", "w", encoding="utf-8") as log:
        code = subprocess.run(["ccx", "-i", job.name], cwd=job.parent, stdout=log, stderr=subprocess.STDOUT, check=False).returncode
    seconds = time.perf_counter() - begin
    if code != 0 or "Job finished" not in pathlib.Path(f"{result}.log").read_text(encoding="utf-8"):
        raise SystemExit(f"ccx failed with exit code {code}; see {result}.log")
    return seconds


def version():
    printed = subprocess.run(["ccx", "-v"], capture_output=True, text=True, check=False).stdout
    return printed.split()[-1]


def main():
    file, result = sys.argv[1], sys.argv[2]
    solver = sys.argv[3] if len(sys.argv) > 3 else "SPOOLES"
    arrays = numpy.load(file)
    mesh = QuadraticMesh(arrays["points"], arrays["cells"])
    write_input(result + ".inp", mesh, arrays["regions"], solver)
    seconds = run_ccx(result)
    displacement = read_displacement(result + ".dat", len(mesh.points))
    found = {"seconds": {"all": seconds}, "settlement": settlement(mesh, displacement), "unknowns": mesh.points.size,
             "solver": solver, "version": version()}
    with open(result + ".json", "w", encoding="utf-8") as out:
        json.dump(found, out, indent=1)
    n = mesh.n_vertices
    numpy.savez(result + ".npz", points=mesh.points[:n], displacement=displacement[:n])


if __name__ == "__main__":
    main()
