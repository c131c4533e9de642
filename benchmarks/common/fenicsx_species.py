# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Fields that diffuse on the nodes of a FEniCSx mesh (dolfinx 0.5, Debian 12): linear sub-cells, lumped mass, PETSc's conjugate gradients.

The nodes are those of quadratic elements; FEniCSx distributes and numbers them. Sub-cells and their couplings come from sub_cells.py. A field of
diffusivity D goes by one implicit stage of length tau from y0 to y:

    m_i (1/tau + L_i) y_i + D sum_j g_ij (y_i - y_j) + a_i y_i = m_i (y0_i / tau + P_i) + b_i

with a_i y_i, b_i the supply through surfaces. One stage of tau = h is backward Euler; two of tau = GAMMA h are the L-stable method of order two.

Options of PETSc: prefix `species_`, and `stiff_` for diffusivities of STIFF and more.
"""
import numpy
from dolfinx import fem
from mpi4py import MPI
from petsc4py import PETSc
from scipy.spatial import cKDTree

GAMMA = 1 - 1 / numpy.sqrt(2)
STIFF = 50.0  # mm2/day
LARGEST_NUMBER_OF_ITERATIONS = 2000
DEFAULTS = {"species_pc_type": "jacobi", "stiff_pc_type": "jacobi"}


class Nodes:
    """The healing nodes that this rank owns.

    dofs     among those of the scalar quadratic space
    ids      among the nodes of sub_cells
    numbers  of all nodes of sub_cells in PETSc's matrices
    """

    def __init__(self, domain, sub_cells):
        self.comm, self.sub_cells = domain.comm, sub_cells
        self.space = fem.FunctionSpace(domain, ("Lagrange", 2))
        n_owned = self.space.dofmap.index_map.size_local
        distance, quadratic = cKDTree(sub_cells.points).query(self.space.tabulate_dof_coordinates())
        if len(distance) and distance.max() > 1e-6:
            raise SystemExit("the nodes of FEniCSx are not those of the mesh")
        self.quadratic = quadratic  # of all local dofs
        number = sub_cells.number_of[quadratic[:n_owned]]
        self.dofs = numpy.flatnonzero(number >= 0)
        self.ids = number[self.dofs]
        self.numbers = numpy.empty(len(sub_cells.nodes), dtype=PETSc.IntType)
        self.numbers[numpy.concatenate(self.comm.allgather(self.ids))] = numpy.arange(len(sub_cells.nodes))
        self.volumes = sub_cells.volumes[self.ids]
        self.points = sub_cells.points[sub_cells.nodes[self.ids]]
        self.coupling = sub_cells.coupling[self.ids]
        self.row_sums = numpy.asarray(self.coupling.sum(axis=1)).ravel()

    def __len__(self):
        return len(self.ids)

    def diffusion(self, diffusivity, held):
        """D sum_j g_ij (y_i - y_j) as a matrix; rows of held nodes are empty but for a diagonal."""
        rows = self.coupling.tocoo()
        keep = ~(held[self.ids[rows.row]] | held[rows.col]) if held is not None else slice(None)
        n = len(self)
        row, column = rows.row[keep], self.numbers[rows.col[keep]]
        row = numpy.concatenate([row, numpy.arange(n)])
        column = numpy.concatenate([column, self.numbers[self.ids]])
        value = numpy.concatenate([-diffusivity * rows.data[keep], diffusivity * self.row_sums])
        order = numpy.lexsort((column, row))
        begin = numpy.searchsorted(row[order], numpy.arange(n + 1)).astype(PETSc.IntType)
        size = (n, len(self.numbers))
        matrix = PETSc.Mat().createAIJ((size, size), csr=(begin, column[order].astype(PETSc.IntType), value[order]), comm=self.comm)
        matrix.setOption(PETSc.Mat.Option.SPD, True)
        return matrix

    def largest(self, values):
        return self.comm.allreduce(values.max() if len(values) else 0.0, MPI.MAX)

    def integral(self, values):
        return self.comm.allreduce(float(self.volumes @ values))


def set_defaults():
    """Options that the command line does not say otherwise."""
    options = PETSc.Options()
    for name, value in DEFAULTS.items():
        if not options.hasName(name):
            options[name] = value


class FieldSolver:
    """The solver of one field; matrix and preconditioner are kept as long as the diagonal stays.

    held     nodes (of sub_cells) that keep the value level, or None
    supply   a, b of surfaces at the owned nodes; zero if left out
    """

    def __init__(self, nodes, diffusivity, tolerance, held=None, level=0.0):
        self.nodes, self.iterations, self.solves = nodes, 0, 0
        n = len(nodes)
        self.held = held[nodes.ids] if held is not None else numpy.zeros(n, dtype=bool)
        self.level = level
        self.base = diffusivity * nodes.row_sums
        self.from_held = diffusivity * level * (nodes.coupling @ held.astype(float)) if held is not None else numpy.zeros(n)
        self.moves = diffusivity > 0
        self.diagonal = None
        if self.moves:
            self.make_solver(diffusivity, tolerance, held)

    def make_solver(self, diffusivity, tolerance, held):
        set_defaults()
        self.matrix = self.nodes.diffusion(diffusivity, held)
        self.right, self.solution, self.new_diagonal = (self.matrix.createVecLeft() for _ in range(3))
        self.solver = PETSc.KSP().create(self.nodes.comm)
        self.solver.setOptionsPrefix("stiff_" if diffusivity >= STIFF else "species_")
        self.solver.setOperators(self.matrix)
        self.solver.setType("cg")
        # of the residual and the preconditioned one: with Jacobi the norm in which Callus measures
        self.solver.setNormType(PETSc.KSP.NormType.NATURAL)
        self.solver.setTolerances(rtol=tolerance, atol=0, max_it=LARGEST_NUMBER_OF_ITERATIONS)
        self.solver.setInitialGuessNonzero(True)
        self.solver.setErrorIfNotConverged(True)
        self.solver.setFromOptions()

    def solve(self, diagonal, right, guess):
        """(diagonal + diffusion) y = right"""
        diagonal = numpy.where(self.held, 1.0, diagonal + self.base)
        right = numpy.where(self.held, self.level, right + self.from_held)
        if not self.moves:
            return right / diagonal
        if self.diagonal is None or not numpy.array_equal(diagonal, self.diagonal):
            self.diagonal = diagonal
            self.new_diagonal.array[:] = diagonal
            self.matrix.setDiagonal(self.new_diagonal)
        self.right.array[:] = right
        self.solution.array[:] = numpy.where(self.held, self.level, guess)
        self.solver.solve(self.right, self.solution)
        self.iterations += self.solver.getIterationNumber()
        self.solves += 1
        return self.solution.array.copy()

    def stage(self, tau, start, guess, production=0.0, loss=0.0, supply=(0.0, 0.0)):
        """One implicit stage from start, over tau."""
        volumes = self.nodes.volumes
        return self.solve(volumes * (1 / tau + loss) + supply[0], volumes * (start / tau + production) + supply[1], guess)
