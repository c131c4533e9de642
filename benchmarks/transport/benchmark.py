# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Twenty reacting, diffusing fields on 100,000 nodes, 30 steps of 0.1 day, without mechanics: Callus against FEniCSx with the same discretisation.

The network is made up (network.py), in the size of that of the library. Answers are compared before times are: other answers end the benchmark.
Seconds are those of the time loop alone. Figures are medians. Parts:

species    against FEniCSx on two ranks and on one; the diffusion solves against the least time in which the memory can bring what they need
scaling    two ranks against one, over what the memory triad gains in the same run
memory     what 25 fields take beside the mesh, a node
reactions  the rates of the library's processes at a node, against the time in which the memory can bring fields and rates

Quick: all of them on a small mesh, one run of each, two preconditioners.
"""
import importlib
import json
import pathlib
import shutil
import statistics
import sys
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "common")]
measuring = importlib.import_module("measuring")
results = importlib.import_module("results")
network = importlib.import_module("network")
from measuring import PYTHON, Size, column, spread  # noqa: E402

PARTS = ("species", "scaling", "memory", "reactions")
N_FIELDS, N_FIELDS_OF_MEMORY = 20, 25
RANKS = (2, 1)
TOLERANCE = "1e-8"  # of the residual, in the norm of the inverse diagonal: both programs
AGREEMENT = 1e-2  # relative to the largest value of each field: what two splittings of second order may differ by in such steps
TIMES_FASTER, TIMES_FASTER_BEYOND = 4.0, 6.0
OVER_FLOOR, SPEED_UP_OVER_BANDWIDTH, BYTES_OF_A_NODE, REACTIONS_OVER_FLOOR = 1.3, 0.9, 1500.0, 2.5

# What an iteration of conjugate gradients moves for one field, in bytes a node. Three passes, because a sum over all nodes stands between them:
# q = A p, p.q  reads p and the diagonal, writes q;  x += a p, r -= a q, r.z  reads x, p, r, q, the inverse diagonal, writes x, r;
# p = z + b p  reads r, the inverse diagonal, p, writes p. Each coupling is read once for both of its nodes and for four fields: 8 bytes and 4 of its
# column. What the caches keep between the passes is not taken off.
BYTES_OF_VECTORS = 8 * (3 + 7 + 4)
BYTES_OF_A_COUPLING = 12 / 2 / 4

# Preconditioners of FEniCSx: each is tried once, the fastest is the one to beat. Fields of 50 mm2/day and more are stiff.
BY_BLOCKS = ("-{0}_pc_type", "bjacobi", "-{0}_sub_pc_type", "icc")
PRECONDITIONERS = {
    "Jacobi": (),
    "incomplete Cholesky": tuple(word.format(of) for of in ("species", "stiff") for word in BY_BLOCKS),
    "SSOR": tuple(word.format(of) for of in ("species", "stiff") for word in ("-{0}_pc_type", "sor", "-{0}_pc_sor_local_symmetric")),
    "Jacobi, incomplete Cholesky for the stiff fields": tuple(word.format("stiff") for word in BY_BLOCKS),
    "Jacobi, algebraic multigrid for the stiff fields": ("-stiff_pc_type", "gamg"),
}

SMALL = Size("small", 1.8, 1)
LARGE = Size("100k", 0.408, 5, budget=1200.0)


@dataclass
class Runs:
    """What repeated runs on so many ranks gave."""

    seconds: list = field(default_factory=list)
    diffusion: list = field(default_factory=list)  # s of it
    iterations: int = 0
    solves: int = 0
    steps: int = 0
    couplings_of_a_node: float = 0.0
    revision: str = ""
    fields: str = ""  # file

    @property
    def median(self):
        return statistics.median(self.seconds)


class Case:
    """The mesh, the parameter file and where the runs go."""

    def __init__(self, tools, folder, size):
        self.tools, self.size, self.folder = tools, size, folder / size.name
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.mesh = self.folder / "box.msh"
        tools.run(PYTHON, HERE / "make_mesh.py", self.mesh, size.element_size)
        self.parameter_file = self.write_case(N_FIELDS)
        self.preconditioner = "Jacobi"

    def write_case(self, n_fields):
        file = self.folder / f"fields_{n_fields}.prm"
        file.write_text(network.case(network.Network(n_fields)), encoding="utf-8")
        return file

    def run_callus(self, ranks, runs):
        output = self.folder / f"callus_{ranks}"
        self.tools.parallel(ranks, self.tools.program, "run", self.parameter_file, "--output", output, "--overwrite", "--set", f"Mesh/File = {self.mesh}",
                            "--set", f"Transport/Relative tolerance = {TOLERANCE}")
        rows = [row for row in measuring.table(output / "diagnostics.csv") if float(row["step [day]"] or 0) > 0]
        if len(rows) != round(network.DAYS / network.STEP) or min(column(rows, "accepted [1]")) < 1:
            raise self.tools.Error(f"{output}/diagnostics.csv: expected {network.DAYS / network.STEP:g} steps, all accepted")
        runs.seconds.append(sum(column(rows, "biology time [s]")))
        runs.diffusion.append(sum(column(rows, "diffusion time [s]")))
        runs.iterations, runs.solves, runs.steps = (int(sum(column(rows, "diffusion iterations [1]"))), int(sum(column(rows, "diffusion solves [1]"))),
                                                    len(rows))
        runs.revision = json.loads((output / "manifest.json").read_text())["callus"]["revision"]
        runs.fields = str(output / "fields/fields_0001.0.vtu")

    def stages(self, callus):
        """Diffusion solves of a field and step: the other program takes as many."""
        stages = callus.solves / callus.steps / N_FIELDS
        if stages not in (1, 2):
            raise self.tools.Error(f"Callus took {stages:g} diffusion solves of a field and step; fenicsx_transport.py knows one or two")
        return int(stages)

    def run_fenicsx(self, ranks, callus, runs):
        result = self.folder / f"fenicsx_{ranks}"
        self.tools.parallel(ranks, PYTHON, HERE / "fenicsx_transport.py", self.mesh.with_suffix(".npz"), result, N_FIELDS, self.stages(callus),
                            TOLERANCE, *PRECONDITIONERS[self.preconditioner])
        found = json.loads(pathlib.Path(f"{result}.json").read_text())
        runs.seconds.append(sum(found["seconds"].values()))
        runs.diffusion.append(found["seconds"]["diffusion"])
        runs.iterations, runs.solves, runs.steps, runs.couplings_of_a_node = (found[name] for name in ("iterations", "solves", "steps", "couplings_of_a_node"))
        runs.fields = f"{result}.npz"

    def tune_fenicsx(self):
        """Takes the fastest of the preconditioners on two ranks; seconds of each."""
        callus, seconds = Runs(), {}
        self.run_callus(2, callus)
        for self.preconditioner in list(PRECONDITIONERS)[: 2 if self.size == SMALL else None]:
            runs = Runs()
            self.run_fenicsx(2, callus, runs)
            seconds[self.preconditioner] = runs.median
        self.preconditioner = min(seconds, key=seconds.get)
        return seconds

    def run_all(self, programs, before_each):
        """Of each program and number of ranks."""
        found = {(program, ranks): Runs() for ranks in RANKS for program in programs}
        actions = {}
        for program, ranks in found:
            runs, callus = found[program, ranks], found["callus", ranks]
            actions[program, ranks] = ((lambda r=ranks, to=runs: self.run_callus(r, to)) if program == "callus"
                                       else (lambda r=ranks, c=callus, to=runs: self.run_fenicsx(r, c, to)))
        measuring.repeat_in_turn(self.tools, self.size, actions, before_each)
        return found


def largest_difference(callus, other):
    """Of all fields, relative to the largest value of each; and the field."""
    import numpy

    theirs = numpy.load(other)
    names = [str(name) for name in theirs["names"]]
    points, ours = measuring.read_picture(callus, names)
    at = measuring.nearest_points(points, theirs["points"])
    return max((float(abs(ours[name][at] - values).max() / abs(values).max()), name) for name, values in zip(names, theirs["fields"]))


def describe(case, program, ranks, runs, n_nodes):
    each = 1e6 * runs.median / n_nodes / runs.steps
    return (f"{case.size.name} {program} on {ranks}: {spread(runs.seconds)} s, of which diffusion {statistics.median(runs.diffusion):.3g} s; "
            f"{each:.3g} us a node and step; {runs.solves / runs.steps:.3g} diffusion solves a step, {runs.iterations / max(1, runs.solves):.1f} iterations each")


def against_fenicsx(tools, case, found):
    for ranks in RANKS:
        callus, other = found["callus", ranks], found["fenicsx", ranks]
        how = f"Callus {spread(callus.seconds)} s, FEniCSx ({case.preconditioner}) {spread(other.seconds)} s, on {ranks}"
        ratio = other.median / callus.median
        if ranks == 1:
            yield f"{case.size.name}: {ratio:.3g} times faster than FEniCSx on one rank", how
            continue
        name = f"transport_{case.size.name}_times_faster_than_fenicsx"
        yield tools.Figure(name, ratio, "1", TIMES_FASTER, at_most=False), how
        yield tools.Beyond(name, ratio, "1", TIMES_FASTER_BEYOND), how


def compare_answers(tools, case, found):
    """A figure and how it was found; raises if the programs disagree."""
    for ranks in RANKS:
        difference, name = largest_difference(found["callus", ranks].fields, found["fenicsx", ranks].fields)
        figure = tools.Figure(f"transport_{case.size.name}_difference_to_fenicsx_on_{ranks}", difference, "1", AGREEMENT)
        if not figure.met:
            raise tools.Error(f"on {ranks}: the answers of Callus and FEniCSx differ, so no times are shown: {figure} ({name})")
        yield figure, f"day {network.DAYS:g}, relative to the largest value of the field; worst: {name}"


def over_floor(tools, case, found, bandwidths, n_nodes, couplings_of_a_node):
    """Of the diffusion solves: all of their time over that of their iterations at the bandwidth of the triad."""
    bytes_of_a_node = BYTES_OF_VECTORS + BYTES_OF_A_COUPLING * couplings_of_a_node
    for ranks in RANKS:
        runs = found["callus", ranks]
        floor = runs.iterations * n_nodes * bytes_of_a_node / (1e9 * bandwidths[ranks])
        how = (f"{statistics.median(runs.diffusion):.3g} s over {floor:.3g} s: {runs.iterations} iterations, {bytes_of_a_node:.0f} bytes a node and iteration, "
               f"triad {bandwidths[ranks]:.1f} GB/s")
        ratio = statistics.median(runs.diffusion) / floor
        if ranks == 1:
            yield f"{case.size.name}: diffusion over its memory floor on one rank: {ratio:.3g}", how
        else:
            yield tools.Figure(f"transport_{case.size.name}_diffusion_over_memory_floor", ratio, "1", OVER_FLOOR), how


def scaling(tools, case, found, bandwidths):
    one, two = found["callus", 1], found["callus", 2]
    gained, of_memory = one.median / two.median, bandwidths[2] / bandwidths[1]
    how = f"{spread(one.seconds)} s on 1, {spread(two.seconds)} s on 2: {gained:.2f} times; triad {bandwidths[1]:.1f} and {bandwidths[2]:.1f} GB/s: {of_memory:.2f} times"
    yield tools.Figure(f"transport_{case.size.name}_speed_up_over_bandwidth", gained / of_memory, "1", SPEED_UP_OVER_BANDWIDTH, at_most=False), how
    if ("fenicsx", 1) in found:
        gained = found["fenicsx", 1].median / found["fenicsx", 2].median
        yield f"{case.size.name}: FEniCSx gains {gained:.2f} times by the second rank", how


def driver(tools):
    """measure_biology, built where the program was; nothing where that was not built from sources here."""
    build = tools.program.parent
    if not (build / "CMakeCache.txt").is_file():
        return None
    tools.run("cmake", "--build", build, "--target", "measure_biology", "--parallel", "2")
    return build / "benchmarks/measure_biology"


def said_by(tools, *command):
    return json.loads(tools.parallel(1, *command)[1].splitlines()[-1])


def memory(tools, case, program):
    found = said_by(tools, program, "memory", case.write_case(N_FIELDS_OF_MEMORY), f"Mesh/File = {case.mesh}")
    each = {name: found[name] / found["nodes"] for name in ("mesh", "after steps", "during steps", "during set-up, with mesh")}
    how = (f"{found['nodes']} nodes; the largest during three steps, beside mesh ({each['mesh']:.0f} bytes a node) and network; between steps {each['after steps']:.0f}; "
           f"while it is set up, with the mesh, up to {each['during set-up, with mesh']:.0f}")
    yield tools.Figure(f"transport_{case.size.name}_memory_of_a_node_with_{found['fields']}_fields", each["during steps"], "bytes", BYTES_OF_A_NODE), how


def operations_of_the_library(tools, sheep, folder):
    """Arithmetic operations of the library's rates at a node, as counted in the same model in numpy."""
    output = folder / "parameters"
    tools.parallel(1, tools.program, "run", sheep, "--output", output, "--overwrite", "--set", "Time/End = 0.01 day")
    return int(tools.parallel(1, PYTHON, HERE.parent / "healing/count_operations.py", output / "parameters.used.prm")[1].splitlines()[-1])


