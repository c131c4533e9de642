// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/point_function.h"

#include <cmath>

namespace callus
{
  namespace biology
  {
    /// x^exponent for x >= 0. The usual whole exponents are known to the compiler (order 1, 2, 4), which vectorises them;
    /// order 0 stands for any other exponent.
    template <int order>
    inline double
    power(double x, double exponent)
    {
      if constexpr (order == 1)
        return x;
      else if constexpr (order == 2)
        return x * x;
      else if constexpr (order == 4)
        return (x * x) * (x * x);
      else
        return std::pow(x, exponent);
    }

    /// d(x^exponent)/dx for x >= 0; finite at 0 also for exponents below one, where the slope is infinite.
    template <int order>
    inline double
    power_derivative(double x, double exponent)
    {
      if constexpr (order == 1)
        return 1.;
      else if constexpr (order == 2)
        return 2. * x;
      else if constexpr (order == 4)
        return 4. * x * x * x;
      else
        return exponent * std::pow(x > 1e-100 ? x : 1e-100, exponent - 1.);
    }

    inline double
    positive_part(double x)
    {
      return x > 0. ? x : 0.;
    }

    /// The batch function of Law<order> that fits @p exponent.
    template <template <int> class Law>
    const PointFunction &
    function_for_exponent(double exponent)
    {
      if (exponent == 1.)
        return point_function<Law<1>>();
      if (exponent == 2.)
        return point_function<Law<2>>();
      if (exponent == 4.)
        return point_function<Law<4>>();
      return point_function<Law<0>>();
    }
  } // namespace biology
} // namespace callus
