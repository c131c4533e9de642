# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The mechanics of Callus against FEniCSx and CalculiX, from the mesh file to the solution.

Body: two cortical tubes of 17 GPa, a gap, a callus of 1 MPa (make_mesh.py). All programs get the same mesh, numbers and tolerance of the true
residual; answers are compared before times are, and other answers end the benchmark. What counts as seconds is in programs.py. Figures
are medians. Programs that are not installed are skipped. Parts:

biot        one step of Biot's equations, 300,000 unknowns, two ranks, against FEniCSx
elasticity  drained elasticity on the same mesh, against FEniCSx and (one run, it takes minutes) CalculiX
linear      the same with linear displacements, on a finer mesh
days        one more day of mechanics, with the material changed as by healing, against the first solve
scaling     two ranks against one, over what the memory triad gains in the same run
million     biot and elasticity with a million unknowns
linear-million  linear with a million unknowns

Quick: all of them on one small mesh, one run of each.
"""
import importlib
import pathlib
import shutil
import statistics
import sys
import time
from dataclasses import dataclass

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "common")]
programs = importlib.import_module("programs")
results = importlib.import_module("results")
from measuring import Size, triad  # noqa: E402
from programs import BIOT, BIOT_BY_DEFAULT, ELASTICITY, LINEAR, Job, Runs  # noqa: E402

PARTS = ("biot", "elasticity", "linear", "days", "scaling", "million", "linear-million")
AGREEMENT = 1e-4
MEMORY_OF_A_MILLION = 8.0  # GB


@dataclass(frozen=True)
class Goals:
    """Against FEniCSx."""

    times_faster: float
    beyond: float
    memory: float


GOALS = {BIOT: Goals(5.0, 8.0, 1.0), ELASTICITY: Goals(4.0, 6.0, 1.3), LINEAR: Goals(2.0, 2.5, 1.3)}


SMALL = Size("30k", 2.0, 1)
MIDDLE = Size("300k", 0.82, 5, budget=1300.0)
LARGE = Size("1M", 0.53, 3, budget=800.0)
LINEAR_MIDDLE = Size("300k", 0.385, 5, budget=200.0)
LINEAR_LARGE = Size("1M", 0.252, 3, budget=200.0)


def pair(case, ranks):
    return [Job("callus", case, ranks), Job("fenicsx", case, ranks)]


CALCULIX = Job("calculix", ELASTICITY, 2)
JOBS = {
    "biot": pair(BIOT, 2),
    "elasticity": pair(ELASTICITY, 2) + [CALCULIX],
    "linear": pair(LINEAR, 2),
    "days": [Job("callus", BIOT, 2), Job("callus", BIOT_BY_DEFAULT, 2)],
    "scaling": [job for case in (BIOT, ELASTICITY) for ranks in (2, 1) for job in pair(case, ranks)],
    "million": pair(BIOT, 2) + pair(ELASTICITY, 2),
    "linear-million": pair(LINEAR, 2),
}


def jobs_of(parts, installed):
    """Each once, in an order that runs the programs in turn."""
    return list(dict.fromkeys(job for part in parts for job in JOBS[part] if job.program in installed))


def make_mesh(tools, folder, size):
    folder = folder / f"{size.name}_{size.element_size}mm"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    mesh = folder / "tubes.msh"
    tools.run(programs.PYTHON, HERE / "make_mesh.py", mesh, size.element_size)
    return mesh


def repeat(tools, size, mesh, jobs, before_each=lambda: None):
    """Runs the jobs in turn, so that what else the machine does hits all."""
    found = {job: Runs() for job in jobs}
    start = time.monotonic()
    for number in range(size.runs):
        before_each()
        for job, runs in found.items():
            ends = time.monotonic() - start + runs.whole_run
            in_time = ends < size.budget and runs.whole_run < tools.seconds_left() / 2
            if number > 0 and (job == CALCULIX or not in_time):
                continue
            begin = time.monotonic()
            programs.RUN[job.program](tools, mesh, job, runs)
            runs.whole_run = time.monotonic() - begin
    return found


def describe(size, job, runs):
    phases = ", ".join(f"{phase} {seconds:.2f}" for phase, seconds in runs.phases.items())
    solver = f", {runs.iterations} iterations, true residual {runs.residual:.1e}" if runs.iterations else ""
    return (f"{job.case.name} {size.name} {job.program} on {job.ranks}: {runs.median:.2f} s ({min(runs.seconds):.2f} ... {max(runs.seconds):.2f}, "
            f"n = {len(runs.seconds)}), {runs.gigabytes:.2f} GB{solver}; last run: {phases}")


def compare_answers(tools, size, found):
    """A figure and how it was found for each difference; raises if programs disagree."""
    for job, runs in found.items():
        callus = found.get(Job("callus", job.case, job.ranks))
        if job.program == "callus" or not callus:
            continue
        for name, value in programs.largest_differences(job.case, callus.answers, runs.answers).items():
            figure = tools.Figure(f"mechanics_{job.case.file_name}_{size.name}_difference_of_{name}_to_{job.program}", value, "1", AGREEMENT)
            if not figure.met:
                raise tools.Error(f"{job.case.name} on {job.ranks}: the answers of Callus and {job.program} differ, so no times are shown: {figure}")
            if job.ranks == 2:
                yield job.case, (figure, "relative to the largest")


def side_by_side(callus, other, name):
    return (f"Callus {callus.median:.2f} s, {callus.gigabytes:.2f} GB (n = {len(callus.seconds)}); "
            f"{name} {other.median:.2f} s, {other.gigabytes:.2f} GB (n = {len(other.seconds)})")


def against_fenicsx(tools, size, case, found):
    callus, fenicsx = (found.get(job) for job in pair(case, 2))
    if not fenicsx:
        yield f"{case.name} {size.name} against FEniCSx: not measured", "FEniCSx is not installed"
        return
    how, goals = side_by_side(callus, fenicsx, "FEniCSx"), GOALS[case]
    name = f"mechanics_{case.file_name}_{size.name}_times_faster_than_fenicsx"
    ratio = fenicsx.median / callus.median
    yield tools.Figure(name, ratio, "1", goals.times_faster, at_most=False), how
    yield tools.Beyond(name, ratio, "1", goals.beyond), how
    yield tools.Figure(f"mechanics_{case.file_name}_{size.name}_memory_over_fenicsx", callus.gigabytes / fenicsx.gigabytes, "1", goals.memory), how


def against_calculix(size, found):
    """No goal was set for it."""
    callus, calculix = found[Job("callus", ELASTICITY, 2)], found.get(CALCULIX)
    if calculix:
        yield (f"elasticity {size.name}: {calculix.median / callus.median:.3g} times faster than CalculiX (SPOOLES, 2 threads), "
               f"{callus.gigabytes / calculix.gigabytes:.2f} times its memory", side_by_side(callus, calculix, "CalculiX"))


def later_days(tools, size, found):
    days = found[Job("callus", BIOT, 2)].later_days
    yield (tools.Figure(f"mechanics_biot_{size.name}_later_day_over_first", statistics.median(days), "1", 0.25),
           f"{min(days):.2f} ... {max(days):.2f}, n = {len(days)}")
    by_default = found[Job("callus", BIOT_BY_DEFAULT, 2)]
    yield (f"biot {size.name} to the default accuracy (an estimated error of 1e-4): a later day takes {statistics.median(by_default.later_days):.2f} "
           f"of the first solve, {statistics.median(by_default.later_days_of_all):.2f} of the first from mesh to solution", f"n = {len(by_default.later_days)}")


def scaling(tools, size, found, bandwidths):
    bandwidth = {ranks: statistics.median(each[ranks] for each in bandwidths) for ranks in (1, 2)}
    of_memory = bandwidth[2] / bandwidth[1]
    for case in (BIOT, ELASTICITY):
        for program in ("callus", "fenicsx"):
            one, two = found.get(Job(program, case, 1)), found.get(Job(program, case, 2))
            if not one:
                continue
            gained = one.median / two.median
            how = (f"{one.median:.2f} s on 1, {two.median:.2f} s on 2: {gained:.2f} times (n = {len(one.seconds)}, {len(two.seconds)}); "
                   f"triad {bandwidth[1]:.1f} and {bandwidth[2]:.1f} GB/s: {of_memory:.2f} times")
            if program == "fenicsx":
                yield f"{case.name} {size.name}: FEniCSx gains {gained:.2f} times by the second rank", how
                continue
            yield tools.Figure(f"mechanics_{case.name}_{size.name}_speed_up_over_bandwidth", gained / of_memory, "1", 0.9, at_most=False), how
            yield tools.Beyond(f"mechanics_{case.name}_{size.name}_memory_per_rank_on_2", two.gigabytes / 2 / one.gigabytes, "1", 0.6), how


def of_a_million(tools, size, found):
    for case in (BIOT, ELASTICITY):
        yield from against_fenicsx(tools, size, case, found)
    callus = found[Job("callus", BIOT, 2)]
    yield tools.Figure(f"mechanics_biot_{size.name}_memory", callus.gigabytes, "GB", MEMORY_OF_A_MILLION), f"n = {len(callus.seconds)}"


CASES = {"biot": (BIOT,), "elasticity": (ELASTICITY,), "linear": (LINEAR,), "million": (BIOT, ELASTICITY), "linear-million": (LINEAR,)}


def rows_of(part, tools, size, found, bandwidths):
    """Figures or lines of text, each with how it was found."""
    if part in ("biot", "elasticity", "linear", "linear-million"):
        yield from against_fenicsx(tools, size, CASES[part][0], found)
    if part == "elasticity":
        yield from against_calculix(size, found)
    if part == "days":
        yield from later_days(tools, size, found)
    if part == "scaling":
        yield from scaling(tools, size, found, bandwidths)
    if part == "million":
        yield from of_a_million(tools, size, found)


class Stage:
    """Parts that share a mesh and, where they can, runs."""

    def __init__(self, tools, folder, size, parts, installed):
        self.tools, self.folder, self.size, self.parts = tools, folder, size, parts
        self.jobs = jobs_of(parts, installed)

    def measure(self, stored):
        mesh = make_mesh(self.tools, self.folder, self.size)
        bandwidths = []
        look = (lambda: bandwidths.append(triad(self.tools, self.folder))) if "scaling" in self.parts else (lambda: None)
        found = repeat(self.tools, self.size, mesh, self.jobs, look)
        differences = list(compare_answers(self.tools, self.size, found))
        yield from (figure for _, (figure, _) in differences)
        for job, runs in found.items():
            yield describe(self.size, job, runs)
        for part in self.parts:
            rows = list(rows_of(part, self.tools, self.size, found, bandwidths))
            yield from (shown if isinstance(shown, (self.tools.Figure, self.tools.Beyond)) else f"{shown}; {how}" for shown, how in rows)
            rows = [row for case, row in differences if case in CASES.get(part, ())] + rows
            entries = [results.entry(shown, how) for shown, how in rows if not isinstance(shown, self.tools.Beyond)]
            stored.replace(part, entries, next(iter(found.values())).revision)


def warm_up(tools, folder, installed, cases):
    """FEniCSx compiles its forms."""
    if "fenicsx" in installed:
        mesh = make_mesh(tools, folder, Size("warm_up", 4.0, 1))
        for case in cases:
            for ranks in (1, 2):
                programs.run_fenicsx(tools, mesh, Job("fenicsx", case, ranks), Runs())


def stages(tools, quick, parts, folder, installed):
    if quick:
        return [Stage(tools, folder, SMALL, parts, installed)]
    on_mesh = {MIDDLE: ("biot", "elasticity", "days", "scaling"), LINEAR_MIDDLE: ("linear",), LINEAR_LARGE: ("linear-million",), LARGE: ("million",)}
    groups = ((size, [part for part in parts if part in there]) for size, there in on_mesh.items())
    return [Stage(tools, folder, size, group, installed) for size, group in groups if group]


def measure(tools, quick, parts=PARTS):
    if tools.ranks() < 2:
        raise tools.Error("this benchmark needs two cores")
    folder = tools.output / ("mechanics_quick" if quick else "mechanics")
    folder.mkdir(parents=True, exist_ok=True)
    installed = {"callus"} | {name for name in programs.NEEDED if programs.is_installed(tools, name)}
    for name in programs.NEEDED.keys() - installed:
        yield f"skipped: {name} is not installed (Debian: {programs.INSTALLED_BY[name]})"
    warm_up(tools, folder, installed, (BIOT, ELASTICITY, LINEAR))
    stored = results.Results(folder, "mechanics", PARTS)
    for stage in stages(tools, quick, parts, folder, installed):
        yield from stage.measure(stored)
    yield "\n" + stored.table()
    yield f"also in {folder / 'table.md'}"
