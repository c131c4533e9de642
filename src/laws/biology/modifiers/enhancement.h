// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/modifier_forms.h"
#include "laws/biology/powers.h"
#include "laws/biology/reader.h"

#include <algorithm>

namespace callus
{
  namespace biology
  {
    /// m = 1 + a x / (K + x); parameters a, K; negative arguments count as zero.
    struct EnhancementLaw
    {
      static constexpr unsigned int n_arguments  = 1;
      static constexpr unsigned int n_parameters = 2;

      static double
      value(const double *p, const double *x)
      {
        const double y = positive_part(x[0]);
        return 1. + p[0] * (y / (p[1] + y));
      }

      static double
      derivative(unsigned int, const double *p, const double *x)
      {
        const double denominator = p[1] + positive_part(x[0]);
        return x[0] < 0. ? 0. : p[0] * p[1] / (denominator * denominator);
      }

      static Formula
      formula(const FormulaInput &input)
      {
        const Formula a = Parameter{"a", input.parameters[0], "1"},
                      K = Parameter{"K", input.parameters[1], input.unit_of(0)},
                      x = positive_part(input.argument(0));
        return 1. + a * (x / (K + x));
      }
    };

    /// Enhancement: the process runs without the argument and faster (or slower) with it.
    inline ModifierForm
    enhancement()
    {
      return {{"enhancement",
               "m = 1 + a x / (K + x)",
               "a: 1 (at least -1); K: unit of the argument",
               "The process runs at its rate without the argument, and at 1 + a times its rate "
               "where the argument abounds. A "
               "negative change a makes it slower.",
               "set Form = enhancement\nset Change = 2 [assumed]\nset Half saturation = 3 ng/mL "
               "[assumed]\n"},
              false,
              [](Reader &reader, Variable argument) -> Application {
                const double change =
                  reader.number("Change",
                                "1",
                                Range::between(-1., std::numeric_limits<double>::infinity()),
                                "Relative change of the rate where the argument abounds");
                const double half_saturation =
                  reader.number("Half saturation",
                                reader.unit(argument),
                                Range::positive(),
                                "Value of the argument at which half of the change is reached");
                return {&point_function<EnhancementLaw>(), {change, half_saturation}, {argument}};
              },
              [](const std::vector<double> &p) { return 1. + std::max(p[0], 0.); }};
    }
  } // namespace biology
} // namespace callus
