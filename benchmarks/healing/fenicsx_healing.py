#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""fenicsx_healing.py MESH.npz RESULT PLAN.json [options of PETSc]: the sheep metatarsus heals, by FEniCSx (dolfinx 0.5, Debian 12).

The model is that of a run of Callus: PLAN says where its parameters.used.prm lies, the steps that it took, on which days it solved mechanics, how many
diffusion solves a field and step. Mechanics: loading_cycle.py, tissue.py;
fields and processes: biology.py; diffusion: ../common/fenicsx_species.py. The time schemes are those of ../transport/fenicsx_transport.py, with oxygen
in balance at every moment, by Newton's method.

Writes RESULT.json: seconds by phase (mechanics and biology are all of their parts), numbers of updates, solves, steps, iterations; volume of each matrix and mean of each other field at the end; movement of the loaded end.
"""
import json
import pathlib
import sys
import time

import petsc4py

petsc4py.init(sys.argv[:1] + sys.argv[4:])
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "common"), str(HERE.parent / "mechanics")]
import dolfinx
import numpy
import ufl
from dolfinx import fem, la
from mpi4py import MPI

from biology import Biology, number, read_parameters, words
from fenicsx_species import GAMMA, FieldSolver, Nodes
from loading_cycle import LoadingCycle
from sub_cells import SubCells
from tissue import EDGES, ClaesHeigele, Material, Mixture, octahedral_shear, piecewise_linear, smallest_principal

MOST_PER_SUB_STEP = 0.5  # of the fastest loss
NEWTON_TOLERANCE, LARGEST_NUMBER_OF_NEWTON_STEPS = 1e-6, 50


class Clock:
    def __init__(self, comm):
        self.comm, self.seconds = comm, {}

    def __call__(self, phase, action):
        self.comm.Barrier()
        start = time.perf_counter()
        result = action()
        self.comm.Barrier()
        self.seconds[phase] = self.seconds.get(phase, 0.0) + time.perf_counter() - start
        return result


class Bone:
    """The mesh: distributed by FEniCSx, with the sub-cells of the callus."""

    def __init__(self, comm, file):
        arrays = numpy.load(file)
        points, cells = arrays["points"], arrays["cells"]
        self.names = [str(name) for name in arrays["names"]]
        self.callus = self.names.index("callus")
        self.sub_cells = SubCells(points, cells, arrays["regions"], [self.callus])
        if comm.rank != 0:
            points, cells = points[:0], cells[:0]
        self.domain = dolfinx.mesh.create_mesh(comm, cells, points, ufl.Mesh(ufl.VectorElement("Lagrange", ufl.tetrahedron, 1)))
        self.regions = arrays["regions"][self.domain.topology.original_cell_index]

    def region(self, name):
        return self.names.index(name)

    def faces(self, name, surfaces):
        """Those of a surface or interface, as areas at the healing nodes."""
        section = surfaces.get(name)
        side, other = (section["Of"] if section else name).split("|")
        cells, faces = self.sub_cells.faces_between(self.region(side), self.region(other))
        if section:
            corners = self.sub_cells.face_corners(cells, faces)
            normal = numpy.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
            along, height = abs(normal[:, 2]) / numpy.linalg.norm(normal, axis=1), corners[:, :, 2].mean(axis=1)
            keep = (height >= number(section, "From")) & (height <= number(section, "To"))
            if section["Facing"] == "radial":
                keep &= along < numpy.sqrt(0.5)
            cells, faces = cells[keep], faces[keep]
        return self.sub_cells.areas(cells, faces)


class Mechanics:
    """Tissue in, drivers out."""

    def __init__(self, bone, nodes, parameters, clock):
        self.bone, self.nodes, self.clock = bone, nodes, clock
        self.mixture, self.law = Mixture(parameters), ClaesHeigele(parameters["Mechanics"]["Stimulus"])
        space = nodes.space
        self.dofs = space.dofmap.list.array.reshape(-1, 10)
        self.check_edges(space.tabulate_dof_coordinates()[self.dofs])
        self.in_callus = numpy.flatnonzero(bone.regions == bone.callus)
        n_owned = bone.domain.topology.index_map(3).size_local
        self.owned = self.in_callus[self.in_callus < n_owned].astype(numpy.int32)
        stiff = numpy.flatnonzero((bone.regions != bone.callus) & (self.centres() > 0))
        self.cycle = LoadingCycle(bone.domain, bone.regions, bone.callus, numpy.unique(self.dofs[stiff]), parameters)
        self.values = numpy.empty((4, len(bone.regions), 4))  # modulus, Poisson ratio, permeability, storage; cell; point
        for region, name in enumerate(bone.names):
            section = parameters["Regions"][name]
            if section["Role"] == "fixed":
                self.values[:, bone.regions == region] = numpy.array(Material(parameters["Materials"][section["Material"]]).values())[:, None, None]
        self.function = fem.Function(space)
        self.weights = piecewise_linear()
        geometry = bone.domain.geometry
        x = geometry.x[geometry.dofmap.array.reshape(-1, 4)[self.owned]]
        self.point_volumes = abs(numpy.linalg.det(x[:, 1:] - x[:, :1])) / 24
        self.weight_of_nodes = self.lumped(numpy.ones((len(self.owned), 4)))

    @staticmethod
    def check_edges(x):
        """Whether FEniCSx puts its quadratic nodes where tissue.py thinks."""
        middles = x[:, numpy.array(EDGES)].mean(axis=2)
        if abs(x[:, 4:] - middles).max(initial=0) > 1e-9:
            raise SystemExit("the quadratic nodes of this FEniCSx lie on the edges in another order than in tissue.py")

    def centres(self):
        """Height of the cells."""
        geometry = self.bone.domain.geometry
        return geometry.x[geometry.dofmap.array.reshape(-1, 4)].mean(axis=1)[:, 2]

    def lumped(self, at_points):
        """Integrals with the functions of the nodes: of the owned healing ones."""
        parts = at_points * self.point_volumes[:, None] @ self.weights.T
        self.function.x.array[:] = numpy.bincount(self.dofs[self.owned].ravel(), parts.ravel(), minlength=len(self.function.x.array))
        self.function.x.scatter_reverse(la.ScatterMode.add)
        return self.function.x.array[self.nodes.dofs].copy()

    def set_material(self, fields):
        fractions = {}
        for name in self.mixture.fields:
            self.function.x.array[:] = 0.0
            self.function.x.array[self.nodes.dofs] = fields[name]
            self.function.x.scatter_forward()
            fractions[name] = self.function.x.array[self.dofs[self.in_callus]] @ self.weights
        for row, values in zip(self.values, self.mixture(fractions)):
            row[self.in_callus] = values
        modulus, poisson, permeability, storage = self.values.reshape(4, -1)
        coefficients = {"lambda": modulus * poisson / ((1 + poisson) * (1 - 2 * poisson)), "mu": modulus / (2 * (1 + poisson)),
                        "kappa": permeability, "storage": storage}
        for name, values in coefficients.items():
            self.cycle.coefficients[name].x.array[:] = values

    def drivers(self):
        strain, pressure = self.cycle.at_points(self.owned)
        modulus, poisson = self.values[0, self.owned], self.values[1, self.owned]
        stress = modulus / (3 * (1 - 2 * poisson)) * strain[..., :3].sum(axis=-1) - pressure
        found = {"octahedral_shear_strain": octahedral_shear(strain), **self.law(stress, smallest_principal(strain))}
        return {name: self.lumped(values) / self.weight_of_nodes if numpy.ndim(values) else values for name, values in found.items()}

    def update(self, fields):
        self.clock("assembly", lambda: self.set_material(fields))
        closing = self.cycle.run(self.clock)
        return self.clock("drivers", self.drivers), closing


class Healing:
    def __init__(self, comm, file, plan):
        self.comm, self.clock, self.plan = comm, Clock(comm), plan
        parameters = read_parameters(plan["parameters"])
        self.biology = biology = Biology(parameters)
        self.bone = self.clock("set-up", lambda: Bone(comm, file))
        self.nodes = self.clock("set-up", lambda: Nodes(self.bone.domain, self.bone.sub_cells))
        self.mechanics = self.clock("set-up", lambda: Mechanics(self.bone, self.nodes, parameters, self.clock))
        self.read_surfaces(parameters)
        tolerance = number(parameters["Transport"], "Relative tolerance")
        self.solvers = {name: FieldSolver(self.nodes, biology.diffusivity(name), tolerance, *self.held.get(name, ())) for name in biology.fields
                        if biology.diffusivity(name) > 0 or name in self.supplied}
        n = len(self.nodes)
        self.y = {name: numpy.full(n, biology.initial(name)) for name in biology.fields}
        self.before, self.previous_step = None, 0.0
        self.drivers = {"cell_scale_stiffness": 0.0}
        self.closings = []

    def read_surfaces(self, parameters):
        """held: nodes and value of a field; exchanges: process, areas."""
        self.held, self.exchanges = {}, []
        surfaces = parameters.get("Surfaces", {})
        for process in self.biology.surface_processes.values():
            areas = sum(self.bone.faces(name, surfaces) for name in words(process, "Surfaces"))
            if process["Form"] == "fixed value":
                self.held[process["Field"]] = (areas > 0, number(process, "Level"))
            else:
                self.exchanges.append((process, areas[self.nodes.ids]))
        self.supplied = set(self.held) | {process["Field"] for process, _ in self.exchanges}

    def given(self, fields):
        return {**self.drivers, **fields}

    def supply(self, name, fields, day):
        """a, b of a y = b at the surfaces."""
        diagonal, right = 0.0, 0.0
        for process, areas in self.exchanges:
            if process["Field"] == name:
                modifier = self.biology.surface_modifier(process, self.given(fields), day)
                if process["Form"] == "surface exchange":
                    diagonal = diagonal + areas * modifier * number(process, "Exchange coefficient")
                    right = right + areas * modifier * number(process, "Exchange coefficient") * number(process, "Level")
                else:
                    right = right + areas * modifier * number(process, "Flux")
        return diagonal, right

    def bounded(self, name, values):
        return numpy.clip(values, *self.biology.bounds(name))

    def predicted(self, group, step, fraction):
        """The fields of a group as extrapolated from the last two states."""
        names = self.biology.groups[group]
        if self.before is None:
            return {name: self.y[name] for name in names}
        weight = fraction * step / self.previous_step
        return {name: self.bounded(name, self.y[name] + weight * (self.y[name] - self.before[name])) for name in names}

    def react(self, fields, day, step):
        """Cells and matrices by Heun's method in sub-steps, all else as it is."""
        names, fields, done = self.biology.groups["cells"], dict(fields), 0.0
        while done < step:
            production, loss = self.biology.rates("cells", self.given(fields), day + done)
            fastest = max(numpy.max(values, initial=0.0) for values in loss.values())
            n_steps = max(1, numpy.ceil((step - done) * fastest / MOST_PER_SUB_STEP * (1 - 1e-12)))
            h = (step - done) / n_steps
            start = {name: fields[name] for name in names}
            for name in names:
                fields[name] = self.bounded(name, start[name] + h * (production[name] - loss[name] * start[name]))
            production, loss = self.biology.rates("cells", self.given(fields), day + done + h)
            for name in names:
                fields[name] = self.bounded(name, (start[name] + fields[name] + h * (production[name] - loss[name] * fields[name])) / 2)
            done = step if n_steps == 1 else done + h
        return fields

    def move(self, fields, day, step, n_stages):
        """Diffusion and supply of the cells."""
        moved = {}
        for name in self.biology.groups["cells"]:
            if name not in self.solvers:
                continue
            solver, start, supply = self.solvers[name], fields[name], self.supply(name, fields, day)
            if n_stages == 1:
                moved[name] = solver.stage(step, start, start, supply=supply)
            else:
                change = solver.stage(GAMMA * step, start, start, supply=supply) - start
                moved[name] = solver.stage(GAMMA * step, start + (1 - GAMMA) / GAMMA * change, start + change / GAMMA, supply=supply)
            moved[name] = self.bounded(name, moved[name])
        return {**fields, **moved}

    def balance(self, fields, day):
        """Gases by Newton's method."""
        for name in self.biology.groups["gases"]:
            solver, volumes, y = self.solvers[name], self.nodes.volumes, fields[name]
            diagonal, right = self.supply(name, fields, day)
            for _ in range(LARGEST_NUMBER_OF_NEWTON_STEPS):
                given = self.given({**fields, name: y})
                production, loss = self.biology.rates("gases", given, day)
                slope = -numpy.minimum(self.biology.slope(name, given, day), 0)
                rate = production[name] - loss[name] * y
                new = self.bounded(name, self.clock("diffusion", lambda: solver.solve(diagonal + volumes * slope, volumes * (rate + slope * y) + right, y)))  # noqa: B023
                change, y = self.nodes.largest(abs(new - y)), new
                if change <= NEWTON_TOLERANCE * self.nodes.largest(abs(y)):
                    break
            else:
                raise SystemExit(f"{name}: no balance on day {day}")
            fields = {**fields, name: y}
        return fields

    def spread_signals(self, starts, guesses, rates, supplies, tau):
        production, loss = rates
        return {name: self.solvers[name].stage(tau, starts[name], guesses[name], production[name], loss[name], supplies[name])
                for name in self.biology.groups["signals"]}

    def supplies(self, fields, day):
        return {name: self.supply(name, fields, day) for name in self.biology.groups["signals"]}

    def one_stage(self, day, step):
        """Backward Euler: signals with the cells as extrapolated, then cells with the mean of the signals, then gases."""
        start, signals = self.y, self.biology.groups["signals"]
        ahead = {**start, **self.predicted("cells", step, 1.0)}
        rates = self.clock("reactions", lambda: self.biology.rates("signals", self.given(ahead), day + step))
        supplies = self.supplies(start, day)
        new = self.clock("diffusion", lambda: self.spread_signals(start, start, rates, supplies, step))
        middle = {**start, **{name: (start[name] + new[name]) / 2 for name in signals}}
        cells = self.clock("reactions", lambda: self.react(middle, day, step))
        moved = self.clock("diffusion", lambda: self.move({**cells, **{name: start[name] for name in signals}}, day, step, 1))
        self.y = self.balance({**moved, **new}, day + step)

    def two_stages(self, day, step):
        """Strang's splitting for cells, then gases, then both stages of the signals with the cells of their times."""
        start = self.y
        ahead = lambda fraction: {**self.predicted("signals", step, fraction), **self.predicted("gases", step, fraction)}  # noqa: E731
        fields = self.clock("reactions", lambda: self.react({**start, **ahead(0.25)}, day, step / 2))
        fields = self.clock("diffusion", lambda: self.move({**fields, **ahead(0.5)}, day + step / 2, step, 2))
        fields = self.clock("reactions", lambda: self.react({**fields, **ahead(0.75)}, day + step / 2, step / 2))
        fields = self.balance({**fields, **ahead(1.0)}, day + step)
        signals = self.biology.groups["signals"]
        between = {name: start[name] + GAMMA * (fields[name] - start[name]) for name in fields if name not in signals}
        first = {**between, **self.predicted("signals", step, GAMMA)}
        rates = self.clock("reactions", lambda: self.biology.rates("signals", self.given(first), day + GAMMA * step))
        supplies = self.supplies(fields, day + GAMMA * step)
        first = self.clock("diffusion", lambda: self.spread_signals(start, first, rates, supplies, GAMMA * step))
        end = {**fields, **{name: self.bounded(name, start[name] + (first[name] - start[name]) / GAMMA) for name in signals}}
        rates = self.clock("reactions", lambda: self.biology.rates("signals", self.given(end), day + step))
        supplies = self.supplies(end, day + step)
        base = {name: start[name] + (1 - GAMMA) / GAMMA * (first[name] - start[name]) for name in signals}
        new = self.clock("diffusion", lambda: self.spread_signals(base, end, rates, supplies, GAMMA * step))
        self.y = {**fields, **{name: self.bounded(name, values) for name, values in new.items()}}

    def update_mechanics(self):
        drivers, closing = self.mechanics.update(self.y)
        self.drivers.update(drivers)
        self.closings.append(closing)

    def run(self):
        advance = {1: self.one_stage, 2: self.two_stages}[self.plan["stages"]]
        mechanics_days = list(self.plan["mechanics days"])
        for day, step in self.plan["steps"]:
            if mechanics_days and mechanics_days[0] <= day + 1e-9:
                mechanics_days.pop(0)
                self.clock("mechanics", self.update_mechanics)
                self.y = self.clock("biology", lambda: self.balance(self.y, day))  # noqa: B023
            start = self.y
            self.clock("biology", lambda: advance(day, step))  # noqa: B023
            self.before, self.previous_step = start, step


