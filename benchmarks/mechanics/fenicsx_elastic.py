#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""fenicsx_elastic.py MESH.npz RESULT TOLERANCE [options of PETSc]: the bone of tubes_elastic.prm by FEniCSx (dolfinx 0.5, Debian 12).

Linear elasticity with quadratic displacements and the drained constants: int sigma(u) : eps(v) = int t . v over the loaded end.

Solver: conjugate gradients until ||b - A x|| <= TOLERANCE ||b||, preconditioned by GAMG (rigid-body motions; the options of MULTIGRID in
fenicsx_body.py, one Chebyshev step, products with a blocked matrix on the finest level). Options on the command line overrule. Run it once before a measurement, so that compiled forms are in FEniCSx's cache.

Writes what fenicsx_body.report says: answers are the settlement, and the displacement at the vertices.
"""
import sys

from fenicsx_body import FAST, MULTIGRID, Body, Phases, report, rigid_motions, set_defaults  # sets PETSc up: first

import ufl
from dolfinx import fem
from dolfinx.fem import petsc as assembling
from mpi4py import MPI
from petsc4py import PETSc

DEFAULTS = {
    **MULTIGRID,
    "pc_use_amat": True,  # the finest level multiplies with the matrix in blocks
    "mg_levels_ksp_max_it": 1,
}


def forms(body):
    """Matrix and right side."""
    u, v = ufl.TrialFunction(body.displacements), ufl.TestFunction(body.displacements)
    return tuple(fem.form(form, jit_params=FAST) for form in (body.work_of_elasticity(u, v), body.work_of_load(v)))


def assemble(matrix_form, right_form, held):
    """The matrix in blocks of three: assembled and multiplied in about half the time of one without."""
    matrix = assembling.create_matrix(matrix_form, "baij")
    assembling.assemble_matrix(matrix, matrix_form, bcs=[held])
    matrix.assemble()
    right = assembling.assemble_vector(right_form)
    right.ghostUpdate(addv=PETSc.InsertMode.ADD, mode=PETSc.ScatterMode.REVERSE)
    assembling.set_bc(right, [held])
    return matrix, right


def make_solver(matrix, motions, tolerance, defaults):
    set_defaults(defaults)
    without_blocks = PETSc.Mat()  # GAMG takes no other
    matrix.convert("aij", without_blocks)
    without_blocks.setNearNullSpace(motions)
    solver = PETSc.KSP().create(matrix.comm)
    solver.setOperators(matrix, without_blocks)
    solver.setType("cg")
    # of the true residual, as Callus measures it
    solver.setNormType(PETSc.KSP.NormType.UNPRECONDITIONED)
    solver.setTolerances(rtol=tolerance, atol=0, max_it=1000)
    solver.setFromOptions()
    solver.setUp()
    return solver


def main(degree=2, defaults=DEFAULTS):
    file, result, tolerance = sys.argv[1], sys.argv[2], float(sys.argv[3])
    comm = MPI.COMM_WORLD
    phases = Phases(comm)
    body = Body(comm, file, degree)
    phases.end("mesh")
    (matrix_form, right_form), held = forms(body), body.held()
    phases.end("forms")
    matrix, right = assemble(matrix_form, right_form, held)
    phases.end("assembly")
    solver = make_solver(matrix, rigid_motions(body.displacements), tolerance, defaults)
    phases.end("set-up")
    solution = matrix.createVecRight()
    solver.solve(right, solution)
    phases.end("solve")

    u = fem.Function(body.displacements)
    u.x.array[: solution.getLocalSize()] = solution.array
    u.x.scatter_forward()
    points, displacement = body.at_vertices(u)
    report(comm, result, phases, solver, (matrix, right, solution), {"settlement": body.settlement(u)},
           {"points": points, "displacement": displacement})


if __name__ == "__main__":
    main()
