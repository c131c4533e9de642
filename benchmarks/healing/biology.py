# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The biology of a case of Callus in numpy: every form of process, modifier and quantity in a line, for arrays over all nodes.

Numbers come from parameters.used.prm of a run of Callus, so that both programs compute the same model. What is the same expression is computed
once a time, whatever number of processes use it. Units are those of the library (mm, day, 1e6 cells/mL, ng/mL, mmHg); none is converted.
"""
import functools
import operator

import numpy

SLOW_KINDS = ("cell", "vessel", "matrix", "scaffold", "debris")
SOLVED = {"explicit": "cells", "implicit": "signals", "quasi-steady": "gases"}


def read_parameters(file):
    """A tree of sections; entries are texts."""
    root = {}
    path = [root]
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            words = line.split(None, 1)
            if not words or words[0].startswith("#"):
                continue
            if words[0] == "subsection":
                path.append(path[-1].setdefault(words[1].strip(), {}))
            elif words[0] == "end":
                path.pop()
            elif words[0] == "set":
                name, _, value = words[1].partition("=")
                path[-1][name.strip()] = value.strip()
    return root


def number(section, entry, absent=None):
    """What stands before the unit."""
    return float(section[entry].split()[0]) if section.get(entry) else absent


def numbers(section, entry):
    return [float(word.split()[0]) for word in section[entry].split(",")]


def words(section, entry):
    return [word.strip() for word in section.get(entry, "").split(",") if word.strip()]


def power(x, n):
    """x^n, by products where the exponent is small and whole: numpy's own takes ten times as long."""
    if n == 0.5:
        return numpy.sqrt(x)
    if n not in (1, 2, 3, 4):
        return x**n
    result = x
    for _ in range(int(n) - 1):
        result = result * x
    return result


def positive(x):
    return numpy.maximum(0, x)


def hill(section):
    return number(section, "Half saturation"), number(section, "Exponent", 1.0), number(section, "Floor", 0.0)


def rising(section, x):
    half, n, floor = hill(section)
    xn = power(x, n)
    return floor + (1 - floor) * (xn / (half**n + xn)) if floor else xn / (half**n + xn)


def falling(section, x):
    half, n, floor = hill(section)
    return floor + (1 - floor) * (half**n / (half**n + power(x, n)))


def optimum(s, x):
    rise = 1 + number(s, "Rise") * (x / (number(s, "Half saturation of rise") + x))
    return rise / (1 + power(x / number(s, "Half saturation of fall"), number(s, "Exponent", 2.0)))


def stimulus(s, w):
    floor = number(s, "Floor", 0.0)
    return floor + (1 - floor) * (1 - w if s.get("Inverse") == "true" else w)


MODIFIERS = {
    "activation": rising,
    "inhibition": falling,
    "enhancement": lambda s, x: 1 + number(s, "Change") * (x / (number(s, "Half saturation") + x)),
    "linear": lambda s, x: positive(number(s, "Intercept", 0.0) + number(s, "Slope") * x),
    "power": lambda s, x: power(x / number(s, "Reference"), number(s, "Exponent", 1.0)),
    "capacity": lambda s, x: positive(1 - x / number(s, "Capacity")),
    "dose response with optimum": optimum,
    "stimulus": stimulus,
}
QUANTITIES = {
    "sum": lambda s, of: sum((number(s.get("Coefficients", {}), name, 1.0) * x for name, x in of.items()), number(s, "Constant", 0.0)),
    "product": lambda s, of: functools.reduce(operator.mul, of.values()),
    "ratio": lambda s, of: of[s["Numerator"]] / numpy.maximum(of[s["Denominator"]], number(s, "Smallest denominator")),
    "positive part": lambda s, of: positive(of[s["Of"]] - number(s, "Threshold", 0.0)),
    "power": lambda s, of: power(of[s["Of"]] / number(s, "Reference"), number(s, "Exponent")),
    "saturation": lambda s, of: rising(s, of[s["Of"]]),
}
# what a process reads by an entry: who secretes, crowds, is counted, ...
ARGUMENTS = ("By", "Crowding", "Counted")


class Values:
    """Fields and drivers at all nodes on a day; what is derived from them is computed when first asked for, and kept."""

    def __init__(self, biology, given, day):
        self.biology, self.given, self.day, self.derived = biology, given, day, {}

    def __getitem__(self, name):
        if name in self.given:
            return self.given[name]
        if name not in self.derived:
            self.derived[name] = self.biology.derive(name, self)
        return self.derived[name]

    def modifier(self, section, argument):
        form = section["Form"]
        if form == "table":
            return float(numpy.interp(self.day, numbers(section, "Days"), numbers(section, "Values")))
        key = (argument, *sorted((entry, value) for entry, value in section.items() if entry != "Argument"))
        if key not in self.derived:
            self.derived[key] = MODIFIERS[form](section, self[argument])
        return self.derived[key]


