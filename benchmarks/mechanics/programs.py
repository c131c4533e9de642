# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""One run of Callus, FEniCSx or CalculiX on the bone of make_mesh.py: seconds, memory, answers.

Seconds are the program's own:

Callus    all of the run (manifest.json), less output, checkpoints, biology and the mechanics of later days; so reading and checking the input,
          the distribution of the mesh and the drivers of the biology are in it
FEniCSx   from behind Python's imports to the solution, with forms that are compiled already; the mesh comes as arrays
CalculiX  all of ccx, with threads in place of ranks

Memory is the sum of the ranks' largest resident memories.
"""
import json
import pathlib
import statistics
import sys
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "common"))
from measuring import FENICSX, FENICSX_PACKAGES, PYTHON, in_parallel, nearest_points, read_picture, table, with_memory  # noqa: E402
from measuring import is_installed as can_import  # noqa: E402

RESIDUAL_MARGIN = 2.0  # of the true residual over the tolerance: FGMRES and CG stop by a residual that they update


@dataclass(frozen=True)
class Case:
    """The same work for all programs."""

    name: str
    parameter_file: str
    fenicsx: str
    least_updates: int  # of mechanics in one run of Callus: the first solve and later days
    fields: tuple  # pairs: name in FEniCSx's and CalculiX's files, name in those of Callus
    settings: tuple = ()  # of Callus, beyond its parameter file
    tolerance: str = "1e-8"  # of the true residual

    @property
    def file_name(self):
        return self.name.replace(" ", "_")


BIOT = Case("biot", "tubes.prm", "fenicsx.py", 2, (("displacement", "displacement"), ("pressure", "pore_pressure")))
# the accuracy that runs have by default: an estimated error of 1e-4; a fortnight, in which the changes from day to day become as small as in a healing
BIOT_BY_DEFAULT = Case("biot by default", "tubes.prm", "", 10, (), ("Mechanics/Linear solver/Norm = energy", "Time/End = 14 day"), "1e-2")
ELASTICITY = Case("elasticity", "tubes_elastic.prm", "fenicsx_elastic.py", 1, (("displacement", "displacement"),))
LINEAR = Case("linear elasticity", "tubes_elastic.prm", "fenicsx_linear.py", 1, (("displacement", "displacement"),),
              ("Mechanics/Formulation = linear displacement",))


@dataclass(frozen=True)
class Job:
    program: str
    case: Case
    ranks: int


@dataclass
class Runs:
    """What repeated runs of a job gave."""

    seconds: list = field(default_factory=list)
    memory: list = field(default_factory=list)  # GB, all ranks
    iterations: int = 0
    phases: dict = field(default_factory=dict)  # of the last run
    later_days: list = field(default_factory=list)  # ratios to the first solve
    later_days_of_all: list = field(default_factory=list)  # ratios to the first from mesh to solution
    answers: dict = field(default_factory=dict)
    residual: float = 0.0
    revision: str = ""
    whole_run: float = 0.0  # s, of the last run with all that is not counted

    @property
    def median(self):
        return statistics.median(self.seconds)

    @property
    def gigabytes(self):
        return statistics.median(self.memory)


def check_residual(tools, program, residual, tolerance="1e-8"):
    if not residual <= RESIDUAL_MARGIN * float(tolerance):
        raise tools.Error(f"{program} did not converge: true residual {residual:.1e}")


def run_callus(tools, mesh, job, runs):
    folder = mesh.parent / f"callus_{job.case.file_name}_{job.ranks}"
    settings = (f"Mesh/File = {mesh}", f"Mechanics/Linear solver/Relative tolerance = {job.case.tolerance}", *job.case.settings)
    memory = in_parallel(tools, job.ranks, mesh.parent, tools.program, "run", HERE / job.case.parameter_file, "--output", folder,
                         "--overwrite", *(word for setting in settings for word in ("--set", setting)))
    rows = table(folder / "diagnostics.csv")
    updates = [float(row["mechanics time [s]"]) for row in rows if float(row["mechanics solves [1]"]) > 0]
    if len(updates) < job.case.least_updates or any(row["mechanics note"] for row in rows):
        raise tools.Error(f"{folder}/diagnostics.csv: expected {job.case.least_updates} or more updates of the mechanics, and no fall-backs")
    other = sum(float(row[column] or 0) for row in rows for column in ("biology time [s]", "output time [s]"))
    manifest = json.loads((folder / "manifest.json").read_text())
    other += manifest["seconds"]["checkpoints"]
    first = rows[0]
    runs.seconds.append(manifest["wall_seconds"] - other - sum(updates[1:]))
    runs.memory.append(memory)
    runs.revision = manifest["callus"]["revision"]
    runs.later_days += [later / updates[0] for later in updates[1:]]
    runs.later_days_of_all += [later / runs.seconds[-1] for later in updates[1:]]
    runs.iterations, runs.residual = int(float(first["mechanics iterations [1]"])), float(first["mechanics true residual [1]"])
    check_residual(tools, "Callus", runs.residual, job.case.tolerance)
    runs.phases = {phase: float(first[f"mechanics {phase} time [s]"]) for phase in ("assembly", "set-up", "solve")}
    runs.phases["drivers"] = updates[0] - sum(runs.phases.values())
    runs.phases["input and mesh"] = runs.seconds[-1] - updates[0]
    runs.answers = {"settlement": float(table(folder / "history.csv")[0]["displacement of the loaded end [mm]"]),
                    "fields": folder / "fields/fields_0000.0.vtu"}


def take(result, runs):
    """What FEniCSx and CalculiX write alike."""
    found = json.loads(pathlib.Path(f"{result}.json").read_text())
    runs.seconds.append(sum(found["seconds"].values()))
    runs.phases = found["seconds"]
    runs.answers = {"settlement": found["settlement"], "fields": f"{result}.npz"}
    return found


def run_fenicsx(tools, mesh, job, runs):
    result = mesh.parent / f"fenicsx_{job.case.file_name}_{job.ranks}"
    runs.memory.append(in_parallel(tools, job.ranks, mesh.parent, PYTHON, HERE / job.case.fenicsx, mesh.with_suffix(".npz"), result, job.case.tolerance))
    found = take(result, runs)
    if found["reason"] <= 0:
        raise tools.Error(f"FEniCSx did not converge: reason {found['reason']}")
    check_residual(tools, "FEniCSx", found["true_residual"])
    runs.iterations, runs.residual = found["iterations"], found["true_residual"]


def run_calculix(tools, mesh, job, runs):
    result = mesh.parent / f"calculix_{job.case.file_name}_{job.ranks}"
    command = (PYTHON, HERE / "calculix.py", mesh.with_suffix(".npz"), result, "SPOOLES")
    threads = {"OMP_NUM_THREADS": str(job.ranks)}
    runs.memory.append(with_memory(mesh.parent, lambda *prefix: tools.run(*prefix, *command, environment=threads)))
    take(result, runs)


RUN = {"callus": run_callus, "fenicsx": run_fenicsx, "calculix": run_calculix}
NEEDED = {"fenicsx": FENICSX,
          "calculix": "import shutil, sys, scipy; sys.exit(not shutil.which('ccx'))"}
INSTALLED_BY = {"fenicsx": FENICSX_PACKAGES,
                "calculix": "apt-get install calculix-ccx python3-scipy"}


def is_installed(tools, program):
    return can_import(tools, NEEDED[program])


def largest_differences(case, callus, other):
    """Of settlement, and of the fields at the vertices, each relative to the largest value."""
    import numpy

    theirs = numpy.load(other["fields"])
    points, values = read_picture(callus["fields"], [here for _, here in case.fields])
    nearest = nearest_points(points, theirs["points"])
    differences = {"settlement": abs(callus["settlement"] / other["settlement"] - 1)}
    for name, here in case.fields:
        differences[name] = float(abs(values[here][nearest] - theirs[name]).max() / abs(theirs[name]).max())
    return differences
