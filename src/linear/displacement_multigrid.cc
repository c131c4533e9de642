// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/displacement_multigrid.h"

#include "linear/chebyshev.h"

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
    , prefix_(std::move(prefix))
    , interpolation_(make_interpolation(nodes, communicator, prefix_))
    , coarse_multigrid_(nodes.coarse_points, nodes.dim, {4, 2, false}, communicator)
  {
    check_petsc(MatCreateVecs(interpolation_, coarse_residual_.out(), nullptr));
    check_petsc(VecDuplicate(coarse_residual_, coarse_correction_.out()));
  }


  void
  DisplacementMultigrid::create_smoother(const ElasticityMatrices &matrices,
                                         const std::string        &prefix)
  {
    set_default_bounds(prefix, effort_);
    set_default_option("-" + prefix + "ksp_max_it", effort_ == MultigridEffort::safer ? "6" : "2");
    smoother_ = make_chebyshev(
      communicator_, prefix, matrices.fine_for_smoother(), matrices.fine(), PCPBJACOBI);
    check_petsc(KSPSetInitialGuessNonzero(smoother_, PETSC_TRUE));
    check_petsc(KSPSetFromOptions(smoother_));
  }


  void
  DisplacementMultigrid::set_up(const ElasticityMatrices &matrices,
                                const bool                keep_aggregates,
                                const MultigridEffort     effort)
  {
    const std::string prefix = prefix_ + (effort == MultigridEffort::safer ? "safer_" : "");
    const bool        keep   = smoother_ && keep_aggregates && effort == effort_;
    effort_                  = effort;
    if (
      keep) // so that PETSc knows of the new values, and estimates the bounds of the spectrum anew
      check_petsc(KSPSetOperators(smoother_, matrices.fine_for_smoother(), matrices.fine()));
    else
      create_smoother(matrices, prefix + "smoother_");
    check_petsc(KSPSetUp(smoother_));
    coarse_multigrid_.set_up(matrices.coarse_for_products(),
                             matrices.coarse(),
                             prefix + "coarse_",
                             keep_aggregates,
                             effort);
  }


  void
  DisplacementMultigrid::apply(const Vec residual, const Vec correction) const
  {
    check_petsc(MatMultTranspose(interpolation_, residual, coarse_residual_));
    coarse_multigrid_.apply(coarse_residual_, coarse_correction_);
    check_petsc(MatMult(interpolation_, coarse_correction_, correction));
    check_petsc(KSPSolve(smoother_, residual, correction));
  }
} // namespace callus
