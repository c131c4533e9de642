// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/own_rows.h"

namespace callus
{
  namespace
  {
    /// Where each owned node stands in the list of the cells' nodes.
    struct RowsInCells
    {
      explicit RowsInCells(const NodeNumbering &rows)
        : begin(rows.n_owned + 1, 0)
      {
        const std::vector<std::int64_t> &nodes = *rows.cell_nodes;
        for (const std::int64_t node : nodes)
          if (rows.owns(node))
            ++begin[node - rows.first_owned + 1];
        for (std::int64_t i = 0; i < rows.n_owned; ++i)
          begin[i + 1] += begin[i];
        place.resize(begin.back());
        std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
        for (std::size_t k = 0; k < nodes.size(); ++k)
          if (rows.owns(nodes[k]))
            place[next[nodes[k] - rows.first_owned]++] = k;
      }

      std::vector<std::size_t> begin, place;
    };
  } // namespace


  OwnRows::OwnRows(const NodeNumbering &rows,
                   const unsigned int   row_components,
                   const NodeNumbering &columns,
                   const unsigned int   column_components)
    : rows_(rows)
    , columns_(columns)
    , row_components_(row_components)
    , column_components_(column_components)
  {
    find_pattern();
    values_.assign(column_node_.size() * row_components * column_components, 0.);
  }


  void
  OwnRows::find_pattern()
  {
    const unsigned int nr = rows_.nodes_per_cell, nc = columns_.nodes_per_cell;
    const RowsInCells  places(rows_);

    std::vector<int> local_column(columns_.cell_nodes->size());
    for (std::size_t i = 0; i < local_column.size(); ++i)
      local_column[i] = columns_.local_index((*columns_.cell_nodes)[i]);
    const auto global = [&](const int local) {
      return PetscInt(local < columns_.n_owned ? columns_.first_owned + local
                                               : (*columns_.ghost_nodes)[local - columns_.n_owned]);
    };

    row_begin_.assign(rows_.n_owned + 1, 0);
    cell_blocks_.assign(rows_.n_cells() * nr * nc, -1);
    std::vector<int>                      block_of(columns_.n_local(), -1); // in this row
    std::vector<std::pair<PetscInt, int>> columns;                          // global and local
    for (std::int64_t row = 0; row < rows_.n_owned; ++row)
      {
        columns.clear();
        for (std::size_t k = places.begin[row]; k < places.begin[row + 1]; ++k)
          for (unsigned int b = 0; b < nc; ++b)
            {
              const int local = local_column[places.place[k] / nr * nc + b];
              if (block_of[local] < row_begin_[row])
                {
                  block_of[local] = row_begin_[row]; // seen
                  columns.emplace_back(global(local), local);
                }
            }
        std::sort(columns.begin(), columns.end());
        for (const auto &[node, local] : columns)
          {
            block_of[local] = column_node_.size();
            column_node_.push_back(node);
            column_local_.push_back(local);
          }
        row_begin_[row + 1] = column_node_.size();
        for (std::size_t k = places.begin[row]; k < places.begin[row + 1]; ++k)
          for (unsigned int b = 0; b < nc; ++b)
            cell_blocks_[places.place[k] * nc + b] =
              block_of[local_column[places.place[k] / nr * nc + b]];
      }
  }


  void
  OwnRows::clear()
  {
    std::fill(values_.begin(), values_.end(), 0.);
  }


  void
  OwnRows::multiply_add(const std::vector<double> &x, std::vector<double> &result) const
  {
    const double *value = values_.data();
    for (std::int64_t i = 0; i < rows_.n_owned; ++i)
      for (int k = row_begin_[i]; k < row_begin_[i + 1]; ++k)
        for (unsigned int r = 0; r < row_components_; ++r)
          for (unsigned int c = 0; c < column_components_; ++c)
            result[i * row_components_ + r] +=
              *value++ * x[column_local_[k] * column_components_ + c];
  }


  void
  OwnRows::eliminate(const std::vector<unsigned char> &row_mask,
                     const std::vector<unsigned char> &column_mask,
                     const bool                        keep_diagonal,
                     const double                      empty_diagonal)
  {
    double *value = values_.data();
    for (std::int64_t i = 0; i < rows_.n_owned; ++i)
      for (int k = row_begin_[i]; k < row_begin_[i + 1]; ++k)
        for (unsigned int r = 0; r < row_components_; ++r)
          for (unsigned int c = 0; c < column_components_; ++c, ++value)
            if ((row_mask[i] >> r & 1) || (column_mask[column_local_[k]] >> c & 1))
              {
                const bool diagonal = keep_diagonal && column_local_[k] == i && r == c;
                *value              = !diagonal ? 0 : (*value != 0 ? *value : empty_diagonal);
              }
  }


