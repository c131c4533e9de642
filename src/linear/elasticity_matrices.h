// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/product_matrix.h"

namespace callus
{
  /**
   * The stiffness of a body as matrices of PETSc, for the system and for DisplacementMultigrid. Products are made with ProductMatrix, those of the
   * smoother in single precision. If PETSc's options name a type, with the prefix and mat_type, the smoother takes the same matrix; with
   * products_mat_type they name one for the coarse level.
   */
  class ElasticityMatrices
  {
  public:
    /// @p fine: of the quadratic space; @p coarse: of the same material in the linear space. They must outlive this. Collective.
    ElasticityMatrices(const OwnRows     &fine,
                       const OwnRows     &coarse,
                       const std::string &prefix,
                       MPI_Comm           communicator);

    /// The rows have got other values. Collective.
    void
    values_changed();

    Mat
    fine() const
    {
      return fine_.matrix();
    }
    /// The same, as exactly as a smoother needs it.
    Mat
    fine_for_smoother() const
    {
      return smoothing_ ? smoothing_->matrix() : fine_.matrix();
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
      return coarse_.matrix();
    }
    /// The matrix of the quadratic space with its entries, made anew.
    PetscMatrix
    fine_with_entries() const;

  private:
    void
    copy_entries();

    const OwnRows               &fine_rows_, &coarse_rows_;
    std::string                  prefix_;
    MPI_Comm                     communicator_;
    ProductMatrix                fine_, coarse_;
    std::unique_ptr<BlockMatrix> smoothing_; // null where options name a type
    PetscMatrix                  coarse_with_entries_;
  };
} // namespace callus
