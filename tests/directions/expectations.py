# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""What is measured in a run, and what is expected of it. A measure is a function of a course (day, fields by name) with a name."""
import dataclasses

import numpy


@dataclasses.dataclass(frozen=True)
class Measure:
    name: str
    of: object  # a function of a Course

    def __call__(self, course):
        return float(self.of(course))


def value(field, day):
    return Measure(f"{readable(field)} on day {day:g}", lambda c: numpy.interp(day, c["day"], c[field]))


def peak(field):
    return Measure(f"peak of {readable(field)}", lambda c: c[field].max())


def peak_day(field):
    return Measure(f"day of the peak of {readable(field)}", lambda c: c["day"][c[field].argmax()])


def half_day(field):
    """The first day at half of the rise above day 0."""
    return Measure(f"day of half-maximum of {readable(field)}", lambda c: first_day(c, c[field] >= 0.5 * (c[field][0] + c[field].max())))


def mean(field, begin, end):
    def integrate(c):
        inside = (c["day"] >= begin) & (c["day"] <= end)
        return numpy.trapz(c[field][inside], c["day"][inside]) / (end - begin)
    return Measure(f"{readable(field)}, mean of days {begin:g} to {end:g}", integrate)


def change(field, begin, end):
    """Relative change between two days."""
    at = lambda c, day: numpy.interp(day, c["day"], c[field])  # noqa: E731
    return Measure(f"{readable(field)} on day {end:g} relative to day {begin:g}", lambda c: at(c, end) / at(c, begin) - 1)


def crossover():
    """When there are as many M2 as M1."""
    return Measure("day on which M2 overtake M1", lambda c: first_day(c, (c["m2_macrophages"] > c["m1_macrophages"]) & (c["day"] > 1)))


def first_day(course, condition):
    return course["day"][numpy.argmax(condition)] if condition.any() else numpy.inf


READABLE = {"pro_inflammatory_signal": "TNF-alpha", "anti_inflammatory_signal": "IL-10", "osteogenic_signal": "BMP-2", "vegf": "VEGF"}


def readable(field):
    return READABLE.get(field, field.replace("_macrophages", " macrophages").replace("m1 ", "M1 ").replace("m2 ", "M2 ").replace("m0 ", "M0 ")
                        .replace("_matrix", "").replace("_", " "))


@dataclasses.dataclass(frozen=True)
class Verdict:
    holds: bool
    expected: str
    computed: str


@dataclasses.dataclass(frozen=True)
class Rises:
    """The measure of the second run exceeds that of the first by the relative margin."""

    measure: Measure
    margin: float
    word: str = "rises"

    def judge(self, courses):
        first, second = (self.measure(c) for c in courses[:2])
        relative = (second - first) / max(abs(first), 1e-30)
        holds = relative > self.margin if self.word == "rises" else relative < -self.margin
        return Verdict(holds, f"{self.measure.name} {self.word} by more than {100 * self.margin:g} %", f"{first:.3g} to {second:.3g}")


def Falls(measure, margin):  # noqa: N802 (reads as Rises does)
    return Rises(measure, margin, "falls")


@dataclasses.dataclass(frozen=True)
class Within:
    """The measure of the (last) run lies between two values."""

    measure: Measure
    low: float
    high: float

    def judge(self, courses):
        found = self.measure(courses[-1])
        return Verdict(self.low <= found <= self.high, f"{self.measure.name} between {self.low:g} and {self.high:g}", f"{found:.3g}")


@dataclasses.dataclass(frozen=True)
class Ascending:
    """Several measures of one run rise in the order in which they stand, by at least the margin each."""

    measures: tuple
    margin: float

    def judge(self, courses):
        found = [m(courses[-1]) for m in self.measures]
        return Verdict(all(b - a >= self.margin for a, b in zip(found, found[1:])), " before ".join(m.name for m in self.measures),
                       ", ".join(f"{x:.3g}" for x in found))


@dataclasses.dataclass(frozen=True)
class Monotone:
    """The measure rises (or falls) from run to run, each time by the relative margin."""

    measure: Measure
    margin: float
    word: str = "rises"

    def judge(self, courses):
        found = [self.measure(c) for c in courses]
        pairs = zip(found, found[1:]) if self.word == "rises" else zip(found[1:], found)
        return Verdict(all(b > (1 + self.margin) * a for a, b in pairs), f"{self.measure.name} {self.word} from run to run",
                       ", ".join(f"{x:.3g}" for x in found))


@dataclasses.dataclass(frozen=True)
class Optimum:
    """The measure has its largest value in a run between the first and the last, above both by the relative margin."""

    measure: Measure
    margin: float

    def judge(self, courses):
        found = [self.measure(c) for c in courses]
        best = max(found[1:-1])
        return Verdict(best > (1 + self.margin) * max(found[0], found[-1]), f"{self.measure.name} has an optimum",
                       ", ".join(f"{x:.3g}" for x in found))


@dataclasses.dataclass(frozen=True)
class Largest:
    """The measure of the last run exceeds that of every other by the relative margin."""

    measure: Measure
    margin: float

    def judge(self, courses):
        found = [self.measure(c) for c in courses]
        return Verdict(found[-1] > (1 + self.margin) * max(found[:-1]), f"{self.measure.name} largest in the last run",
                       ", ".join(f"{x:.3g}" for x in found))


@dataclasses.dataclass(frozen=True)
class Saturates:
    """The measure rises from run to run, and each step less than the one before (doses in equal steps)."""

    measure: Measure
    margin: float

    def judge(self, courses):
        found = [self.measure(c) for c in courses]
        steps = [b - a for a, b in zip(found, found[1:])]
        holds = all(s > self.margin * found[0] for s in steps[:1]) and all(b < a for a, b in zip(steps, steps[1:])) and steps[-1] > -1e-3 * found[0]
        return Verdict(holds, f"{self.measure.name} rises and saturates", ", ".join(f"{x:.3g}" for x in found))


@dataclasses.dataclass(frozen=True)
class SmallerEffect:
    """The change from run 3 to run 4 is smaller than that from run 1 to run 2, by the margin (a share of the larger one)."""

    measure: Measure
    margin: float
    relative: bool = True

    def judge(self, courses):
        a, b, c, d = (self.measure(course) for course in courses)
        large, small = (abs(b / a - 1), abs(d / c - 1)) if self.relative else (abs(b - a), abs(d - c))
        return Verdict(small < (1 - self.margin) * large, f"effect on {self.measure.name} smaller in the second pair", f"{large:.3g} against {small:.3g}")


@dataclasses.dataclass(frozen=True)
class All:
    """Several expectations at once."""

    parts: tuple

    def judge(self, courses):
        verdicts = [part.judge(courses) for part in self.parts]
        return Verdict(all(v.holds for v in verdicts), "; ".join(v.expected for v in verdicts), "; ".join(v.computed for v in verdicts))
