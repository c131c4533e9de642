// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/block_matrix.h"

#include <memory>
#include <string>

namespace callus
{
  /**
   * The stiffness of a body as matrices of PETSc, for the system and for DisplacementMultigrid. In the usual case products are made with the rows where
   * they are (BlockMatrix), those of the smoother in single precision.
   *
   * If PETSc's options name a type, with the prefix and mat_type, products_mat_type for the coarse level, then matrices of this type are made instead
   * (on a GPU: aijcusparse, aijkokkos, aijhipsparse).
   */
  class ElasticityMatrices
  {
  public:
    /// @p fine: of the quadratic space; @p coarse: of the same material in the linear space. They must outlive this. Collective.
    ElasticityMatrices(const OwnRows &fine,
                       const OwnRows &coarse,
                       std::string    prefix,
                       MPI_Comm       communicator);

    /// The rows have got other values. Collective.
    void
    values_changed();

    Mat
    fine() const
    {
      return fine_ ? fine_->matrix() : Mat(fine_of_type_);
    }
    /// The same, as exactly as a smoother needs it.
    Mat
    fine_for_smoother() const
    {
      return smoothing_ ? smoothing_->matrix() : Mat(fine_of_type_);
    }
    /// With its entries, for aggregates and coarser levels.
    Mat
    coarse() const
    {
      return coarse_with_entries_;
    }
    /// The same, of the type that multiplies fastest.
    Mat
    coarse_for_products() const
    {
      return coarse_ ? coarse_->matrix() : Mat(coarse_of_type_);
    }
    /// The matrix of the quadratic space with its entries, made anew.
    PetscMatrix
    fine_with_entries() const;

  private:
    /// Those that are PETSc's.
    void
    copy_values();

    const OwnRows               &fine_rows_, &coarse_rows_;
    std::string                  prefix_;
    MPI_Comm                     communicator_;
    std::unique_ptr<BlockMatrix> fine_, smoothing_, coarse_;
    PetscMatrix                  fine_of_type_, coarse_of_type_, coarse_with_entries_;
  };
} // namespace callus
