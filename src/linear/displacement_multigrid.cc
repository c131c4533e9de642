// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/displacement_multigrid.h"

#include <algorithm>

namespace callus
{
  namespace
  {
    PetscMatrix
    make_interpolation(const NodeParents &nodes,
                       const MPI_Comm     communicator,
                       const std::string &prefix)
    {
      constexpr PetscInt most_parents = 8;
      const PetscInt     dim          = nodes.dim;
      const PetscInt     n_fine = dim * nodes.n_fine(), n_coarse = dim * nodes.coarse.n_owned;
      PetscMatrix        matrix;
      check_petsc(MatCreate(communicator, matrix.out()));
      check_petsc(MatSetSizes(matrix, n_fine, n_coarse, PETSC_DETERMINE, PETSC_DETERMINE));
      check_petsc(MatSetType(matrix, MATAIJ));
      check_petsc(MatSetOptionsPrefix(matrix, (prefix + "interpolation_").c_str()));
      check_petsc(MatSetFromOptions(matrix));
      check_petsc(MatSetBlockSizes(matrix, dim, dim));
      std::vector<PetscInt> inside, outside; // parents that are this rank's, and others'
      for (std::size_t i = 0; i < nodes.n_fine(); ++i)
        {
          PetscInt n_owned = 0;
          for (std::size_t k = nodes.begin[i]; k < nodes.begin[i + 1]; ++k)
            n_owned += nodes.coarse.owns(nodes.parents[k]);
          inside.insert(inside.end(), dim, n_owned);
          outside.insert(outside.end(), dim, nodes.begin[i + 1] - nodes.begin[i] - n_owned);
        }
      check_petsc(MatSeqAIJSetPreallocation(matrix, 0, inside.data()));
      check_petsc(MatMPIAIJSetPreallocation(matrix, 0, inside.data(), 0, outside.data()));

      PetscInt row = 0, end = 0;
      check_petsc(MatGetOwnershipRange(matrix, &row, &end));
      for (std::size_t i = 0; i < nodes.n_fine(); ++i)
        for (PetscInt c = 0; c < dim; ++c, ++row)
          {
            const PetscInt n = nodes.begin[i + 1] - nodes.begin[i];
            PetscInt       columns[most_parents];
            double         weights[most_parents];
            for (PetscInt k = 0; k < n; ++k)
              {
                const std::int64_t parent = nodes.parents[nodes.begin[i] + k];
                const bool         free   = !(nodes.fine_mask[i] >> c & 1) &&
                                  !(nodes.coarse_mask[nodes.coarse.local_index(parent)] >> c & 1);
                columns[k] = dim * parent + c;
                weights[k] = free ? 1. / n : 0.;
              }
            check_petsc(MatSetValues(matrix, 1, &row, n, columns, weights, INSERT_VALUES));
          }
      check_petsc(MatAssemblyBegin(matrix, MAT_FINAL_ASSEMBLY));
      check_petsc(MatAssemblyEnd(matrix, MAT_FINAL_ASSEMBLY));
      return matrix;
    }
  } // namespace


  DisplacementMultigrid::DisplacementMultigrid(const NodeParents &nodes,
                                               const MPI_Comm     communicator,
                                               std::string        prefix)
    : communicator_(communicator)
    , dim_(nodes.dim)
    , prefix_(std::move(prefix))
    , interpolation_(make_interpolation(nodes, communicator, prefix_))
  {
    check_petsc(VecCreateMPI(
      communicator, dim_ * nodes.coarse.n_owned, PETSC_DETERMINE, coarse_points_.out()));
    check_petsc(VecSetBlockSize(coarse_points_, dim_));
    double *values = nullptr;
    check_petsc(VecGetArray(coarse_points_, &values));
    std::copy(nodes.coarse_points.begin(), nodes.coarse_points.end(), values);
    check_petsc(VecRestoreArray(coarse_points_, &values));
    check_petsc(MatCreateVecs(interpolation_, coarse_residual_.out(), nullptr));
    check_petsc(VecDuplicate(coarse_residual_, coarse_correction_.out()));
  }


