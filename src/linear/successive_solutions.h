// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/persistent_solve.h"

#include <vector>

namespace callus
{
  /**
   * The last solutions of one problem whose matrix and right-hand side change from solve to solve, latest first: what the next solve starts from. Before
   * the first there is 0.
   */
  class SuccessiveSolutions
  {
  public:
    using Values = std::vector<double>;

    static constexpr unsigned int n_kept = 4;

    explicit SuccessiveSolutions(const std::size_t n_unknowns)
      : kept_(1, Values(n_unknowns, 0.))
      , left_(n_unknowns, 0.)
    {
    }

    const Values &
    latest() const
    {
      return kept_.front();
    }
    /// b - A x of the latest; 0 before the first solve and after restore(), and where nobody told.
    const Values &
    left() const
    {
      return left_;
    }
    /// @p left: what the solution leaves, or empty. Forgets the oldest where there are too many.
    void
    add(Values solution, Values left = {});

    const std::vector<Values> &
    kept() const
    {
      return kept_;
    }
    /// @p kept: at least one.
    void
    restore(std::vector<Values> kept)
    {
      kept_ = std::move(kept);
    }

  private:
    std::vector<Values> kept_;
    Values              left_;
  };

  /**
   * Where to start from: the last solution and the combination of its changes,
   *
   *     x = x_1 + sum_k c_k (x_k - x_{k+1}),
   *
   * that leaves the least residual ||b - A x|| with the solver's present matrix: no change of loads, material or interval makes it worse than the last
   * solution. (Projection onto earlier solutions: Fischer 1998, Comput. Methods Appl. Mech. Eng. 163. There the last solution has a factor too; here it
   * has none, because it may leave more than 0 does and still be the better start.)
   *
   * Costs a product with the matrix for each solution. The products of the changes are made orthogonal one after the other (modified Gram-Schmidt); what
   * depends on those before is left out. Collective.
   */
  std::vector<double>
  start_of_least_residual(const PersistentSolve                  &solver,
                          const std::vector<double>              &b,
                          const std::vector<std::vector<double>> &earlier);
} // namespace callus
