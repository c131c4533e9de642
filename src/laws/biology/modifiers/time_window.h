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
    /// m = o + (1 - o) r(t - from) r(to - t) with the ramp r(s) = cut to 0 ... 1 of (s/e + 1/2); parameters from, to,
    /// e (0: a step), o.
    struct TimeWindowLaw
    {
      static constexpr unsigned int n_arguments  = 1;
      static constexpr unsigned int n_parameters = 4;

      static double
      ramp(double s, double edge)
      {
        return edge > 0. ? std::min(1., std::max(0., s / edge + 0.5)) : (s >= 0. ? 1. : 0.);
      }

      static double
      ramp_slope(double s, double edge)
      {
        return edge > 0. && std::abs(s) < 0.5 * edge ? 1. / edge : 0.;
      }

      static double
      value(const double *p, const double *x)
      {
        return p[3] + (1. - p[3]) * ramp(x[0] - p[0], p[2]) * ramp(p[1] - x[0], p[2]);
      }

      static double
      derivative(unsigned int, const double *p, const double *x)
      {
        const double opening = ramp(x[0] - p[0], p[2]), closing = ramp(p[1] - x[0], p[2]);
        return (1. - p[3]) *
               (ramp_slope(x[0] - p[0], p[2]) * closing - opening * ramp_slope(p[1] - x[0], p[2]));
      }

      /// The ramp r(b - a): a step where b reaches a if the edge has no length.
      static Formula
      ramp(const Formula &a, const Formula &b, double edge)
      {
        if (edge == 0.)
          return at_least(b, a);
        return smaller(1., positive_part((b - a) / Parameter{"e", edge, "day"} + 0.5));
      }

      static Formula
      formula(const FormulaInput &input)
      {
        const double from = input.parameters[0], to = input.parameters[1],
                     edge    = input.parameters[2];
        const Formula t      = input.argument(0);
        Formula       inside = 1.;
        if (std::isfinite(from))
          inside = inside * ramp(Parameter{"t_1", from, "day"}, t, edge);
        if (std::isfinite(to))
          inside = inside * ramp(t, Parameter{"t_2", to, "day"}, edge);
        if (input.parameters[3] == 0.)
          return inside;
        const Formula outside = Parameter{"o", input.parameters[3], "1"};
        return outside + (1. - outside) * inside;
      }
    };

    /// Acts between two days.
    inline ModifierForm
    time_window()
    {
      return {
        {"time window",
         "m = o + (1 - o) [from <= t <= to]",
         "from, to, edge: day; o: 1",
         "One between two days after surgery and o (0 if left out) outside; the steps at both ends "
         "are straight ramps "
         "of length `Edge` (0 day if left out). Either day may be left out.",
         "set Form = time window\nset From = 2 day [assumed]\nset To = 9 day [assumed]\nset Edge = "
         "1 day\nset Outside = "
         "0.1 [assumed]\n"},
        true,
        [](Reader &reader, Variable argument) -> Application {
          const double infinity = std::numeric_limits<double>::infinity();
          const double from     = reader.section.optional_quantity(
            "From", "day", Range::any(), -infinity, "First day; left out: from the beginning");
          const double to = reader.section.optional_quantity(
            "To", "day", Range::any(), infinity, "Last day; left out: to the end");
          const double edge = reader.section.setting(
            "Edge", "day", Range::non_negative(), "0 day", "Length of the ramps at both ends");
          const double outside = reader.section.optional_quantity(
            "Outside", "1", Range::fraction(), 0., "Value outside the window");
          if (from >= to)
            reader.problem(
              "To", "a last day before the first", "From < To", "Exchange the two days.");
          return {&point_function<TimeWindowLaw>(), {from, to, edge, outside}, {argument}};
        },
        [](const std::vector<double> &) { return 1.; }};
    }
  } // namespace biology
} // namespace callus