  void
  DisplacementMultigrid::set_default_options(const std::string &prefix) const
  {
    const bool        is_safer = effort_ == MultigridEffort::safer;
    const std::string smoother = "-" + prefix + "smoother_", coarse = "-" + prefix + "coarse_";
    for (const std::string &chebyshev : {smoother, coarse, coarse + "mg_levels_"})
      {
        set_default_option(chebyshev + "ksp_chebyshev_esteig",
                           is_safer ? "0,0.1,0,1.5" : "0,0.1,0,1.2");
        set_default_option(chebyshev + "ksp_chebyshev_esteig_steps", is_safer ? "60" : "20");
      }
    set_default_option(smoother + "ksp_max_it", is_safer ? "6" : "2");
    set_default_option(coarse + "ksp_max_it", is_safer ? "8" : "4");
    set_default_option(coarse + "pc_gamg_threshold", "0.01");
    set_default_option(coarse + "pc_gamg_agg_nsmooths", is_safer ? "1" : "0");
    set_default_option(coarse + "pc_gamg_coarse_eq_limit", "500");
  }


  void
  DisplacementMultigrid::create(const ElasticityMatrices &matrices)
  {
    PetscHandle<MatNullSpace, MatNullSpaceDestroy> rigid_motions;
    check_petsc(MatNullSpaceCreateRigidBody(coarse_points_, rigid_motions.out()));
    check_petsc(MatSetNearNullSpace(matrices.coarse, rigid_motions));

    const std::string prefix = prefix_ + (effort_ == MultigridEffort::safer ? "safer_" : "");
    set_default_options(prefix);
    const auto chebyshev = [&](PetscSolver       &solver,
                               const std::string &name,
                               const Mat          products,
                               const Mat          matrix,
                               const PCType       preconditioner) {
      PC pc = nullptr;
      check_petsc(KSPCreate(communicator_, solver.out()));
      check_petsc(KSPSetOptionsPrefix(solver, (prefix + name).c_str()));
      check_petsc(KSPSetOperators(solver, products, matrix));
      check_petsc(KSPSetType(solver, KSPCHEBYSHEV));
      check_petsc(KSPSetNormType(solver, KSP_NORM_NONE));
      check_petsc(KSPGetPC(solver, &pc));
      check_petsc(PCSetType(pc, preconditioner));
    };
    chebyshev(smoother_, "smoother_", matrices.fine, matrices.fine, PCPBJACOBI);
    check_petsc(KSPSetInitialGuessNonzero(smoother_, PETSC_TRUE));
    chebyshev(coarse_solver_, "coarse_", matrices.coarse_products, matrices.coarse, PCGAMG);
    PC gamg = nullptr;
    check_petsc(KSPGetPC(coarse_solver_, &gamg));
    check_petsc(PCSetUseAmat(gamg, PETSC_TRUE)); // its finest level multiplies with the faster one
    for (const KSP solver : {KSP(smoother_), KSP(coarse_solver_)})
      check_petsc(KSPSetFromOptions(solver));
  }


  void
  DisplacementMultigrid::set_up(const ElasticityMatrices &matrices,
                                const bool                keep_aggregates,
                                const MultigridEffort     effort)
  {
    const bool keep = smoother_ && keep_aggregates && effort == effort_;
    effort_         = effort;
    if (keep)
      { // so that PETSc knows of the new values, and estimates the bounds of the spectrum anew
        check_petsc(KSPSetOperators(smoother_, matrices.fine, matrices.fine));
        check_petsc(KSPSetOperators(coarse_solver_, matrices.coarse_products, matrices.coarse));
      }
    else
      create(matrices);
    check_petsc(KSPSetUp(smoother_));
    check_petsc(KSPSetUp(coarse_solver_));
    PC gamg = nullptr;
    check_petsc(KSPGetPC(coarse_solver_, &gamg));
    check_petsc(PCGAMGSetReuseInterpolation(gamg, PETSC_TRUE));
  }


  void
  DisplacementMultigrid::apply(const Vec residual, const Vec correction) const
  {
    check_petsc(MatMultTranspose(interpolation_, residual, coarse_residual_));
    check_petsc(KSPSolve(coarse_solver_, coarse_residual_, coarse_correction_));
    check_petsc(MatMult(interpolation_, coarse_correction_, correction));
    check_petsc(KSPSolve(smoother_, residual, correction));
  }
} // namespace callus
