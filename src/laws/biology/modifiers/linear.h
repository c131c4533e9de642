// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/units.h"
#include "laws/biology/modifier_forms.h"
#include "laws/biology/powers.h"
#include "laws/biology/reader.h"

namespace callus
{
  namespace biology
  {
    /// m = (c + s x)+; parameters c, s.
    struct LinearLaw
    {
      static constexpr unsigned int n_arguments  = 1;
      static constexpr unsigned int n_parameters = 2;

      static double
      value(const double *p, const double *x)
      {
        return positive_part(p[0] + p[1] * x[0]);
      }

      static double
      derivative(unsigned int, const double *p, const double *x)
      {
        return p[0] + p[1] * x[0] > 0. ? p[1] : 0.;
      }

      static Formula
      formula(const FormulaInput &input)
      {
        const double  intercept = input.parameters[0];
        const Formula x =
          unless_one({"s", input.parameters[1], Units::ratio("1", input.unit_of(0))}) *
          input.argument(0);
        return positive_part(intercept == 0. ? x : unless_one({"c", intercept, "1"}) + x);
      }
    };

    /// Linear in the argument, never negative.
    inline ModifierForm
    linear()
    {
      return {
        {"linear",
         "m = max(0, c + s x)",
         "c: 1; s: 1 / unit of the argument",
         "Proportional to the argument (intercept c = 0) or linear in it, cut off at zero. Grows "
         "without bound where "
         "the slope s is positive.",
         "set Form = linear\nset Intercept = 0.3 [assumed]\nset Slope = 2 1/(ng/mL) [assumed]\n"},
        false,
        [](Reader &reader, Variable argument) -> Application {
          const double intercept = reader.optional_number(
            "Intercept", "1", Range::any(), 0., "Value where the argument is zero");
          const double slope = reader.number("Slope",
                                             Units::ratio("1", reader.unit(argument)),
                                             Range::any(),
                                             "Change per unit of the argument");
          return {&point_function<LinearLaw>(), {intercept, slope}, {argument}};
        },
        [](const std::vector<double> &) { return std::numeric_limits<double>::infinity(); }};
    }
  } // namespace biology
} // namespace callus
