#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""slurm_test.py CALLUS [unittest arguments]: cluster/job.slurm under a real SLURM of one node.

SLURM looks at the time limits every half minute, so its warning comes within 30 s.
"""
import os
import pathlib
import sys
import tempfile
import time
import unittest

import one_node_slurm

CALLUS = os.path.abspath(sys.argv.pop(1))
SOURCE = pathlib.Path(__file__).resolve().parents[2]
JOB = SOURCE / "cluster/job.slurm"
FAKE = SOURCE / "tests/cluster/fake_callus.py"
COARSE = SOURCE / "parameter_files/tutorials/sheep_metatarsus/coarse.prm"
FINAL = ("COMPLETED", "FAILED", "TIMEOUT", "CANCELLED", "NODE_FAIL")


class Slurm(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.temporary.cleanup)
        cls.folder = pathlib.Path(cls.temporary.name)
        cls.slurm = cls.enterClassContext(one_node_slurm.OneNodeSlurm(cls.folder / "slurm"))

    def submit(self, *words, program=CALLUS):
        return self.slurm.run("sbatch", "--parsable", *words, cwd=self.folder, environment={"CALLUS": str(program)}).strip()

    def wait(self, job, seconds):
        end = time.monotonic() + seconds
        while (state := self.slurm.state(job)) not in FINAL:
            if time.monotonic() > end:
                self.fail(f"job {job} is {state} after {seconds} s\n{self.log(job)}\n{self.slurm.logs()}")
            time.sleep(.5)
        return state

    def log(self, job):
        file = self.folder / f"callus-{job}.log"
        return file.read_text() if file.exists() else ""

    def test_warning_checkpoint_requeue_resume_completed(self):
        (self.folder / "healing.prm").write_text(f"include {COARSE}\nsubsection Time\n  set End = 70 day\n  set Largest step = 0.1 day\nend\n")
        job = self.submit("--time=1", "--signal=B:USR1@59", "--ntasks=1", JOB, "healing.prm")
        state = self.wait(job, 240)
        said = self.log(job)
        self.assertEqual(state, "COMPLETED", said)
        self.assertRegex(said, r"checkpoint at day [0-9.]+; queued again")
        self.assertIn("restart 1 on", said)
        self.assertIn("completed: output/healing", said)
        days = [line.split(",")[0] for line in (self.folder / "output/healing/history.csv").read_text().splitlines()[1:]]
        self.assertEqual([float(day) for day in days], list(range(71)))

    def test_wrong_input_fails_once(self):
        (self.folder / "bad.prm").write_text(f"include {COARSE}\nset Tittle = misspelt\n")
        job = self.submit("--ntasks=1", JOB, "bad.prm")
        self.assertEqual(self.wait(job, 60), "FAILED", self.log(job))
        self.assertIn("Title", self.log(job))
        self.assertIn("ExitCode=1:0", self.slurm.run("scontrol", "show", "job", job))
        self.assertIn("Restarts=0", self.slurm.run("scontrol", "show", "job", job))


if __name__ == "__main__":
    if reason := one_node_slurm.reason_to_skip():
        print(f"skipped: {reason}")
        sys.exit(77)
    unittest.main(argv=[sys.argv[0], "-v"] + sys.argv[1:])
