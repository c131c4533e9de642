// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/large_arrays.h"
#include "linear/node_numbering.h"
#include "linear/petsc.h"

namespace callus
{
  /**
   * The rows of a sparse block matrix that belong to this rank's nodes. Because every cell that touches an owned node is
   * local, they are assembled in full from the local cells, without communication. A block couples one row node with
   * one column node: row_components x column_components values, row by row.
   */
  class OwnRows
  {
  public:
    OwnRows(const NodeNumbering &rows,
            unsigned int         row_components,
            const NodeNumbering &columns,
            unsigned int         column_components);

    /// All values zero.
    void
    clear();

    /// For cell-wise assembly: number of the block (node a of the rows' space, node b of the columns' space) at
    /// [a * columns' nodes per cell + b], or -1 where the row is another rank's.
    const int *
    cell_blocks(const std::size_t cell) const
    {
      return cell_blocks_.data() + cell * rows_.nodes_per_cell * columns_.nodes_per_cell;
    }
    double *
    block(const int number)
    {
      return values_.data() + std::size_t(number) * row_components_ * column_components_;
    }

    /// The rows as they stand: block k of row node i couples it with local column node column(k), row_begin(i) <= k < row_begin(i + 1).
    struct View
    {
      std::int64_t  n_rows;
      const int    *row_begin, *column;
      const double *values; ///< of one block after the other; one more may be read behind the last
      std::size_t   n_values;
    };
    View
    view() const
    {
      return {
        rows_.n_owned, row_begin_.data(), column_local_.data(), values_.data(), values_.size() - 1};
    }
    const NodeNumbering &
    rows() const
    {
      return rows_;
    }
    const NodeNumbering &
    columns() const
    {
      return columns_;
    }
    unsigned int
    row_components() const
    {
      return row_components_;
    }
    unsigned int
    column_components() const
    {
      return column_components_;
    }

    /// @p result (owned rows) += this @p x (all local columns).
    void
    multiply_add(const std::vector<double> &x, std::vector<double> &result) const;

    /// Takes unknowns out of the equations: zeroes their rows and columns. Bit c of a mask stands for component c; masks cover
    /// the local nodes. With @p keep_diagonal (square matrices) the diagonal value stays, or becomes @p empty_diagonal
    /// where it is zero.
    void
    eliminate(const std::vector<unsigned char> &row_mask,
              const std::vector<unsigned char> &column_mask,
              bool                              keep_diagonal,
              double                            empty_diagonal = 1);

    /// Copies the values into @p matrix; makes it first if it is empty: of this type, unless PETSc's options with the prefix name another.
    void
    copy_to(PetscMatrix       &matrix,
            MPI_Comm           communicator,
            MatType            type,
            const std::string &prefix) const;

  private:
    /// Sets the columns of each row, and the numbers of the blocks of each cell.
    void
    find_pattern();
    void
    create(PetscMatrix       &matrix,
           MPI_Comm           communicator,
           MatType            type,
           const std::string &prefix) const;

    NodeNumbering         rows_, columns_;
    unsigned int          row_components_, column_components_;
    std::vector<int>      row_begin_;    ///< first block of each owned row node, and the end
    std::vector<PetscInt> column_node_;  ///< global node of each block
    std::vector<int>      column_local_; ///< local index of it
    std::vector<int>      cell_blocks_;
    LargeArray<double>    values_; ///< and one more, for products that read four numbers at a time
  };
} // namespace callus
