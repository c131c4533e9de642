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
    /// m = [1 + a x/(Ka + x)] / [1 + (x/Ki)^n]; parameters a, Ka, Ki, n; negative arguments count as zero.
    template <int halves>
    struct OptimumLaw
    {
      static constexpr unsigned int n_arguments  = 1;
      static constexpr unsigned int n_parameters = 4;

      static double
      value(const double *p, const double *x)
      {
        const double y = positive_part(x[0]);
        return (1. + p[0] * (y / (p[1] + y))) / (1. + power<halves>(y / p[2], p[3]));
      }

      static double
      derivative(unsigned int, const double *p, const double *x)
      {
        const double y          = positive_part(x[0]);
        const double rise       = 1. + p[0] * (y / (p[1] + y));
        const double rise_slope = p[0] * p[1] / ((p[1] + y) * (p[1] + y));
        const double fall       = 1. / (1. + power<halves>(y / p[2], p[3]));
        const double fall_slope = -fall * fall * power_derivative<halves>(y / p[2], p[3]) / p[2];
        return x[0] < 0. ? 0. : rise_slope * fall + rise * fall_slope;
      }

      static Formula
      formula(const FormulaInput &input)
      {
        const Formula a    = Parameter{"a", input.parameters[0], "1"},
                      rise = Parameter{"K_a", input.parameters[1], input.unit_of(0)},
                      fall = Parameter{"K_i", input.parameters[2], input.unit_of(0)},
                      x    = positive_part(input.argument(0));
        return (1. + a * (x / (rise + x))) / (1. + biology::power(x / fall, input.parameters[3]));
      }
    };

    /// A dose response with an optimum: little helps, much harms.
    inline ModifierForm
    optimum()
    {
      return {{"dose response with optimum",
               "m = [1 + a x / (Ka + x)] / [1 + (x / Ki)^n]",
               "a, n: 1; Ka, Ki: unit of the argument",
               "A low dose raises the rate by up to 1 + a with half saturation Ka, a high dose "
               "suppresses it with half "
               "saturation Ki and exponent n (2 if left out); 1 without the argument.",
               "set Form = dose response with optimum\nset Rise = 1 [assumed]\nset Half saturation "
               "of rise = 0.3 ng/mL "
               "[assumed]\nset Half saturation of fall = 5 ng/mL [assumed]\nset Exponent = 2\n"},
              false,
              [](Reader &reader, Variable argument) -> Application {
                const std::string unit = reader.unit(argument);
                const double      rise = reader.number(
                  "Rise", "1", Range::non_negative(), "Largest relative rise of the rate");
                const double rise_half = reader.number("Half saturation of rise",
                                                       unit,
                                                       Range::positive(),
                                                       "Dose at which half of the rise is reached");
                const double fall_half =
                  reader.number("Half saturation of fall",
                                unit,
                                Range::positive(),
                                "Dose at which the rate is suppressed by half");
                const double exponent = reader.section.setting(
                  "Exponent", "1", Range::positive(), "2", "Steepness of the fall");
                return {&function_for_exponent<OptimumLaw>(exponent),
                        {rise, rise_half, fall_half, exponent},
                        {argument}};
              },
              [](const std::vector<double> &p) { return 1. + p[0]; }};
    }
  } // namespace biology
} // namespace callus
