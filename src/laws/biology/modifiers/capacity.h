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
    /// m = (1 - x/K)+ for x >= 0; parameter K; negative arguments count as zero.
    struct CapacityLaw
    {
      static constexpr unsigned int n_arguments  = 1;
      static constexpr unsigned int n_parameters = 1;

      static double
      value(const double *p, const double *x)
      {
        return positive_part(1. - positive_part(x[0]) / p[0]);
      }

      static double
      derivative(unsigned int, const double *p, const double *x)
      {
        return x[0] < 0. || x[0] > p[0] ? 0. : -1. / p[0];
      }

      static Formula
      formula(const FormulaInput &input)
      {
        const Formula K = Parameter{"K", input.parameters[0], input.unit_of(0)};
        return positive_part(1. - positive_part(input.argument(0)) / K);
      }
    };

    /// Fades linearly as the argument fills a capacity.
    inline ModifierForm
    capacity()
    {
      return {{"capacity",
               "m = max(0, 1 - x / K)",
               "K: unit of the argument",
               "Fades linearly as the argument fills the capacity K and stops the process there; "
               "never a negative rate.",
               "set Form = capacity\nset Capacity = 5 ng/mL [assumed]\n"},
              false,
              [](Reader &reader, Variable argument) -> Application {
                const double size =
                  reader.number("Capacity",
                                reader.unit(argument),
                                Range::positive(),
                                "Value of the argument at which the process stops");
                return {&point_function<CapacityLaw>(), {size}, {argument}};
              },
              [](const std::vector<double> &) { return 1.; }};
    }
  } // namespace biology
} // namespace callus
