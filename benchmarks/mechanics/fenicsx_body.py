# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""What fenicsx.py, fenicsx_elastic.py and fenicsx_linear.py share: the bone as FEniCSx (dolfinx 0.5, Debian 12) sees it, and the clock.

Both are called with MESH.npz RESULT TOLERANCE [options of PETSc].
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
from petsc4py import PETSc

FORCE = 20.0  # N
#                E [MPa], nu, kappa [mm4/(N s)], K_solid, K_fluid [MPa], porosity
CORTICAL_BONE = (17000.0, 0.3, 1e-5, 13920.0, 2300.0, 0.04)
GRANULATION_TISSUE = (1.0, 0.167, 1e-2, 2300.0, 2300.0, 0.8)
BONE, CALLUS = 1, 2
END = 16.5  # mm, where the bone is held and loaded
FAST = {"cffi_extra_compile_args": ["-O3", "-march=native", "-ffast-math"]}  # of the compiled forms
MULTIGRID = {  # for the displacements
    "pc_type": "gamg",
    "pc_gamg_threshold": 0.01,
    "pc_gamg_agg_nsmooths": 0,
    "pc_mg_cycle_type": "w",
    "mg_levels_ksp_chebyshev_esteig_steps": 20,
    "mg_levels_ksp_chebyshev_esteig": "0,0.1,0,1.2",
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


def strain(w):
    return ufl.sym(ufl.grad(w))


class Body:
    """The mesh, the displacements (quadratic unless told otherwise), what holds and loads them."""

    def __init__(self, comm, file, degree=2):
        arrays = numpy.load(file)
        points, cells = arrays["points"], arrays["cells"]
        if comm.rank != 0:
            points, cells = points[:0], cells[:0]
        element = ufl.VectorElement("Lagrange", ufl.tetrahedron, 1)
        self.domain = mesh.create_mesh(comm, cells, points, ufl.Mesh(element))
        self.regions = arrays["regions"][self.domain.topology.original_cell_index]
        self.displacements = fem.VectorFunctionSpace(self.domain, ("Lagrange", degree))
        self.dx = ufl.dx(metadata={"quadrature_degree": 2 * (degree - 1)})  # exact in tetrahedra with straight edges

    def by_region(self, function):
        """function(material) as a field that is constant in each cell."""
        field = fem.Function(fem.FunctionSpace(self.domain, ("DG", 0)))
        values = numpy.where(self.regions == BONE, function(*CORTICAL_BONE), function(*GRANULATION_TISSUE))
        field.x.array[:] = values[: len(field.x.array)]
        field.x.scatter_forward()
        return field

    def drained_constants(self):
        """lambda and mu [MPa]"""
        return (self.by_region(lambda e, nu, *_: e * nu / ((1 + nu) * (1 - 2 * nu))),
                self.by_region(lambda e, nu, *_: e / (2 * (1 + nu))))

    def end_faces(self, z):
        return mesh.locate_entities_boundary(self.domain, 2, lambda x: numpy.isclose(x[2], z))

    def held(self):
        dofs = fem.locate_dofs_topological(self.displacements, 2, self.end_faces(-END))
        return fem.dirichletbc(numpy.zeros(3), dofs, self.displacements)

    def loaded(self):
        """Measure and area of the loaded end."""
        faces = numpy.sort(self.end_faces(END))
        tags = mesh.meshtags(self.domain, 2, faces, numpy.full(len(faces), 1, dtype=numpy.int32))
        ds = ufl.Measure("ds", self.domain, subdomain_data=tags)(1)
        return ds, self.integral(fem.Constant(self.domain, 1.0) * ds)

    def integral(self, form):
        return self.domain.comm.allreduce(fem.assemble_scalar(fem.form(form)))

    def work_of_elasticity(self, u, v):
        lam, mu = self.drained_constants()
        stress = 2 * mu * strain(u) + lam * ufl.div(u) * ufl.Identity(3)
        return ufl.inner(stress, strain(v)) * self.dx

    def work_of_load(self, v):
        ds, area = self.loaded()
        return ufl.inner(fem.Constant(self.domain, (0.0, 0.0, -FORCE / area)), v) * ds

    def settlement(self, u):
        """Mean over the loaded end [mm]."""
        ds, area = self.loaded()
        return -self.integral(u[2] * ds) / area

    def at_vertices(self, u):
        """Points and displacements of the vertices that this rank owns."""
        linear = fem.Function(fem.VectorFunctionSpace(self.domain, ("Lagrange", 1)))
        linear.interpolate(u)
        n = linear.function_space.dofmap.index_map.size_local
        return linear.function_space.tabulate_dof_coordinates()[:n], linear.x.array.reshape(-1, 3)[:n]


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


def set_defaults(defaults):
    """Options that the command line does not say otherwise."""
    options = PETSc.Options()
    for name, value in defaults.items():
        if not options.hasName(name):
            options[name] = value


def report(comm, result, phases, solver, system, found, fields):
    """Rank 0 writes RESULT.json (seconds by phase, from behind the imports to the solution; iterations; true residual; answers) and RESULT.npz
    (fields, those of all ranks one behind the other). system: matrix, right side, solution."""
    matrix, right, solution = system
    residual = (right - matrix * solution).norm() / right.norm()
    found = {**found, "seconds": phases.seconds, "iterations": solver.getIterationNumber(), "true_residual": residual,
             "unknowns": matrix.getSize()[0], "version": dolfinx.__version__, "reason": solver.getConvergedReason()}
    gathered = {name: comm.gather(field) for name, field in fields.items()}
    if comm.rank == 0:
        with open(result + ".json", "w", encoding="utf-8") as out:
            json.dump(found, out, indent=1)
        numpy.savez(result + ".npz", **{name: numpy.concatenate(parts) for name, parts in gathered.items()})
