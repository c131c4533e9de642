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
    /// m = 1/(1 + exp(-(x - a)/d)) * 1/(1 + exp((x - b)/d)); parameters a, b, d (a, b may be infinite).
    struct WindowLaw
    {
      static constexpr unsigned int n_arguments  = 1;
      static constexpr unsigned int n_parameters = 3;

      static double
      value(const double *p, const double *x)
      {
        return 1. / ((1. + std::exp((p[0] - x[0]) / p[2])) * (1. + std::exp((x[0] - p[1]) / p[2])));
      }

      static double
      derivative(unsigned int, const double *p, const double *x)
      {
        // d/dx of 1/(1 + exp(-s)) is (1 - itself) * itself / d
        const double rise = 1. / (1. + std::exp((p[0] - x[0]) / p[2]));
        const double fall = 1. / (1. + std::exp((x[0] - p[1]) / p[2]));
        return rise * fall * (fall - rise) / p[2];
      }

      static Formula
      formula(const FormulaInput &input)
      {
        const Formula width = Parameter{"d", input.parameters[2], input.unit_of(0)},
                      x     = input.argument(0);
        const double lower = input.parameters[0], upper = input.parameters[1];
        Formula      edges = 1.;
        if (std::isfinite(lower))
          edges =
            edges * (1. + exponential((Parameter{"x_1", lower, input.unit_of(0)} - x) / width));
        if (std::isfinite(upper))
          edges =
            edges * (1. + exponential((x - Parameter{"x_2", upper, input.unit_of(0)}) / width));
        return 1. / edges;
      }
    };

    /// A window between two values with smooth edges.
    inline ModifierForm
    window()
    {
      return {{"window",
               "m = 1 / (1 + exp(-(x - a)/d)) * 1 / (1 + exp((x - b)/d))",
               "a, b, d: unit of the argument",
               "One between the lower value a and the upper value b, zero outside, with edges of "
               "width d (at an edge the "
               "modifier is one half). Either edge may be left out.",
               "set Form = window\nset Lower = 1 ng/mL [assumed]\nset Upper = 4 ng/mL "
               "[assumed]\nset Width = 0.2 ng/mL "
               "[assumed]\n"},
              false,
              [](Reader &reader, Variable argument) -> Application {
                const double      infinity = std::numeric_limits<double>::infinity();
                const std::string unit     = reader.unit(argument);
                const double      lower =
                  reader.optional_number("Lower",
                                         unit,
                                         Range::any(),
                                         -infinity,
                                         "Where the window opens; left out: no lower edge");
                const double upper =
                  reader.optional_number("Upper",
                                         unit,
                                         Range::any(),
                                         infinity,
                                         "Where the window closes; left out: no upper edge");
                const double width =
                  reader.number("Width", unit, Range::positive(), "Width of the smooth edges");
                if (lower >= upper)
                  reader.problem("Upper",
                                 "an upper edge below the lower one",
                                 "Lower < Upper",
                                 "Exchange the two values.");
                return {&point_function<WindowLaw>(), {lower, upper, width}, {argument}};
              },
              [](const std::vector<double> &) { return 1.; }};
    }
  } // namespace biology
} // namespace callus
