// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/point_function.h"

#include <cmath>

namespace callus
{
  namespace biology
  {
    /// x^exponent for x >= 0. The usual exponents are known to the compiler by their halves (2 exponent = 1, 2, 3, 4, 6, 8), which
    /// vectorises them; 0 halves stand for any other exponent.
    template <int halves>
    inline double
    power(double x, double exponent)
    {
      if constexpr (halves == 1)
        return std::sqrt(x);
      else if constexpr (halves == 2)
        return x;
      else if constexpr (halves == 3)
        return x * std::sqrt(x);
      else if constexpr (halves == 4)
        return x * x;
      else if constexpr (halves == 6)
        return x * x * x;
      else if constexpr (halves == 8)
        return (x * x) * (x * x);
      else
        return std::pow(x, exponent);
    }

    /// d(x^exponent)/dx for x >= 0; finite at 0 also for exponents below one, where the slope is infinite.
    template <int halves>
    inline double
    power_derivative(double x, double exponent)
    {
      constexpr double smallest = 1e-100;
      if constexpr (halves == 1)
        return .5 / std::sqrt(x > smallest ? x : smallest);
      else if constexpr (halves == 2)
        return 1.;
      else if constexpr (halves == 3)
        return 1.5 * std::sqrt(x);
      else if constexpr (halves == 4)
        return 2. * x;
      else if constexpr (halves == 6)
        return 3. * x * x;
      else if constexpr (halves == 8)
        return 4. * x * x * x;
      else
        return exponent * std::pow(x > smallest ? x : smallest, exponent - 1.);
    }

    inline double
    positive_part(double x)
    {
      return x > 0. ? x : 0.;
    }

    /// The batch function of Law<halves> that fits @p exponent.
    template <template <int> class Law>
    const PointFunction &
    function_for_exponent(double exponent)
    {
      if (exponent == .5)
        return point_function<Law<1>>();
      if (exponent == 1.)
        return point_function<Law<2>>();
      if (exponent == 1.5)
        return point_function<Law<3>>();
      if (exponent == 2.)
        return point_function<Law<4>>();
      if (exponent == 3.)
        return point_function<Law<6>>();
      if (exponent == 4.)
        return point_function<Law<8>>();
      return point_function<Law<0>>();
    }
  } // namespace biology
} // namespace callus
