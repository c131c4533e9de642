// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/product_matrix.h"
#include "linear/rigid_body_multigrid.h"

#include <string>
#include <vector>

namespace callus
{
  /**
   * Elasticity in displacements at the vertices alone, A u = f, preconditioned with RigidBodyMultigrid.
   *
   * Options of PETSc begin with the prefix and u_; then come mat_type (of A), products_mat_type (of the finest level of the multigrid), coarse_ and
   * safer_coarse_ (of the multigrid).
   */
  class LinearDisplacementSystem : public KrylovSystem
  {
  public:
    /// @p points: coordinates [mm] of this rank's nodes, @p dim values a node.
    LinearDisplacementSystem(const std::vector<double> &points,
                             unsigned int               dim,
                             const std::string         &prefix,
                             MPI_Comm                   communicator);

    /// New values of A, without the unknowns that have no equation. The rows must be the same each time, and outlive this. Collective.
    void
    set_matrix(const OwnRows &stiffness);

    MPI_Comm
    communicator() const override
    {
      return communicator_;
    }
    std::size_t
    n_owned() const override
    {
      return n_owned_;
    }
    Mat
    matrix() const override
    {
      return stiffness_->matrix();
    }
    PetscMatrix
    assembled() const override;
    void
    set_up(bool keep_aggregates, MultigridEffort effort) override;
    void
    precondition(const Vec residual, const Vec correction) override
    {
      multigrid_.apply(residual, correction);
    }
    std::vector<double>
    energies(Vec x) override;
    void
    get_diagonal(const Vec diagonal) override
    {
      check_petsc(MatGetDiagonal(matrix(), diagonal));
    }

  private:
    std::size_t                    n_owned_;
    std::string                    prefix_;
    MPI_Comm                       communicator_;
    RigidBodyMultigrid             multigrid_;
    std::unique_ptr<ProductMatrix> stiffness_, smoothing_;
    PetscMatrix                    entries_;
    PetscVector                    product_; // work
  };
} // namespace callus
