# shellcheck shell=bash disable=SC2034
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
#
# Copy this to NAME.sh, change it to what your cluster calls things, and submit with CALLUS_SITE=NAME. It is read by bash in
# the batch job, before the program is looked for. It must define the array `launcher`.

# The modules that Callus was built with, versions included: another MPI at run time is the most common reason for N copies
# of a run on one rank each. `module list` in the shell where you built it shows them.
module purge
module load gcc/12 openmpi/4.1

# The program, where it is not on the PATH.
# export CALLUS=$HOME/callus/bin/callus

# How ranks are started. mpirun passes the warning signal on, and so does srun.
#   mpirun, whole nodes (--exclusive) or cores confined by cgroups: one rank a core
launcher=(mpirun -n "$SLURM_NTASKS" --bind-to core)
#   srun, where MPI was built with SLURM's PMIx (`srun --mpi=list` shows what there is):
# launcher=(srun --mpi=pmix --ntasks="$SLURM_NTASKS" --cpu-bind=cores)
