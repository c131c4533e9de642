# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""network.py FILE.prm FIELDS: a signal network of so many fields as a case of Callus, without mechanics, on the mesh of make_mesh.py.

Three in ten fields are cells, the others signals; diffusivities go in equal ratios from 0.05 (a cell) to 173 mm2/day (oxygen). With y a cell, s a signal:

    cell j    P = r_j y_j (1 - sum of cells)+ a(s)  +  what the cell before turns into,   L = d_j + c_j b(s)  (the last: d_j)
    signal i  P = p_i (y_j b'(s) + y_k) + q_i s,                                          L = l_i

with Hill functions a (floor 0.2), b (activation) and b' (inhibition) of half saturation 0.2. Partners lie in fixed distances round the list. The first
cell comes in through the lower face, the first signal flows in there. All numbers are made up: the size of those of the library, so that work and
stiffness are alike. fenicsx_transport.py takes the same numbers from here.
"""
import sys

import numpy

SLOWEST, FASTEST = 0.05, 173.0  # mm2/day
HALF_SATURATION = 0.2  # 1e6 cells/mL or ng/mL
FLOOR = 0.2
STEP, DAYS = 0.1, 3.0  # day
LEVEL, EXCHANGE = 0.3, 0.2  # 1e6 cells/mL, mm/day: the first cell at the lower face
FLUX = 0.15  # (ng/mL) (mm/day): the first signal there
LOWER, UPPER = 1, 2  # regions of make_mesh.py


class Network:
    """The numbers."""

    def __init__(self, n_fields):
        self.n_fields = n_fields
        self.n_cells = n = max(2, 3 * n_fields // 10)
        self.n_signals = m = n_fields - n
        self.diffusivities = SLOWEST * (FASTEST / SLOWEST) ** (numpy.arange(n_fields) / (n_fields - 1))
        j, i = numpy.arange(n), numpy.arange(m)
        self.growth = 0.3 + 0.05 * (j % 5)  # 1/day
        self.death = 0.05 + 0.02 * (j % 3)
        self.conversion = numpy.where(j < n - 1, 0.2 + 0.05 * (j % 4), 0.0)
        self.wakes, self.turns = (3 * j) % m, (5 * j + 1) % m  # signals
        self.loss = 2.0 + 13.0 * (i % 7) / 6  # 1/day
        self.secretion = 1.5 * self.loss  # ng/mL/day per 1e6 cells/mL
        self.first, self.second = i % n, (2 * i + 1) % n  # cells
        self.inhibitor, self.partner = (i + 2) % m, (i + 1) % m  # signals
        self.relay = 0.2 * self.loss  # 1/day
        self.initial = {LOWER: numpy.concatenate([0.05 * (1 + j % 3), 0 * i]), UPPER: numpy.concatenate([0.01 * (1 + j % 2), 0 * i])}

    @property
    def names(self):
        return [f"cell_{j + 1}" for j in range(self.n_cells)] + [f"signal_{i + 1}" for i in range(self.n_signals)]


def subsection(name, *lines):
    """Lines of a parameter file."""
    return [f"subsection {name}", *("  " + line for line in lines), "end"]


def hill(form, argument, *more):
    return subsection(f"{argument}_acts", f"set Form            = {form}", f"set Argument        = {argument}",
                      f"set Half saturation = {HALF_SATURATION} ng/mL [assumed]", *more)


def process(name, *entries, modifiers=()):
    lines = list(entries)
    if modifiers:
        lines += subsection("Modifiers", *modifiers)
    return subsection(name, *lines)


def fields(network):
    for f, name in enumerate(network.names):
        is_cell = f < network.n_cells
        yield from subsection(name, f"set Unit          = {'1e6 cells/mL' if is_cell else 'ng/mL'}", f"set Kind          = {'cell' if is_cell else 'signal'}",
                              f"set Diffusivity   = {float(network.diffusivities[f])!r} mm2/day [assumed]", "set Typical value = 0.05 "
                              + ("1e6 cells/mL" if is_cell else "ng/mL"))


def cell_processes(network, cells, signals):
    for j, cell in enumerate(cells):
        yield from process(f"{cell}_growth", "set Form     = proliferation", f"set Field    = {cell}", "set Crowding = crowding",
                           f"set Rate     = {network.growth[j]:.15g} 1/day [assumed]",
                           modifiers=hill("activation", signals[network.wakes[j]], f"set Floor           = {FLOOR} [assumed]"))
        yield from process(f"{cell}_death", "set Form  = decay", f"set Field = {cell}", f"set Rate  = {network.death[j]:.15g} 1/day [assumed]")
        if network.conversion[j] > 0:
            yield from process(f"{cell}_turns", "set Form = conversion", f"set From = {cell}", f"set To   = {cells[j + 1]}",
                               f"set Rate = {network.conversion[j]:.15g} 1/day [assumed]", modifiers=hill("activation", signals[network.turns[j]]))


def signal_processes(network, cells, signals):
    per_cell = "ng/mL/day/(1e6 cells/mL) [assumed]"
    for i, signal in enumerate(signals):
        yield from process(f"{signal}_from_first_cell", "set Form  = secretion", f"set Field = {signal}", f"set By    = {cells[network.first[i]]}",
                           f"set Rate  = {network.secretion[i]:.15g} {per_cell}", modifiers=hill("inhibition", signals[network.inhibitor[i]]))
        yield from process(f"{signal}_from_second_cell", "set Form  = secretion", f"set Field = {signal}", f"set By    = {cells[network.second[i]]}",
                           f"set Rate  = {network.secretion[i]:.15g} {per_cell}")
        yield from process(f"{signal}_from_signal", "set Form  = secretion", f"set Field = {signal}", f"set By    = {signals[network.partner[i]]}",
                           f"set Rate  = {network.relay[i]:.15g} 1/day [assumed]")
        yield from process(f"{signal}_loss", "set Form  = decay", f"set Field = {signal}", f"set Rate  = {network.loss[i]:.15g} 1/day [assumed]")


def supply(cells, signals):
    yield from process("cells_come_in", "set Form                 = surface exchange", f"set Field                = {cells[0]}",
                       "set Surfaces             = bottom", f"set Level                = {LEVEL} 1e6 cells/mL [assumed]",
                       f"set Exchange coefficient = {EXCHANGE} mm/day [assumed]")
    yield from process("signal_flows_in", "set Form     = surface flux", f"set Field    = {signals[0]}", "set Surfaces = bottom",
                       f"set Flux     = {FLUX} (ng/mL) (mm/day) [assumed]")


def regions(network):
    for name, number in (("lower", LOWER), ("upper", UPPER)):
        values = [f"set {field} = {value:.15g} 1e6 cells/mL [assumed]" for field, value in zip(network.names, network.initial[number]) if value > 0]
        yield from subsection(name, "set Role = healing", *subsection("Initial values", *values))


def case(network):
    """The parameter file; the benchmark says which mesh."""
    cells, signals = network.names[: network.n_cells], network.names[network.n_cells:]
    crowding = subsection("crowding", "set Form = sum", "set Unit = 1", f"set Of   = {', '.join(cells)}",
                          *subsection("Coefficients", *(f"set {cell} = 1 mL/(1e6 cells) [assumed]" for cell in cells)))
    processes = [*cell_processes(network, cells, signals), *signal_processes(network, cells, signals), *supply(cells, signals)]
    parts = [subsection("Mesh", "set Length unit = mm", "set Axis        = z", "set Cache       = off"),
             subsection("Regions", *regions(network)),
             subsection("Fields", *fields(network)),
             subsection("Quantities", *crowding),
             subsection("Processes", *processes),
             subsection("Time", f"set End             = {DAYS} day", f"set First step      = {STEP} day", f"set Smallest step   = {STEP} day",
                        f"set Largest step    = {STEP} day", "set Error tolerance = 1"),
             subsection("Output", f"set History every = {DAYS} day", "set Fields every  = 100 day"),
             subsection("Checkpoint", "set Healing interval = 0 day")]
    head = ["# Written by benchmarks/transport/network.py.", f"set Title    = Benchmark of the transport, {network.n_fields} fields", "set Geometry = 3d", ""]
    return "\n".join(head + [line for part in parts for line in [*part, ""]])


def main():
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write(case(Network(int(sys.argv[2]))))


if __name__ == "__main__":
    main()
