// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/rigid_body_multigrid.h"

#include "linear/chebyshev.h"

#include <algorithm>

namespace callus
{
  RigidBodyMultigrid::RigidBodyMultigrid(const std::vector<double> &points,
                                         const unsigned int         dim,
                                         const Work                &work,
                                         const MPI_Comm             communicator)
    : work_(work)
    , communicator_(communicator)
  {
    check_petsc(VecCreateMPI(communicator, points.size(), PETSC_DETERMINE, points_.out()));
    check_petsc(VecSetBlockSize(points_, dim));
    double *values = nullptr;
    check_petsc(VecGetArray(points_, &values));
    std::copy(points.begin(), points.end(), values);
    check_petsc(VecRestoreArray(points_, &values));
  }


  PC
  RigidBodyMultigrid::cycle() const
  {
    PC result = nullptr;
    check_petsc(KSPGetPC(solver_, &result));
    return result;
  }


  void
  RigidBodyMultigrid::create(const Mat products, const Mat matrix, const std::string &prefix)
  {
    PetscHandle<MatNullSpace, MatNullSpaceDestroy> rigid_motions;
    check_petsc(MatNullSpaceCreateRigidBody(points_, rigid_motions.out()));
    check_petsc(MatSetNearNullSpace(matrix, rigid_motions));

    const bool is_safer = effort_ == MultigridEffort::safer;
    for (const char *const level : {"", "mg_levels_"})
      set_default_bounds(prefix + level, effort_);
    const auto set_default = [&](const std::string &option, const std::string &value) {
      set_default_option("-" + prefix + option, value);
    };
    set_default("ksp_max_it", std::to_string((is_safer ? 2 : 1) * work_.n_steps));
    set_default("mg_levels_ksp_max_it", std::to_string(work_.n_smoothing));
    set_default("pc_mg_cycle_type", work_.is_w_cycle ? "w" : "v");
    set_default("pc_gamg_threshold", "0.01");
    set_default("pc_gamg_agg_nsmooths", is_safer ? "1" : "0");
    set_default("pc_gamg_coarse_eq_limit", "500");

    solver_ = make_chebyshev(communicator_, prefix, products, matrix, PCGAMG);
    check_petsc(
      PCSetUseAmat(cycle(), PETSC_TRUE)); // its finest level multiplies with the faster one
    check_petsc(KSPSetFromOptions(solver_));
  }


  void
  RigidBodyMultigrid::set_up(const Mat             products,
                             const Mat             matrix,
                             const std::string    &prefix,
                             const bool            keep_aggregates,
                             const MultigridEffort effort)
  {
    const bool keep = solver_ && keep_aggregates && effort == effort_;
    effort_         = effort;
    if (
      keep) // so that PETSc knows of the new values, and estimates the bounds of the spectrum anew
      check_petsc(KSPSetOperators(solver_, products, matrix));
    else
      create(products, matrix, prefix);
    check_petsc(KSPSetUp(solver_));
    check_petsc(PCGAMGSetReuseInterpolation(cycle(), PETSC_TRUE));
  }
} // namespace callus
