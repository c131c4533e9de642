# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The program: where it is, whether it accepts the members, how a member is run."""
import os
import pathlib
import re
import shutil
import subprocess

from .problems import StudyError

HERE = pathlib.Path(__file__).resolve().parent


def find(given=None):
    """The one given, that of the variable CALLUS, the one on the PATH, or the one built or installed beside this folder."""
    candidates = [given] if given else [os.environ.get("CALLUS"), shutil.which("callus"), HERE.parents[1] / "build/callus",
                                        HERE.parents[3] / "bin/callus" if len(HERE.parents) > 3 else None]
    for candidate in candidates:
        if candidate and os.access(candidate, os.X_OK) and pathlib.Path(candidate).is_file():
            return pathlib.Path(candidate).resolve()
    looked = given or f"the PATH or {HERE.parents[1] / 'build'}"
    raise StudyError(f"there is no program callus in {looked}. Build it (./bootstrap.sh build), or name it with --callus.")


def environment():
    variables = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", OMPI_MCA_btl_base_warn_component_unused="0")
    if os.geteuid() == 0:
        variables |= {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
    return variables


def command(program, member):
    """How a member is computed on this machine. Two members must not be bound to the same first cores."""
    ranks = member.plan.study.ranks
    launcher = ["mpirun", "-n", str(ranks), "--bind-to", "none"] if ranks > 1 else []
    return [*launcher, str(program), "run", str(member.file), "--output", str(member.folder), "--resume", "auto"]


def check(program, members):
    """Runs `callus check` on each; raises StudyError with all it says, each line at its place in the study."""
    said = []
    for member in members:
        result = subprocess.run([str(program), "check", str(member.file)], env=environment(), text=True, check=False,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if result.returncode == 0:
            continue
        if result.returncode != 1:
            raise StudyError(f"{program} check {member.file} ended with exit code {result.returncode}:\n{result.stderr[-2000:]}")
        for line in result.stderr.strip().splitlines():
            line = in_the_study(line, member)
            if line not in said and not re.match(r"\d+ problems in the input:", line):
                said.append(line)
    if said:
        raise StudyError(f"callus check, at the extreme values of each input ({len(members)} members):\n" + "\n".join(said))


def in_the_study(line, member):
    """A message about a line of the member's file, told of the line of the study it was written for."""
    match = re.search(re.escape(str(member.file)) + r":(\d+)", line)
    place = member.lines.get(int(match[1])) if match else None
    return line.replace(match[0], f"{place.file}:{place.line}") if place else line
