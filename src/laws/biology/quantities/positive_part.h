// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/powers.h"
#include "laws/biology/quantities/unit_conversion.h"
#include "laws/biology/quantity_forms.h"
#include "laws/biology/reader.h"

namespace callus
{
  namespace biology
  {
    /// q = a (x - t)+; parameters a (conversion of units), t.
    struct PositivePartLaw
    {
      static constexpr unsigned int n_arguments  = 1;
      static constexpr unsigned int n_parameters = 2;

      static double
      value(const double *p, const double *x)
      {
        return p[0] * positive_part(x[0] - p[1]);
      }

      static double
      derivative(unsigned int, const double *p, const double *x)
      {
        return x[0] > p[1] ? p[0] : 0.;
      }

      static Formula
      formula(const FormulaInput &input)
      {
        const double  threshold = input.parameters[1];
        const Formula x         = input.argument(0);
        const Formula excess =
          threshold == 0. ? x : x - Formula(Parameter{"t", threshold, input.unit_of(0)});
        return unit_conversion(input, input.unit_of(0)) * positive_part(excess);
      }
    };

    /// What exceeds a threshold.
    inline QuantityForm
    positive_part_of()
    {
      return {{"positive part",
               "q = max(0, x - t)",
               "t: unit of x; unit of the quantity: that of x, converted",
               "What exceeds the threshold t (0 if left out), and zero below it.",
               "set Form = positive part\nset Unit = ng/mL\nset Of = signal\nset Threshold = 0.5 "
               "ng/mL [assumed]\n"},
              [](Reader &reader, const std::string &unit) -> Application {
                const Variable of = reader.variable("Of", "What is compared with the threshold");
                const double   threshold = reader.optional_number(
                  "Threshold", reader.unit(of), Range::any(), 0., "Where the positive part begins");
                const double conversion =
                  reader.is_valid() ? reader.conversion_factor("Unit", reader.unit(of), unit) : 1.;
                return {&point_function<PositivePartLaw>(), {conversion, threshold}, {of}};
              }};
    }
  } // namespace biology
} // namespace callus