def main():
    file, result = sys.argv[1], sys.argv[2]
    plan = json.loads(pathlib.Path(sys.argv[3]).read_text())
    comm = MPI.COMM_WORLD
    healing = Healing(comm, file, plan)
    healing.run()
    cycle, solvers = healing.mechanics.cycle, healing.solvers.values()
    matrices = [name for name, field in healing.biology.fields.items() if field["Kind"] == "matrix"]
    callus = healing.nodes.integral(numpy.ones(len(healing.nodes)))
    found = {"seconds": healing.clock.seconds, "steps": len(plan["steps"]), "mechanics updates": cycle.updates, "mechanics solves": cycle.solves,
             "mechanics iterations": cycle.iterations, "diffusion solves": sum(solver.solves for solver in solvers),
             "diffusion iterations": sum(solver.iterations for solver in solvers), "closings": healing.closings,
             "volumes": {name: healing.nodes.integral(healing.y[name]) for name in matrices}, "callus": callus,
             "means": {name: healing.nodes.integral(values) / callus for name, values in healing.y.items() if name not in matrices},
             "unknowns": cycle.matrix.getSize()[0], "nodes": len(healing.nodes.numbers), "version": dolfinx.__version__}
    if comm.rank == 0:
        with open(result + ".json", "w", encoding="utf-8") as out:
            json.dump(found, out, indent=1)


if __name__ == "__main__":
    main()
