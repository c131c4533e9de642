// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/modifiers/activation.h"
#include "laws/biology/reader.h"

#include <algorithm>

namespace callus
{
  namespace biology
  {
    /// m = f + (1 - f) (a + s w) with w cut to 0 ... 1; parameters f, a, s: (0, 1) for w itself, (1, -1) for 1 - w.
    struct StimulusLaw
    {
      static constexpr unsigned int n_arguments  = 1;
      static constexpr unsigned int n_parameters = 3;

      static double
      value(const double *p, const double *x)
      {
        const double w = x[0] < 0. ? 0. : (x[0] > 1. ? 1. : x[0]);
        return p[0] + (1. - p[0]) * (p[1] + p[2] * w);
      }

      static double
      derivative(unsigned int, const double *p, const double *x)
      {
        return x[0] < 0. || x[0] > 1. ? 0. : (1. - p[0]) * p[2];
      }

      static Formula
      formula(const FormulaInput &input)
      {
        const Formula w = smaller(1., positive_part(input.argument(0)));
        return above_floor(input.parameters[2] > 0. ? w : 1. - w, input.parameters[0]);
      }
    };

    /// The weight of an outcome of the stimulus law.
    inline ModifierForm
    stimulus()
    {
      return {{"stimulus",
               "m = f + (1 - f) w, or f + (1 - f) (1 - w) with `Inverse = true`",
               "f: 1; the argument is a weight (unit 1)",
               "The weight w of an outcome of the stimulus law (cartilage_weight, ...), or a sum "
               "of weights: the process runs "
               "fully where the outcome is called for and at the floor f (0 if left out) where it "
               "is not. Inverse: the other "
               "way about, for the loss of cells whose tissue is not called for.",
               "set Form = stimulus\nset Argument = cartilage_weight\nset Floor = 0.05 "
               "[assumed]\nset Inverse = false\n"},
              false,
              [](Reader &reader, Variable argument) -> Application {
                const double floor = reader.optional_number(
                  "Floor",
                  "1",
                  Range::fraction(),
                  0.,
                  "What remains of the rate where the outcome is not called for");
                const bool inverse =
                  reader.section.flag("Inverse", false, "Acts where the outcome is not called for");
                reader.conversion_factor("Form", reader.unit(argument), "1");
                return {&point_function<StimulusLaw>(),
                        {floor, inverse ? 1. : 0., inverse ? -1. : 1.},
                        {argument}};
              },
              [](const std::vector<double> &) { return 1.; }};
    }
  } // namespace biology
} // namespace callus
