# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""What the tests of published models share: runs of the program, integrators of their own, and the tables of the models' pages.

A test is called with the program and the source folder: MODEL.py CALLUS SOURCE_DIR [unittest arguments]."""
import csv
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import numpy as np

CALLUS, SOURCE = os.path.abspath(sys.argv.pop(1)), pathlib.Path(sys.argv.pop(1)).resolve()
PUBLISHED = SOURCE / "parameter_files/published"
ENVIRONMENT = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMP_NUM_THREADS="1")


class PublishedModel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = pathlib.Path(temporary.name)
        cls.n_runs = 0

    @classmethod
    def run_case(cls, command, case, *settings, table="history.csv"):
        """Columns by name, without units, of a table that `callus COMMAND CASE` writes."""
        cls.n_runs += 1
        output = cls.folder / str(cls.n_runs)
        words = [CALLUS, command, str(case), "--output", str(output)]
        for setting in settings:
            words += ["--set", setting]
        run = subprocess.run(words, env=ENVIRONMENT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if run.returncode != 0:
            raise AssertionError(f"{' '.join(words)}: exit code {run.returncode}\n{run.stdout[-3000:]}")
        cls.last_output = output
        return read_table(output / table)

    @classmethod
    def write_case(cls, name, text):
        """A parameter file of the test's own."""
        path = cls.folder / name
        path.write_text(text)
        return path

    def expect_close(self, name, found, expected, tolerance, scale=None):
        """Every value within the tolerance, relative to the scale (the largest magnitude expected, if left out)."""
        scale = np.abs(expected).max() if scale is None else scale
        self.assertLessEqual(np.abs(np.asarray(found) - expected).max(), tolerance * scale, name)

    def expect_as_on_page(self, cells, values, where):
        """The numbers of a page are those computed, to the digits given (and half a percent: steps in time follow an error estimate,
        which another machine may round the other way)."""
        self.assertEqual(len(cells), len(values), where)
        for cell, value in zip(cells, values):
            number = float(re.sub(r"[* ]", "", cell))
            allowed = .55 * last_digit(cell) + .005 * abs(number)
            self.assertLessEqual(abs(value - number), allowed, f"{where}: {value} where the page says {cell}")


def last_digit(cell):
    """What one more in the last digit of a number makes; a mere 0 stands for less than a thousandth."""
    mantissa, _, exponent = cell.partition("e")
    decimals = len(mantissa.partition(".")[2])
    return 1e-3 if cell == "0" else 10.0 ** (int(exponent or 0) - decimals)


def read_table(path):
    with open(path, newline="") as file:
        rows = list(csv.reader(file))
    columns = zip(*rows[1:])
    return {name.split(" [")[0]: np.array([number_or_nan(cell) for cell in column]) for name, column in zip(rows[0], columns)}


def number_or_nan(cell):
    try:
        return float(cell)
    except ValueError:
        return float("nan")


def table_of_page(page, first_header):
    """The rows of the table of a page whose first column has this header: {first cell: the other cells}."""
    rows = {}
    inside = False
    for line in page.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.lstrip().startswith("|") and cells[0] == first_header:
            inside = True
        elif inside and not line.lstrip().startswith("|"):
            break
        elif inside and not set(line) <= set("|- :"):
            rows[cells[0]] = cells[1:]
    if not rows:
        raise AssertionError(f"{page} has no table that begins with '{first_header}'")
    return rows


def runge_kutta(rates, start, days, step):
    """The classical method of order 4 with a fixed step; the states on whole multiples of it."""
    states, state, day = [np.array(start, dtype=float)], np.array(start, dtype=float), 0.0
    for due in days[1:]:
        n = round((due - day) / step)
        for i in range(n):
            t = day + i * step
            a = rates(t, state)
            b = rates(t + step / 2, state + step / 2 * a)
            c = rates(t + step / 2, state + step / 2 * b)
            d = rates(t + step, state + step * c)
            state = state + step / 6 * (a + 2 * b + 2 * c + d)
        day = due
        states.append(state)
    return np.array(states)


def rosenbrock(rates, start, days, tolerance=1e-6, scale=1e-3):
    """For stiff, autonomous systems: the method of Shampine and Reichelt (1997) of order 2, with a Jacobian of differences and steps
    that follow its error estimate, relative to the state (at least the scale)."""
    gamma, e32 = 1 / (2 + np.sqrt(2)), 6 + np.sqrt(2)
    state, states = np.array(start, dtype=float), [np.array(start, dtype=float)]
    day, step = 0.0, 1e-6
    identity = np.eye(len(state))
    for due in days[1:]:
        while day < due * (1 - 1e-14):
            step = min(step, due - day)
            first = rates(day, state)
            increments = 1e-7 * (np.abs(state) + scale)
            jacobian = np.column_stack([(rates(day, state + e * d) - first) / d for e, d in zip(identity, increments)])
            while True:
                inverse = np.linalg.inv(identity - step * gamma * jacobian)
                k1 = inverse @ first
                middle = rates(day, state + step / 2 * k1)
                k2 = inverse @ (middle - k1) + k1
                new = state + step * k2
                k3 = inverse @ (rates(day, new) - e32 * (k2 - middle) - 2 * (k1 - first))
                error = step / 6 * np.abs(k1 - 2 * k2 + k3) / (np.maximum(np.abs(state), np.abs(new)) + scale)
                ratio = (tolerance / max(error.max(), 1e-300)) ** (1 / 3)
                if ratio >= .7:
                    break
                step *= max(.1, .8 * ratio)
            day, state = day + step, new
            step *= min(5., .8 * ratio)
        states.append(state)
    return np.array(states)


def main():
    unittest.main(argv=[sys.argv[0], "-v"] + sys.argv[1:])
