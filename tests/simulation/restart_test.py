#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""restart_test.py CALLUS MPIEXEC SOURCE_DIR [unittest arguments]: runs that are killed, stopped or refused, and go on.

CALLUS_KILLS sets the number of kills of each kind (default 3), CALLUS_SEED the moments."""
import json
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import pandas

CALLUS, MPIEXEC, SOURCE = os.path.abspath(sys.argv.pop(1)), sys.argv.pop(1), pathlib.Path(sys.argv.pop(1)).resolve()
COARSE = SOURCE / "parameter_files/tutorials/sheep_metatarsus/coarse.prm"
# mechanics every day, and events before, at and after moments at which a run stops
CASE = f"""include {COARSE}
subsection Coupling
  set Shortest interval = 1 day
end
subsection Mechanics
  subsection Update
    set Relative change of modulus = 0.0001
    set Volume share               = 0
  end
end
subsection Output
  set Fields every = 2 day
end
subsection Events
  subsection partial_load
    set Day    = 1.7 day
    set Change = load
    set Factor = 0.5 [assumed]
  end
  subsection fewer_stem_cells
    set Day     = 3 day
    set Change  = process
    set Process = stem_cells_from_marrow_and_periosteum
    set Factor  = 0.5 [assumed]
  end
end
"""
# time between the SIGTERM and the SIGKILL that mpirun sends when it is terminated: see docs/user/restart.md
ENVIRONMENT = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMP_NUM_THREADS="1",
                   OMPI_MCA_odls_base_sigkill_timeout="10")
KILLS = int(os.environ.get("CALLUS_KILLS", "3"))
SEED = int(os.environ.get("CALLUS_SEED", random.SystemRandom().randrange(10**6)))
DAYS = 5
EACH_STEP = "Checkpoint/Healing interval = 0.001 day"
DAILY = "Checkpoint/Healing interval = 1 day"
# movements that symmetry makes zero, and what is computed from them, are compared with the movement itself
ZERO_BY_SYMMETRY = "interfragmentary"


class Run:
    """One start of the program."""

    def __init__(self, folder, *words, ranks=1, days=DAYS):
        command = [CALLUS, "run", str(Run.case), "--output", str(folder), "--set", f"Time/End = {days} day", *words]
        if ranks > 1:
            command = [MPIEXEC, "--oversubscribe", "-n", str(ranks), *command]
        self.folder = pathlib.Path(folder)
        self.began = time.time()
        self.process = subprocess.Popen(command, env=ENVIRONMENT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                        start_new_session=True)

    def wait(self, *codes):
        self.output = self.process.communicate(timeout=600)[0]
        if codes and self.process.returncode not in codes:
            raise AssertionError(f"exit code {self.process.returncode}, not {codes}\n{self.output[-3000:]}")
        return self

    def kill(self):
        """All processes of the run at once, as a power cut would."""
        # the session, not the process group: mpirun gives each rank a group of its own
        subprocess.run(["pkill", "--signal", "KILL", "--session", str(self.process.pid)])
        return self.wait()

    def wait_until(self, condition, seconds=120):
        end = time.monotonic() + seconds
        while not condition():
            if self.process.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"it did not come to that: {self.wait().output[-3000:]}")
            time.sleep(.01)
        return self

    def rows(self):
        return rows(self.folder)

    def computes(self):
        """Has it come to its first step, and is it still at it?"""
        try:
            now = status(self.folder)
        except FileNotFoundError:
            return False
        return now["state"] == "running" and (self.folder / "status.json").stat().st_mtime > self.began


def rows(folder):
    try:
        return len(history(folder).splitlines()) - 1
    except FileNotFoundError:
        return -1


def history(folder):
    return (pathlib.Path(folder) / "history.csv").read_text()


def status(folder):
    return json.loads((pathlib.Path(folder) / "status.json").read_text())


def checkpoints(folder):
    return sorted((pathlib.Path(folder) / "checkpoints").glob("day_*.h5"))


def day_of(checkpoint):
    return float(re.search(rb"day (\S+)", checkpoint.read_bytes()[:512]).group(1))


class RestartTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        print(f"seed {SEED}, {KILLS} kills of each kind (CALLUS_SEED, CALLUS_KILLS)", flush=True)
        cls.random = random.Random(SEED)
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.top = pathlib.Path(temporary.name)
        cls.references = {}
        Run.case = cls.top / "case.prm"
        Run.case.write_text(CASE)

    def setUp(self):
        self.folder = self.top / self.id().split(".")[-1]

    def reference(self, ranks=1, days=DAYS):
        """The uninterrupted run: computed once, without any checkpoint but the last."""
        if (ranks, days) not in self.references:
            folder = self.top / f"reference_{ranks}_{days}"
            start = time.monotonic()
            Run(folder, ranks=ranks, days=days).wait(0)
            type(self).seconds = time.monotonic() - start
            self.references[ranks, days] = folder
        return self.references[ranks, days]

    def assert_same_history(self, folder, reference):
        self.assertEqual(history(folder), history(reference))
        # the diagnostics but for the times
        for name in ("diagnostics.csv",):
            mine, other = (pandas.read_csv(pathlib.Path(f) / name) for f in (folder, reference))
            self.assertEqual(len(mine), len(other))
            for column in mine.columns:
                if not column.endswith("time [s]"):
                    self.assertTrue(mine[column].equals(other[column]), column)
        self.assertEqual((folder / "fields.pvd").read_text(), (reference / "fields.pvd").read_text())
        files = lambda f: sorted(path.name for path in (f / "fields").iterdir())
        self.assertEqual(files(folder), files(reference))

    def assert_close_history(self, folder, reference):
        one, other = (pandas.read_csv(pathlib.Path(f) / "history.csv") for f in (folder, reference))
        self.assertEqual(list(one["day"]), list(other["day"]))
        for column in one.columns:
            peak = other[column].abs().max()
            if column.startswith(ZERO_BY_SYMMETRY):
                peak = other["axial interfragmentary movement [mm]"].max()
            self.assertLessEqual((one[column] - other[column]).abs().max(), 1e-4 * peak, column)


class Kills(RestartTest):
    def kill_and_resume(self, *settings, ranks):
        days = DAYS + KILLS  # so that there is something left to kill
        reference = self.reference(ranks, days)
        begun = time.monotonic()
        last_killed, while_computing = [], 0
        for kill in range(KILLS):
            run = Run(self.folder, "--resume", "auto", *settings, ranks=ranks, days=days)
            if kill % 4 == 1:  # those before may strike while it starts
                run.wait_until(run.computes)
            elif kill % 4 > 1:  # a day further than ever
                kept = int(max(last_killed, default=0))
                run.wait_until(lambda: run.computes() and run.rows() > kept + 1)
            time.sleep(self.random.random() * self.seconds / days)
            while_computing += run.computes()
            run.kill()
            good = [day_of(file) for file in checkpoints(self.folder)]
            self.assertLessEqual(len(good), 3)  # the oldest may not be removed yet
            if last_killed:
                self.assertGreaterEqual(max(good), max(last_killed), "no work is lost that was kept before")
            last_killed = good
        run = Run(self.folder, "--resume", "auto", *settings, ranks=ranks, days=days).wait(0)
        if last_killed:
            began = float(re.search(r"going on from day (\S+)", run.output).group(1))
            self.assertAlmostEqual(began, max(last_killed), delta=1e-4)
            self.assertLess(began, days, "the last kill came too late to be one")
        self.assertGreaterEqual(while_computing, KILLS // 2)
        self.assert_same_history(self.folder, reference)
        self.assertEqual(status(self.folder)["state"], "completed")
        print(f"{KILLS} kills on {ranks} ranks, {while_computing} of them while it computed, the last after day "
              f"{max(last_killed, default=0)} of {days}: {time.monotonic() - begun:.0f} s", flush=True)

    def test_kills_at_random_moments(self):
        self.kill_and_resume("--set", DAILY, ranks=2)

    def test_kills_while_checkpoints_are_written_after_every_step(self):
        self.kill_and_resume("--set", EACH_STEP, ranks=1)

    def test_on_one_then_three_then_two_ranks(self):
        reference = self.reference(1)
        for ranks, n_rows in ((1, 2), (3, 4)):
            Run(self.folder, "--resume", "auto", "--set", EACH_STEP, ranks=ranks).wait_until(
                lambda: rows(self.folder) >= n_rows).kill()
            self.assertTrue(checkpoints(self.folder))
        Run(self.folder, "--resume", "auto", ranks=2).wait(0)
        self.assert_close_history(self.folder, reference)
        resumed = json.loads((self.folder / "manifest.json").read_text())["resumed"]
        self.assertEqual([re.search(r"on (\d) rank", line).group(1) for line in resumed], ["3", "2"])


class Stops(RestartTest):
    def stop_and_resume(self, send, ranks, word):
        reference = self.reference(ranks)
        run = Run(self.folder, ranks=ranks)
        run.wait_until(lambda: run.rows() >= 3)
        send(run)
        run.wait(75)
        self.assertIn(f"Stopped by {word}", run.output)
        self.assertEqual(len(checkpoints(self.folder)), 1)
        now = status(self.folder)
        self.assertEqual((now["state"], now["exit_code"], now["message"]), ("stopped", 75, f"stopped for requeue by {word}"))
        self.assertEqual(now["last_checkpoint"]["file"], f"checkpoints/{checkpoints(self.folder)[0].name}")
        Run(self.folder, "--resume", "auto", ranks=ranks).wait(0)
        self.assert_same_history(self.folder, reference)

    @staticmethod
    def children(run):
        """The processes of the computation below mpirun."""
        pids = subprocess.run(["ps", "-o", "pid=,comm=", "--ppid", str(run.process.pid)], text=True,
                              stdout=subprocess.PIPE).stdout.split("\n")
        return [int(line.split()[0]) for line in pids if line.endswith(" callus")]

    def test_user_signal_to_the_launcher(self):
        self.stop_and_resume(lambda run: run.process.send_signal(signal.SIGUSR1), 2, "SIGUSR1")

    def test_user_signal_to_one_rank_only(self):
        self.stop_and_resume(lambda run: os.kill(self.children(run)[-1], signal.SIGUSR1), 2, "SIGUSR1")

    def test_termination_without_a_launcher(self):
        self.stop_and_resume(lambda run: run.process.send_signal(signal.SIGTERM), 1, "SIGTERM")

    def test_termination_of_all_ranks(self):
        self.stop_and_resume(lambda run: [os.kill(pid, signal.SIGTERM) for pid in self.children(run)], 2, "SIGTERM")

    def test_termination_of_the_launcher_leaves_a_checkpoint(self):
        run = Run(self.folder, ranks=2, days=1000)  # the launcher takes its time, and must not come too late
        run.wait_until(lambda: run.rows() >= 2)
        run.process.send_signal(signal.SIGTERM)
        run.wait()
        self.assertNotEqual(run.process.returncode, 0)
        now = status(self.folder)
        self.assertEqual(now["state"], "stopped")
        # a checkpoint that was due may be there too
        self.assertEqual(now["last_checkpoint"]["file"], f"checkpoints/{checkpoints(self.folder)[-1].name}")
        self.assertAlmostEqual(day_of(checkpoints(self.folder)[-1]), now["day"])


class Choices(RestartTest):
    """What --resume takes, passes over and refuses."""

    def run_of_days(self, days, *words):
        return Run(self.folder, "--set", DAILY, *words, days=days).wait(0)

    def test_without_a_checkpoint_it_starts_afresh_and_says_so(self):
        run = Run(self.folder, "--resume", "auto").wait(0)
        self.assertIn("No checkpoint to resume from: starting afresh.", run.output)
        self.assert_same_history(self.folder, self.reference())

    def test_damaged_checkpoints_are_passed_over(self):
        self.run_of_days(4)
        self.assertEqual([round(day_of(file)) for file in checkpoints(self.folder)], [3, 4])
        for damage in ("flipped", "truncated"):
            with self.subTest(damage):
                folder = self.folder.with_name(f"damaged_{damage}")
                shutil.copytree(self.folder, folder)
                newest = checkpoints(folder)[-1]
                contents = bytearray(newest.read_bytes())
                if damage == "flipped":
                    contents[len(contents) // 2] ^= 1
                else:
                    del contents[-1000:]
                newest.write_bytes(contents)
                run = Run(folder, "--resume", "auto").wait(0)
                self.assertIn({"flipped": "is damaged (its checksum is wrong); going back to the one before",
                               "truncated": "is damaged (it has"}[damage], run.output)
                self.assertIn("going on from day 3", run.output)
                self.assert_same_history(folder, self.reference())

    def test_prolonged(self):
        self.run_of_days(3)
        run = Run(self.folder, "--resume", "auto").wait(0)
        self.assertIn("Changed since the checkpoint: Time/End: '5 day', was '3 day'", run.output)
        self.assert_same_history(self.folder, self.reference())

    def test_given_checkpoint_in_another_folder(self):
        self.run_of_days(4)
        other = self.folder.with_name("branch")
        run = Run(other, "--resume", str(checkpoints(self.folder)[0])).wait(0)
        self.assertIn("going on from day 3", run.output)
        self.assertEqual(history(other), history(self.reference()))

    def test_other_models_are_refused(self):
        self.run_of_days(2)
        before = {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}
        finer = SOURCE / "meshes/sheep_metatarsus/sheep_metatarsus.msh"
        cases = {
            "Processes/m1_death/Rate *= 2 [assumed]": "found Processes/m1_death/Rate = '",
            "Mechanics/Loads/body_weight/Force = 400 N [assumed]":
                "found Mechanics/Loads/body_weight/Force = '400 N' where the checkpoint has '500 N', expected the model of the "
                "checkpoint",
            "Fields/oxygen/Diffusivity *= 2 [assumed]": "found Fields/oxygen/Diffusivity = '",
            f"Mesh/File = {finer}": "expected the mesh of the checkpoint",
            None: "before the day of the checkpoint, 2",
        }
        for setting, sentence in cases.items():
            with self.subTest(setting or "an earlier end"):
                words = ["--set", setting] if setting else []
                run = Run(self.folder, "--resume", "auto", *words, days=2 if setting else 1).wait(1)
                self.assertIn(sentence, run.output)
                self.assertIn("--overwrite", run.output)
        run = Run(self.folder, "--resume", "auto", *sum((["--set", s] for s in list(cases)[:3]), [])).wait(1)
        self.assertEqual(run.output.count("expected the model of the checkpoint"), 3, run.output)
        after = {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}
        self.assertEqual(before, after, "a refused run leaves the folder as it was")

    def test_another_unit_or_source_is_no_other_model(self):
        self.run_of_days(2)
        Run(self.folder, "--resume", "auto", "--set", "Mechanics/Loads/body_weight/Force = 0.5 kN [assumed]", days=3).wait(0)

    def test_options_that_contradict_each_other(self):
        self.assertIn("found both --resume and --overwrite", Run(self.folder, "--resume", "auto", "--overwrite").wait(1).output)
        self.assertIn("found no file", Run(self.folder, "--resume", "nothing.h5").wait(1).output)
        self.assertFalse(self.folder.exists(), "nothing is left behind by a run that did not begin")

    def test_results_without_checkpoint_of_a_completed_run_are_kept(self):
        self.run_of_days(2)
        shutil.rmtree(self.folder / "checkpoints")
        self.assertIn("the results of a completed run without a checkpoint", Run(self.folder, "--resume", "auto").wait(1).output)
        self.assertEqual(rows(self.folder), 3)


class Failures(RestartTest):
    def test_numerical_failure_keeps_the_last_good_state(self):
        run = Run(self.folder, *self.break_on_day(2.5)).wait(2)
        self.assertRegex(run.output, r"The computation failed: on day \S+, step \S+ day")
        self.assertIn("The last good state is in", run.output)
        now = status(self.folder)
        self.assertEqual((now["state"], now["exit_code"]), ("failed", 2))
        self.assertAlmostEqual(day_of(checkpoints(self.folder)[-1]), now["day"])
        self.assertAlmostEqual(now["day"], 2.5)
        # it goes on from there, to the same end
        again = Run(self.folder, "--resume", "auto", *self.break_on_day(2.5)).wait(2)
        self.assertIn("going on from day 2.5", again.output)
        self.assertEqual(status(self.folder)["message"], now["message"])

    @staticmethod
    def break_on_day(day):
        """An event after which nothing can keep its bounds."""
        return sum((["--set", f"Events/explosion/{entry}"] for entry in (
            f"Day = {day} day", "Change = process", "Process = vessel_growth", "Factor = 1e300 [assumed]")), [])

    def test_full_disk(self):
        run = Run(self.folder, "--set", DAILY, "--set", "Output/Fields every = 100 day")
        run.wait_until(lambda: run.rows() >= 1)
        # not from the start: MPI's own files are larger
        resource.prlimit(run.process.pid, resource.RLIMIT_FSIZE, (300000, 300000))
        run.wait(4)
        self.assertEqual(run.output.count("The results cannot be written: cannot write"), 1, run.output)
        self.assertFalse(list(self.folder.rglob("*.new")), "nothing half-written is left")
        self.assertEqual(status(self.folder)["exit_code"], 4)
        Run(self.folder, "--resume", "auto").wait(0)
        self.assertEqual(history(self.folder), history(self.reference()))

    def test_folder_that_vanishes(self):
        for ranks in (1, 2):
            with self.subTest(ranks=ranks):
                run = Run(self.folder, ranks=ranks, days=70)
                run.wait_until(lambda: run.rows() >= 2)
                shutil.rmtree(self.folder, ignore_errors=True)
                shutil.rmtree(self.folder, ignore_errors=True)
                run.wait(4)
                self.assertIn("Was the folder removed while the run was writing to it?", run.output)
                self.assertFalse(self.folder.exists())

    def test_folder_that_cannot_be_written_to(self):
        self.assertIn("found no directory, and none can be made", Run("/proc/callus").wait(1).output)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"] + sys.argv[1:])
