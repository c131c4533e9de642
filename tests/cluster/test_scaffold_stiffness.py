#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""test_scaffold_stiffness.py CALLUS: the shipped study is accepted in full, and two of its members heal for some days."""
import csv
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

CALLUS = os.path.abspath(sys.argv.pop(1))
SOURCE = pathlib.Path(__file__).resolve().parents[2]
STUDY = SOURCE / "parameter_files/studies/scaffold_stiffness/scaffold_stiffness.study"


class ScaffoldStiffness(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def study(self, command, file):
        result = subprocess.run([SOURCE / "cluster/study.py", command, file, "--callus", CALLUS], cwd=self.folder, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        self.assertEqual(result.returncode, 0, result.stdout)
        return result.stdout

    def test_the_study_is_accepted_by_the_program(self):
        self.assertIn("18 members, 1 rank each", self.study("plan", STUDY))
        with (self.folder / "output/scaffold_stiffness/plan.csv").open() as file:
            rows = list(csv.DictReader(file))
        felt = [float(row["cell_scale_stiffness [kPa]"]) for row in rows]
        self.assertEqual(max(felt) / min(felt), 1e5)

    def test_a_stiff_surface_raises_m1_over_m2_and_a_stiff_structure_takes_movement(self):
        text = STUDY.read_text().replace("0.1, 1, 10, 100, 1000, 10000 kPa", "0.1, 10000 kPa").replace("5, 50, 500 MPa", "5, 500 MPa")
        text = text.replace("../../", str(SOURCE / "parameter_files") + "/").replace(
            "parameter_files/../meshes", "meshes").replace("set Design = grid", "set Design = list")
        text = text.replace("subsection Fixed", "subsection Fixed\n  set Time/End = 8 day")
        (self.folder / "short.study").write_text(text)
        self.study("run", "short.study")
        self.study("collect", "short.study")
        with (self.folder / "output/short/results.csv").open() as file:
            soft, stiff = csv.DictReader(file)
        self.assertGreater(float(stiff["m1_over_m2 [1]"]), 1.05 * float(soft["m1_over_m2 [1]"]))
        self.assertLess(float(stiff["movement_at_start [mm]"]), .2 * float(soft["movement_at_start [mm]"]))
        self.assertTrue((self.folder / "output/short/results.png").is_file())


if __name__ == "__main__":
    unittest.main()
