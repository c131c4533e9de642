// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/pressure_multigrid.h"

namespace callus
{
  PetscPreconditioner
  make_pressure_multigrid(const Mat schur, const std::string &prefix, const MPI_Comm communicator)
  {
    // where pores hardly drain it is a mass matrix, for which one sweep is a poor solver: a fifth more iterations on hexahedra
    set_default_option("-" + prefix + "pc_hypre_boomeramg_grid_sweeps_all", "2");
    PetscPreconditioner result;
    check_petsc(PCCreate(communicator, result.out()));
    check_petsc(PCSetOptionsPrefix(result, prefix.c_str()));
    check_petsc(PCSetType(result, PCHYPRE));
    check_petsc(PCHYPRESetType(result, "boomeramg"));
    check_petsc(PCSetOperators(result, schur, schur));
    check_petsc(PCSetFromOptions(result));
    return result;
  }
} // namespace callus
