#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""test_healing.py CALLUS: benchmarks/healing on the coarse mesh, and the pieces of its peer; no measuring here."""
import pathlib
import sys
import unittest
from unittest import mock

import numpy
from benchmark_test import WithFolder, load_run

CALLUS = pathlib.Path(sys.argv.pop(1)).resolve()
RUN = load_run()
BENCHMARK = RUN.load("healing")
import biology  # noqa: E402  (benchmarks/healing)
import count_operations  # noqa: E402
import tissue  # noqa: E402

CASE = """
set Title = nothing
subsection Species
  set Divide rates of cells and matrices by = 2 [assumed]
end
subsection Fields
  subsection cells
    set Kind            = cell
    set Integration     = explicit
    set Initial value   = 0.1 1e6 cells/mL [assumed]
  end
  subsection signal
    set Kind        = signal
    set Integration = implicit
  end
  subsection matrix
    set Kind            = matrix
    set Integration     = explicit
    set Volume per unit = 1 [assumed]
  end
end
subsection Quantities
  subsection half
    set Form = sum
    set Of   = cells
    subsection Coefficients
      set cells = 0.5 [assumed]
    end
  end
end
subsection Processes
  subsection growth
    set Form              = proliferation
    set Field             = cells
    set Crowding          = half
    set Rate              = 4 1/day [assumed]
    set Scaled by species = true
    subsection Modifiers
      subsection signal
        set Form            = activation
        set Half saturation = 3 ng/mL [assumed]
        set Exponent        = 2
        set Floor           = 0.1 [assumed]
      end
    end
  end
  subsection production
    set Form              = matrix production
    set Field             = matrix
    set By                = cells
    set Rate              = 1 1/day/(1e6 cells/mL) [assumed]
    set Scaled by species = false
  end
  subsection secretion
    set Form  = secretion
    set Field = signal
    set By    = cells
    set Rate  = 5 ng/mL/day/(1e6 cells/mL) [assumed]
  end
  subsection loss
    set Form   = decay
    set Active = false
    set Field  = signal
    set Rate   = 5 1/day [assumed]
  end
end
"""


class BiologyInNumpy(WithFolder):
    def setUp(self):
        super().setUp()
        (self.folder / "case.prm").write_text(CASE)
        self.biology = biology.Biology(biology.read_parameters(self.folder / "case.prm"))
        self.fields = {"cells": numpy.array([0.4, 3.0]), "signal": numpy.array([3.0, 0.0]), "matrix": numpy.array([0.25, 0.0])}

    def test_rates(self):
        production, loss = self.biology.rates("cells", self.fields, 1.0)
        # 4 / 2, times a modifier of 0.1 + 0.9 / 2, times 0.4 (1 - 0.2); the second is crowded
        numpy.testing.assert_allclose(production["cells"], [2 * 0.55 * 0.4 * 0.8, 0.0])
        numpy.testing.assert_allclose(production["matrix"], [0.4 * 0.75, 3.0])
        self.assertEqual(loss["cells"], 0.0)
        production, loss = self.biology.rates("signals", self.fields, 1.0)
        numpy.testing.assert_allclose(production["signal"], [2.0, 15.0])
        self.assertEqual(loss["signal"], 0.0)  # its decay is not active

    def test_operations(self):
        self.assertGreater(count_operations.count(self.biology), 10)
        self.assertLess(count_operations.count(self.biology), 40)

    def test_unknown_forms_end_it(self):
        (self.folder / "case.prm").write_text(CASE.replace("matrix production", "telepathy"))
        with self.assertRaisesRegex(SystemExit, "telepathy"):
            biology.Biology(biology.read_parameters(self.folder / "case.prm"))


class Tissue(unittest.TestCase):
    def test_principal_strain(self):
        e = numpy.random.default_rng(2).normal(size=(50, 6))
        matrices = numpy.empty((50, 3, 3))
        for (i, j), k in {(0, 0): 0, (1, 1): 1, (2, 2): 2, (0, 1): 3, (1, 2): 4, (0, 2): 5}.items():
            matrices[:, i, j] = matrices[:, j, i] = e[:, k]
        numpy.testing.assert_allclose(tissue.smallest_principal(e), numpy.linalg.eigvalsh(matrices)[:, 0], atol=1e-12)

    def test_functions_of_the_nodes(self):
        weights = tissue.piecewise_linear()
        numpy.testing.assert_allclose(weights.sum(axis=0), 1.0)
        # a linear field, here the barycentric coordinate of vertex 1, is reproduced
        at_nodes = numpy.array([0, 1, 0, 0] + [0.5 * ends.count(1) for ends in map(list, tissue.EDGES)])
        numpy.testing.assert_allclose(at_nodes @ weights, [tissue.NEAR] + [(1 - tissue.NEAR) / 3] * 3)


class Quick(WithFolder):
    def test_quick(self):
        """Callus and, where it is installed, FEniCSx heal alike; the file has what is printed."""
        tools = RUN.Tools(CALLUS, self.folder)
        lines = [str(line) for line in BENCHMARK.measure(tools, True)]
        table = (self.folder / "healing_quick/table.md").read_text()
        self.assertIn("\n" + table, lines)
        if BENCHMARK.measuring.is_installed(tools, BENCHMARK.measuring.FENICSX):
            for goal in ("quick times faster than fenicsx", "quick difference of woven bone on day 3", "quick difference of movement on day 0"):
                self.assertIn(goal, table)
        else:
            self.assertIn("against FEniCSx: not measured", table)


class Scaling(unittest.TestCase):
    def test_other_answers_end_the_benchmark(self):
        with mock.patch.object(BENCHMARK, "differences", return_value=[("bone_on_day_3", 0.06, 0.05)]):
            with self.assertRaisesRegex(RUN.BenchmarkError, "do not compute the same healing.*bone_on_day_3"):
                list(BENCHMARK.compare(RUN.Tools, BENCHMARK.QUICK, None, None))

    def test_scaled_to_all_days(self):
        course = mock.Mock(updates=lambda: range(30), steps=lambda: range(400))
        found = {"seconds": {"set-up": 5.0, "mechanics": 20.0, "biology": 50.0}, "mechanics updates": 10, "steps": 100}
        self.assertAlmostEqual(BENCHMARK.scaled(course, found), 5 + 60 + 200)


if __name__ == "__main__":
    unittest.main()