  void
  OwnRows::create(PetscMatrix       &matrix,
                  const MPI_Comm     communicator,
                  const MatType      type,
                  const std::string &prefix) const
  {
    const std::size_t     n_rows = rows_.n_owned, r = row_components_, c = column_components_;
    std::vector<PetscInt> inside(n_rows, 0),
      outside(n_rows, 0); // blocks a row of this rank's columns, of others'
    for (std::size_t i = 0; i < n_rows; ++i)
      for (int k = row_begin_[i]; k < row_begin_[i + 1]; ++k)
        ++(columns_.owns(column_node_[k]) ? inside : outside)[i];

    check_petsc(MatCreate(communicator, matrix.out()));
    check_petsc(
      MatSetSizes(matrix, n_rows * r, columns_.n_owned * c, PETSC_DETERMINE, PETSC_DETERMINE));
    check_petsc(MatSetType(matrix, type));
    check_petsc(MatSetOptionsPrefix(matrix, prefix.c_str()));
    check_petsc(MatSetFromOptions(matrix));
    if (r == c)
      check_petsc(MatSetBlockSize(matrix, r));
    else
      check_petsc(MatSetBlockSizes(matrix, r, c));
    if (r == c)
      check_petsc(
        MatXAIJSetPreallocation(matrix, r, inside.data(), outside.data(), nullptr, nullptr));
    else
      {
        std::vector<PetscInt> inside_rows, outside_rows;
        for (std::size_t i = 0; i < n_rows; ++i)
          {
            inside_rows.insert(inside_rows.end(), r, inside[i] * c);
            outside_rows.insert(outside_rows.end(), r, outside[i] * c);
          }
        check_petsc(MatSeqAIJSetPreallocation(matrix, 0, inside_rows.data()));
        check_petsc(
          MatMPIAIJSetPreallocation(matrix, 0, inside_rows.data(), 0, outside_rows.data()));
      }
    check_petsc(MatSetOption(matrix, MAT_NEW_NONZERO_ALLOCATION_ERR, PETSC_TRUE));
    check_petsc(MatSetOption(matrix, MAT_NO_OFF_PROC_ENTRIES, PETSC_TRUE));
  }


  void
  OwnRows::copy_to(PetscMatrix       &matrix,
                   const MPI_Comm     communicator,
                   const MatType      type,
                   const std::string &prefix) const
  {
    if (!matrix)
      create(matrix, communicator, type, prefix);

    const std::size_t     r = row_components_, c = column_components_;
    std::vector<double>   line;
    std::vector<PetscInt> columns, rows(r);
    for (std::int64_t i = 0; i < rows_.n_owned; ++i)
      {
        // blocks one after the other become r long lines
        const std::size_t n = row_begin_[i + 1] - row_begin_[i];
        const double     *v = values_.data() + row_begin_[i] * r * c;
        line.resize(n * r * c);
        for (std::size_t k = 0; k < n; ++k)
          for (std::size_t a = 0; a < r; ++a)
            for (std::size_t b = 0; b < c; ++b)
              line[(a * n + k) * c + b] = *v++;

        const PetscInt  row    = rows_.first_owned + i;
        const PetscInt *blocks = column_node_.data() + row_begin_[i];
        if (r == c)
          check_petsc(MatSetValuesBlocked(matrix, 1, &row, n, blocks, line.data(), INSERT_VALUES));
        else
          {
            columns.resize(n * c);
            for (std::size_t k = 0; k < n * c; ++k)
              columns[k] = blocks[k / c] * c + k % c;
            for (std::size_t a = 0; a < r; ++a)
              rows[a] = row * r + a;
            check_petsc(MatSetValues(
              matrix, r, rows.data(), n * c, columns.data(), line.data(), INSERT_VALUES));
          }
      }
    check_petsc(MatAssemblyBegin(matrix, MAT_FINAL_ASSEMBLY));
    check_petsc(MatAssemblyEnd(matrix, MAT_FINAL_ASSEMBLY));
  }
} // namespace callus
