// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/modifiers/activation.h"

namespace callus
{
  namespace biology
  {
    /// m = f + (1 - f) K^n / (K^n + x^n); parameters K^n, n, f; negative arguments count as zero.
    template <int halves>
    struct InhibitionLaw
    {
      static constexpr unsigned int n_arguments  = 1;
      static constexpr unsigned int n_parameters = 3;

      static double
      value(const double *p, const double *x)
      {
        return p[2] + (1. - p[2]) * (p[0] / (p[0] + power<halves>(positive_part(x[0]), p[1])));
      }

      static double
      derivative(unsigned int k, const double *p, const double *x)
      {
        return -ActivationLaw<halves>::derivative(k, p, x);
      }

      static Formula
      formula(const FormulaInput &input)
      {
        const double  n  = input.parameters[1];
        const Formula Kn = biology::power(half_saturation(input), n),
                      xn = biology::power(positive_part(input.argument(0)), n);
        return above_floor(Kn / (Kn + xn), input.parameters[2]);
      }
    };

    /// Hill inhibition: the argument suppresses the process.
    inline ModifierForm
    inhibition()
    {
      return {
        {"inhibition",
         "m = f + (1 - f) K^n / (K^n + x^n)",
         "K: unit of the argument; n, f: 1",
         "Hill inhibition: 1 without the argument, the floor f (0 if left out) where it abounds, "
         "halfway at the half "
         "saturation K, with exponent n (1 if left out).",
         "set Form = inhibition\nset Half saturation = 0.5 ng/mL [assumed]\nset Exponent = 2\nset "
         "Floor = 0.1 "
         "[assumed]\n"},
        false,
        [](Reader &reader, Variable argument) -> Application {
          const std::vector<double> parameters = read_hill(reader, reader.unit(argument));
          return {&function_for_exponent<InhibitionLaw>(parameters[1]), parameters, {argument}};
        },
        [](const std::vector<double> &) { return 1.; }};
    }
  } // namespace biology
} // namespace callus
