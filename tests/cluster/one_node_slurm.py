# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""A real SLURM of one node on the loopback interface, for the time of a test: munge, slurmctld and slurmd in a temporary folder.

No systemd, cgroups, database or network. All daemons belong to this object and are ended by their process ids.
"""
import ctypes
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "scontrol", "squeue")

CONFIGURATION = """\
ClusterName=onenode
SlurmctldHost={host}(127.0.0.1)
AuthType=auth/munge
# SLURM holds a requeued job back for the lifetime of its credentials, 120 s where nothing is said.
AuthInfo=socket={folder}/munge.socket,cred_expire=10
CryptoType=crypto/munge
SlurmUser=root
SlurmdUser=root
SlurmctldPort={controller_port}
SlurmdPort={node_port}
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=2,bf_interval=2,batch_sched_delay=1
MpiDefault=none
ReturnToService=2
EnforcePartLimits=ALL
KillWait=10
NodeName={host} NodeAddr=127.0.0.1 CPUs={cpus} RealMemory=1000 State=UNKNOWN
PartitionName=main Nodes={host} Default=YES MaxTime=01:00:00 State=UP
"""


def reason_to_skip():
    missing = [name for name in PROGRAMS if not shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin:/sbin")]
    if missing:
        return f"no SLURM (no {', '.join(missing)}; Debian: slurm-wlm, munge)"
    return None if os.geteuid() == 0 else "no SLURM that this user may start (its daemons run as root)"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def die_with_the_test():
    """In a daemon before it starts: no test that is killed leaves one behind."""
    PR_SET_PDEATHSIG = 1
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class OneNodeSlurm:
    def __init__(self, folder, cpus=2):
        self.folder, self.daemons = pathlib.Path(folder), []
        self.host = socket.gethostname().split(".")[0]
        for name in ("state", "spool"):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "slurm.conf").write_text(CONFIGURATION.format(
            folder=self.folder, host=self.host, cpus=cpus, controller_port=free_port(), node_port=free_port()))
        self.environment = dict(os.environ, SLURM_CONF=str(self.folder / "slurm.conf"))
        self.environment["PATH"] += ":/usr/sbin:/sbin"

    def __enter__(self):
        try:
            self._start_munge()
            self._start("slurmctld", "-D", "-i")
            self.started = time.monotonic()
            self._start("slurmd", "-D", "-N", self.host)
            self.wait_for(lambda: "idle" in self.run("sinfo", "--noheader", "--format=%T", check=False), 30, "an idle node")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if any(process.poll() is None for process in self.daemons):
            subprocess.run(["scancel", "--user=root", "--signal=KILL", "--full"], env=self.environment, timeout=20,
                           stderr=subprocess.DEVNULL, check=False)
        for process in reversed(self.daemons):
            process.terminate()
        for process in self.daemons:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start_munge(self):
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o600)
        # munged refuses folders that others may write to; its socket must be open to all.
        self.folder.chmod(0o755)
        self._start("munged", "--foreground", "--force", f"--key-file={key}", f"--socket={self.folder / 'munge.socket'}",
                    f"--pid-file={self.folder / 'munge.pid'}", f"--seed-file={self.folder / 'munge.seed'}")
        self.wait_for((self.folder / "munge.socket").exists, 10, "munge's socket")

    def _start(self, *command):
        with (self.folder / f"{command[0]}.out").open("w") as log:
            self.daemons.append(subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                                                 preexec_fn=die_with_the_test))

    def wait_for(self, is_so, seconds, what):
        end = time.monotonic() + seconds
        while not is_so():
            if time.monotonic() > end:
                raise AssertionError(f"no {what} after {seconds} s\n{self.logs()}")
            time.sleep(0.5)

    def wait_until_limits_are_looked_at_in(self, seconds):
        """The controller compares jobs with their time limits every 30 s from its start: waits until so many seconds before that."""
        left = 30 - (time.monotonic() - self.started) % 30
        if left > seconds:
            time.sleep(left - seconds)

    def logs(self):
        texts = []
        for file in sorted(self.folder.glob("*.out")) + sorted(self.folder.glob("*.log")):
            texts.append(f"--- {file.name}\n{file.read_text()[-2000:]}")
        return "\n".join(texts)

    def run(self, *command, check=True, **options):
        result = subprocess.run([str(word) for word in command], env={**self.environment, **options.pop("environment", {})},
                                text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=False, **options)
        if check and result.returncode != 0:
            raise AssertionError(f"{' '.join(map(str, command))}: exit code {result.returncode}\n{result.stdout}")
        return result.stdout

    def state(self, job):
        """PENDING, RUNNING, COMPLETED, ... of a job (all of the array's, if it is one), from the controller's memory."""
        text = self.run("scontrol", "--oneliner", "show", "job", str(job), check=False)
        return " ".join(word.split("=", 1)[1] for word in text.split() if word.startswith("JobState="))
