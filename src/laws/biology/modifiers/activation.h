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
    /// f + (1 - f) of an effect between 0 and 1.
    inline Formula
    above_floor(const Formula &effect, double floor)
    {
      if (floor == 0.)
        return effect;
      const Formula f = Parameter{"f", floor, "1"};
      return f + (1. - f) * effect;
    }

    /// K of parameters K^n, n.
    inline Formula
    half_saturation(const FormulaInput &input)
    {
      return Parameter{
        "K", std::pow(input.parameters[0], 1. / input.parameters[1]), input.unit_of(0)};
    }

    /// m = f + (1 - f) x^n / (K^n + x^n); parameters K^n, n, f; negative arguments count as zero.
    template <int halves>
    struct ActivationLaw
    {
      static constexpr unsigned int n_arguments  = 1;
      static constexpr unsigned int n_parameters = 3;

      static double
      value(const double *p, const double *x)
      {
        const double xn = power<halves>(positive_part(x[0]), p[1]);
        return p[2] + (1. - p[2]) * (xn / (p[0] + xn));
      }

      static double
      derivative(unsigned int, const double *p, const double *x)
      {
        const double y           = positive_part(x[0]);
        const double denominator = p[0] + power<halves>(y, p[1]);
        const double slope = power_derivative<halves>(y, p[1]) * p[0] / (denominator * denominator);
        return x[0] < 0. ? 0. : (1. - p[2]) * slope;
      }

      static Formula
      formula(const FormulaInput &input)
      {
        const double  n  = input.parameters[1];
        const Formula xn = biology::power(positive_part(input.argument(0)), n);
        return above_floor(xn / (biology::power(half_saturation(input), n) + xn),
                           input.parameters[2]);
      }
    };

    /// Reads the entries that activation and inhibition share.
    inline std::vector<double>
    read_hill(Reader &reader, const std::string &unit)
    {
      const double half_saturation =
        reader.number("Half saturation",
                      unit,
                      Range::positive(),
                      "Value of the argument at which half of the effect is reached");
      const double exponent = reader.section.setting(
        "Exponent", "1", Range::positive(), "1", "Steepness (Hill exponent) of the response");
      const double floor =
        reader.optional_number("Floor",
                               "1",
                               Range::fraction(),
                               0.,
                               "What remains of the rate where the effect is weakest");
      return {std::pow(half_saturation, exponent), exponent, floor};
    }

    /// Hill activation: the process needs the argument, and saturates.
    inline ModifierForm
    activation()
    {
      return {
        {"activation",
         "m = f + (1 - f) x^n / (K^n + x^n)",
         "K: unit of the argument; n, f: 1",
         "Hill activation: f without the argument, 1 where it abounds, halfway at the half "
         "saturation K. The exponent n "
         "(1 if left out) makes the rise steeper; the floor f (0 if left out) is what remains "
         "without it.",
         "set Form = activation\nset Half saturation = 0.5 ng/mL [assumed]\nset Exponent = 2\nset "
         "Floor = 0.1 "
         "[assumed]\n"},
        false,
        [](Reader &reader, Variable argument) -> Application {
          const std::vector<double> parameters = read_hill(reader, reader.unit(argument));
          return {&function_for_exponent<ActivationLaw>(parameters[1]), parameters, {argument}};
        },
        [](const std::vector<double> &) { return 1.; }};
    }
  } // namespace biology
} // namespace callus
