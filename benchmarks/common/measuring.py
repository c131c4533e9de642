# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""What the benchmarks share: memory of a parallel run, the memory triad, peak arithmetic, tables, pictures, what is installed.

tools is what benchmarks/run hands to a benchmark.
"""
import csv
import pathlib
import statistics
import time
from dataclasses import dataclass

HERE = pathlib.Path(__file__).resolve().parent
PYTHON = "/usr/bin/python3"
FENICSX = "import dolfinx, ufl, petsc4py, scipy"
FENICSX_PACKAGES = "apt-get install python3-dolfinx python3-dolfinx-real python3-scipy"


def is_installed(tools, imports):
    """Whether Python gets through these statements."""
    try:
        tools.run(PYTHON, "-c", imports)
    except tools.Error:
        return False
    return True


def with_memory(folder, start):
    """start(command that notes the memory...) runs it; returns the largest resident memory of all ranks, summed, in GB."""
    for old in folder.glob("peak_memory.*"):
        old.unlink()
    start(PYTHON, HERE / "peak_memory.py", folder / "peak_memory")
    return sum(int(file.read_text()) for file in folder.glob("peak_memory.*")) / 1e9


def in_parallel(tools, ranks, folder, *command):
    return with_memory(folder, lambda *prefix: tools.parallel(ranks, *prefix, *command))


def compiled(tools, folder, compiler, name):
    """The program of common/NAME.c, built for this machine."""
    program = folder / name
    if not program.exists():
        tools.run(compiler, "-O3", "-march=native", "-o", program, HERE / f"{name}.c")
    return program


def triad(tools, folder):
    """GB/s on one process and on two."""
    program = compiled(tools, folder, "mpicc", "triad")
    return {ranks: float(tools.parallel(ranks, program)[1].split()[-1]) for ranks in (1, 2)}


def peak_arithmetic(tools, folder):
    """1e9 operations a second on one core, multiplications and additions counted apart."""
    program = compiled(tools, folder, "cc", "peak_arithmetic")
    return float(tools.parallel(1, program)[1].split()[-1])


def table(file):
    with open(file, newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def column(rows, name):
    """A column of numbers; what is empty counts as zero."""
    return [float(row[name] or 0) for row in rows]


def read_picture(file, names):
    """Points and the arrays of these names of a picture of Callus."""
    import vtk
    from vtk.util.numpy_support import vtk_to_numpy

    reader = vtk.vtkXMLUnstructuredGridReader()
    reader.SetFileName(str(file))
    reader.Update()
    grid = reader.GetOutput()
    return vtk_to_numpy(grid.GetPoints().GetData()), {name: vtk_to_numpy(grid.GetPointData().GetArray(name)) for name in names}


def nearest_points(points, wanted):
    """Numbers of the points at which the wanted ones lie."""
    from scipy.spatial import cKDTree

    distance, nearest = cKDTree(points).query(wanted)
    if distance.max() > 1e-4:
        raise ValueError(f"a node of one program lies {distance.max()} mm from any node of the other")
    return nearest


@dataclass(frozen=True)
class Size:
    name: str
    element_size: float  # mm
    runs: int
    budget: float = 600.0  # s; no new repetition after it


def repeat_in_turn(tools, size, actions, before_each=lambda: None):
    """Runs every action size.runs times, one after the other, so that what else the machine does hits all; none that would not end in time."""
    start, whole_run = time.monotonic(), dict.fromkeys(actions, 0.0)
    for number in range(size.runs):
        before_each()
        for name, action in actions.items():
            in_time = time.monotonic() - start + whole_run[name] < size.budget and whole_run[name] < tools.seconds_left() / 2
            if number > 0 and not in_time:
                continue
            begin = time.monotonic()
            action()
            whole_run[name] = time.monotonic() - begin


def spread(values):
    """How repeated measurements lie."""
    return f"{statistics.median(values):.3g} ({min(values):.3g} ... {max(values):.3g}, n = {len(values)})"
