# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The program run_inputs, which runs many commands in one process."""
import os
import resource
import select
import subprocess
import time

ENVIRONMENT = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMP_NUM_THREADS="1")
for variable in ("OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_NTASKS"):
    ENVIRONMENT.pop(variable, None)


MOST_MEMORY = 4 << 30  # bytes: a damaged count must not fill the memory of the machine


class Crash(Exception):
    """The process ended or did not answer in time; the message says which."""


class Driver:
    def __init__(self, program, folder):
        self.program, self.folder, self.process = program, folder, None

    def start(self):
        # standard error to a file of its own: a crash writes there and must not fill a pipe
        self.process = subprocess.Popen([self.program], cwd=self.folder, env=ENVIRONMENT, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0,
                                        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY)))
        self.buffer = b""

    def close(self):
        if self.process:
            self.process.stdin.close()
            self.process.stdout.close()
            self.process.kill()
            self.process.wait()
            self.process = None

    def _fill(self, deadline):
        ready, _, _ = select.select([self.process.stdout], [], [], max(0, deadline - time.monotonic()))
        if not ready:
            self.close()
            raise Crash("no answer in time")
        read = os.read(self.process.stdout.fileno(), 1 << 20)
        if not read:
            code = self.process.wait()
            self.close()
            raise Crash(f"the process ended with {code}")
        self.buffer += read

    def run(self, *words, timeout=20):
        """Exit code and what was printed; the process is started anew after a crash."""
        if self.process is None:
            self.start()
        deadline = time.monotonic() + timeout
        self.process.stdin.write("\t".join(map(str, words)).encode() + b"\n")
        while b"\n" not in self.buffer:
            self._fill(deadline)
        head, self.buffer = self.buffer.split(b"\n", 1)
        code, length = map(int, head.split())
        while len(self.buffer) < length:
            self._fill(deadline)
        text, self.buffer = self.buffer[:length], self.buffer[length:]
        return code, text.decode(errors="replace")
