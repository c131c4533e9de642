// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/block_products.h"
#include "linear/ghost_exchange.h"
#include "linear/own_rows.h"

namespace callus
{
  /**
   * Square OwnRows as a matrix of PETSc (a shell) that multiplies with their values where they are, or with a copy in single precision.
   *
   * A copy in PETSc's own block-compressed matrix doubles the memory and multiplies a third slower; single precision (enough for a smoother) takes half
   * the memory, which is half the time. It multiplies, adds, and gives its diagonal blocks; whoever needs entries makes a copy (OwnRows::copy_to). Vectors must
   * be in the host's memory: where PETSc uses a GPU, take its own types.
   */
  class BlockMatrix
  {
  public:
    enum class Precision
    {
      full,
      single
    };

    /// @p rows, with as many row as column components, must outlive this. Collective.
    BlockMatrix(const OwnRows &rows, Precision precision, MPI_Comm communicator);
    BlockMatrix(const BlockMatrix &) = delete;
    BlockMatrix &
    operator=(const BlockMatrix &) = delete;

    /// The rows have got other values.
    void
    values_changed();

    Mat
    matrix() const
    {
      return matrix_;
    }

  private:
    void
    add_product(Vec x, Vec result);
    void
    get_diagonal(Vec diagonal) const;
    /// Inverses of the diagonal blocks, column by column as PETSc wants them.
    const double *
    inverse_diagonal_blocks();

    const OwnRows      &rows_;
    unsigned int        n_components_;
    Precision           precision_;
    GhostExchange       exchange_;
    PetscMatrix         matrix_;
    LargeArray<float>   single_values_;
    std::vector<float>  single_x_;
    std::vector<double> x_; ///< at local columns, and one more
    std::vector<double> inverse_diagonal_;
  };
} // namespace callus
