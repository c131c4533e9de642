// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/petsc.h"

#include <string>

namespace callus
{
  /// One V cycle of algebraic multigrid (BoomerAMG) for the Schur complement of the pore pressures. Options of PETSc begin with @p prefix.
  PetscPreconditioner
  make_pressure_multigrid(Mat schur, const std::string &prefix, MPI_Comm communicator);
} // namespace callus
