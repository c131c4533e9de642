# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Adjusts the values of a calibration until the cases meet their targets: least squares over the logarithms of the factors,

    sum over targets ((measured - target) / margin)^2  +  sum over factors (pull log(factor / start))^2,

by the trust-region method of SciPy within the bounds. The second sum keeps values that the data do not decide at their first estimate."""
import concurrent.futures
import math
import subprocess
from dataclasses import dataclass

import numpy

from . import measures, program
from .problems import StudyError

PULL = 0.3  # a factor of e away from the first estimate costs as much as missing one target by 0.3 of its margin
STEP = 0.1  # of the logarithm of a factor, for the derivatives: histories have rows, so days of a peak move in steps
WITHOUT_VALUE = 5.0  # margins by which a target counts as missed whose day is not reached


@dataclass
class Result:
    factors: numpy.ndarray
    measured: list  # of each target
    evaluations: int


class Fit:
    def __init__(self, calibration, callus, folder, at_once=2, say=print):
        self.calibration, self.callus, self.folder, self.at_once, self.say = calibration, callus, folder, at_once, say
        self.known = {}  # factors: what was measured
        self.low, self.high = (numpy.log([one.input.bounds[k] for one in calibration.adjusted]) for k in (0, 1))
        self.start = numpy.log([one.start for one in calibration.adjusted])

    def shipped(self):
        """Of the cases as they are."""
        return self.measure(numpy.zeros(len(self.start)))

    def run(self):
        from scipy import optimize  # only here: it takes a second to load

        budget = max(1, self.calibration.evaluations // (len(self.start) + 1))
        found = optimize.least_squares(self.residuals, self.start, self.jacobian, (self.low, self.high), "trf", xtol=1e-2, ftol=1e-3,
                                       max_nfev=budget)
        return Result(numpy.exp(found.x), self.measure(found.x), len(self.known))

    def residuals(self, logarithms):
        measured = self.measure(logarithms)
        missed = [distance(target, value) for target, value in zip(self.calibration.targets, measured)]
        self.say(f"{len(self.known):4d} evaluations: {sum(abs(m) > 1 for m in missed)} of {len(missed)} targets missed, "
                 f"sum of squares {sum(m * m for m in missed):.3g}")
        return numpy.array(missed + list(PULL * (logarithms - self.start)))

    def jacobian(self, logarithms):
        """By differences, into the range."""
        steps = numpy.where(logarithms + STEP <= self.high, STEP, -STEP)
        points = [logarithms + step * unit for step, unit in zip(steps, numpy.eye(len(logarithms)))]
        with concurrent.futures.ThreadPoolExecutor(self.at_once) as pool:
            measured = list(pool.map(self.measure, points))
        here = [distance(t, v) for t, v in zip(self.calibration.targets, self.measure(logarithms))]
        columns = [[(distance(t, v) - d) / step for t, v, d in zip(self.calibration.targets, values, here)]
                   for values, step in zip(measured, steps)]
        return numpy.vstack([numpy.array(columns).T, PULL * numpy.eye(len(logarithms))])

    def measure(self, logarithms):
        key = tuple(numpy.round(logarithms, 9))
        if key not in self.known:
            histories = {case.name: self.history(case, numpy.exp(logarithms)) for case in self.calibration.cases}
            for target in self.calibration.targets:
                measures.usable([target.measure], histories[target.case])
            self.known[key] = [measures.of(target.measure, histories[target.case]) for target in self.calibration.targets]
        return self.known[key]

    def history(self, case, factors):
        folder = self.folder / "runs" / ("_".join(f"{f:.6g}" for f in factors) + "_" + case.name)
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "case.prm"
        file.write_text(f"include {case.file}\n" + overlay(self.calibration, factors))
        command = [str(self.callus), case.command, str(file), "--output", str(folder / "output"), "--overwrite"]
        done = subprocess.run(command, env=program.environment(), text=True, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if done.returncode != 0:
            raise StudyError(f"{' '.join(command)} ended with exit code {done.returncode}:\n{done.stderr[-2000:]}")
        return measures.read_history(folder / "output")


def distance(target, value):
    """From the target, in margins."""
    return WITHOUT_VALUE if math.isnan(value) else (value - target.value) / target.margin


def overlay(calibration, factors):
    """The factors as a parameter file to be included last."""
    lines = []
    for one, factor in zip(calibration.adjusted, factors):
        if factor == 1:
            continue
        for path in one.input.entries:
            *sections, entry = path.split("/")
            lines += [f"subsection {name}" for name in sections] + [f"set {entry} *= {factor:.6g} [calibrated]"] + ["end"] * len(sections)
    return "\n".join(lines) + "\n"
