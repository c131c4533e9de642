#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""fenicsx.py MESH.npz RESULT TOLERANCE [options of PETSc]: the first day of tubes.prm by FEniCSx (dolfinx 0.5, Debian 12).

One step of backward Euler of Biot's equations, displacements quadratic, pressures linear, numbers as in tubes.prm:

    [ A  B^T ] [u]   [f]      A = int sigma'(u) : eps(v),  B = -int q div u,  C = int q p / M + dt int grad q . kappa grad p
    [ B  -C  ] [p] = [0]

Solver: FGMRES until ||b - A x|| <= TOLERANCE ||b||, preconditioned by the upper block triangle with -(C + int q p / (lambda + 2 mu)) as
Schur complement; GAMG on A (rigid-body motions, unsmoothed aggregation, threshold 0.01, W cycle, spectral bounds by 20 steps with
a safety factor of 1.2, point-block or point Jacobi as PETSc has it), BoomerAMG on the pressures. Options on the command line
overrule. Run it once before a measurement, so that compiled forms are in FEniCSx's cache.

Rank 0 writes RESULT.json (seconds by phase, from behind the imports to the solution; iterations; true residual; answers) and
RESULT.npz (points, displacement and pressure at the vertices).
"""
import json
import sys
import time

import petsc4py

petsc4py.init(sys.argv[:1] + sys.argv[4:])
import dolfinx
import numpy
import ufl
from dolfinx import fem, la, mesh
from dolfinx.fem import petsc as assembling
from mpi4py import MPI
from petsc4py import PETSc

FORCE, TIME_STEP = 20.0, 1.0  # N, s
#                E [MPa], nu, kappa [mm4/(N s)], K_solid, K_fluid [MPa], porosity
CORTICAL_BONE = (17000.0, 0.3, 1e-5, 13920.0, 2300.0, 0.04)
GRANULATION_TISSUE = (1.0, 0.167, 1e-2, 2300.0, 2300.0, 0.8)
BONE, CALLUS = 1, 2
END = 16.5  # mm, where the bone is held and loaded
FAST = {"cffi_extra_compile_args": ["-O3", "-march=native", "-ffast-math"]}  # of the compiled forms
DEFAULTS = {
    "fieldsplit_u_ksp_type": "preonly",
    "fieldsplit_u_pc_type": "gamg",
    "fieldsplit_u_pc_gamg_threshold": 0.01,
    "fieldsplit_u_pc_gamg_agg_nsmooths": 0,
    "fieldsplit_u_pc_mg_cycle_type": "w",
    "fieldsplit_u_mg_levels_ksp_chebyshev_esteig_steps": 20,
    "fieldsplit_u_mg_levels_ksp_chebyshev_esteig": "0,0.1,0,1.2",
    "fieldsplit_p_ksp_type": "preonly",
    "fieldsplit_p_pc_type": "hypre",
}


class Phases:
    """Seconds of each phase, by the slowest rank."""

    def __init__(self, comm):
        self.comm, self.seconds = comm, {}
        comm.Barrier()
        self.last = time.perf_counter()

    def end(self, name):
        self.comm.Barrier()
        now = time.perf_counter()
        self.seconds[name] = now - self.last
        self.last = now


class Step:
    """The mesh, the forms and what is imposed."""

    def __init__(self, comm, file):
        arrays = numpy.load(file)
        points, cells = arrays["points"], arrays["cells"]
        if comm.rank != 0:
            points, cells = points[:0], cells[:0]
        element = ufl.VectorElement("Lagrange", ufl.tetrahedron, 1)
        self.domain = mesh.create_mesh(comm, cells, points, ufl.Mesh(element))
        self.regions = arrays["regions"][self.domain.topology.original_cell_index]
        self.displacements = fem.VectorFunctionSpace(self.domain, ("Lagrange", 2))
        self.pressures = fem.FunctionSpace(self.domain, ("Lagrange", 1))

    def by_region(self, function):
        """function(material) as a field that is constant in each cell."""
        field = fem.Function(fem.FunctionSpace(self.domain, ("DG", 0)))
        values = numpy.where(self.regions == BONE, function(*CORTICAL_BONE), function(*GRANULATION_TISSUE))
        field.x.array[:] = values[: len(field.x.array)]
        field.x.scatter_forward()
        return field

    def end_faces(self, z):
        return mesh.locate_entities_boundary(self.domain, 2, lambda x: numpy.isclose(x[2], z))

    def drained_faces(self):
        topology = self.domain.topology
        topology.create_connectivity(2, 3)
        cells_of = topology.connectivity(2, 3)
        outer = mesh.exterior_facet_indices(topology)
        return numpy.array([face for face in outer if self.regions[cells_of.links(face)[0]] == CALLUS], dtype=numpy.int32)

    def conditions(self):
        held = fem.locate_dofs_topological(self.displacements, 2, self.end_faces(-END))
        drained = fem.locate_dofs_topological(self.pressures, 2, self.drained_faces())
        return (fem.dirichletbc(numpy.zeros(3), held, self.displacements),
                fem.dirichletbc(PETSc.ScalarType(0), drained, self.pressures))

    def loaded(self):
        """Measure and area of the loaded end."""
        faces = numpy.sort(self.end_faces(END))
        tags = mesh.meshtags(self.domain, 2, faces, numpy.full(len(faces), 1, dtype=numpy.int32))
        ds = ufl.Measure("ds", self.domain, subdomain_data=tags)(1)
        return ds, self.integral(fem.Constant(self.domain, 1.0) * ds)

    def integral(self, form):
        return self.domain.comm.allreduce(fem.assemble_scalar(fem.form(form)))

    def forms(self):
        """Matrix, right side, and the approximation of the Schur complement."""
        mu = self.by_region(lambda e, nu, *_: e / (2 * (1 + nu)))
        lam = self.by_region(lambda e, nu, *_: e * nu / ((1 + nu) * (1 - 2 * nu)))
        kappa = self.by_region(lambda e, nu, kappa, *_: TIME_STEP * kappa)
        storage = self.by_region(lambda e, nu, kappa, solid, fluid, n: n / fluid + (1 - n) / solid)
        u, v = ufl.TrialFunction(self.displacements), ufl.TestFunction(self.displacements)
        p, q = ufl.TrialFunction(self.pressures), ufl.TestFunction(self.pressures)
        dx = ufl.dx(metadata={"quadrature_degree": 2})

        def strain(w):
            return ufl.sym(ufl.grad(w))

        stress = 2 * mu * strain(u) + lam * ufl.div(u) * ufl.Identity(3)
        flow = storage * p * q + kappa * ufl.inner(ufl.grad(p), ufl.grad(q))
        ds, area = self.loaded()
        traction = fem.Constant(self.domain, (0.0, 0.0, -FORCE / area))
        matrix = [[ufl.inner(stress, strain(v)) * dx, -p * ufl.div(v) * dx], [-q * ufl.div(u) * dx, -flow * dx]]
        right_side = [ufl.inner(traction, v) * ds, fem.Constant(self.domain, 0.0) * q * dx]
        schur = -(flow + p * q / (lam + 2 * mu)) * dx
        return tuple(fem.form(form, jit_params=FAST) for form in (matrix, right_side, schur))


def rigid_motions(space):
    """Near-null space of the displacements."""
    vectors = [la.create_petsc_vector(space.dofmap.index_map, 3) for _ in range(6)]
    x, y, z = space.tabulate_dof_coordinates()[: space.dofmap.index_map.size_local].T
    values = [vector.array.reshape(-1, 3) for vector in vectors]
    for i in range(3):
        values[i][:, i] = 1
    values[3][:, 0], values[3][:, 1] = -y, x
    values[4][:, 0], values[4][:, 2] = z, -x
    values[5][:, 1], values[5][:, 2] = -z, y
    la.orthonormalize(vectors)
    return PETSc.NullSpace().create(vectors=vectors, comm=space.mesh.comm)


def assemble(forms, conditions):
    """Matrix (one, AIJ), right side, Schur matrix, and the rows of u and p."""
    matrix_form, right_form, schur_form = forms
    nest = assembling.assemble_matrix_nest(matrix_form, bcs=list(conditions))
    nest.assemble()
    schur = assembling.assemble_matrix(schur_form, bcs=[conditions[1]])
    schur.assemble()
    right_nest = assembling.assemble_vector_nest(right_form)
    for part in right_nest.getNestSubVecs():
        part.ghostUpdate(addv=PETSc.InsertMode.ADD, mode=PETSc.ScatterMode.REVERSE)
    assembling.set_bc_nest(right_nest, fem.bcs_by_block(fem.extract_function_spaces(right_form), list(conditions)))
    rows = nest.getNestISs()[0]
    matrix = nest.convert("aij")
    right = matrix.createVecLeft()
    right.array[:] = numpy.concatenate([part.array for part in right_nest.getNestSubVecs()])
    return matrix, right, schur, rows


def make_solver(matrix, schur, rows, motions, tolerance):
    options = PETSc.Options()
    for name, value in DEFAULTS.items():
        if not options.hasName(name):
            options[name] = value
    solver = PETSc.KSP().create(matrix.comm)
    solver.setOperators(matrix)
    solver.setType("fgmres")
    solver.setGMRESRestart(100)
    solver.setTolerances(rtol=tolerance, atol=0, max_it=1000)
    split = solver.getPC()
    split.setType("fieldsplit")
    split.setFieldSplitIS(("u", rows[0]), ("p", rows[1]))
    split.setFieldSplitType(PETSc.PC.CompositeType.SCHUR)
    split.setFieldSplitSchurFactType(PETSc.PC.SchurFactType.UPPER)
    split.setFieldSplitSchurPreType(PETSc.PC.SchurPreType.USER, schur)
    # the block of the displacements is taken out of the matrix with what hangs on their index set
    rows[0].setBlockSize(3)
    rows[0].compose("nearnullspace", motions)
    solver.setFromOptions()
    solver.setUp()
    for part in split.getFieldSplitSubKSP():
        part.setUp()
        part.setUpOnBlocks()
    return solver


def answers(step, solution, rows):
    """Mean settlement of the loaded end [mm], largest pressure [MPa]; values at the vertices."""
    u, p = fem.Function(step.displacements), fem.Function(step.pressures)
    for function, part in ((u, rows[0]), (p, rows[1])):
        values = solution.getSubVector(part)
        function.x.array[: values.getLocalSize()] = values.array
        solution.restoreSubVector(part, values)
        function.x.scatter_forward()
    ds, area = step.loaded()
    at_vertices = fem.Function(fem.VectorFunctionSpace(step.domain, ("Lagrange", 1)))
    at_vertices.interpolate(u)
    n = step.pressures.dofmap.index_map.size_local
    fields = [step.pressures.tabulate_dof_coordinates()[:n], at_vertices.x.array.reshape(-1, 3)[:n], p.x.array[:n]]
    gathered = [step.domain.comm.gather(field) for field in fields]
    if gathered[0] is not None:
        gathered = [numpy.concatenate(field) for field in gathered]
    return {"settlement": -step.integral(u[2] * ds) / area,
            "pressure": step.domain.comm.allreduce(p.x.array.max(), MPI.MAX)}, gathered


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

    residual = (right - matrix * solution).norm() / right.norm()
    found, fields = answers(step, solution, rows)
    found |= {"seconds": phases.seconds, "iterations": solver.getIterationNumber(), "true_residual": residual,
              "unknowns": matrix.getSize()[0], "version": dolfinx.__version__, "reason": solver.getConvergedReason()}
    if comm.rank == 0:
        with open(result + ".json", "w", encoding="utf-8") as out:
            json.dump(found, out, indent=1)
        numpy.savez(result + ".npz", points=fields[0], displacement=fields[1], pressure=fields[2])


if __name__ == "__main__":
    main()