def reactions(tools, case, program, bandwidths, folder):
    n_points = 2000 if case.size == SMALL else 100000
    sheep = tools.source / "parameter_files/tutorials/sheep_metatarsus/coarse.prm"
    found = said_by(tools, program, "reactions", sheep, n_points)
    numbers = found["read"] + 2 * found["fields"]
    floor = 8 * numbers / (1e9 * bandwidths[1])
    each = found["seconds"] / found["points"]
    how = (f"{1e9 * each:.0f} ns over {1e9 * floor:.0f} ns a node: {found['processes']} processes, {found['read']} fields and drivers read, production and loss of "
           f"{found['fields']} written, triad {bandwidths[1]:.1f} GB/s, one core, {found['points']} points")
    yield tools.Figure("transport_reactions_over_memory_floor", each / floor, "1", REACTIONS_OVER_FLOOR), how
    operations, peak = operations_of_the_library(tools, sheep, folder), measuring.peak_arithmetic(tools, folder)
    yield (f"rates of the library: {100 * operations / each / (1e9 * peak):.2g} % of the peak arithmetic of a core",
           f"{operations} operations a node as counted in numpy, division and root as one each; peak {peak:.1f} GFlop/s")


class Measurement:
    def __init__(self, tools, quick, parts):
        self.tools, self.parts = tools, parts
        self.folder = tools.output / ("transport_quick" if quick else "transport")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.size = SMALL if quick else LARGE
        self.stored = results.Results(self.folder, "transport", PARTS)
        self.bandwidths = []

    def look_at_memory(self):
        self.bandwidths.append(measuring.triad(self.tools, self.folder))

    def bandwidth(self):
        return {ranks: statistics.median(each[ranks] for each in self.bandwidths) for ranks in RANKS}

    def show(self, part, rows, revision):
        rows = list(rows)
        self.stored.replace(part, [results.entry(shown, how) for shown, how in rows if not isinstance(shown, self.tools.Beyond)], revision)
        for shown, how in rows:
            yield shown if isinstance(shown, (self.tools.Figure, self.tools.Beyond)) else f"{shown}; {how}"

    def runs(self, case, has_fenicsx):
        if has_fenicsx:
            seconds = case.tune_fenicsx()
            yield f"{case.size.name}: FEniCSx takes {case.preconditioner}; tried once each on two: " + "; ".join(f"{name} {value:.3g} s" for name, value in seconds.items())
        found = case.run_all(("callus", "fenicsx") if has_fenicsx else ("callus",), self.look_at_memory)
        points, _ = measuring.read_picture(found["callus", 2].fields, [])
        n_nodes = len(set(map(tuple, points.round(6))))
        compared = list(compare_answers(self.tools, case, found)) if has_fenicsx else []
        yield f"{case.size.name}: {n_nodes} nodes, {N_FIELDS} fields"
        for (program, ranks), runs in found.items():
            yield describe(case, program, ranks, runs, n_nodes)
        revision = found["callus", 2].revision
        if "species" in self.parts:
            rows = compared
            if has_fenicsx:
                rows += list(against_fenicsx(self.tools, case, found))
                couplings = found["fenicsx", 2].couplings_of_a_node
                rows += list(over_floor(self.tools, case, found, self.bandwidth(), n_nodes, couplings))
            else:
                rows.append((f"{case.size.name} against FEniCSx: not measured", "FEniCSx is not installed"))
            yield from self.show("species", rows, revision)
        if "scaling" in self.parts:
            yield from self.show("scaling", scaling(self.tools, case, found, self.bandwidth()), revision)

    def measure(self):
        has_fenicsx = measuring.is_installed(self.tools, measuring.FENICSX)
        if not has_fenicsx:
            yield f"skipped: fenicsx is not installed (Debian: {measuring.FENICSX_PACKAGES})"
        case = Case(self.tools, self.folder, self.size)
        if {"species", "scaling"} & set(self.parts):
            yield from self.runs(case, has_fenicsx)
        program = driver(self.tools) if {"memory", "reactions"} & set(self.parts) else None
        if {"memory", "reactions"} & set(self.parts) and not program:
            yield f"skipped: memory and reactions, because {self.tools.program} lies in no build folder"
        if program and "memory" in self.parts:
            yield from self.show("memory", memory(self.tools, case, program), "")
        if program and "reactions" in self.parts:
            self.look_at_memory()
            yield from self.show("reactions", reactions(self.tools, case, program, self.bandwidth(), self.folder), "")
        yield "\n" + self.stored.table()
        yield f"also in {self.folder / 'table.md'}"


def measure(tools, quick, parts=PARTS):
    if tools.ranks() < 2:
        raise tools.Error("this benchmark needs two cores")
    yield from Measurement(tools, quick, parts).measure()