class Biology:
    """Fields by how they are advanced (cells, signals, gases), rates, surface processes."""

    def __init__(self, parameters):
        self.fields, self.quantities = parameters["Fields"], parameters["Quantities"]
        self.processes = {name: process for name, process in parameters["Processes"].items() if process.get("Active", "true") == "true"}
        self.divisor = number(parameters["Species"], "Divide rates of cells and matrices by", 1.0)
        self.groups = {group: [name for name, field in self.fields.items() if SOLVED[field["Integration"]] == group] for group in SOLVED.values()}
        self.groups["all"] = list(self.fields)
        self.surface_processes = {name: process for name, process in self.processes.items() if "Surfaces" in process}
        unknown = {p["Form"] for p in self.processes.values()} - set(self.FORMS) - {"surface exchange", "surface flux", "fixed value"}
        if unknown:
            raise SystemExit(f"processes of a form that biology.py does not know: {', '.join(sorted(unknown))}")

    def diffusivity(self, name):
        return number(self.fields[name], "Diffusivity", 0.0)

    def bounds(self, name):
        return 0.0, number(self.fields[name], "Upper bound", numpy.inf)

    def initial(self, name):
        return number(self.fields[name], "Initial value", 0.0)

    def derive(self, name, values):
        if name == "free_pore_space":
            filled = sum(number(field, "Volume per unit") * values[f] for f, field in self.fields.items() if number(field, "Volume per unit", 0.0))
            return positive(1 - filled)
        section = self.quantities[name]
        names = words(section, "Of") or [section[entry] for entry in ("Numerator", "Denominator") if entry in section]
        return QUANTITIES[section["Form"]](section, {of: values[of] for of in names})

    def rate(self, process):
        return number(process, "Rate") / (self.divisor if process.get("Scaled by species") == "true" else 1.0)

    def modifiers(self, process, values):
        """The product of all."""
        result = 1.0
        for name, section in process.get("Modifiers", {}).items():
            result = result * values.modifier(section, section.get("Argument") or name)
        return result

    # (field whose production or loss, which of them, rate without modifiers) of a process p with rate k
    FORMS = {
        "secretion": lambda p, k, v: [(p["Field"], "production", k * v[p["By"]] if p.get("By") else k)],
        "decay": lambda p, k, v: [(p["Field"], "loss", k * v[p["By"]] if p.get("By") else k)],
        "conversion": lambda p, k, v: [(p["From"], "loss", k), (p["To"], "production", number(p, "Yield", 1.0) * k * v[p["From"]])],
        "proliferation": lambda p, k, v: [(p["Field"], "production", k * v[p["Field"]] * positive(1 - v[p["Crowding"]]))],
        "uptake": lambda p, k, v: [(p["Field"], "loss", k * v[p["By"]] / (number(p, "Half saturation") + v[p["Field"]]))],
        "recruitment": lambda p, k, v: [(p["Field"], "production", (k * v[p["By"]] if p.get("By") else k)
                                         * positive(1 - v[p.get("Counted") or p["Field"]] / number(p, "Capacity")))],
        "vascular exchange": lambda p, k, v: [(p["Field"], "production", k * number(p, "Level") * v[p["By"]]), (p["Field"], "loss", k * v[p["By"]])],
        "matrix production": lambda p, k, v: [(p["Field"], "production", k * v[p["By"]] * v["free_pore_space"])],
        "matrix resorption": lambda p, k, v: [(p["Field"], "loss", k * v[p["By"]])],
    }

    def rates(self, group, given, day):
        """Production and loss of the fields of a group, by name."""
        values, wanted = Values(self, given, day), set(self.groups[group])
        rates = {"production": dict.fromkeys(wanted, 0.0), "loss": dict.fromkeys(wanted, 0.0)}
        for process in self.processes.values():
            changed = {process.get("Field"), process.get("From"), process.get("To")}
            if process["Form"] not in self.FORMS or not changed & wanted:
                continue
            modifier = self.modifiers(process, values)
            for field, side, rate in self.FORMS[process["Form"]](process, self.rate(process), values):
                if field in wanted:
                    rates[side][field] = rates[side][field] + rate * modifier
        return rates["production"], rates["loss"]

    def slope(self, field, given, day):
        """Derivative of P - L y with respect to the field where its uptake saturates (the only process of a gas that is not linear in it)."""
        values, slope = Values(self, given, day), 0.0
        for process in self.processes.values():
            if process.get("Field") != field or process["Form"] not in self.FORMS:
                continue
            modifier = self.modifiers(process, values)
            for _, side, rate in self.FORMS[process["Form"]](process, self.rate(process), values):
                if side == "loss":
                    half = number(process, "Half saturation") if process["Form"] == "uptake" else None
                    slope = slope - rate * modifier * (half / (half + given[field]) if half else 1.0)
        return slope

    def surface_modifier(self, process, given, day):
        return self.modifiers(process, Values(self, given, day))
