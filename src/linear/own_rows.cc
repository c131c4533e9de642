// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/own_rows.h"

namespace callus
{
  OwnRows::OwnRows(const NodeNumbering &rows,
                   const unsigned int   row_components,
                   const NodeNumbering &columns,
                   const unsigned int   column_components)
    : rows_(rows)
    , columns_(columns)
    , row_components_(row_components)
    , column_components_(column_components)
  {
    const unsigned int nr = rows.nodes_per_cell, nc = columns.nodes_per_cell;

    // columns of each owned row with repetitions, then sorted and made unique
    std::vector<std::size_t> begin(rows.n_owned + 1, 0);
    for (const std::int64_t node : *rows.cell_nodes)
      if (rows.owns(node))
        begin[node - rows.first_owned + 1] += nc;
    for (std::int64_t i = 0; i < rows.n_owned; ++i)
      begin[i + 1] += begin[i];
    std::vector<PetscInt>    all(begin.back());
    std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
    for (std::size_t cell = 0; cell < rows.n_cells(); ++cell)
      for (unsigned int a = 0; a < nr; ++a)
        if (rows.owns(rows.node(cell, a)))
          for (unsigned int b = 0; b < nc; ++b)
            all[next[rows.node(cell, a) - rows.first_owned]++] = columns.node(cell, b);

    row_begin_.assign(rows.n_owned + 1, 0);
    for (std::int64_t i = 0; i < rows.n_owned; ++i)
      {
        const auto first = all.begin() + begin[i];
        std::sort(first, all.begin() + begin[i + 1]);
        column_node_.insert(
          column_node_.end(), first, std::unique(first, all.begin() + begin[i + 1]));
        row_begin_[i + 1] = column_node_.size();
      }
    column_local_.reserve(column_node_.size());
    for (const PetscInt node : column_node_)
      column_local_.push_back(columns.local_index(node));

    cell_blocks_.assign(rows.n_cells() * nr * nc, -1);
    for (std::size_t cell = 0; cell < rows.n_cells(); ++cell)
      for (unsigned int a = 0; a < nr; ++a)
        if (rows.owns(rows.node(cell, a)))
          {
            const std::int64_t row   = rows.node(cell, a) - rows.first_owned;
            const auto         first = column_node_.begin() + row_begin_[row];
            const auto         last  = column_node_.begin() + row_begin_[row + 1];
            for (unsigned int b = 0; b < nc; ++b)
              cell_blocks_[(cell * nr + a) * nc + b] =
                std::lower_bound(first, last, PetscInt(columns.node(cell, b))) -
                column_node_.begin();
          }
    values_.assign(column_node_.size() * row_components * column_components, 0.);
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
  OwnRows::create(PetscMatrix &matrix, const MPI_Comm communicator, const bool blocked) const
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
    check_petsc(MatSetType(matrix, blocked ? MATBAIJ : MATAIJ));
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
  OwnRows::copy_to(PetscMatrix &matrix, const MPI_Comm communicator, const bool blocked) const
  {
    if (!matrix)
      create(matrix, communicator, blocked);

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
