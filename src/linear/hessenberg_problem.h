// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <cstddef>
#include <vector>

namespace callus
{
  /**
   * The small least-squares problem of GMRES, min ||norm e_1 - H y||, with a column of the upper Hessenberg matrix H more in each iteration. Givens
   * rotations keep it triangular, so the norm of the residual is known without solving it.
   */
  class HessenbergProblem
  {
  public:
    /// @p norm: of the residual before the first iteration.
    explicit HessenbergProblem(double norm)
      : rest_(1, norm)
    {
    }

    /// @p column: the entries of H down to the one below its diagonal: two in the first, one more in each.
    void
    add(const std::vector<double> &column);

    std::size_t
    n_columns() const
    {
      return columns_.size();
    }
    const std::vector<double> &
    column(const std::size_t number) const
    {
      return columns_[number];
    }
    /// Norm of what the solution leaves.
    double
    residual() const;
    /// y
    std::vector<double>
    solution() const;
    /// norm e_1 - H y, of n_columns() + 1 entries: the residual in the Krylov basis.
    std::vector<double>
    residual_in_basis() const;

  private:
    struct Rotation
    {
      double cosine, sine;
    };

    std::vector<std::vector<double>> columns_, triangle_;
    std::vector<Rotation>            rotations_;
    std::vector<double>              rest_; // the right-hand side, rotated
  };
} // namespace callus
