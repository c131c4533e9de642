#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""fenicsx.py MESH.npz RESULT TOLERANCE [options of PETSc]: the first day of tubes.prm by FEniCSx (dolfinx 0.5, Debian 12).

One step of backward Euler of Biot's equations, displacements quadratic, pressures linear, numbers as in tubes.prm:

    [ A  B^T ] [u]   [f]      A = int sigma'(u) : eps(v),  B = -int q div u,  C = int q p / M + dt int grad q . kappa grad p
    [ B  -C  ] [p] = [0]

Solver: FGMRES until ||b - A x|| <= TOLERANCE ||b||, preconditioned by the upper block triangle with -(C + int q p / (lambda + 2 mu)) as
Schur complement; GAMG on A (rigid-body motions; the options of MULTIGRID in fenicsx_body.py: unsmoothed aggregation, threshold 0.01, W cycle,
spectral bounds by 20 steps with a safety factor of 1.2, point-block or point Jacobi as PETSc has it), BoomerAMG on the pressures. Options
on the command line overrule. Run it once before a measurement, so that compiled forms are in FEniCSx's cache.

Writes what fenicsx_body.report says: answers are the settlement, and displacement and pressure at the vertices.
"""
import sys

from fenicsx_body import CALLUS, FAST, MULTIGRID, Body, Phases, report, rigid_motions, set_defaults  # sets PETSc up: first

import numpy
import ufl
from dolfinx import fem, mesh
from dolfinx.cpp.fem.petsc import create_matrix_nest
from dolfinx.fem import petsc as assembling
from mpi4py import MPI
from petsc4py import PETSc

TIME_STEP = 1.0  # s
DEFAULTS = {
    "fieldsplit_u_ksp_type": "preonly",
    "fieldsplit_u_pc_use_amat": True,  # the finest level multiplies with the matrix in blocks
    **{f"fieldsplit_u_{name}": value for name, value in MULTIGRID.items()},
    "fieldsplit_p_ksp_type": "preonly",
    "fieldsplit_p_pc_type": "hypre",
}


class Step(Body):
    """The body with pressures (linear), the forms and what is imposed."""

    def __init__(self, comm, file):
        super().__init__(comm, file)
        self.pressures = fem.FunctionSpace(self.domain, ("Lagrange", 1))

    def drained_faces(self):
        topology = self.domain.topology
        topology.create_connectivity(2, 3)
        cells_of = topology.connectivity(2, 3)
        outer = mesh.exterior_facet_indices(topology)
        return numpy.array([face for face in outer if self.regions[cells_of.links(face)[0]] == CALLUS], dtype=numpy.int32)

    def conditions(self):
        drained = fem.locate_dofs_topological(self.pressures, 2, self.drained_faces())
        return self.held(), fem.dirichletbc(PETSc.ScalarType(0), drained, self.pressures)

    def forms(self):
        """Matrix, right side, and the approximation of the Schur complement."""
        dx = self.dx
        kappa = self.by_region(lambda e, nu, kappa, *_: TIME_STEP * kappa)
        storage = self.by_region(lambda e, nu, kappa, solid, fluid, n: n / fluid + (1 - n) / solid)
        u, v = ufl.TrialFunction(self.displacements), ufl.TestFunction(self.displacements)
        p, q = ufl.TrialFunction(self.pressures), ufl.TestFunction(self.pressures)
        flow = storage * p * q + kappa * ufl.inner(ufl.grad(p), ufl.grad(q))
        matrix = [[self.work_of_elasticity(u, v), -p * ufl.div(v) * dx], [-q * ufl.div(u) * dx, -flow * dx]]
        right_side = [self.work_of_load(v), fem.Constant(self.domain, 0.0) * q * dx]
        lam, mu = self.drained_constants()
        schur = -(flow + p * q / (lam + 2 * mu)) * dx
        return tuple(fem.form(form, jit_params=FAST) for form in (matrix, right_side, schur))


def without_blocks(nest, motions):
    """The nest for the preconditioner: GAMG takes no matrix in blocks."""
    displacements = PETSc.Mat()
    nest.getNestSubMatrix(0, 0).convert("aij", displacements)
    displacements.setNearNullSpace(motions)
    parts = [[displacements, nest.getNestSubMatrix(0, 1)], [nest.getNestSubMatrix(1, 0), nest.getNestSubMatrix(1, 1)]]
    return PETSc.Mat().createNest(parts, isrows=nest.getNestISs()[0], iscols=nest.getNestISs()[1], comm=nest.comm)


def assemble(forms, conditions):
    """Matrix (a nest, displacements in blocks of three: assembled and multiplied in about half the time), right side, Schur matrix, rows of u and p."""
    matrix_form, right_form, schur_form = forms
    nest = create_matrix_nest(matrix_form, [["baij", "aij"], ["aij", "aij"]])
    assembling.assemble_matrix_nest(nest, matrix_form, bcs=list(conditions))
    nest.assemble()
    schur = assembling.assemble_matrix(schur_form, bcs=[conditions[1]])
    schur.assemble()
    right_nest = assembling.assemble_vector_nest(right_form)
    for part in right_nest.getNestSubVecs():
        part.ghostUpdate(addv=PETSc.InsertMode.ADD, mode=PETSc.ScatterMode.REVERSE)
    assembling.set_bc_nest(right_nest, fem.bcs_by_block(fem.extract_function_spaces(right_form), list(conditions)))
    right = nest.createVecLeft()
    right.array[:] = numpy.concatenate([part.array for part in right_nest.getNestSubVecs()])
    return nest, right, schur, nest.getNestISs()[0]


def make_solver(matrix, schur, rows, motions, tolerance):
    set_defaults(DEFAULTS)
    solver = PETSc.KSP().create(matrix.comm)
    solver.setOperators(matrix, without_blocks(matrix, motions))
    solver.setType("fgmres")
    solver.setGMRESRestart(100)
    solver.setTolerances(rtol=tolerance, atol=0, max_it=1000)
    split = solver.getPC()
    split.setType("fieldsplit")
    split.setUseAmat(True)
    split.setFieldSplitIS(("u", rows[0]), ("p", rows[1]))
    split.setFieldSplitType(PETSc.PC.CompositeType.SCHUR)
    split.setFieldSplitSchurFactType(PETSc.PC.SchurFactType.UPPER)
    split.setFieldSplitSchurPreType(PETSc.PC.SchurPreType.USER, schur)
    solver.setFromOptions()
    solver.setUp()
    for part in split.getFieldSplitSubKSP():
        part.setUp()
        part.setUpOnBlocks()
    return solver


def parts_of(step, solution, rows):
    """Displacement and pressure as functions."""
    u, p = fem.Function(step.displacements), fem.Function(step.pressures)
    for function, part in ((u, rows[0]), (p, rows[1])):
        values = solution.getSubVector(part)
        function.x.array[: values.getLocalSize()] = values.array
        solution.restoreSubVector(part, values)
        function.x.scatter_forward()
    return u, p


def main():
    file, result, tolerance = sys.argv[1], sys.argv[2], float(sys.argv[3])
    comm = MPI.COMM_WORLD
    phases = Phases(comm)
    step = Step(comm, file)
    phases.end("mesh")
    forms, conditions = step.forms(), step.conditions()
    phases.end("forms")
    matrix, right, schur, rows = assemble(forms, conditions)
    phases.end("assembly")
    solver = make_solver(matrix, schur, rows, rigid_motions(step.displacements), tolerance)
    phases.end("set-up")
    solution = matrix.createVecRight()
    solver.solve(right, solution)
    phases.end("solve")

    u, p = parts_of(step, solution, rows)
    points, displacement = step.at_vertices(u)
    report(comm, result, phases, solver, (matrix, right, solution),
           {"settlement": step.settlement(u), "pressure": comm.allreduce(p.x.array.max(), MPI.MAX)},
           {"points": points, "displacement": displacement, "pressure": p.x.array[: len(points)]})


if __name__ == "__main__":
    main()
