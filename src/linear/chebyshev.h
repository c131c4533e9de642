// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/krylov_system.h"

#include <string>

namespace callus
{
  /// The default options of Chebyshev solvers whose options begin with @p prefix: how the bounds of the spectrum are estimated.
  inline void
  set_default_bounds(const std::string &prefix, const MultigridEffort effort)
  {
    const bool is_safer = effort == MultigridEffort::safer;
    set_default_option("-" + prefix + "ksp_chebyshev_esteig",
                       is_safer ? "0,0.1,0,1.5" : "0,0.1,0,1.2");
    set_default_option("-" + prefix + "ksp_chebyshev_esteig_steps", is_safer ? "60" : "20");
  }


  /// A fixed number of Chebyshev steps, without a look at the residual; options of PETSc, which begin with @p prefix, are not yet read.
  /// @p products: the same as @p matrix, of the type that multiplies fastest.
  inline PetscSolver
  make_chebyshev(const MPI_Comm     communicator,
                 const std::string &prefix,
                 const Mat          products,
                 const Mat          matrix,
                 const PCType       preconditioner)
  {
    PetscSolver solver;
    PC          pc = nullptr;
    check_petsc(KSPCreate(communicator, solver.out()));
    check_petsc(KSPSetOptionsPrefix(solver, prefix.c_str()));
    check_petsc(KSPSetOperators(solver, products, matrix));
    check_petsc(KSPSetType(solver, KSPCHEBYSHEV));
    check_petsc(KSPSetNormType(solver, KSP_NORM_NONE));
    check_petsc(KSPGetPC(solver, &pc));
    check_petsc(PCSetType(pc, preconditioner));
    return solver;
  }
} // namespace callus
