#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Running, stopping, continuing and collecting a study on this machine, with a stand-in for the program."""
import csv
import math
import os
import signal
import subprocess
import sys
import time
import types
import unittest

import numpy
import pandas
from matplotlib.figure import Figure
from study_files import CASE, FAKE, GRID, MEASURES, STUDY, StudyTest

from studies import inputs, measures, picture, slurm
from studies.problems import Place


class Running(StudyTest):
    def results(self):
        with (self.folder / "output/s/results.csv").open() as file:
            return list(csv.DictReader(file))

    def test_run_and_collect(self):
        self.write("s.study", GRID)
        code, said = self.study("run")
        self.assertEqual(code, 0, said)
        self.assertIn("3 completed", said)
        code, said = self.study("collect")
        self.assertEqual(code, 0, said)
        self.assertEqual([(row["member"], row["softness [MPa]"], row["bone [mm3]"]) for row in self.results()],
                         [("001", "1", "4"), ("002", "2", "8"), ("003", "4", "16")])
        self.assertGreater((self.folder / "output/s/results.png").stat().st_size, 10000)
        # what is completed is not computed again
        before = (self.folder / "output/s/members/001/status.json").stat().st_mtime_ns
        self.assertEqual(self.study("run")[0], 0)
        self.assertEqual((self.folder / "output/s/members/001/status.json").stat().st_mtime_ns, before)

    def test_nothing_to_collect(self):
        self.write("case.prm", CASE + "fail_on_day = 2\n")
        self.write("s.study", GRID)
        code, said = self.study("run")
        self.assertEqual(code, 2, said)
        for name in ("001", "002", "003"):
            self.assertIn(f"{name} FAILED with exit code 2", said)
        code, said = self.study("collect")
        self.assertEqual(code, 1)
        self.assertIn("no member of s.study is completed", said)
        self.assertIn("3 failed", said)

    def test_a_study_with_one_failure_is_collected_without_it(self):
        self.write("s.study", GRID.replace("1, 2, 4", "2, 8, 16").replace("set Entry  = stiffness", "set Entry  = stiffness, fail_on_day"))
        self.assertEqual(self.study("run")[0], 2)
        code, said = self.study("collect")
        self.assertEqual(code, 2, said)
        self.assertIn("missing: 001 failed at day 2 of 4", said)
        self.assertEqual([(row["state"], row["bone [mm3]"]) for row in self.results()],
                         [("failed", ""), ("completed", "32"), ("completed", "64")])
        # a failure is final unless it is asked for again
        self.assertNotIn("001 starts", self.study("run")[1])
        self.assertIn("001 starts", self.study("run", "--retry")[1])

    def test_an_interrupted_study_continues(self):
        self.write("case.prm", "days = 40\nseconds = 0.1\n")
        self.write("s.study", GRID)
        process = subprocess.Popen([sys.executable, STUDY, "run", "s.study", "--callus", FAKE], cwd=self.folder, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        end = time.monotonic() + 20
        while not (self.folder / "output/s/members/002/status.json").exists() and time.monotonic() < end:
            time.sleep(.1)
        time.sleep(.5)
        self.assertIn("another `study.py run` is at work there", self.study("run")[1])
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=20)[0]
        self.assertEqual(process.returncode, 75, said)
        self.assertIn("001 stopped with a checkpoint at day", said)
        code, said = self.study("status")
        self.assertRegex(said, r"001 +stopped +\d+ of 40")
        self.assertRegex(said, r"003 +not started")
        self.write("case.prm", "days = 40\nseconds = 0.01\n")
        code, said = self.study("run")
        self.assertEqual(code, 0, said)
        self.assertIn("resumed at day", (self.folder / "output/s/members/001.log").read_text())

    def test_a_case_that_was_changed_afterwards_is_told(self):
        self.write("s.study", GRID)
        self.study("run")
        changed = self.folder / "output/s/members/002.prm"
        os.utime(changed, (time.time() + 60, time.time() + 60))
        said = self.study("collect")[1]
        self.assertIn(f"outdated: 002 was computed before {changed} was changed", said)
        self.assertNotIn("outdated: 001", said)

    def test_ranks_that_the_machine_does_not_have(self):
        self.write("s.study", GRID + "subsection Run\nset Ranks = 4096\nend\n")
        code, said = self.study("run")
        self.assertEqual(code, 1)
        self.assertIn("found 4096, expected at most", said)

    def test_a_measure_of_a_column_that_is_not_there(self):
        self.write("s.study", GRID.replace("woven_bone volume", "woven bone volume"))
        self.assertEqual(self.study("run")[0], 0)
        code, said = self.study("collect")
        self.assertEqual(code, 1)
        self.assertIn("s.study:12: in Measures/bone/Column: found no column 'woven bone volume' in history.csv", said)
        self.assertIn("Did you mean 'woven_bone volume'?", said)

    def test_default_measures_leave_out_what_a_case_does_not_write(self):
        self.write("s.study", GRID.replace(MEASURES, ""))
        self.assertEqual(self.study("run")[0], 0)
        code, said = self.study("collect")
        self.assertEqual(code, 0, said)
        self.assertIn("not collected: union", said)
        self.assertAlmostEqual(float(self.results()[0]["movement_at_end [mm]"]), .04)


