# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""What `callus check` promises about time and memory, against the run itself, for the coarse and the full sheep case.

Each figure is the larger of estimate over measured and measured over estimate; the goal is a factor of two. The case is run as it is, on at
most two processes. Memory is the largest resident memory of a process times the number of processes.
Quick: the coarse mesh for seven days.
"""
import re
import resource

UNITS = {"s": 1, "min": 60, "h": 3600, "MB": 1e6, "GB": 1e9}
FACTOR = 2.0


def estimate(tools, case, settings):
    """Seconds and bytes that `callus check` prints."""
    said = tools.said_by_callus("check", case, *settings)
    time = re.search(r"^  time    ([\d.]+) (s|min|h):", said, re.MULTILINE)
    memory = re.search(r"^  memory  ([\d.]+) (MB|GB) in all", said, re.MULTILINE)
    if not time or not memory:
        raise tools.Error(f"'callus check {case}' prints no estimate:\n{said}")
    return float(time[1]) * UNITS[time[2]], float(memory[1]) * UNITS[memory[2]]


def ratio(a, b):
    return max(a / b, b / a)


def measure(tools, quick):
    folder = tools.source / "parameter_files/tutorials/sheep_metatarsus"
    cases = [("coarse", "coarse.prm")] + ([] if quick else [("full", "sheep_metatarsus.prm")])
    settings = ("--set", "Time/End = 7 day") if quick else ()
    for name, file in cases:
        seconds_estimated, bytes_estimated = estimate(tools, folder / file, settings)
        output = tools.output / f"check_{name}"
        seconds = tools.callus("run", folder / file, "--output", output, "--overwrite", *settings)
        # the largest of all children so far: cases come in the order of their size
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 * tools.ranks()
        yield tools.Figure(f"check_{name}_time", ratio(seconds_estimated, seconds), "1", FACTOR)
        yield tools.Figure(f"check_{name}_memory", ratio(bytes_estimated, largest), "1", FACTOR)
