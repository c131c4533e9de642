#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""What cluster/job.slurm decides, without SLURM: `scontrol` is a script that notes how it was called, callus a stand-in."""
import os
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
JOB = SOURCE / "cluster/job.slurm"
FAKE = SOURCE / "tests/cluster/fake_callus.py"


class Job(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        scontrol = self.folder / "bin/scontrol"
        scontrol.parent.mkdir()
        scontrol.write_text(f'#!/bin/sh\n[ "$1" = requeue ] && echo "$@" >>{self.folder}/requeued\nexit 0\n')
        scontrol.chmod(0o755)
        (self.folder / "site.sh").write_text("launcher=(env)\n")
        self.environment = dict(os.environ, PATH=f"{scontrol.parent}:{os.environ['PATH']}", CALLUS=str(FAKE), SLURM_JOB_ID="7",
                                CALLUS_SITE="./site.sh")

    def start(self, case, *words, **variables):
        (self.folder / "case.prm").write_text(case)
        return subprocess.Popen(["bash", JOB, "case.prm", *words], cwd=self.folder, env={**self.environment, **variables}, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def finish(self, process):
        said = process.communicate(timeout=30)[0]
        return process.returncode, said

    def warn(self, process, number=signal.SIGUSR1):
        """Sends the signal to the batch shell once the run has begun."""
        status, before = self.folder / "output/case/status.json", time.time()
        status.unlink(missing_ok=True)
        while not status.exists() and time.time() < before + 10:
            time.sleep(.05)
        time.sleep(.3)
        process.send_signal(number)
        return self.finish(process)

    def requeued(self):
        file = self.folder / "requeued"
        return file.read_text().splitlines() if file.exists() else []

    def test_completes(self):
        code, said = self.finish(self.start("days = 3\n"))
        self.assertEqual(code, 0, said)
        self.assertIn("completed: output/case", said)
        self.assertEqual(self.requeued(), [])

    def test_warning_becomes_checkpoint_and_requeue_and_the_next_run_goes_on(self):
        code, said = self.warn(self.start("days = 30\nseconds = 0.1\n"))
        self.assertEqual(code, 75, said)
        self.assertEqual(self.requeued(), ["requeue 7"], said)
        self.assertRegex(said, r"checkpoint at day [1-9]\d*; queued again")
        code, said = self.finish(self.start("days = 30\nseconds = 0.01\n", SLURM_RESTART_COUNT="1"))
        self.assertEqual(code, 0, said)
        self.assertIn("resumed at day", said)
        self.assertNotIn(" check ", said)

    def test_wrong_input_is_final(self):
        code, said = self.finish(self.start("wrong\n"))
        self.assertEqual(code, 1, said)
        self.assertIn("nothing was computed", said)
        self.assertFalse((self.folder / "output").exists())

    def test_numerical_failure_is_final(self):
        code, said = self.finish(self.start("days = 3\nfail_on_day = 2\n", "there"))
        self.assertEqual(code, 2, said)
        self.assertEqual(self.requeued(), [])
        self.assertIn("there/log.txt", said)

    def test_a_job_that_stands_still_is_not_queued_for_ever(self):
        self.warn(self.start("days = 50\nseconds = 0.1\n"))
        codes = []
        for restart in range(1, 3):
            code, said = self.warn(self.start("days = 50\nseconds = 0.1\nstuck = yes\n", SLURM_RESTART_COUNT=str(restart)))
            codes.append(code)
        self.assertEqual(codes, [75, 75])
        self.assertEqual(len(self.requeued()), 2, said)
        self.assertIn("2 restarts and no further than day", said)

    def test_a_job_that_begins_anew_each_time_is_not_queued_for_ever(self):
        for restart, days in enumerate((9, 7, 8)):
            (self.folder / "output/case").mkdir(parents=True, exist_ok=True)
            (self.folder / "output/case/checkpoint").write_text(str(days))
            code, said = self.warn(self.start("days = 50\nseconds = 0.1\nstuck = yes\n", SLURM_RESTART_COUNT=str(restart)))
            self.assertEqual(code, 75)
        self.assertEqual(len(self.requeued()), 2)
        self.assertIn("2 restarts and no further than day 9", said)

    def test_restarts_are_limited(self):
        code, said = self.warn(self.start("days = 50\nseconds = 0.1\n", SLURM_RESTART_COUNT="5", CALLUS_RESTARTS="5"))
        self.assertEqual(code, 75)
        self.assertIn("not queued again: 5 restarts", said)
        self.assertEqual(self.requeued(), [])

    def test_a_stop_by_somebody_else_is_not_queued_again(self):
        code, said = self.warn(self.start("days = 50\nseconds = 0.1\n"), signal.SIGTERM)
        self.assertEqual(code, 75, said)
        self.assertEqual(self.requeued(), [])
        self.assertIn("Submit it again to go on", said)

    def test_an_unknown_site_and_a_missing_case_say_what_to_do(self):
        code, said = self.finish(self.start("days = 1\n", CALLUS_SITE="nowhere"))
        self.assertEqual(code, 1)
        self.assertIn("debian template in", said)
        result = subprocess.run(["bash", JOB], env=self.environment, capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 1)
        self.assertIn("CASE.prm [OUTPUT]", result.stdout)


if __name__ == "__main__":
    unittest.main()
