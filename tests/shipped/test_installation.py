#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""test_installation.py BUILD_DIR: `cmake --install` into an empty folder gives a Callus that needs nothing of the source tree."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

BUILD = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else sys.exit(__doc__)
ENVIRONMENT = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMP_NUM_THREADS="1",
                   PYTHONDONTWRITEBYTECODE="1")
ENVIRONMENT.pop("CALLUS_DATA", None)


class Installation(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.prefix, cls.work = pathlib.Path(temporary.name) / "prefix", pathlib.Path(temporary.name) / "work"
        cls.work.mkdir()
        cls.data = cls.prefix / "share/callus"
        cls.tutorial = cls.data / "parameter_files/tutorials/sheep_metatarsus"
        subprocess.run(["cmake", "--install", BUILD, "--prefix", cls.prefix], check=True, stdout=subprocess.DEVNULL)

    def run_command(self, *words):
        run = subprocess.run(list(map(str, words)), cwd=self.work, env=ENVIRONMENT, text=True, timeout=200,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(run.returncode, 0, f"{words}\n{run.stdout}")
        return run.stdout

    def test_the_library_is_the_installed_one(self):
        case = self.work / "mine.prm"
        case.write_text("include tutorials/sheep_metatarsus/coarse.prm\n")
        entries = json.loads(self.run_command(self.prefix / "bin/callus", "list", "parameters", case, "--json"))
        files = {entry["file"] for entry in entries if entry["file"]}
        self.assertGreater(len(files), 5)
        for file in files:
            self.assertTrue(pathlib.Path(file).resolve().is_relative_to(self.prefix.resolve()), file)

    def test_a_case_runs_and_gets_its_report(self):
        self.run_command(self.prefix / "bin/callus", "run", self.tutorial / "coarse.prm", "--set", "Time/End = 1 day")
        self.assertTrue((self.work / "output/coarse/history.csv").is_file())
        self.run_command(self.data / "postprocess/report.py", "output/coarse")
        self.assertTrue((self.work / "output/coarse/report.html").is_file())

    def test_only_what_belongs_there(self):
        strays = [str(file) for file in self.prefix.rglob("*") if file.name == "__pycache__" or file.suffix == ".pyc"]
        self.assertEqual(strays, [])
        self.assertTrue(os.access(self.data / "meshes/generate", os.X_OK))

    def test_callus_mesh_finds_its_modules(self):
        self.assertIn("defect", self.run_command(self.prefix / "bin/callus-mesh", "--help"))


if __name__ == "__main__":
    unittest.main()
