#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""test_mechanics.py CALLUS: benchmarks/mechanics on a mesh of a few hundred cells; no measuring here."""
import importlib.machinery
import importlib.util
import math
import pathlib
import sys
import tempfile
import unittest

import numpy

sys.dont_write_bytecode = True
CALLUS = pathlib.Path(sys.argv.pop(1)).resolve()
SOURCE = pathlib.Path(__file__).resolve().parents[2]
LOADER = importlib.machinery.SourceFileLoader("benchmarks_run", str(SOURCE / "benchmarks/run"))
RUN = importlib.util.module_from_spec(importlib.util.spec_from_loader(LOADER.name, LOADER))
sys.modules[LOADER.name] = RUN
LOADER.exec_module(RUN)


class Mechanics(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.benchmark = RUN.load("mechanics")
        cls.tools = RUN.Tools(CALLUS, pathlib.Path(cls.temporary.name))
        cls.size = cls.benchmark.Size("tiny", 4.0, True, 1, runs=1)
        cls.mesh = cls.benchmark.make_mesh(cls.tools, cls.size)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def test_mesh(self):
        arrays = numpy.load(self.mesh.with_suffix(".npz"))
        corners = arrays["points"][arrays["cells"]]
        edges = corners[:, 1:] - corners[:, :1]
        volumes = abs(numpy.linalg.det(edges)) / 6
        bone = volumes[arrays["regions"] == 1].sum()
        exact = 2 * math.pi * (8**2 - 5**2) * 15
        self.assertLess(abs(bone / exact - 1), 0.1)  # coarse circles
        self.assertGreater(volumes.min(), 0)

    def measure(self, with_fenicsx):
        found = self.benchmark.repeat(self.tools, self.size, self.mesh, with_fenicsx)
        lines = [] if not with_fenicsx else list(self.benchmark.compare(self.tools, self.size, found))
        return found, lines + list(self.benchmark.of_callus(self.tools, self.size, found, {1: 20.0, 2: 30.0}))

    def test_callus_alone(self):
        found, lines = self.measure(False)
        self.assertEqual(set(found), {("callus", 1), ("callus", 2)})
        one, two = found["callus", 1], found["callus", 2]
        for runs in (one, two):
            self.assertLess(runs.residual, 1e-8)
            self.assertGreater(runs.gigabytes, 0.01)
            self.assertTrue(all(seconds > 0 for seconds in runs.seconds + list(runs.phases.values())))
            self.assertGreaterEqual(len(runs.later_days), 1)
        self.assertLess(abs(one.answers["settlement"] / two.answers["settlement"] - 1), 1e-7)
        self.assertIn("mechanics_tiny_later_day_over_first", [line.name for line in lines if not isinstance(line, str)])

    def test_answers_are_those_of_fenicsx(self):
        if not self.benchmark.has_fenicsx(self.tools):
            self.skipTest("FEniCSx is not installed")
        _, lines = self.measure(True)
        differences = [line for line in lines if not isinstance(line, str) and "difference" in line.name]
        self.assertEqual(len(differences), 3)
        for line in differences:
            self.assertLess(line.value, 1e-6, line.name)

    def test_what_is_missing_is_shown_as_missed(self):
        lines = [str(line) for line in self.benchmark.not_implemented(RUN.Tools)]
        self.assertTrue(all(line.endswith(" missed") for line in lines[1:]))
        self.assertEqual(len(lines), 3)


if __name__ == "__main__":
    unittest.main()
