// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/units.h"
#include "laws/biology/process_forms.h"
#include "laws/biology/reader.h"

namespace callus
{
  namespace biology
  {
    /// x / (K + y) with arguments x, y; parameter K.
    struct UptakeLaw
    {
      static constexpr unsigned int n_arguments  = 2;
      static constexpr unsigned int n_parameters = 1;

      static double
      value(const double *p, const double *x)
      {
        return x[0] / (p[0] + x[1]);
      }

      static double
      derivative(unsigned int k, const double *p, const double *x)
      {
        const double denominator = p[0] + x[1];
        return k == 0 ? 1. / denominator : -x[0] / (denominator * denominator);
      }

      static Formula
      formula(const FormulaInput &input)
      {
        const Formula K = Parameter{"K", input.parameters[0], input.unit_of(1)};
        return input.argument(0) / (K + input.argument(1));
      }
    };

    /// Saturating uptake of a field by cells.
    inline ProcessForm
    uptake()
    {
      return {
        {"uptake",
         "L += V x / (K + y), that is a loss V x y / (K + y)",
         "V: unit of the field / day / unit of x; K: unit of the field",
         "Cells x (`By`) take the field up with Michaelis-Menten kinetics: at most V per cell, "
         "half of it where the field "
         "has the half saturation K. Oxygen consumption, clearance of debris.",
         "set Form = uptake\nset Field = signal\nset By = cells\nset Rate = 12 ng/mL/day/(1e6 "
         "cells/mL) [assumed]\nset "
         "Half saturation = 4.71 ng/mL [assumed]\n"},
        Effect::reaction,
        [](Reader &reader) -> ProcessTerms {
          const FieldId     field = reader.field("Field", "What is taken up");
          const Variable    by    = reader.variable("By", "Who takes it up");
          const std::string unit =
            Units::ratio(Units::ratio(reader.unit(field), "day"), reader.unit(by));
          const Formula rate = Parameter{"V", reader.rate(unit), unit};
          const double  half_saturation =
            reader.number("Half saturation",
                          reader.unit(field),
                          Range::positive(),
                          "Value of the field at which half of the largest uptake is reached");
          return {{{field,
                    Term::Side::loss,
                    rate,
                    {&point_function<UptakeLaw>(), {half_saturation}, {by, as_variable(field)}}}},
                  {},
                  "uptake of " + reader.symbol(field) + ": V " + reader.symbol(by) + " " +
                    reader.symbol(field) + " / (K + " + reader.symbol(field) + ")"};
        }};
    }
  } // namespace biology
} // namespace callus
