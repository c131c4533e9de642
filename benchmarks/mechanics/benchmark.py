# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The mechanics of Callus against FEniCSx: one step of Biot's equations, from the mesh file to the solution, on one and two ranks.

Mesh: two cortical tubes of 17 GPa, a gap, a callus of 1 MPa (make_mesh.py). Both programs get the same mesh, numbers (tubes.prm) and
tolerance of the true residual; answers are compared before times are. Seconds are the program's own:

Callus   all of the run (manifest.json), less output, biology and the mechanics of later days; so reading and checking the input, the
         distribution of the mesh and the drivers of the biology are in it
FEniCSx  from behind Python's imports to the solution, with forms that are compiled already; the mesh comes as arrays

Memory is the sum of the ranks' largest resident memories. Figures are medians. Without FEniCSx only Callus is measured.
Quick: one small mesh, one run of each.
"""
import csv
import json
import pathlib
import shutil
import statistics
import time
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).resolve().parent
PYTHON = "/usr/bin/python3"
TOLERANCE = "1e-8"
AGREEMENT = 1e-4
MEMORY_OF_A_MILLION = 8.0  # GB


@dataclass(frozen=True)
class Size:
    name: str
    element_size: float  # mm
    is_large: bool  # do the goals hold for it? Small ones show the trend.
    fenicsx_runs_on_one_rank: int
    runs: int = 5
    budget: float = 600.0  # s; no new repetition after it


SIZES = (Size("100k", 1.25, False, 5, budget=240), Size("300k", 0.82, True, 3, budget=600), Size("1M", 0.53, True, 1, budget=1200))
QUICK = (Size("30k", 2.0, False, 1, runs=1),)


@dataclass
class Runs:
    """What repeated runs of one program on so many ranks gave."""

    seconds: list = field(default_factory=list)
    memory: list = field(default_factory=list)  # GB, all ranks
    iterations: int = 0
    phases: dict = field(default_factory=dict)  # of the last run
    later_days: list = field(default_factory=list)  # ratios to the first solve
    answers: dict = field(default_factory=dict)
    residual: float = 0.0
    whole_run: float = 0.0  # s, of the last run with all that is not counted

    @property
    def median(self):
        return statistics.median(self.seconds)

    @property
    def gigabytes(self):
        return statistics.median(self.memory)


def in_parallel(tools, ranks, folder, *command):
    """Runs it; returns the memory of all ranks in GB."""
    prefix = folder / "peak_memory"
    for old in folder.glob("peak_memory.*"):
        old.unlink()
    tools.parallel(ranks, PYTHON, HERE / "peak_memory.py", prefix, *command)
    return sum(int(file.read_text()) for file in folder.glob("peak_memory.*")) / 1e9


def seconds_of_updates(rows):
    return [float(row["mechanics time [s]"]) for row in rows if float(row["mechanics solves [1]"]) > 0]


def run_callus(tools, mesh, ranks, runs):
    folder = mesh.parent / f"callus_{ranks}"
    mesh.parent.mkdir(parents=True, exist_ok=True)
    memory = in_parallel(tools, ranks, mesh.parent, tools.program, "run", HERE / "tubes.prm", "--output", folder, "--overwrite",
                         "--set", f"Mesh/File = {mesh}", "--set", f"Mechanics/Linear solver/Relative tolerance = {TOLERANCE}")
    with open(folder / "diagnostics.csv", newline="", encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    updates = seconds_of_updates(rows)
    if len(updates) < 2 or any(row["mechanics note"] for row in rows):
        raise tools.Error(f"{folder}/diagnostics.csv: expected a second update of the mechanics, and no fall-backs")
    other = sum(float(row[column] or 0) for row in rows for column in ("biology time [s]", "output time [s]"))
    wall = json.loads((folder / "manifest.json").read_text())["wall_seconds"]
    first = rows[0]
    runs.seconds.append(wall - other - sum(updates[1:]))
    runs.memory.append(memory)
    runs.later_days += [later / updates[0] for later in updates[1:]]
    runs.iterations, runs.residual = int(float(first["mechanics iterations [1]"])), float(first["mechanics true residual [1]"])
    runs.phases = {phase: float(first[f"mechanics {phase} time [s]"]) for phase in ("assembly", "set-up", "solve")}
    runs.phases["drivers"] = updates[0] - sum(runs.phases.values())
    runs.phases["input and mesh"] = runs.seconds[-1] - updates[0]
    with open(folder / "history.csv", newline="", encoding="utf-8") as table:
        runs.answers["settlement"] = float(next(csv.DictReader(table))["displacement of the loaded end [mm]"])
    runs.answers["fields"] = folder / "fields/fields_0000.0.vtu"


def run_fenicsx(tools, mesh, ranks, runs):
    result = mesh.parent / f"fenicsx_{ranks}"
    runs.memory.append(in_parallel(tools, ranks, mesh.parent, PYTHON, HERE / "fenicsx.py", mesh.with_suffix(".npz"), result, TOLERANCE))
    found = json.loads(pathlib.Path(f"{result}.json").read_text())
    if found["reason"] <= 0 or found["true_residual"] > 2 * float(TOLERANCE):
        raise tools.Error(f"FEniCSx did not converge: reason {found['reason']}, true residual {found['true_residual']:.1e}")
    runs.seconds.append(sum(found["seconds"].values()))
    runs.iterations, runs.residual, runs.phases = found["iterations"], found["true_residual"], found["seconds"]
    runs.answers = {"settlement": found["settlement"], "fields": f"{result}.npz"}


def largest_differences(callus, fenicsx):
    """Of settlement, and of displacement and pressure at the vertices, each relative to the largest value."""
    import numpy
    import vtk
    from scipy.spatial import cKDTree
    from vtk.util.numpy_support import vtk_to_numpy

    reader = vtk.vtkXMLUnstructuredGridReader()
    reader.SetFileName(str(callus["fields"]))
    reader.Update()
    grid = reader.GetOutput()
    other = numpy.load(fenicsx["fields"])
    points = vtk_to_numpy(grid.GetPoints().GetData())
    distance, nearest = cKDTree(points).query(other["points"])
    if distance.max() > 1e-4:
        raise ValueError(f"a vertex of FEniCSx lies {distance.max()} mm from any node of Callus")
    differences = {"settlement": abs(callus["settlement"] / fenicsx["settlement"] - 1)}
    for name, here in (("displacement", "displacement"), ("pressure", "pore_pressure")):
        values = vtk_to_numpy(grid.GetPointData().GetArray(here))[nearest]
        differences[name] = float(abs(values - other[name]).max() / abs(other[name]).max())
    return differences


def has_fenicsx(tools):
    try:
        tools.run(PYTHON, "-c", "import dolfinx, ufl, petsc4py")
    except tools.Error:
        return False
    return True


def triad(tools, folder):
    """GB/s on one process and on all."""
    program = folder / "triad"
    tools.run("mpicc", "-O3", "-march=native", "-o", program, HERE / "triad.c")
    return {ranks: float(tools.parallel(ranks, program)[1].split()[-1]) for ranks in (1, 2)}


def make_mesh(tools, size):
    folder = tools.output / "mechanics" / size.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    mesh = folder / "tubes.msh"
    tools.run(PYTHON, HERE / "make_mesh.py", mesh, size.element_size)
    return mesh


def repeat(tools, size, mesh, with_fenicsx):
    """Runs the programs in turn, so that what else the machine does hits both."""
    found = {(name, ranks): Runs() for name in ("callus", "fenicsx") for ranks in (2, 1)}
    start = time.monotonic()
    for number in range(size.runs):
        for (name, ranks), runs in found.items():
            is_wanted = name == "callus" or with_fenicsx and (ranks == 2 or number < size.fenicsx_runs_on_one_rank)
            ends = time.monotonic() - start + runs.whole_run
            in_time = number == 0 or (ends < size.budget and runs.whole_run < tools.seconds_left() / 2)
            if is_wanted and in_time:
                begin = time.monotonic()
                (run_callus if name == "callus" else run_fenicsx)(tools, mesh, ranks, runs)
                runs.whole_run = time.monotonic() - begin
    return {key: runs for key, runs in found.items() if runs.seconds}


def describe(size, name, ranks, runs):
    phases = ", ".join(f"{phase} {seconds:.2f}" for phase, seconds in runs.phases.items())
    return (f"{size.name} {name} on {ranks}: {runs.median:.2f} s ({min(runs.seconds):.2f} ... {max(runs.seconds):.2f}, n = {len(runs.seconds)}), "
            f"{runs.gigabytes:.2f} GB, {runs.iterations} iterations, true residual {runs.residual:.1e}; last run: {phases}")


def compare(tools, size, found):
    """Answers first, then ratios."""
    difference = largest_differences(found["callus", 2].answers, found["fenicsx", 2].answers)
    for name, value in difference.items():
        yield tools.Figure(f"mechanics_biot_{size.name}_difference_of_{name}", value, "1", AGREEMENT)
    for ranks in (2, 1):
        callus, fenicsx = found["callus", ranks], found["fenicsx", ranks]
        name = f"mechanics_biot_{size.name}_times_faster_than_fenicsx_on_{ranks}"
        ratio, memory = fenicsx.median / callus.median, callus.gigabytes / fenicsx.gigabytes
        if ranks == 2 and size.is_large:
            yield tools.Figure(name, ratio, "1", 5.0, at_most=False)
            yield tools.Figure(f"mechanics_biot_{size.name}_memory_over_fenicsx", memory, "1", 1.0)
        yield tools.Beyond(name, ratio, "1", 8.0)


def of_callus(tools, size, found, bandwidth):
    one, two = found["callus", 1], found["callus", 2]
    yield tools.Figure(f"mechanics_{size.name}_later_day_over_first", statistics.median(two.later_days), "1", 0.25)
    gained = one.median / two.median
    yield f"{size.name}: 2 ranks {gained:.2f} times faster than 1; the memory is {bandwidth[2] / bandwidth[1]:.2f} times"
    if size.is_large or size in QUICK:
        yield tools.Figure(f"mechanics_{size.name}_speed_up_over_bandwidth", gained * bandwidth[1] / bandwidth[2], "1", 0.9, at_most=False)
    yield tools.Beyond(f"mechanics_{size.name}_memory_per_rank_on_2", two.gigabytes / 2 / one.gigabytes, "1", 0.6)
    if size.name == "1M":
        yield tools.Figure("mechanics_1M_memory", two.gigabytes, "GB", MEMORY_OF_A_MILLION)


def not_implemented(tools):
    """What was to be measured and the program cannot do."""
    yield "elasticity alone (linear, quadratic), and so CalculiX: not measured, the program has no case of mechanics without fluid"
    for order, goal in ((2, 4.0), (1, 2.0)):
        yield tools.Figure(f"mechanics_elasticity_p{order}_times_faster_than_fenicsx", float("nan"), "1", goal, at_most=False)


def measure(tools, quick):
    if tools.ranks() < 2:
        raise tools.Error("this benchmark needs two cores")
    with_fenicsx = has_fenicsx(tools)
    if not with_fenicsx:
        yield "skipped: no dolfinx (Debian: apt-get install python3-dolfinx python3-dolfinx-real python3-scipy)"
    folder = tools.output / "mechanics"
    folder.mkdir(parents=True, exist_ok=True)
    bandwidth = triad(tools, folder)
    yield f"memory triad: {bandwidth[1]:.1f} GB/s on 1 process, {bandwidth[2]:.1f} on 2"
    if with_fenicsx:  # compiles the forms
        small = make_mesh(tools, QUICK[0])
        for ranks in (1, 2):
            run_fenicsx(tools, small, ranks, Runs())
    for size in QUICK if quick else SIZES:
        found = repeat(tools, size, make_mesh(tools, size), with_fenicsx)
        for (name, ranks), runs in found.items():
            yield describe(size, name, ranks, runs)
        if with_fenicsx:
            yield from compare(tools, size, found)
        yield from of_callus(tools, size, found, bandwidth)
    yield from not_implemented(tools)
