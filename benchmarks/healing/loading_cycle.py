# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""One loading cycle of the sheep metatarsus by FEniCSx (dolfinx 0.5): Biot's equations, displacements quadratic, pressures linear.

A ramp of equal steps of backward Euler, the distal end held, the proximal one moved by a rigid plate along the axis, fluid drained at the callus' outer
face. The plate's movement follows from the fixator's law. As in Callus, an update of the material takes one solve for a unit movement of the plate and
one for each step behind the first; solutions of the update before are the starts. Solver: that of benchmarks/mechanics/fenicsx.py, with options as tuned there.
"""
import basix
import numpy
import ufl
from dolfinx import fem, mesh
from dolfinx.cpp.fem.petsc import create_matrix_nest
from dolfinx.fem import petsc as assembling
from mpi4py import MPI
from petsc4py import PETSc

from biology import number, numbers
from fenicsx import DEFAULTS
from fenicsx_body import FAST, rigid_motions, set_defaults, strain

END = 20.0  # mm: of the modelled bone
DEGREE = 2  # of the quadrature: its four points are those at which Callus takes the material
LARGEST_NUMBER_OF_ITERATIONS = 1000


class Fixator:
    """Piecewise linear, beyond its ends with the last slope."""

    def __init__(self, section):
        self.displacements, self.forces = (numpy.array(numbers(section, entry)) for entry in ("Displacements", "Forces"))

    def equilibrium(self, stiffness, offset, load):
        """Closing w at which fixator and bone (stiffness w + offset) carry the load."""
        segment, slopes = 0, numpy.diff(self.forces) / numpy.diff(self.displacements)
        while segment + 1 < len(slopes) and self.forces[segment + 1] + stiffness * self.displacements[segment + 1] + offset < load:
            segment += 1
        at_begin = self.forces[segment] + stiffness * self.displacements[segment] + offset
        return self.displacements[segment] + (load - at_begin) / (slopes[segment] + stiffness)

# Callus stops by an estimated error, which a plain program has not. With 1e-5 0.6 % of the movement would be missing on day 70, with 1e-6 0.06 %, with
# Callus's default 0.01 % (README.md).
RESIDUAL_TOLERANCE = 1e-6


class LoadingCycle:
    """coefficients are functions at the quadrature points, four numbers a cell: those who call run() set them. regions: of all local cells; callus: the
    one that drains; proximal: the quadratic nodes of the stiff fragment that moves with the plate."""

    def __init__(self, domain, regions, callus, proximal, parameters):
        mechanics = parameters["Mechanics"]
        ramp = mechanics["Ramp"]
        self.domain, self.comm, self.callus = domain, domain.comm, callus
        self.n_steps = int(number(ramp, "Steps"))
        self.step = number(ramp, "Duration") / self.n_steps  # s
        self.load = number(mechanics["Loads"]["body_weight"], "Force")
        self.tolerance = RESIDUAL_TOLERANCE
        self.fixator = Fixator(mechanics["Fixator"])
        self.displacements = fem.VectorFunctionSpace(domain, ("Lagrange", 2))
        self.pressures = fem.FunctionSpace(domain, ("Lagrange", 1))
        space_of_points = fem.FunctionSpace(domain, ufl.FiniteElement("Quadrature", ufl.tetrahedron, DEGREE, quad_scheme="default"))
        self.coefficients = {name: fem.Function(space_of_points) for name in ("lambda", "mu", "kappa", "storage")}
        self.state = fem.Function(self.displacements), fem.Function(self.pressures)
        self.solves = self.iterations = self.updates = 0
        self.set_conditions(regions)
        self.rigid = self.rigid_motion(proximal)
        self.make_forms()
        self.make_matrices()
        self.starts = [None] * self.n_steps

    def end_dofs(self, z):
        faces = mesh.locate_entities_boundary(self.domain, 2, lambda x: numpy.isclose(x[2], z))
        return fem.locate_dofs_topological(self.displacements, 2, faces)

    def set_conditions(self, regions):
        topology = self.domain.topology
        topology.create_connectivity(2, 3)
        cells_of = topology.connectivity(2, 3)
        outer = [face for face in mesh.exterior_facet_indices(topology) if regions[cells_of.links(face)[0]] == self.callus]
        drained = fem.locate_dofs_topological(self.pressures, 2, numpy.array(outer, dtype=numpy.int32))
        self.plate = self.end_dofs(END)
        fixed = numpy.concatenate([self.end_dofs(-END), self.plate]).astype(numpy.int32)
        self.conditions = [fem.dirichletbc(numpy.zeros(3), fixed, self.displacements), fem.dirichletbc(PETSc.ScalarType(0), drained, self.pressures)]
        self.fixed = fixed

    def rigid_motion(self, proximal):
        """A unit closing of the plate, with the whole proximal fragment: what is left to solve for is not dominated by the stiff bone."""
        motion = fem.Function(self.displacements)
        nodes = motion.x.array.reshape(-1, 3)
        nodes[proximal, 2] = -1.0
        nodes[self.plate, 2] = -1.0
        motion.x.scatter_forward()
        return motion

    def make_forms(self):
        dx = ufl.dx(metadata={"quadrature_degree": DEGREE, "quadrature_scheme": "default"})
        c = self.coefficients
        u, v = ufl.TrialFunction(self.displacements), ufl.TestFunction(self.displacements)
        p, q = ufl.TrialFunction(self.pressures), ufl.TestFunction(self.pressures)
        time_step = fem.Constant(self.domain, PETSc.ScalarType(self.step))

        def stress(w):
            return 2 * c["mu"] * strain(w) + c["lambda"] * ufl.div(w) * ufl.Identity(3)

        def flow(pressure):
            return c["storage"] * pressure * q + time_step * c["kappa"] * ufl.inner(ufl.grad(pressure), ufl.grad(q))

        matrix = [[ufl.inner(stress(u), strain(v)) * dx, -p * ufl.div(v) * dx], [-q * ufl.div(u) * dx, -flow(p) * dx]]
        schur = -(flow(p) + p * q / (c["lambda"] + 2 * c["mu"])) * dx
        u_old, p_old = self.state
        nothing = fem.Constant(self.domain, numpy.zeros(3))
        history = [ufl.inner(nothing, v) * dx, -q * ufl.div(u_old) * dx - c["storage"] * p_old * q * dx]
        of_motion = [-ufl.inner(stress(self.rigid), strain(v)) * dx, q * ufl.div(self.rigid) * dx]
        force = (ufl.inner(stress(u_old), strain(v)) - p_old * ufl.div(v)) * dx
        self.matrix_form, self.schur_form, self.history_form, self.motion_form, self.force_form = (
            fem.form(form, jit_params=FAST) for form in (matrix, schur, history, of_motion, force))
        # two expressions: the name under which FEniCSx keeps one of two functions is not the same in every run
        e = strain(u_old)
        points, _ = basix.make_quadrature(basix.CellType.tetrahedron, DEGREE)
        self.strain = fem.Expression(ufl.as_vector([e[0, 0], e[1, 1], e[2, 2], e[0, 1], e[1, 2], e[2, 0]]), points, jit_params=FAST)
        self.pressure = fem.Expression(p_old, points, jit_params=FAST)

    def make_matrices(self):
        self.matrix = create_matrix_nest(self.matrix_form, [["baij", "aij"], ["aij", "aij"]])
        self.schur = assembling.create_matrix(self.schur_form)
        self.rows = self.matrix.getNestISs()[0]
        self.solver = None

    def assemble(self):
        self.matrix.zeroEntries()
        assembling.assemble_matrix_nest(self.matrix, self.matrix_form, bcs=self.conditions)
        self.matrix.assemble()
        self.schur.zeroEntries()
        assembling.assemble_matrix(self.schur, self.schur_form, bcs=[self.conditions[1]])
        self.schur.assemble()

    def make_solver(self):
        set_defaults(DEFAULTS)
        blocks = self.matrix.getNestSubMatrix(0, 0)
        self.without_blocks = PETSc.Mat()  # GAMG takes no matrix in blocks
        blocks.convert("aij", self.without_blocks)
        self.without_blocks.setNearNullSpace(rigid_motions(self.displacements))
        parts = [[self.without_blocks, self.matrix.getNestSubMatrix(0, 1)], [self.matrix.getNestSubMatrix(1, 0), self.matrix.getNestSubMatrix(1, 1)]]
        self.of_preconditioner = PETSc.Mat().createNest(parts, isrows=self.rows, iscols=self.matrix.getNestISs()[1], comm=self.comm)
        self.solver = PETSc.KSP().create(self.comm)
        self.solver.setType("fgmres")
        self.solver.setGMRESRestart(100)
        self.solver.setInitialGuessNonzero(True)
        self.solver.setErrorIfNotConverged(True)
        split = self.solver.getPC()
        self.solver.setOperators(self.matrix, self.of_preconditioner)
        split.setType("fieldsplit")
        split.setUseAmat(True)
        split.setFieldSplitIS(("u", self.rows[0]), ("p", self.rows[1]))
        split.setFieldSplitType(PETSc.PC.CompositeType.SCHUR)
        split.setFieldSplitSchurFactType(PETSc.PC.SchurFactType.UPPER)
        split.setFieldSplitSchurPreType(PETSc.PC.SchurPreType.USER, self.schur)
        self.solver.setFromOptions()

    def set_up(self):
        if self.solver is None:
            self.make_solver()
        else:
            new = PETSc.Mat()
            self.matrix.getNestSubMatrix(0, 0).convert("aij", new)
            new.copy(self.without_blocks, PETSc.Mat.Structure.SAME_NONZERO_PATTERN)
            self.of_preconditioner.assemble()
            self.solver.setOperators(self.matrix, self.of_preconditioner)
        self.solver.setUp()
        for part in self.solver.getPC().getFieldSplitSubKSP():
            part.setUp()

    def right_side(self, form):
        nest = assembling.assemble_vector_nest(form)
        for part in nest.getNestSubVecs():
            part.ghostUpdate(addv=PETSc.InsertMode.ADD, mode=PETSc.ScatterMode.REVERSE)
        assembling.set_bc_nest(nest, fem.bcs_by_block(fem.extract_function_spaces(form), self.conditions))
        right = self.matrix.createVecLeft()
        right.array[:] = numpy.concatenate([part.array for part in nest.getNestSubVecs()])
        return right

    def solve(self, form, number_of_start, reference=None):
        """Of a right side; reference: the size of the residual that counts as one (left out: of the right side)."""
        right = self.right_side(form)
        reference = right.norm() if reference is None else reference
        if self.starts[number_of_start] is None:
            self.starts[number_of_start] = self.matrix.createVecRight()
            self.starts[number_of_start].set(0.0)
        solution = self.starts[number_of_start]
        self.solver.setTolerances(rtol=1e-50, atol=self.tolerance * reference, max_it=LARGEST_NUMBER_OF_ITERATIONS)
        self.solver.solve(right, solution)
        self.solves += 1
        self.iterations += self.solver.getIterationNumber()
        return solution, reference

    def set_state(self, closing, parts):
        """closing times the rigid motion plus a sum of solutions (factor, vector)."""
        u, p = self.state
        for function, rows, rigid in ((u, self.rows[0], self.rigid), (p, self.rows[1], None)):
            n = function.function_space.dofmap.index_map.size_local * function.function_space.dofmap.index_map_bs
            values = closing * rigid.x.array[:n] if rigid else numpy.zeros(n)
            for factor, vector in parts:
                part = vector.getSubVector(rows)
                values = values + factor * part.array
                vector.restoreSubVector(rows, part)
            function.x.array[:n] = values
            function.x.scatter_forward()

    def force(self):
        """Of the body on the moving plate, by the work of the nodal forces on its unit motion."""
        forces = assembling.assemble_vector(self.force_form)
        forces.ghostUpdate(addv=PETSc.InsertMode.ADD, mode=PETSc.ScatterMode.REVERSE)
        return self.comm.allreduce(float(forces.array @ self.rigid.x.array[: forces.getLocalSize()]), MPI.SUM)

    def at_points(self, cells):
        """Strain (xx, yy, zz, xy, yz, zx) and pressure at the quadrature points of cells."""
        return self.strain.eval(cells).reshape(len(cells), 4, 6), self.pressure.eval(cells)

    def run(self, timed):
        """The ramp to its peak with the coefficients as they are; the closing of the plate. timed(phase, action)."""
        timed("assembly", self.assemble)
        timed("solver set-up", self.set_up)
        response, reference = timed("solve", lambda: self.solve(self.motion_form, 0))
        self.set_state(1.0, [(1.0, response)])
        stiffness, closing, history = self.force(), 0.0, None
        for step in range(1, self.n_steps + 1):
            offset = 0.0
            if step > 1:
                self.set_state(closing, [(closing, response)] + ([(1.0, history)] if history else []))
                history, _ = timed("solve", lambda: self.solve(self.history_form, step - 1, abs(closing) * reference))
                self.set_state(0.0, [(1.0, history)])
                offset = self.force()
            closing = self.fixator.equilibrium(stiffness, offset, self.load * step / self.n_steps)
        self.set_state(closing, [(closing, response)] + ([(1.0, history)] if history else []))
        self.updates += 1
        return closing
