# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Submits a study as a SLURM array, one member a task, and a collector behind it."""
import pathlib
import shlex
import shutil
import subprocess
import sys

from . import progress
from .problems import StudyError

HERE = pathlib.Path(__file__).resolve().parent
JOB = HERE.parent / "job.slurm"


def ranges(numbers):
    """'1-3,7' for [1, 2, 3, 7]: what sbatch's --array takes."""
    parts = []
    for number in sorted(numbers):
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in parts)


def array_script(plan, members, program, at_once=None):
    study = plan.study
    numbers = ranges(member.number for member in members) + (f"%{at_once}" if at_once else "")
    lines = ["#!/bin/bash", f"# The members of the study {study.file.name}; written by cluster/study.py submit."]
    options = [f"--job-name={study.name}", f"--array={numbers}", f'--output="{plan.output}/members/slurm-%a.log"', "--open-mode=append",
               f"--ntasks={study.ranks}", "--cpus-per-task=1", f"--time={study.time_limit}", "--requeue",
               f"--signal=B:USR1@{study.warning}", *study.options]
    lines += [f"#SBATCH {option}" for option in options]
    lines += ["", f"export CALLUS={shlex.quote(str(program))} CALLUS_SITE={shlex.quote(site(study))}",
              f"export CALLUS_JOB_SCRIPT={shlex.quote(str(JOB))}",
              f'member={shlex.quote(str(plan.members_folder))}/$(printf %03d "$SLURM_ARRAY_TASK_ID")',
              'exec bash "$CALLUS_JOB_SCRIPT" "$member.prm" "$member"']
    return "\n".join(lines) + "\n"


def site(study):
    """A file beside the study, or a name for job.slurm to look up."""
    beside = study.file.parent / study.site
    return str(beside.resolve()) if beside.is_file() else study.site


def collector_script(plan):
    study = plan.study
    options = [f"--job-name={study.name}-collect", f'--output="{plan.output}/collect.log"', "--ntasks=1", "--time=30",
               *(option for option in study.options if option.split("=")[0] in ("--partition", "--account", "--qos"))]
    words = [sys.executable, str(HERE.parent / "study.py"), "collect", str(study.file.resolve()), "--output", str(plan.output)]
    return "\n".join(["#!/bin/bash", f"# Collects the study {study.file.name}; written by cluster/study.py submit.",
                      *(f"#SBATCH {option}" for option in options), "", shlex.join(words)]) + "\n"


def sbatch(*words):
    result = subprocess.run(["sbatch", *map(str, words)], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return result.returncode, result.stdout.strip()


def submit(plan, program, at_once=None, retry=False, say=print):
    """Submits what is not completed; returns the ids of array and collector."""
    if not shutil.which("sbatch"):
        raise StudyError("there is no sbatch on this machine. Use `study.py run` here, or log in to the cluster.")
    jobs = plan.output / "jobs.txt"
    _refuse_while_queued(jobs)
    members = [m for m in plan.members if not progress.of(m).is_done and (retry or progress.of(m).state != progress.FAILED)]
    if not members:
        raise StudyError(f"nothing to submit: {progress.counts(plan.members)}. `study.py collect` makes the table; "
                         "--retry computes failed members again.")
    array, collector = plan.output / "array.slurm", plan.output / "collect.slurm"
    array.write_text(array_script(plan, members, program, at_once))
    collector.write_text(collector_script(plan))
    code, said = sbatch("--test-only", array)
    if code != 0:
        raise StudyError(f"SLURM would not run this study: {said}\nCompare Run/Ranks and section Cluster of {plan.study.file} with what "
                         f"`sinfo` shows. Nothing was submitted; the script is {array}.")
    array_id = _submitted(array)
    # afterany: with afterok one failed member would keep the collector waiting for ever.
    collector_id = _submitted(f"--dependency=afterany:{array_id}", collector)
    jobs.write_text(f"{array_id}\n{collector_id}\n")
    say(f"job {array_id}: {len(members)} members; job {collector_id} collects them.")
    return array_id, collector_id


def _submitted(*words):
    code, said = sbatch("--parsable", *words)
    if code != 0:
        raise StudyError(f"sbatch failed: {said}")
    return said.splitlines()[-1].split(";")[0]


def _refuse_while_queued(jobs):
    if not jobs.exists():
        return
    ids = jobs.read_text().split()
    result = subprocess.run(["squeue", "--noheader", "--format=%A", f"--jobs={','.join(ids)}"], text=True, capture_output=True,
                            check=False)
    if result.returncode == 0 and result.stdout.strip():
        raise StudyError(f"the study is in the queue already, as jobs {' and '.join(ids)}. Wait, or first: scancel {' '.join(ids)}")
