# shellcheck shell=bash disable=SC2034
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
#
# A plain Debian machine, or a cluster of them: Open MPI of the distribution, no modules.

# Debian's Open MPI knows no PMI of SLURM, so its own launcher starts the ranks. Two jobs on one machine would both be bound
# to its first cores: leave binding to the kernel.
launcher=(mpirun -n "${SLURM_NTASKS:-1}" --bind-to none)

# Containers forbid reading another process' memory.
export OMPI_MCA_btl_vader_single_copy_mechanism=none OMPI_MCA_btl_base_warn_component_unused=0

# Only where jobs run as root (a container, a test machine).
if [ "$(id -u)" -eq 0 ]; then
  export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
fi
