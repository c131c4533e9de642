// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/displacement_multigrid.h"

#include <algorithm>

namespace callus
{
  namespace
  {
    PetscMatrix
    make_interpolation(const NodeParents &nodes, const MPI_Comm communicator)
    {
      constexpr PetscInt most_parents = 8;
      const PetscInt     dim          = nodes.dim;
      const PetscInt     n_fine = dim * nodes.n_fine(), n_coarse = dim * nodes.coarse.n_owned;
      PetscMatrix        matrix;
      check_petsc(MatCreate(communicator, matrix.out()));
      check_petsc(MatSetSizes(matrix, n_fine, n_coarse, PETSC_DETERMINE, PETSC_DETERMINE));
      check_petsc(MatSetType(matrix, MATAIJ));
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
    , interpolation_(make_interpolation(nodes, communicator))
  {
    check_petsc(VecCreateMPI(
      communicator, dim_ * nodes.coarse.n_owned, PETSC_DETERMINE, coarse_points_.out()));
    check_petsc(VecSetBlockSize(coarse_points_, dim_));
    double *values = nullptr;
    check_petsc(VecGetArray(coarse_points_, &values));
    std::copy(nodes.coarse_points.begin(), nodes.coarse_points.end(), values);
    check_petsc(VecRestoreArray(coarse_points_, &values));
  }


  void
  DisplacementMultigrid::create(const Mat fine, const Mat coarse)
  {
    PetscHandle<MatNullSpace, MatNullSpaceDestroy> rigid_motions;
    check_petsc(MatNullSpaceCreateRigidBody(coarse_points_, rigid_motions.out()));
    check_petsc(MatSetNearNullSpace(coarse, rigid_motions));

    const bool        is_safer = effort_ == MultigridEffort::safer;
    const std::string prefix   = prefix_ + (is_safer ? "safer_" : "");
    const std::string smoother = "-" + prefix + "mg_levels_1_",
                      bottom   = "-" + prefix + "mg_coarse_";
    for (const std::string &chebyshev : {smoother, bottom, bottom + "mg_levels_"})
      {
        set_default_option(chebyshev + "ksp_chebyshev_esteig",
                           is_safer ? "0,0.1,0,1.5" : "0,0.1,0,1.2");
        set_default_option(chebyshev + "ksp_chebyshev_esteig_steps", is_safer ? "60" : "20");
      }
    set_default_option(smoother + "ksp_max_it", is_safer ? "3" : "1");
    set_default_option(bottom + "ksp_max_it", is_safer ? "4" : "2");
    set_default_option(bottom + "pc_gamg_threshold", "0.01");
    set_default_option(bottom + "pc_gamg_agg_nsmooths", is_safer ? "1" : "0");
    set_default_option(bottom + "pc_gamg_coarse_eq_limit", "500");

    PC pc = nullptr;
    check_petsc(PCCreate(communicator_, multigrid_.out()));
    pc = multigrid_;
    check_petsc(PCSetOptionsPrefix(pc, prefix.c_str()));
    check_petsc(PCSetOperators(pc, fine, fine));
    check_petsc(PCSetType(pc, PCMG));
    check_petsc(PCMGSetLevels(pc, 2, nullptr));
    check_petsc(PCMGSetGalerkin(pc, PC_MG_GALERKIN_NONE));
    check_petsc(PCMGSetInterpolation(pc, 1, interpolation_));

    KSP level    = nullptr;
    PC  level_pc = nullptr;
    check_petsc(PCMGGetSmoother(pc, 1, &level));
    check_petsc(KSPSetOperators(level, fine, fine));
    check_petsc(KSPSetType(level, KSPCHEBYSHEV));
    check_petsc(KSPGetPC(level, &level_pc));
    check_petsc(PCSetType(level_pc, PCPBJACOBI));

    check_petsc(PCMGGetCoarseSolve(pc, &level));
    check_petsc(KSPSetOperators(level, coarse, coarse));
    check_petsc(KSPSetType(level, KSPCHEBYSHEV));
    check_petsc(KSPSetNormType(level, KSP_NORM_NONE));
    check_petsc(KSPGetPC(level, &level_pc));
    check_petsc(PCSetType(level_pc, PCGAMG));
    check_petsc(PCSetFromOptions(pc));
  }


  void
  DisplacementMultigrid::set_up(const Mat             fine,
                                const Mat             coarse,
                                const bool            keep_aggregates,
                                const MultigridEffort effort)
  {
    const bool keep = multigrid_ && keep_aggregates && effort == effort_;
    effort_         = effort;
    if (!keep)
      create(fine, coarse);
    check_petsc(PCSetUp(multigrid_));
    // the levels set themselves up on first use otherwise
    KSP level    = nullptr;
    PC  level_pc = nullptr;
    check_petsc(PCMGGetCoarseSolve(multigrid_, &level));
    check_petsc(KSPSetUp(level));
    check_petsc(KSPGetPC(level, &level_pc));
    check_petsc(PCGAMGSetReuseInterpolation(level_pc, PETSC_TRUE));
  }


  void
  DisplacementMultigrid::apply(const Vec residual, const Vec correction) const
  {
    check_petsc(PCApply(multigrid_, residual, correction));
  }
} // namespace callus
