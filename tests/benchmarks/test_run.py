#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""benchmarks/run: the lines it prints and what it says when it cannot run. No measuring here."""
import importlib.machinery
import importlib.util
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
SOURCE = pathlib.Path(__file__).resolve().parents[2]
LOADER = importlib.machinery.SourceFileLoader("benchmarks_run", str(SOURCE / "benchmarks/run"))
MODULE = importlib.util.module_from_spec(importlib.util.spec_from_loader(LOADER.name, LOADER))
sys.modules[LOADER.name] = MODULE
LOADER.exec_module(MODULE)


class Lines(unittest.TestCase):
    def test_figures(self):
        self.assertEqual(str(MODULE.Figure("a", 359.96, "s", 360.0)), "figure a 360 s goal 360 met")
        self.assertEqual(str(MODULE.Figure("a", 361, "s", 360.0)), "figure a 361 s goal 360 missed")
        self.assertEqual(str(MODULE.Figure("a", 5.5, "1", 6, at_most=False)), "figure a 5.5 1 goal 6 missed")
        self.assertEqual(str(MODULE.Beyond("a", 2, "s", 1)), "beyond a 2 s goal 1")

    def test_every_benchmark_has_measure(self):
        for file in (SOURCE / "benchmarks").glob("*/benchmark.py"):
            self.assertTrue(callable(MODULE.load(file.parent.name).measure))

    def test_parts(self):
        mechanics = MODULE.load("mechanics")
        self.assertEqual(MODULE.parts_of(mechanics, "mechanics", ["million", "biot"]), {"parts": ["biot", "million"]})
        self.assertEqual(MODULE.parts_of(mechanics, "mechanics", []), {"parts": list(mechanics.PARTS)})
        self.assertEqual(MODULE.parts_of(MODULE.load("demo"), "demo", []), {})

    def test_phases_of_the_demo(self):
        text = "day,step [day],mechanics time [s],biology time [s],output time [s]\n0,0.1,2,0.5,\n1,0.1,1,0.25,0.125\n"
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "diagnostics.csv"
            file.write_text(text)
            phases = MODULE.load("demo").phase_seconds(file)
        self.assertEqual(phases, {"mechanics": 3, "biology": 0.75, "output": 0.125})


class CommandLine(unittest.TestCase):
    def expect_failure(self, words, *messages):
        result = subprocess.run([sys.executable, SOURCE / "benchmarks/run", *words], capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 1)
        for message in messages:
            self.assertIn(message, result.stderr)

    def test_unknown_name(self):
        self.expect_failure(["dmeo"], "no benchmark 'dmeo'", "demo")

    def test_unknown_part(self):
        self.expect_failure(["mechanics", "--part", "boit"], "benchmark 'mechanics' has no part 'boit'", "biot, elasticity")
        self.expect_failure(["demo", "--part", "biot"], "benchmark 'demo' has no part 'biot'", "Parts: none")

    def test_no_program(self):
        self.expect_failure(["demo", "--program", "/nowhere/callus"], "no program", "bootstrap.sh build")


if __name__ == "__main__":
    unittest.main()
