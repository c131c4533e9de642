// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/phase_maximum.h"

#include <algorithm>

namespace callus
{
  const std::array<std::array<double, 2>, n_phases> &
  phases()
  {
    static const auto table = [] {
      std::array<std::array<double, 2>, n_phases> result;
      for (unsigned int i = 0; i < n_phases; ++i)
        {
          const double phase = 2 * std::acos(-1.) * i / n_phases;
          result[i]          = {{std::cos(phase), std::sin(phase)}};
        }
      return result;
    }();
    return table;
  }


  void
  SquaresOverCycle::add(const double factor, const double m, const double a, const double b)
  {
    constant_ += factor * (m * m + (a * a + b * b) / 2);
    cos_ += factor * 2 * m * a;
    sin_ -= factor * 2 * m * b;
    cos2_ += factor * (a * a - b * b) / 2;
    sin2_ -= factor * a * b;
  }


  double
  SquaresOverCycle::refined(double f) const
  {
    constexpr unsigned int n_steps = 5; // from an error of 0.2 at most: quadratic convergence
    const auto             value   = [&](const double c, const double s) {
      return constant_ + cos_ * c + sin_ * s + cos2_ * (c * c - s * s) + sin2_ * 2 * s * c;
    };
    double best = value(std::cos(f), std::sin(f));
    for (unsigned int i = 0; i < n_steps; ++i)
      {
        const double c = std::cos(f), s = std::sin(f), c2 = c * c - s * s, s2 = 2 * s * c;
        const double slope     = -cos_ * s + sin_ * c - 2 * cos2_ * s2 + 2 * sin2_ * c2;
        const double curvature = -cos_ * c - sin_ * s - 4 * cos2_ * c2 - 4 * sin2_ * s2;
        if (!(curvature < 0))
          break;
        f -= slope / curvature;
        best = std::max(best, value(std::cos(f), std::sin(f)));
      }
    return best;
  }


  double
  SquaresOverCycle::maximum() const
  {
    std::array<double, n_phases> values;
    for (unsigned int i = 0; i < n_phases; ++i)
      {
        const double c = phases()[i][0], s = phases()[i][1];
        values[i] = constant_ + cos_ * c + sin_ * s + cos2_ * (c * c - s * s) + sin2_ * 2 * s * c;
      }
    double result = *std::max_element(values.begin(), values.end());
    for (unsigned int i = 0; i < n_phases; ++i)
      if (values[i] >= values[(i + n_phases - 1) % n_phases] &&
          values[i] >= values[(i + 1) % n_phases])
        result = std::max(result, refined(2 * std::acos(-1.) * i / n_phases));
    return result;
  }
} // namespace callus
