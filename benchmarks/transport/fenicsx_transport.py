#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""fenicsx_transport.py MESH.npz RESULT FIELDS STAGES TOLERANCE [options of PETSc]: the network of network.py by FEniCSx (dolfinx 0.5, Debian 12).

Sub-cells, lumped mass, conjugate gradients: ../common/fenicsx_species.py. Reactions in numpy, all cells and all signals at once. STAGES of each
diffusion solve a step:

1   signals by backward Euler, produced by the cells as extrapolated to the end of the step; cells by Heun's method with the mean of the signals at
    both ends; then their diffusion by backward Euler
2   half a step of the cells' reactions before and behind their diffusion (Strang), with signals as extrapolated to the middle of each; then the signals,
    produced by the cells at the stage's time. Diffusion by the two-stage L-stable method of order two

Writes RESULT.json (seconds by phase: reactions, diffusion; iterations, solves) and RESULT.npz (points, fields, those of all ranks one behind the
other). Seconds are those of the time loop alone.
"""
import json
import pathlib
import sys
import time

import petsc4py

petsc4py.init(sys.argv[:1] + sys.argv[6:])
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "common"))
import dolfinx
import numpy
import ufl
from fenicsx_species import GAMMA, FieldSolver, Nodes
from mpi4py import MPI
from network import EXCHANGE, FLOOR, FLUX, HALF_SATURATION, LEVEL, LOWER, STEP, DAYS, Network
from sub_cells import SubCells

MOST_PER_SUB_STEP = 0.5  # of the fastest loss, as in Callus


def activation(x):
    return x / (HALF_SATURATION + x)


class Reactions:
    """Rates of all cells and of all signals: y is fields by nodes."""

    def __init__(self, network):
        self.network, self.n = network, network.n_cells

    def cells(self, y):
        """Production and loss."""
        network, cells, signals = self.network, y[: self.n], y[self.n:]
        room = numpy.maximum(0, 1 - cells.sum(axis=0))
        wake = FLOOR + (1 - FLOOR) * activation(signals[network.wakes])
        turning = network.conversion[:, None] * activation(signals[network.turns])
        production = network.growth[:, None] * wake * cells * room
        production[1:] += (turning * cells)[:-1]
        return production, network.death[:, None] + turning

    def signals(self, y):
        network, cells, signals = self.network, y[: self.n], y[self.n:]
        inhibition = HALF_SATURATION / (HALF_SATURATION + signals[network.inhibitor])
        production = network.secretion[:, None] * (cells[network.first] * inhibition + cells[network.second])
        return production + network.relay[:, None] * signals[network.partner]

    def advance_cells(self, y, step):
        """Heun's method in sub-steps, signals as they are."""
        y, done = y.copy(), 0.0
        while done < step:
            production, loss = self.cells(y)
            n_steps = max(1, numpy.ceil((step - done) * loss.max(initial=0) / MOST_PER_SUB_STEP * (1 - 1e-12)))
            h = (step - done) / n_steps
            before = y[: self.n].copy()
            y[: self.n] += h * (production - loss * before)
            production, loss = self.cells(y)
            y[: self.n] = (before + y[: self.n] + h * (production - loss * y[: self.n])) / 2
            done = step if n_steps == 1 else done + h
        return y


