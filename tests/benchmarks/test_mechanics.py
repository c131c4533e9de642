#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""test_mechanics.py CALLUS: benchmarks/mechanics on meshes of some hundred and some thousand cells; no measuring here."""
import importlib.machinery
import importlib.util
import math
import pathlib
import sys
import tempfile
import unittest
from unittest import mock

import numpy

sys.dont_write_bytecode = True
CALLUS = pathlib.Path(sys.argv.pop(1)).resolve()
SOURCE = pathlib.Path(__file__).resolve().parents[2]
LOADER = importlib.machinery.SourceFileLoader("benchmarks_run", str(SOURCE / "benchmarks/run"))
RUN = importlib.util.module_from_spec(importlib.util.spec_from_loader(LOADER.name, LOADER))
sys.modules[LOADER.name] = RUN
LOADER.exec_module(RUN)
BENCHMARK = RUN.load("mechanics")
PROGRAMS, RESULTS = BENCHMARK.programs, BENCHMARK.results
BIOT, ELASTICITY, LINEAR = PROGRAMS.BIOT, PROGRAMS.ELASTICITY, PROGRAMS.LINEAR


class WithFolder(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)


class Tiny(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.tools = RUN.Tools(CALLUS, pathlib.Path(cls.temporary.name))
        cls.size = BENCHMARK.Size("tiny", 4.0, 1)
        cls.mesh = BENCHMARK.make_mesh(cls.tools, cls.tools.output, cls.size)

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

    def repeat(self, jobs):
        return BENCHMARK.repeat(self.tools, self.size, self.mesh, jobs)

    def test_callus_alone(self):
        found = self.repeat(BENCHMARK.jobs_of(("days", "scaling"), {"callus"}))
        self.assertEqual(len(found), 5)
        for job, runs in found.items():
            self.assertLess(runs.residual, float(job.case.tolerance))
            self.assertGreater(runs.gigabytes, 0.01)
            self.assertTrue(all(seconds > 0 for seconds in runs.seconds + list(runs.phases.values())))
            self.assertGreaterEqual(len(runs.later_days), job.case.least_updates - 1)
            self.assertEqual(len(runs.later_days_of_all), len(runs.later_days))
        for case in (BIOT, ELASTICITY):
            one, two = (found[BENCHMARK.Job("callus", case, ranks)].answers["settlement"] for ranks in (1, 2))
            self.assertLess(abs(one / two - 1), 1e-7)
        days = list(BENCHMARK.later_days(self.tools, self.size, found))
        self.assertEqual(days[0][0].name, "mechanics_biot_tiny_later_day_over_first")
        self.assertRegex(days[1][0], r"a later day takes \d\.\d\d of the first solve, \d\.\d\d of the first from mesh")

    def expect_same_answers(self, jobs, n_differences):
        missing = {job.program for job in jobs if job.program != "callus" and not PROGRAMS.is_installed(self.tools, job.program)}
        if missing:
            self.skipTest(f"not installed: {', '.join(missing)}")
        differences = [figure for _, (figure, _) in BENCHMARK.compare_answers(self.tools, self.size, self.repeat(jobs))]
        self.assertEqual(len(differences), n_differences)
        for figure in differences:
            self.assertLess(figure.value, 1e-6, figure.name)

    def test_biot_answers_are_those_of_fenicsx(self):
        self.expect_same_answers(BENCHMARK.pair(BIOT, 2), 3)

    def test_elastic_answers_are_those_of_fenicsx(self):
        self.expect_same_answers(BENCHMARK.pair(ELASTICITY, 2), 2)

    def test_linear_answers_are_those_of_fenicsx(self):
        self.expect_same_answers(BENCHMARK.pair(LINEAR, 2), 2)

    def test_elastic_answers_are_those_of_calculix(self):
        self.expect_same_answers([BENCHMARK.Job("callus", ELASTICITY, 2), BENCHMARK.CALCULIX], 2)

    def test_other_answers_end_the_benchmark(self):
        found = {job: PROGRAMS.Runs() for job in BENCHMARK.pair(ELASTICITY, 2)}
        with mock.patch.object(PROGRAMS, "largest_differences", return_value={"settlement": 2e-4}):
            with self.assertRaisesRegex(RUN.BenchmarkError, "answers of Callus and fenicsx differ"):
                list(BENCHMARK.compare_answers(self.tools, self.size, found))

    def test_a_residual_that_is_too_large_ends_the_benchmark(self):
        for residual in (1e-7, math.nan):
            with self.assertRaisesRegex(RUN.BenchmarkError, "did not converge"):
                PROGRAMS.check_residual(self.tools, "FEniCSx", residual)


class Quick(WithFolder):
    def test_quick(self):
        """All parts on one mesh; the file has what is printed."""
        tools = RUN.Tools(CALLUS, self.folder)
        if tools.ranks() < 2:
            self.skipTest("one core")
        lines = [str(line) for line in BENCHMARK.measure(tools, True)]
        table = (self.folder / "mechanics_quick/table.md").read_text()
        self.assertIn("\n" + table, lines)
        if all(PROGRAMS.is_installed(tools, program) for program in ("fenicsx", "calculix")):
            self.assertNotIn("not measured", table)
        goals = ["later day over first", "biot 30k speed up over bandwidth", "elasticity 30k speed up over bandwidth"]
        if PROGRAMS.is_installed(tools, "fenicsx"):
            goals += [f"| {part} | {case} 30k {what} fenicsx" for part, cases in BENCHMARK.CASES.items() for case in (c.name for c in cases)
                      for what in ("times faster than", "memory over", "difference of settlement to")]
        else:
            self.assertTrue(any(line.startswith("skipped: fenicsx") for line in lines))
            goals.append("against FEniCSx: not measured")
        if PROGRAMS.is_installed(tools, "calculix"):
            goals.append("times faster than CalculiX")
        for goal in goals:
            self.assertIn(goal, table)


class Plan(unittest.TestCase):
    def test_parts_share_runs(self):
        jobs = BENCHMARK.jobs_of(("biot", "days"), {"callus", "fenicsx"})
        self.assertEqual(jobs, [*BENCHMARK.pair(BIOT, 2), BENCHMARK.Job("callus", PROGRAMS.BIOT_BY_DEFAULT, 2)])

    def test_programs_that_are_not_installed_are_left_out(self):
        self.assertEqual({job.program for job in BENCHMARK.jobs_of(BENCHMARK.PARTS, {"callus"})}, {"callus"})

    def test_repetitions(self):
        """As often as the size says; CalculiX once; nothing is begun that would not end within the budget."""
        def pretend(tools, mesh, job, runs):
            runs.seconds.append(1.0)

        class Tools:
            @staticmethod
            def seconds_left():
                return 100.0

        jobs = BENCHMARK.jobs_of(("elasticity",), {"callus", "calculix"})
        with mock.patch.dict(PROGRAMS.RUN, dict.fromkeys(PROGRAMS.RUN, pretend)):
            found = BENCHMARK.repeat(Tools, BENCHMARK.Size("pretended", 1.0, 5), None, jobs)
            self.assertEqual([len(runs.seconds) for runs in found.values()], [5, 1])
            found = BENCHMARK.repeat(Tools, BENCHMARK.Size("pretended", 1.0, 5, budget=0.0), None, jobs)
            self.assertEqual([len(runs.seconds) for runs in found.values()], [1, 1])

    def test_ratios(self):
        """What is divided by what."""
        size = BENCHMARK.Size("pretended", 1.0, 1)
        seconds = {("callus", 1): 9.0, ("callus", 2): 6.0, ("fenicsx", 1): 60.0, ("fenicsx", 2): 30.0}
        found = {BENCHMARK.Job(program, case, ranks): PROGRAMS.Runs(seconds=[value, value, 100.0], memory=[value])
                 for (program, ranks), value in seconds.items() for case in (BIOT, ELASTICITY)}
        figures = {row.name: row.value for row, _ in BENCHMARK.against_fenicsx(RUN.Tools, size, BIOT, found)}
        self.assertAlmostEqual(figures["mechanics_biot_pretended_times_faster_than_fenicsx"], 5.0)
        self.assertAlmostEqual(figures["mechanics_biot_pretended_memory_over_fenicsx"], 0.2)
        rows = [row for row, _ in BENCHMARK.scaling(RUN.Tools, size, found, [{1: 20.0, 2: 25.0}]) if not isinstance(row, str)]
        figures = {row.name: row.value for row in rows}
        self.assertAlmostEqual(figures["mechanics_biot_pretended_speed_up_over_bandwidth"], 1.5 / 1.25)
        self.assertAlmostEqual(figures["mechanics_elasticity_pretended_memory_per_rank_on_2"], 3 / 9)

    def test_linear_displacements_have_meshes_of_their_own(self):
        stages = BENCHMARK.stages(RUN.Tools, False, BENCHMARK.PARTS, pathlib.Path("nowhere"), {"callus"})
        self.assertEqual([(stage.size.name, stage.parts) for stage in stages],
                         [("300k", ["biot", "elasticity", "days", "scaling"]), ("300k", ["linear"]), ("1M", ["linear-million"]), ("1M", ["million"])])


class Table(WithFolder):
    def test_parts_are_merged(self):
        good, bad = RUN.Figure("mechanics_good", 5.0, "1", 4.0, at_most=False), RUN.Figure("mechanics_bad", 9.0, "GB", 8.0)
        nothing = RUN.Figure("mechanics_nothing", math.nan, "1", 2.0, at_most=False)
        parts = ("biot", "days", "million")
        RESULTS.Results(self.folder, "mechanics", parts).replace("biot", [RESULTS.entry(bad, "first")], "old")
        RESULTS.Results(self.folder, "mechanics", parts).replace("days", [RESULTS.entry(nothing, "none"), RESULTS.entry("a remark", "")], "new")
        RESULTS.Results(self.folder, "mechanics", parts).replace("biot", [RESULTS.entry(good, "again"), RESULTS.entry(bad, "again")], "new")
        lines = (self.folder / "table.md").read_text().splitlines()[4:]
        self.assertEqual([[cell.strip() for cell in line.split("|")[1:6]] for line in lines],
                         [["biot", "good", "at least 4", "5", "reached"],
                          ["biot", "bad", "at most 8 GB", "9 GB", "missed"],
                          ["days", "nothing", "at least 2", "-", "missed"],
                          ["days", "a remark", "none", "", ""],
                          ["million", "not measured yet", "", "", ""]])
        self.assertNotIn("first", "".join(lines))


if __name__ == "__main__":
    unittest.main()
