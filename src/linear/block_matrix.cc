// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/block_matrix.h"

#include <deal.II/lac/full_matrix.h>

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    BlockMatrix &
    behind(const Mat shell)
    {
      void *self = nullptr;
      check_petsc(MatShellGetContext(shell, &self));
      return *static_cast<BlockMatrix *>(self);
    }

    /// Turns exceptions into error codes: none may pass through PETSc's C code.
    template <typename Action>
    PetscErrorCode
    guarded(const Action &action)
    {
      try
        {
          action();
        }
      catch (const NumericalFailure &)
        {
          return PETSC_ERR_LIB;
        }
      return 0;
    }
  } // namespace


  BlockMatrix::BlockMatrix(const OwnRows  &rows,
                           const Precision precision,
                           const MPI_Comm  communicator)
    : rows_(rows)
    , n_components_(rows.row_components())
    , precision_(precision)
    , exchange_(rows.columns(), communicator)
    , x_(rows.columns().n_local() * n_components_ + 1, 0.)
  {
    const PetscInt n = rows.rows().n_owned * n_components_;
    check_petsc(
      MatCreateShell(communicator, n, n, PETSC_DETERMINE, PETSC_DETERMINE, this, matrix_.out()));
    check_petsc(MatSetBlockSize(matrix_, n_components_));
    const auto set = [&](const MatOperation operation, const auto function) {
      check_petsc(
        MatShellSetOperation(matrix_, operation, reinterpret_cast<void (*)(void)>(function)));
    };
    set(
      MATOP_MULT, +[](Mat shell, Vec x, Vec result) -> PetscErrorCode {
        return guarded([&] {
          check_petsc(VecSet(result, 0.));
          behind(shell).add_product(x, result);
        });
      });
    set(
      MATOP_MULT_ADD, +[](Mat shell, Vec x, Vec summand, Vec result) -> PetscErrorCode {
        return guarded([&] {
          if (summand != result)
            check_petsc(VecCopy(summand, result));
          behind(shell).add_product(x, result);
        });
      });
    set(
      MATOP_GET_DIAGONAL, +[](Mat shell, Vec diagonal) -> PetscErrorCode {
        return guarded([&] { behind(shell).get_diagonal(diagonal); });
      });
    set(
      MATOP_INVERT_BLOCK_DIAGONAL, +[](Mat shell, const double **blocks) -> PetscErrorCode {
        return guarded([&] { *blocks = behind(shell).inverse_diagonal_blocks(); });
      });
    values_changed();
  }


  void
  BlockMatrix::values_changed()
  {
    if (precision_ == Precision::single)
      {
        const OwnRows::View view = rows_.view();
        single_values_.assign(view.values, view.values + view.n_values + 1); // and one more
      }
    // so that PETSc knows
    check_petsc(MatAssemblyBegin(matrix_, MAT_FINAL_ASSEMBLY));
    check_petsc(MatAssemblyEnd(matrix_, MAT_FINAL_ASSEMBLY));
  }


  void
  BlockMatrix::add_product(const Vec x, const Vec result)
  {
    const std::size_t n_owned = rows_.columns().n_owned * n_components_;
    const double     *owned   = nullptr;
    double           *sums    = nullptr;
    check_petsc(VecGetArrayRead(x, &owned));
    std::copy(owned, owned + n_owned, x_.begin());
    check_petsc(VecRestoreArrayRead(x, &owned));
    exchange_.update(x_.data(), x_.data() + n_owned, n_components_);

    const OwnRows::View view = rows_.view();
    check_petsc(VecGetArray(result, &sums));
    if (precision_ == Precision::single)
      {
        single_x_.assign(x_.begin(), x_.end());
        callus::add_product(
          n_components_,
          BlockRows<float>{view.n_rows, view.row_begin, view.column, single_values_.data()},
          single_x_.data(),
          sums);
      }
    else
      callus::add_product(n_components_,
                          BlockRows<double>{view.n_rows, view.row_begin, view.column, view.values},
                          x_.data(),
                          sums);
    check_petsc(VecRestoreArray(result, &sums));
  }


  void
  BlockMatrix::get_diagonal(const Vec diagonal) const
  {
    const OwnRows::View view    = rows_.view();
    const unsigned int  n       = n_components_;
    double             *entries = nullptr;
    check_petsc(VecGetArrayWrite(diagonal, &entries));
    for (std::int64_t i = 0; i < view.n_rows; ++i)
      for (int k = view.row_begin[i]; k < view.row_begin[i + 1]; ++k)
        if (view.column[k] == i)
          for (unsigned int c = 0; c < n; ++c)
            entries[i * n + c] = view.values[(std::size_t(k) * n + c) * n + c];
    check_petsc(VecRestoreArrayWrite(diagonal, &entries));
  }


  const double *
  BlockMatrix::inverse_diagonal_blocks()
  {
    const OwnRows::View        view = rows_.view();
    const unsigned int         n = n_components_, size = n * n;
    dealii::FullMatrix<double> block(n), inverse(n);
    inverse_diagonal_.assign(view.n_rows * size, 0.);
    for (std::int64_t i = 0; i < view.n_rows; ++i)
      {
        block = 0;
        for (int k = view.row_begin[i]; k < view.row_begin[i + 1]; ++k)
          if (view.column[k] == i)
            block.fill(view.values + std::size_t(k) * size);
        if (!(std::abs(block.determinant()) > 0))
          throw NumericalFailure("A node of the mesh has no stiffness.");
        inverse.invert(block);
        for (unsigned int r = 0; r < n; ++r)
          for (unsigned int c = 0; c < n; ++c)
            inverse_diagonal_[i * size + n * c + r] = inverse(r, c);
      }
    return inverse_diagonal_.data();
  }
} // namespace callus
