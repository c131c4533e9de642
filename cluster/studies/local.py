# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Runs the members on this machine, a few at a time, and stops them so that they can go on later."""
import fcntl
import os
import signal
import subprocess
import time

from . import program as callus
from . import progress
from .problems import StudyError

STOPPED = 75  # exit code of the program after a checkpoint it was asked for


class LocalRun:
    def __init__(self, plan, program, at_once, retry=False, say=print):
        cores, ranks = len(os.sched_getaffinity(0)), plan.study.ranks
        if ranks > cores:
            raise StudyError(f"{plan.study.file}: in Run/Ranks: found {ranks}, expected at most {cores}, the cores of this machine. "
                             "Ask for fewer, or use `study.py submit` on a cluster.")
        self.plan, self.program, self.say = plan, program, say
        self.at_once = max(1, min(at_once or plan.study.at_once, cores // ranks))
        self.left = [m for m in plan.members if self._is_due(progress.of(m), retry)]
        self.running, self.failed, self.is_asked_to_stop = {}, [], False

    @staticmethod
    def _is_due(status, retry):
        return not status.is_done and (retry or status.state != progress.FAILED)

    def run(self):
        """Returns the exit code: 0 if all members are completed, 2 if some failed, 75 if stopped before the end."""
        self._lock()
        handlers = {number: signal.signal(number, self._ask_to_stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            while self.running or (self.left and not self.is_asked_to_stop):
                while self.left and len(self.running) < self.at_once and not self.is_asked_to_stop:
                    self._start(self.left.pop(0))
                self._see_who_ended()
                time.sleep(0.1)
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
        if self.is_asked_to_stop:
            return STOPPED
        return 0 if all(progress.of(member).is_done for member in self.plan.members) else 2

    def _lock(self):
        """Held while this process lives, however it ends."""
        self.lock = (self.plan.output / "lock").open("w")
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StudyError(f"{self.plan.output}: another `study.py run` is at work there. Wait for it, or stop it "
                             "with Ctrl-C.") from None

    def _start(self, member):
        self.say(f"{member.name} starts: {member.described()}")
        log = (self.plan.members_folder / f"{member.name}.log").open("a")
        # In a session of its own: Ctrl-C reaches only this program, which asks each member for a checkpoint.
        process = subprocess.Popen(callus.command(self.program, member), env=callus.environment(), stdin=subprocess.DEVNULL,
                                   stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        self.running[process] = (member, time.monotonic(), log)

    def _see_who_ended(self):
        for process in [p for p in self.running if p.poll() is not None]:
            member, start, log = self.running.pop(process)
            log.close()
            seconds = progress.spell_seconds(time.monotonic() - start)
            status = progress.of(member)
            if process.returncode == 0:
                self.say(f"{member.name} completed after {seconds}")
            elif process.returncode == STOPPED:
                day = status.day if status.checkpoint_day is None else status.checkpoint_day
                self.say(f"{member.name} stopped with a checkpoint at day {day or 0:.6g}")
            else:
                self.failed.append(member)
                self.say(f"{member.name} FAILED with exit code {process.returncode}, see {log.name}")

    def _ask_to_stop(self, *_):
        if not self.is_asked_to_stop:
            self.say(f"Stopping: {len(self.running)} members write a checkpoint. `study.py run` goes on from there.")
        self.is_asked_to_stop = True
        for process in self.running:
            process.send_signal(signal.SIGUSR1)
