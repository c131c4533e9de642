#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""test_shipped_studies.py CALLUS: each shipped study is accepted by the program, and some members of it, for some weeks, show what its
README says."""
import csv
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

CALLUS = os.path.abspath(sys.argv.pop(1))
SOURCE = pathlib.Path(__file__).resolve().parents[2]
STUDIES = SOURCE / "parameter_files/studies"


class ShippedStudies(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def study(self, command, file):
        result = subprocess.run([SOURCE / "cluster/study.py", command, file, "--callus", CALLUS], cwd=self.folder, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        self.assertEqual(result.returncode, 0, result.stdout)
        return result.stdout

    def results(self, name, days, changes):
        """The table of a few members of a study for so many days; changes: {what the study says: what is said instead}."""
        file = next(STUDIES.glob(f"*/{name}.study"))
        text = file.read_text()
        for old, new in changes.items():
            self.assertEqual(text.count(old), 1, f"{name}: {old}")
            text = text.replace(old, new)
        text = re.sub(r"(Case\s*= )(\S+)", lambda m: m[1] + str((file.parent / m[2]).resolve()), text)
        text = re.sub(r"\b\w+\.prm(?= [;+]|$|;)", lambda m: str(file.parent / m[0]) if (file.parent / m[0]).exists() else m[0], text)
        (self.folder / "short.study").write_text(text + f"subsection Fixed\n  set Time/End = {days} day\nend\n")
        self.study("run", "short.study")
        self.study("collect", "short.study")
        self.assertTrue((self.folder / "output/short/results.png").is_file())
        with (self.folder / "output/short/results.csv").open() as table:
            return [{key.split(" [")[0]: value for key, value in row.items()} for row in csv.DictReader(table)]

    def values(self, rows, name):
        return [float(row[name]) for row in rows]

    def test_every_study_is_accepted_by_the_program(self):
        numbers = {"scaffold_stiffness": 32, "scaffold_stiffness_parts": 32, "porosity_and_degradation": 30, "il4_timing": 32, "cells_or_not": 18}
        files = sorted(STUDIES.glob("*/*.study"))
        self.assertEqual({file.stem for file in files}, set(numbers))
        for file in files:
            with self.subTest(file.stem):
                self.assertIn(f"{numbers[file.stem]} members, 1 rank each", self.study("plan", file))

    def test_bone_has_an_optimum_of_the_stiffness_that_cells_feel(self):
        rows = self.results("scaffold_stiffness", 28, {"0.1, 1, 10, 30, 100, 300, 1000, 10000 kPa": "0.1, 100, 10000 kPa",
                                                       "0.5, 5, 50, 500 MPa": "50 MPa"})
        soft, best, stiff = self.values(rows, "bone_week_4")
        self.assertGreater(best, 1.1 * max(soft, stiff))
        m1 = self.values(rows, "m1_fraction")
        self.assertEqual(m1, sorted(m1))
        self.assertGreater(m1[2], 1.3 * m1[0])

    def test_a_polymer_that_softens_too_fast_lets_the_gap_collapse(self):
        rows = self.results("porosity_and_degradation", 28, {"0.15, 0.3, 0.5 1": "0.3 1", "0, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 4, 6": "1, 6"})
        slow, fast = self.values(rows, "largest_movement")
        self.assertGreater(fast, 10 * slow)

    def test_early_il4_takes_m1_and_bone(self):
        rows = self.results("il4_timing", 28, {"0, 1, 4, 7, 10, 14, 21, 28 day": "0, 21 day", "none; library/overlays/aged_macrophages.prm + never.prm; "
                                               "library/overlays/aged_macrophages.prm": "none", "; aged, never; aged, IL-4": ""})
        never, at_once, never_again, late = self.values(rows, "bone_week_4")
        self.assertEqual(never, never_again)
        self.assertLess(at_once, 0.85 * never)
        self.assertGreater(late, 0.97 * never)
        self.assertLess(float(rows[1]["m1"]), 0.9 * float(rows[0]["m1"]))

    def test_cells_make_bone_and_too_many_do_not(self):
        rows = self.results("cells_or_not", 28, {"0, 0.1, 0.3, 1, 3, 10 1e6": "0, 1, 10 1e6", "none; library/overlays/aged_stroma.prm; library/overlays/aged.prm":
                                                 "none", "healthy; aged stroma; aged": "healthy"})
        empty, some, many = self.values(rows, "bone_week_4")
        self.assertGreater(some, 2 * empty)
        self.assertLess(many, 0.7 * some)


if __name__ == "__main__":
    unittest.main()
