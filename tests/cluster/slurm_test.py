#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""slurm_test.py CALLUS [unittest arguments]: cluster/job.slurm and studies under a real SLURM of one node."""
import json
import os
import pathlib
import signal
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
STUDY = SOURCE / "cluster/study.py"
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
        (self.folder / "healing.prm").write_text(f"include {COARSE}\nsubsection Time\n  set End = 70 day\n  set Largest step = 0.01 day\nend\n")
        self.slurm.wait_until_limits_are_looked_at_in(20)
        job = self.submit("--time=1", "--signal=B:USR1@59", "--ntasks=1", JOB, "healing.prm")
        self.slurm.wait_for(lambda: "Restarts=1" in self.slurm.run("scontrol", "show", "job", job), 90, "first restart")
        # One restart is enough for a test.
        self.slurm.run("scontrol", "update", f"JobId={job}", "TimeLimit=20")
        state = self.wait(job, 420)
        said = self.log(job)
        self.assertEqual(state, "COMPLETED", said)
        self.assertRegex(said, r"checkpoint at day [0-9.]+; queued again")
        self.assertIn("restart 1 on", said)
        resumed = json.loads((self.folder / "output/healing/manifest.json").read_text())["resumed"]
        self.assertTrue(resumed, said)
        self.assertRegex(resumed[0], r"from day [0-9.]+ on 1 rank", said)
        self.assertIn("completed: output/healing", said)
        days = [line.split(",")[0] for line in (self.folder / "output/healing/history.csv").read_text().splitlines()[1:]]
        self.assertEqual([float(day) for day in days], list(range(71)))

    def test_array_and_collector_name_the_member_that_fails(self):
        folder = self.folder / "a study"  # with a blank, as users have them
        folder.mkdir()
        (folder / "case.prm").write_text("days = 4\nseconds = 0.01\n")
        (folder / "s.study").write_text("""
set Case = case.prm
subsection Vary
  subsection softness
    set Entry  = stiffness, fail_on_day
    set Values = 2, 8, 16 MPa [assumed]
  end
end
subsection Cluster
  set Time limit = 5
end
subsection Measures
  subsection bone
    set Column = woven_bone volume
  end
end
""")
        said = self.slurm.run(sys.executable, STUDY, "submit", "s.study", "--callus", FAKE, "--at-once", 1, cwd=folder)
        array, collector = (folder / "output/s/jobs.txt").read_text().split()
        self.assertIn(f"job {array}: 3 members; job {collector} collects them.", said)
        again = self.slurm.run(sys.executable, STUDY, "submit", "s.study", "--callus", FAKE, cwd=folder, check=False)
        self.assertIn(f"in the queue already, as jobs {array} and {collector}", again)
        self.assertEqual(self.wait(collector, 90), "FAILED")  # exit code 2: not all members are there
        log = (folder / "output/s/collect.log").read_text()
        self.assertIn("missing: 001 failed at day 2 of 4", log)
        self.assertIn("2 of 3 members", log)
        table = (folder / "output/s/results.csv").read_text().splitlines()
        self.assertEqual(table, ["member,softness [MPa],state,bone [mm3]", "001,2,failed,", "002,8,completed,32", "003,16,completed,64"])
        self.assertIn("completed", (folder / "output/s/members/slurm-3.log").read_text())

    def test_a_study_that_does_not_fit_is_refused_before_it_waits_for_ever(self):
        folder = self.folder / "large"
        folder.mkdir()
        (folder / "case.prm").write_text("days = 4\n")
        (folder / "s.study").write_text("set Case = case.prm\nsubsection Vary\n subsection a\n  set Entry = stiffness\n  set Values = 1, 2\n"
                                        " end\nend\nsubsection Run\n set Ranks = 64\nend\n")
        said = self.slurm.run(sys.executable, STUDY, "submit", "s.study", "--callus", FAKE, cwd=folder, check=False)
        self.assertIn("SLURM would not run this study", said)
        self.assertFalse((folder / "output/s/jobs.txt").exists())

    def test_wrong_input_fails_once(self):
        (self.folder / "bad.prm").write_text(f"include {COARSE}\nset Tittle = misspelt\n")
        job = self.submit("--ntasks=1", "--time=5", JOB, "bad.prm")
        self.assertEqual(self.wait(job, 60), "FAILED", self.log(job))
        self.assertIn("Title", self.log(job))
        self.assertIn("ExitCode=1:0", self.slurm.run("scontrol", "show", "job", job))
        self.assertEqual(self.log(job).count("check bad.prm"), 1, self.log(job))
        self.assertNotIn("queued again", self.log(job))


if __name__ == "__main__":
    if reason := one_node_slurm.reason_to_skip():
        print(f"skipped: {reason}")
        sys.exit(77)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that the daemons are stopped, too
    unittest.main(argv=[sys.argv[0], "-v"] + sys.argv[1:])
