# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Small studies for tests: a folder with a case for the stand-in of the program, and a study of it."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
FAKE = SOURCE / "tests/cluster/fake_callus.py"
STUDY = SOURCE / "cluster/study.py"
sys.path.insert(0, str(SOURCE / "cluster"))

CASE = "days = 4\nseconds = 0.01\n"
MEASURES = """
subsection Measures
  subsection bone
    set Column = woven_bone volume
    set Take   = last
  end
end
"""
GRID = """
set Case = case.prm
subsection Vary
  subsection softness
    set Entry  = stiffness
    set Values = 1, 2, 4 MPa [assumed]
  end
end
""" + MEASURES


class StudyTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name).resolve()
        self.write("case.prm", CASE)

    def write(self, name, text):
        (self.folder / name).write_text(text)
        return self.folder / name

    def study(self, command, *words, study="s.study"):
        """(exit code, what was said) of study.py in the folder."""
        result = subprocess.run([sys.executable, STUDY, command, study, "--callus", FAKE, *map(str, words)], cwd=self.folder, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=60)
        return result.returncode, result.stdout
