#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""failing_rank_test.py PROGRAM MPIEXEC: exit codes and messages when all ranks fail, one fails, or none."""
import os
import subprocess
import sys

program, mpiexec = sys.argv[1:3]
environment = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1",
                   OMPI_MCA_rmaps_base_oversubscribe="1")
faults = []
for kind, code, message in [("input", 1, "case.prm:3: in Mesh: found nothing, expected a mesh."),
                            ("numerical", 2, "the solver stopped on day 3"),
                            ("internal", 3, "a fault")]:
    for where in ["all", "last", "none"]:
        run = subprocess.run([mpiexec, "-n", "2", program, kind, where], env=environment, timeout=60,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        expected = 0 if where == "none" else code
        if run.returncode != expected:
            faults.append(f"{kind}, {where}: exit code {run.returncode}, not {expected}\n{run.stdout}")
        if run.stdout.count(message) != (0 if where == "none" else 1):
            faults.append(f"{kind}, {where}: the message must come once\n{run.stdout}")
print("\n".join(faults) or "every rank ended as it should")
sys.exit(1 if faults else 0)
