// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <array>
#include <cmath>

namespace callus
{
  /// Largest values over a cycle of what oscillates: value(f) = mean + in_phase cos f - out_of_phase sin f, over all phases f.

  /// Phases at which a cycle is looked at.
  constexpr unsigned int n_phases = 16;
  /// Cosine and sine of each of them.
  const std::array<std::array<double, 2>, n_phases> &
  phases();

  /// Value of the largest magnitude of a number that oscillates, with its sign: exact.
  inline double
  largest_over_cycle(const double mean, const double in_phase, const double out_of_phase)
  {
    const double amplitude = std::hypot(in_phase, out_of_phase);
    return mean < 0 ? mean - amplitude : mean + amplitude;
  }

  /**
   * A sum of squares of numbers that oscillate, as a trigonometric polynomial of second degree,
   *
   *   (m + a cos f - b sin f)^2 = m^2 + (a^2 + b^2)/2 + 2 m a cos f - 2 m b sin f + (a^2 - b^2)/2 cos 2f - a b sin 2f.
   */
  class SquaresOverCycle
  {
  public:
    /// Adds @p factor times the square.
    void
    add(double factor, double mean, double in_phase, double out_of_phase);
    /// Largest value: each local maximum among n_phases is followed by Newton's method, so exact to round-off.
    double
    maximum() const;

  private:
    double
    refined(double phase) const;

    double constant_ = 0, cos_ = 0, sin_ = 0, cos2_ = 0, sin2_ = 0;
  };

  /**
   * Value of the largest magnitude of any smooth function of the phase, @p value(cosine, sine), with its sign: the largest of n_phases, or the value at
   * the vertex of the parabola through it and its neighbours. The value is one that is taken in the cycle, never above the largest,
   * and below it by less than 1e-4 of the oscillation where that is sinusoidal.
   */
  template <typename Function>
  double
  largest_sample_over_cycle(const Function &value)
  {
    std::array<double, n_phases> values;
    unsigned int                 best = 0;
    for (unsigned int i = 0; i < n_phases; ++i)
      {
        values[i] = value(phases()[i][0], phases()[i][1]);
        if (std::abs(values[i]) > std::abs(values[best]))
          best = i;
      }
    const double before = std::abs(values[(best + n_phases - 1) % n_phases]),
                 here = std::abs(values[best]), after = std::abs(values[(best + 1) % n_phases]);
    const double curvature = before - 2 * here + after;
    if (!(curvature < 0))
      return values[best];
    const double step   = std::acos(-1.) * 2 / n_phases;
    const double phase  = step * (best + 0.5 * (before - after) / curvature);
    const double vertex = value(std::cos(phase), std::sin(phase));
    return std::abs(vertex) > here ? vertex : values[best];
  }
} // namespace callus
