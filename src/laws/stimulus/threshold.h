// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <cmath>

namespace callus
{
  /**
   * A smoothed threshold for a quantity S >= 0:
   *   above(S) = 1 / (1 + exp(-(ln S - ln t) / delta)),   below(S) = 1 - above(S),
   * with the threshold t > 0 (unit of S) and the width delta (1; 0.1 is about +-20 % in S). With delta = 0 it is a step:
   * above(S) = 1 where S > t. Smoothing keeps the fields from jumping with the solver's noise.
   */
  class Threshold
  {
  public:
    Threshold(const double threshold, const double smoothing)
      : threshold_(threshold)
      , smoothing_(smoothing)
    {
    }

    double
    above(const double value) const
    {
      if (!(value > 0))
        return 0;
      if (smoothing_ == 0)
        return value > threshold_ ? 1 : 0;
      return 1 / (1 + std::pow(threshold_ / value, 1 / smoothing_));
    }
    double
    below(const double value) const
    {
      return 1 - above(value);
    }

  private:
    double threshold_;
    double smoothing_;
  };
} // namespace callus