class Measures(unittest.TestCase):
    history = types.SimpleNamespace(
        day=pandas.Series([0.0, 1, 2, 4]), values=pandas.DataFrame({"a": [0, 4.0, 2, 1], "b": [0, 2.0, 0, 4]}), units={"a": "mm", "b": "mm"})

    def measure(self, take, columns=("a",), divisors=(), day=0.0, value=0.0):
        return measures.of(measures.Measure("m", "m", list(columns), list(divisors), take, day, value, Place(), False), self.history)

    def test_takes(self):
        expected = {"first": 0, "last": 1, "largest": 4, "smallest": 0, "mean": 2, "day of largest": 1, "day of half-maximum": 1}
        for take, value in expected.items():
            self.assertAlmostEqual(self.measure(take), value, msg=take)
        self.assertEqual(self.measure("on a day", day=1.5), 3)
        self.assertTrue(math.isnan(self.measure("on a day", day=5)))
        self.assertEqual(self.measure("first day above", value=3), 1)
        self.assertTrue(math.isnan(self.measure("first day above", value=4)))

    def test_sums_and_ratios(self):
        self.assertEqual(self.measure("largest", ("a", "b")), 6)
        self.assertEqual(self.measure("largest", ("a",), ("b",)), 2)  # days with nothing below are left out
        self.assertEqual(self.measure("last", ("a",), ("b",)), .25)

    def test_half_of_the_rise_is_above_day_0(self):
        history = types.SimpleNamespace(day=pandas.Series([0.0, 1, 2, 3]), values=pandas.DataFrame({"a": [10.0, 10.4, 11.5, 12]}))
        half = measures.Measure("m", "m", ["a"], [], "day of half-maximum", 0, 0, Place(), False)
        self.assertEqual(measures.of(half, history), 2)
        history.values["a"] = 10.0
        self.assertTrue(math.isnan(measures.of(half, history)))

    def test_a_line_for_each_value_once(self):
        one = inputs.Input("part", Place(), ["a"], "part", values=[inputs.Value(w, None, w) for w in ("both", "one", "both", "one")])
        self.assertEqual(picture.line_names(one), ["both", "one"])

    def test_long_labels_are_wrapped_evenly(self):
        self.assertEqual(picture.wrapped("stem cells in the scaffold, day 14"), "stem cells in the scaffold, day 14")
        self.assertEqual(picture.wrapped("M1/(M1 + M2) in the scaffold, day 14"), "M1/(M1 + M2) in the\nscaffold, day 14")
        self.assertEqual(picture.wrapped("n" * 50).count("\n"), 1)
        self.assertEqual(picture.wrapped(""), "")

    def test_axes_of_inputs(self):
        for values, scale in (([1, 2, 4], "linear"), ([0.1, 1, 10], "log"), ([0, 0.1, 1, 10], "symlog"), ([0, 1], "linear"), ([0], "linear"),
                              ([-1, 100], "linear")):
            axis = Figure().add_subplot()
            picture.set_horizontal(axis, inputs.Input("dose", Place(), ["a"], "dose"), numpy.array(values, dtype=float))
            self.assertEqual(axis.get_xscale(), scale, values)
            self.assertEqual([float(label.get_text()) for label in axis.get_xticklabels()], sorted(values))

    def test_rank_correlation(self):
        x = numpy.array([1.0, 2, 3, 4, 5])
        self.assertAlmostEqual(picture.rank_correlation(x, numpy.exp(x)), 1)
        self.assertAlmostEqual(picture.rank_correlation(x, -x ** 3), -1)
        self.assertAlmostEqual(picture.rank_correlation(x, numpy.array([1.0, 2, 2, 1, 3])), 0.5270463, places=6)
        self.assertIsNone(picture.rank_correlation(x, numpy.ones(5)))


class Array(unittest.TestCase):
    def test_ranges(self):
        self.assertEqual(slurm.ranges([7, 1, 2, 3]), "1-3,7")
        self.assertEqual(slurm.ranges([5]), "5")


if __name__ == "__main__":
    unittest.main()
