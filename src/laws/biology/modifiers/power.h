// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/modifier_forms.h"
#include "laws/biology/powers.h"
#include "laws/biology/reader.h"

namespace callus
{
  namespace biology
  {
    /// m = (x / x0)^n; parameters x0, n; negative arguments count as zero.
    template <int halves>
    struct PowerLaw
    {
      static constexpr unsigned int n_arguments  = 1;
      static constexpr unsigned int n_parameters = 2;

      static double
      value(const double *p, const double *x)
      {
        return power<halves>(positive_part(x[0]) / p[0], p[1]);
      }

      static double
      derivative(unsigned int, const double *p, const double *x)
      {
        return x[0] < 0. ? 0. : power_derivative<halves>(positive_part(x[0]) / p[0], p[1]) / p[0];
      }

      static Formula
      formula(const FormulaInput &input)
      {
        const Formula reference = unless_one({"x_0", input.parameters[0], input.unit_of(0)});
        return biology::power(positive_part(input.argument(0)) / reference, input.parameters[1]);
      }
    };

    /// A power of the argument over a reference value.
    inline ModifierForm
    power_law()
    {
      return {
        {"power",
         "m = (x / x0)^n",
         "x0: unit of the argument; n: 1",
         "A power of the argument over its reference value x0, where the modifier is 1. The "
         "exponent n is positive; "
         "below one (a root) the modifier rises steeply near zero. Grows without bound.",
         "set Form = power\nset Reference = 0.5 ng/mL [assumed]\nset Exponent = 0.5\n"},
        false,
        [](Reader &reader, Variable argument) -> Application {
          const double reference =
            reader.number("Reference",
                          reader.unit(argument),
                          Range::positive(),
                          "Value of the argument at which the modifier is 1");
          const double exponent = reader.section.setting(
            "Exponent", "1", Range::positive(), "1", "Exponent of the power");
          return {&function_for_exponent<PowerLaw>(exponent), {reference, exponent}, {argument}};
        },
        [](const std::vector<double> &) { return std::numeric_limits<double>::infinity(); }};
    }
  } // namespace biology
} // namespace callus
