# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""A whole healing: the sheep metatarsus of the tutorial for 112 days, 300,000 mechanics unknowns, on two ranks; Callus against the same model in FEniCSx.

Callus computes all days and is charged with all of its run, reading and output included. FEniCSx (fenicsx_healing.py) computes the first 14 days with
the steps, the mechanics updates and the diffusion solves that Callus took; its time a step and an update is scaled to the numbers that Callus took in 112
days. Before times are shown the two are compared on day 14: volumes of the tissues and movement of the loaded end.

Quick: the coarse mesh, six days of Callus and three of FEniCSx.
"""
import importlib
import json
import pathlib
import shutil
import sys
from dataclasses import dataclass

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "common")]
measuring = importlib.import_module("measuring")
results = importlib.import_module("results")
from measuring import PYTHON, column  # noqa: E402

MINUTES, MINUTES_BEYOND = 10.0, 6.0
TIMES_FASTER, TIMES_FASTER_BEYOND = 5.0, 8.0
SMALL_SHARE = 0.005  # of the callus: less of a tissue counts as this
PART = "healing"


@dataclass(frozen=True)
class Plan:
    name: str
    scale: str  # of the elements of the shipped mesh, see make_mesh.py
    days: int
    days_of_fenicsx: int
    agreement: float  # of each tissue's volume, and of the mean of every other field
    agreement_of_movement: float
    settings: tuple = ()  # of Callus


# mechanics every day, whatever changed, so that all is run that a longer healing runs
QUICK = Plan("quick", "coarse", 6, 3, 1e-3, 1e-4, ("Coupling/Shortest interval = 1 day", "Mechanics/Update/Relative change of modulus = 0"))
FULL = Plan("300k", "0.553", 112, 14, 0.05, 0.02)


class Course:
    """What Callus did: its tables, read from the folder of the run."""

    def __init__(self, folder):
        self.folder = folder
        self.rows = measuring.table(folder / "diagnostics.csv")
        self.history = measuring.table(folder / "history.csv")
        self.manifest = json.loads((folder / "manifest.json").read_text())

    @property
    def seconds(self):
        return self.manifest["wall_seconds"]

    def steps(self, until=float("inf")):
        """(day at its start, size) of each accepted step up to a day."""
        found = [(float(row["day"]), float(row["step [day]"])) for row in self.rows if float(row["step [day]"] or 0) > 0 and float(row["accepted [1]"]) > 0]
        return [(day - step, step) for day, step in found if day <= until + 1e-9]

    def updates(self, until=float("inf")):
        """Days on which mechanics was solved before a day."""
        return [float(row["day"]) for row in self.rows if float(row["mechanics solves [1]"] or 0) > 0 and float(row["day"]) < until - 1e-9]

    def total(self, name, until=float("inf")):
        return sum(column([row for row in self.rows if float(row["day"]) <= until + 1e-9], name))

    def at(self, day, name):
        return next(float(row[name]) for row in self.history if abs(float(row["day"]) - day) < 1e-9)

    def volumes(self, day):
        return {name.removesuffix(" volume [mm3]"): self.at(day, name) for name in self.history[0] if name.endswith(" volume [mm3]")}


def n_diffusing(parameters):
    """Cells and signals that diffuse."""
    sections = importlib.import_module("biology").read_parameters(parameters)["Fields"].values()
    return sum(bool(field.get("Diffusivity")) and field["Integration"] != "quasi-steady" for field in sections)


def stages(course, parameters):
    """One diffusion solve of a field and step, or two: what is more than that is Newton's method for oxygen."""
    a_step = course.total("diffusion solves [1]") / len(course.steps())
    return 2 if a_step >= 2 * n_diffusing(parameters) else 1


def run_callus(tools, plan, folder):
    mesh, output = folder / "bone.msh", folder / "callus"
    tools.run(PYTHON, HERE / "make_mesh.py", mesh, plan.scale)
    case = tools.source / "parameter_files/tutorials/sheep_metatarsus/sheep_metatarsus.prm"
    settings = (f"Mesh/File = {mesh}", f"Time/End = {plan.days} day", *plan.settings)
    tools.callus("run", case, "--output", output, "--overwrite", *(word for setting in settings for word in ("--set", setting)))
    return Course(output)


def run_fenicsx(tools, plan, course, folder):
    parameters = course.folder / "parameters.used.prm"
    work = {"parameters": str(parameters), "steps": course.steps(plan.days_of_fenicsx), "mechanics days": course.updates(plan.days_of_fenicsx),
            "stages": stages(course, parameters)}
    tools.run(PYTHON, HERE / "make_mesh.py", folder / "warm_up.msh", "coarse")
    follow(tools, folder, "warm_up", {**work, "steps": [], "mechanics days": []})  # compiles the forms
    return follow(tools, folder, "bone", work)


def follow(tools, folder, mesh, work):
    """What fenicsx_healing.py says of a plan."""
    (folder / "plan.json").write_text(json.dumps(work))
    tools.parallel(tools.ranks(), PYTHON, HERE / "fenicsx_healing.py", folder / f"{mesh}.npz", folder / mesh, folder / "plan.json")
    return json.loads((folder / f"{mesh}.json").read_text())


