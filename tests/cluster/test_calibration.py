#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""cluster/calibrate.py: finds values that are known, judges targets, refuses faulty files. With a program of two formulas in place of callus."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]

# bone = 10 (1 - exp(-rate t)), with rate = 0.05 f; cells = height exp(-(t - 5)^2), with height = 2 g; f and g are the product of all factors
PROGRAM = """#!/usr/bin/python3
import math, pathlib, re, sys
text = pathlib.Path(sys.argv[2]).read_text()
factors = {"rate": 1.0, "height": 1.0}
for name, factor in re.findall(r"set (\\w+) \\*= ([0-9.e+-]+)", text):
    factors[name] *= float(factor)
folder = pathlib.Path(sys.argv[sys.argv.index("--output") + 1])
folder.mkdir(parents=True, exist_ok=True)
rows = ["day,bone volume [mm3],cells [1e6 cells/mL]"]
for k in range(101):
    t = 0.2 * k
    rows.append(f"{t},{10 * (1 - math.exp(-0.05 * factors['rate'] * t))},{2 * factors['height'] * math.exp(-(t - 5) ** 2)}")
(folder / "history.csv").write_text("\\n".join(rows) + "\\n")
"""

FILE = """set Title = Two values
set Evaluations = 40
subsection Cases
  subsection mouse
    set File = mouse.prm
  end
end
subsection Targets
  subsection bone
    set Column = bone volume
    set Take   = on a day
    set Day    = 10 day
    set Target = 6.3212 mm3 [assumed]
    set Margin = 0.1 mm3
  end
  subsection cells
    set Column = cells
    set Take   = largest
    set Target = 1 1e6 cells/mL [assumed]
    set Margin = 0.05 1e6 cells/mL
  end
end
subsection Adjust
  subsection growth
    set Entry       = Processes/growth/rate
    set Factor from = 0.2 [assumed]
    set Factor to   = 5 [assumed]
    set Scale       = logarithmic
  end
  subsection supply
    set Entry       = Processes/supply/height
    set Start       = 1.5
    set Factor from = 0.2 [assumed]
    set Factor to   = 5 [assumed]
    set Scale       = logarithmic
  end
end
"""


class Calibration(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)
        (self.folder / "mouse.prm").write_text("")
        (self.folder / "callus").write_text(PROGRAM)
        os.chmod(self.folder / "callus", 0o755)

    def calibrate(self, command, text=FILE, *options):
        (self.folder / "two.calibration").write_text(text)
        done = subprocess.run([sys.executable, "-B", SOURCE / "cluster/calibrate.py", command, "two.calibration", "--callus", "./callus",
                               "--output", "out", *options], cwd=self.folder, text=True, capture_output=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def test_finds_the_values_behind_the_data(self):
        code, said = self.calibrate("fit")
        self.assertEqual(code, 0, said)
        fitted = (self.folder / "out/fitted.prm").read_text()
        factors = [float(line.split("*=")[1].split("[calibrated]")[0]) for line in fitted.splitlines() if "*=" in line]
        self.assertEqual(len(factors), 2, fitted)
        self.assertAlmostEqual(factors[0], 2, delta=0.06)  # the pull to the first estimates is a hundredth of a margin or two
        self.assertAlmostEqual(factors[1], 0.5, delta=0.02)
        self.assertIn("subsection Processes\nsubsection growth\nset rate *=", fitted)

    def test_says_which_targets_the_case_misses(self):
        code, said = self.calibrate("check")
        self.assertEqual(code, 2, said)
        self.assertRegex(said, r"bone +6\.321 \+- 0\.1 +mm3 +\[assumed\] +3\.935 +missed")
        code, said = self.calibrate("check", FILE.replace("6.3212", "3.9").replace("Target = 1 ", "Target = 2 "))
        self.assertEqual(code, 0, said)
        self.assertNotIn("missed", said)

    def test_a_day_that_is_not_reached_is_missed(self):
        code, said = self.calibrate("check", FILE.replace("Take   = largest", "Take   = first day above\n    set Value  = 3")
                                    .replace("1 1e6 cells/mL [a", "1 day [a").replace("0.05 1e6 cells/mL", "0.05 day"))
        self.assertEqual(code, 2, said)
        self.assertRegex(said, r"cells .* nan +missed")

    def test_targets_that_are_chosen(self):
        text = FILE.replace("6.3212", "3.9")
        self.assertEqual(self.calibrate("check", text, "--without", "cells")[0], 0)
        self.assertEqual(self.calibrate("check", text, "--only", "cells")[0], 2)
        code, said = self.calibrate("check", text, "--only", "cels")
        self.assertEqual(code, 1)
        self.assertIn("--only: found 'cels', expected a target of two.calibration. Did you mean 'cells'?", said)

    def test_bounds_hold(self):
        code, said = self.calibrate("fit", FILE.replace("Factor to   = 5", "Factor to   = 1.6"))
        self.assertEqual(code, 2, said)
        self.assertRegex(said, r"growth +1 +1\.6 +0\.2 to 1\.6")

    def test_all_that_is_wrong_at_once(self):
        text = (FILE.replace("File = mouse.prm", "File = rat.prm").replace("Margin = 0.1 mm3", "Margin = 0.1 mm")
                .replace("set Start       = 1.5", "set Start       = 9").replace("6.3212 mm3 [assumed]", "6.3212 mm3")
                .replace("set Evaluations", "set Evaluatons"))
        code, said = self.calibrate("fit", text)
        self.assertEqual(code, 1, said)
        for part in ("5 problems", "in Cases/mouse/File: found no file 'rat.prm'", "in Targets/bone/Margin: found 'mm', expected the unit of 'Target', 'mm3'",
                     "in Targets/bone/Target: found no source", "in Adjust/supply/Start: found 9, expected a factor within the range, 0.2 to 5",
                     "found unknown entry 'Evaluatons'", "Did you mean 'Evaluations'?"):
            self.assertIn(part, said)
        self.assertFalse((self.folder / "out").exists())

    def test_a_file_without_targets(self):
        code, said = self.calibrate("check", "set Title = nothing\n")
        self.assertEqual(code, 1, said)
        for name in ("Cases", "Targets", "Adjust"):
            self.assertIn(f"expected a section '{name}' with a subsection for each", said)

    def test_a_program_that_fails(self):
        (self.folder / "callus").write_text("#!/bin/sh\necho it broke >&2\nexit 2\n")
        code, said = self.calibrate("check")
        self.assertEqual(code, 1, said)
        self.assertIn("it broke", said)


if __name__ == "__main__":
    unittest.main()
