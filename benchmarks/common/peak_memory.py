#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""peak_memory.py PREFIX COMMAND...: runs one process of a parallel job and writes its largest resident memory in bytes to PREFIX.RANK."""
import os
import resource
import subprocess
import sys

rank = os.environ.get("OMPI_COMM_WORLD_RANK") or os.environ.get("PMI_RANK") or os.environ.get("SLURM_PROCID") or "0"
code = subprocess.run(sys.argv[2:], check=False).returncode
with open(f"{sys.argv[1]}.{rank}", "w", encoding="utf-8") as out:
    out.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024))
sys.exit(code)