def mean_differences(course, found, day):
    """Of the mean of each field that is no tissue, relative to it, or to its typical value where that is more."""
    fields = importlib.import_module("biology").read_parameters(course.folder / "parameters.used.prm")["Fields"]
    for name, theirs in found["means"].items():
        ours = course.at(day, f"{name} [{fields[name]['Unit']}]")
        scale = max(abs(theirs), float(fields[name]["Typical value"].split()[0]))
        yield abs(ours - theirs) / scale if scale > 0 else 0.0


def differences(plan, course, found):
    """Name, value and limit."""
    day, small = plan.days_of_fenicsx, SMALL_SHARE * found["callus"]
    ours = course.volumes(day)
    for name, theirs in found["volumes"].items():
        yield f"{name}_on_day_{day}", abs(ours[name] - theirs) / max(theirs, small), plan.agreement
    yield f"other_fields_on_day_{day}", max(mean_differences(course, found, day)), plan.agreement
    for number, at in {0: 0.0, len(found["closings"]) - 1: course.updates(day)[-1]}.items():
        moved = next(float(row["displacement of the loaded end [mm]"]) for row in course.history if float(row["day"]) >= at - 1e-9)
        yield f"movement_on_day_{at:g}", abs(moved / found["closings"][number] - 1), plan.agreement_of_movement


def compare(tools, plan, course, found):
    for name, value, limit in differences(plan, course, found):
        figure = tools.Figure(f"healing_{plan.name}_difference_of_{name}", value, "1", limit)
        if not figure.met:
            raise tools.Error(f"Callus and FEniCSx do not compute the same healing, so no times are shown: {figure}")
        yield figure, "relative; of little tissue to half a per cent of the callus, of other fields to the typical value" if "movement" not in name else "relative"


def scaled(course, found):
    """Seconds that FEniCSx would take for all days: set-up once, then by updates of mechanics and by steps of biology."""
    seconds = found["seconds"]
    return (seconds["set-up"] + seconds["mechanics"] / found["mechanics updates"] * len(course.updates())
            + seconds["biology"] / found["steps"] * len(course.steps()))


def describe_callus(plan, course, tools):
    updates = len(course.updates())
    return (f"{plan.name} Callus on {tools.ranks()}, {plan.days} days: {course.seconds:.1f} s: mechanics {course.total('mechanics time [s]'):.1f} "
            f"({updates} updates, {course.total('mechanics solves [1]'):.0f} solves, {course.total('mechanics iterations [1]'):.0f} iterations), "
            f"biology {course.total('biology time [s]'):.1f} ({len(course.steps())} steps, {course.total('diffusion solves [1]'):.0f} diffusion solves), "
            f"output {course.total('output time [s]'):.1f}")


def describe_fenicsx(plan, found, tools):
    phases = ", ".join(f"{phase} {seconds:.1f}" for phase, seconds in found["seconds"].items())
    return (f"{plan.name} FEniCSx on {tools.ranks()}, {plan.days_of_fenicsx} days, {found['unknowns']} mechanics unknowns, {found['nodes']} nodes of the callus: "
            f"{found['mechanics updates']} updates, {found['mechanics solves']} solves, {found['mechanics iterations']} iterations; "
            f"{found['steps']} steps, {found['diffusion solves']} diffusion solves, {found['diffusion iterations']} iterations; seconds: {phases}")


def rows(tools, plan, course, found):
    """Figures or text, and how each was found."""
    how = f"{len(course.updates())} updates of mechanics, {len(course.steps())} steps"
    if plan.days == FULL.days:
        name = f"healing_{plan.name}_{plan.days}_days_on_{tools.ranks()}"
        yield tools.Figure(name, course.seconds / 60, "min", MINUTES), how
        yield tools.Beyond(name, course.seconds / 60, "min", MINUTES_BEYOND), how
    if found is None:
        yield f"{plan.name} against FEniCSx: not measured", "FEniCSx is not installed"
        return
    others = scaled(course, found)
    ratio, name = others / course.seconds, f"healing_{plan.name}_times_faster_than_fenicsx"
    how = f"Callus {course.seconds:.0f} s; FEniCSx {others:.0f} s, from {plan.days_of_fenicsx} days scaled to the same {how} (n = 1)"
    yield tools.Figure(name, ratio, "1", TIMES_FASTER, at_most=False), how
    yield tools.Beyond(name, ratio, "1", TIMES_FASTER_BEYOND), how


def measure(tools, quick):
    plan = QUICK if quick else FULL
    folder = tools.output / ("healing_quick" if quick else "healing")
    shutil.rmtree(folder / "callus", ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    course, found, compared = run_callus(tools, plan, folder), None, []
    yield describe_callus(plan, course, tools)
    if measuring.is_installed(tools, measuring.FENICSX):
        found = run_fenicsx(tools, plan, course, folder)
        yield describe_fenicsx(plan, found, tools)
        compared = list(compare(tools, plan, course, found))
    else:
        yield f"skipped: fenicsx is not installed (Debian: {measuring.FENICSX_PACKAGES})"
    shown_rows = compared + list(rows(tools, plan, course, found))
    stored = results.Results(folder, "healing", (PART,))
    entries = [results.entry(shown, how) for shown, how in shown_rows if not isinstance(shown, tools.Beyond)]
    stored.replace(PART, entries, course.manifest["callus"]["revision"])
    for shown, how in shown_rows:
        yield shown if isinstance(shown, (tools.Figure, tools.Beyond)) else f"{shown}; {how}"
    yield "\n" + stored.table()
    yield f"also in {folder / 'table.md'}"