class Simulation:
    def __init__(self, comm, file, network, tolerance):
        arrays = numpy.load(file)
        points, cells, regions = arrays["points"], arrays["cells"], arrays["regions"]
        sub_cells = SubCells(points, cells, regions, (1, 2))
        if comm.rank != 0:
            points, cells = points[:0], cells[:0]
        domain = dolfinx.mesh.create_mesh(comm, cells, points, ufl.Mesh(ufl.VectorElement("Lagrange", ufl.tetrahedron, 1)))
        self.nodes, self.network, self.reactions = Nodes(domain, sub_cells), network, Reactions(network)
        self.solvers = [FieldSolver(self.nodes, diffusivity, tolerance) for diffusivity in network.diffusivities]
        areas = sub_cells.areas(*sub_cells.outer_faces(LOWER, lambda x: x[:, 2] < 1e-6))[self.nodes.ids]
        self.supply = {0: (EXCHANGE * areas, EXCHANGE * LEVEL * areas), network.n_cells: (0.0, FLUX * areas)}
        self.y = self.initial(sub_cells)
        self.before = None
        self.seconds = {"reactions": 0.0, "diffusion": 0.0}

    def initial(self, sub_cells):
        """A node between the regions gets the mean of both by volume."""
        shares = {}
        for region in self.network.initial:
            of_cells = (sub_cells.regions[sub_cells.healing] == region) * sub_cells.cell_volumes
            lumped = sub_cells.add_up(of_cells[:, None] * numpy.array([1 / 32] * 4 + [28 / 32 / 6] * 6))
            shares[region] = (lumped / sub_cells.volumes)[self.nodes.ids]
        return sum(values[:, None] * shares[region] for region, values in self.network.initial.items())

    def timed(self, phase, action, *arguments):
        self.nodes.comm.Barrier()
        start = time.perf_counter()
        result = action(*arguments)
        self.nodes.comm.Barrier()
        self.seconds[phase] += time.perf_counter() - start
        return result

    def predicted(self, fraction, which, y=None):
        """Fields (those of y, or as they are) with those of the slice as extrapolated to the fraction of the step, no less than zero."""
        y = (self.y if y is None else y).copy()
        y[which] = self.y[which]
        if self.before is not None:
            y[which] = numpy.maximum(0, self.y[which] + fraction * (self.y[which] - self.before[which]))
        return y

    def stages(self, start, fields, tau, guess, production):
        """One implicit stage of several fields; production by field, or None."""
        result = numpy.empty((len(fields), start.shape[1]))
        for row, f in enumerate(fields):
            is_signal = production is not None
            result[row] = self.solvers[f].stage(tau, start[row], guess[row], production[row] if is_signal else 0.0,
                                                self.network.loss[f - self.network.n_cells] if is_signal else 0.0, self.supply.get(f, (0.0, 0.0)))
        return result

    def one_stage(self, step):
        n = self.network.n_cells
        cells, signals = slice(0, n), slice(n, None)
        start = self.y.copy()
        production = self.timed("reactions", lambda: self.reactions.signals(self.predicted(1.0, cells)))
        new = self.timed("diffusion", self.stages, start[signals], range(n, self.network.n_fields), step, start[signals], production)
        middle = start.copy()
        middle[signals] = (start[signals] + new) / 2
        reacted = self.timed("reactions", self.reactions.advance_cells, middle, step)[cells]
        self.y[cells] = self.timed("diffusion", self.stages, reacted, range(n), step, reacted, None)
        self.y[signals] = new
        self.before = start

    def move_cells(self, reacted, step):
        """Diffusion and supply alone, by both stages."""
        fields, tau, slope = range(self.network.n_cells), GAMMA * step, (1 - GAMMA) / GAMMA
        first = self.stages(reacted, fields, tau, reacted, None)
        return self.stages(reacted + slope * (first - reacted), fields, tau, reacted + (first - reacted) / GAMMA, None)

    def step_cells(self, step):
        cells, signals = slice(0, self.network.n_cells), slice(self.network.n_cells, None)
        y = self.timed("reactions", lambda: self.reactions.advance_cells(self.predicted(0.25, signals), step / 2))
        y[cells] = self.timed("diffusion", self.move_cells, y[cells], step)
        return self.timed("reactions", lambda: self.reactions.advance_cells(self.predicted(0.75, signals, y), step / 2))[cells]

    def two_stages(self, step):
        n = self.network.n_cells
        cells, signals, fields = slice(0, n), slice(n, None), range(n, self.network.n_fields)
        start, tau, slope = self.y.copy(), GAMMA * step, (1 - GAMMA) / GAMMA
        new_cells = self.step_cells(step)
        ahead = self.predicted(GAMMA, signals)
        ahead[cells] += GAMMA * (new_cells - start[cells])
        production = self.timed("reactions", self.reactions.signals, ahead)
        first = self.timed("diffusion", self.stages, start[signals], fields, tau, ahead[signals], production)
        ahead[cells], ahead[signals] = new_cells, numpy.maximum(0, start[signals] + (first - start[signals]) / GAMMA)
        production = self.timed("reactions", self.reactions.signals, ahead)
        self.y[signals] = self.timed("diffusion", self.stages, start[signals] + slope * (first - start[signals]), fields, tau, ahead[signals], production)
        self.y[cells] = new_cells
        self.before = start

    def run(self, n_stages):
        advance = {1: self.one_stage, 2: self.two_stages}[n_stages]
        n_steps = round(DAYS / STEP)
        for _ in range(n_steps):
            advance(STEP)
        return n_steps


def main():
    file, result, n_fields, n_stages, tolerance = (convert(word) for convert, word in zip((str, str, int, int, float), sys.argv[1:6]))
    comm = MPI.COMM_WORLD
    simulation = Simulation(comm, file, Network(n_fields), tolerance)
    n_steps = simulation.run(n_stages)
    iterations = {name: solver.iterations / max(1, solver.solves) for name, solver in zip(simulation.network.names, simulation.solvers)}
    found = {"seconds": simulation.seconds, "steps": n_steps, "iterations": sum(solver.iterations for solver in simulation.solvers),
             "solves": sum(solver.solves for solver in simulation.solvers), "iterations_of_a_solve": iterations,
             "negative_share": simulation.nodes.sub_cells.negative_share,
             "couplings_of_a_node": simulation.nodes.sub_cells.coupling.nnz / len(simulation.nodes.sub_cells.nodes), "version": dolfinx.__version__}
    points, values = comm.gather(simulation.nodes.points), comm.gather(simulation.y)
    if comm.rank == 0:
        with open(result + ".json", "w", encoding="utf-8") as out:
            json.dump(found, out, indent=1)
        numpy.savez(result + ".npz", points=numpy.concatenate(points), fields=numpy.concatenate(values, axis=1), names=simulation.network.names)


if __name__ == "__main__":
    main()
