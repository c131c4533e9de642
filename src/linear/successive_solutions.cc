// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/successive_solutions.h"

#include <cmath>

namespace callus
{
  namespace
  {
    using Values = std::vector<double>;

    /// Part of a product that must be left of it beside those before: less is round-off.
    constexpr double independent = 1e-8;

    /// y += a x
    void
    add(const double a, const Values &x, Values &y)
    {
      for (std::size_t i = 0; i < y.size(); ++i)
        y[i] += a * x[i];
    }

    void
    scale(const double a, Values &x)
    {
      for (double &value : x)
        value *= a;
    }

    struct Direction
    {
      Values x, product;
    };
  } // namespace


  void
  SuccessiveSolutions::add(Values solution, Values left)
  {
    left.resize(solution.size(), 0.);
    left_ = std::move(left);
    kept_.insert(kept_.begin(), std::move(solution));
    if (kept_.size() > n_kept)
      kept_.pop_back();
  }


  std::vector<double>
  start_of_least_residual(const PersistentSolve     &solver,
                          const Values              &b,
                          const std::vector<Values> &earlier)
  {
    Values     start = earlier.front(), rest = solver.residual(b, start);
    const auto norm = [&](const Values &r) { return std::sqrt(solver.dot_of_residuals(r, r)); };
    std::vector<Direction> basis; // of orthonormal products
    for (std::size_t k = 1; k < earlier.size() && solver.norm(earlier[k]) > 0; ++k)
      {
        Direction next{earlier[k - 1], {}};
        add(-1, earlier[k], next.x);
        next.product        = solver.product(next.x);
        const double before = norm(next.product);
        for (const Direction &other : basis)
          {
            const double shared = solver.dot_of_residuals(other.product, next.product);
            add(-shared, other.product, next.product);
            add(-shared, other.x, next.x);
          }
        const double left = norm(next.product);
        if (left <= independent * before) // also where both are 0
          continue;
        scale(1 / left, next.product);
        scale(1 / left, next.x);
        const double part = solver.dot_of_residuals(next.product, rest);
        add(-part, next.product, rest);
        add(part, next.x, start);
        basis.push_back(std::move(next));
      }
    return start;
  }
} // namespace callus
