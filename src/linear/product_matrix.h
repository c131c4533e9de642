// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/block_matrix.h"

#include <memory>
#include <string>

namespace callus
{
  /**
   * Square OwnRows as the matrix that multiplies fastest: with their values where they are, or with a copy in single precision (BlockMatrix).
   *
   * If PETSc's options name a type (the prefix and mat_type), then a matrix of this type is made instead (on a GPU: aijcusparse, aijkokkos, aijhipsparse).
   */
  class ProductMatrix
  {
  public:
    /// @p rows must outlive this. Collective.
    ProductMatrix(const OwnRows         &rows,
                  BlockMatrix::Precision precision,
                  std::string            prefix,
                  MPI_Comm               communicator);

    /// The rows have got other values. Collective.
    void
    values_changed();

    Mat
    matrix() const
    {
      return rows_where_they_are_ ? rows_where_they_are_->matrix() : Mat(of_type_);
    }
    /// Is it of a type that options name?
    bool
    is_of_type() const
    {
      return !rows_where_they_are_;
    }

  private:
    const OwnRows               &rows_;
    std::string                  prefix_;
    MPI_Comm                     communicator_;
    std::unique_ptr<BlockMatrix> rows_where_they_are_;
    PetscMatrix                  of_type_;
  };
} // namespace callus
