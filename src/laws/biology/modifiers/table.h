// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/modifier_forms.h"
#include "laws/biology/reader.h"

#include <algorithm>

namespace callus
{
  namespace biology
  {
    /// Straight lines between the points (t_j, m_j), constant outside; parameters n, t_0 ... t_{n-1}, m_0 ... m_{n-1}.
    struct TableLaw
    {
      /// The interval [t_j, t_{j+1}] that holds @p t, or n - 1 at and after the end; -1 before the beginning.
      static int
      interval(const double *p, double t)
      {
        const double *begin = p + 1, *end = begin + static_cast<int>(p[0]);
        return static_cast<int>(std::upper_bound(begin, end, t) - begin) - 1;
      }

      static double
      value(const double *p, double t)
      {
        const int     n = static_cast<int>(p[0]), j = interval(p, t);
        const double *time = p + 1, *m = p + 1 + n;
        if (j < 0 || j >= n - 1)
          return m[j < 0 ? 0 : n - 1];
        return m[j] + (m[j + 1] - m[j]) * ((t - time[j]) / (time[j + 1] - time[j]));
      }

      static double
      slope(const double *p, double t)
      {
        const int     n = static_cast<int>(p[0]), j = interval(p, t);
        const double *time = p + 1, *m = p + 1 + n;
        return j < 0 || j >= n - 1 ? 0. : (m[j + 1] - m[j]) / (time[j + 1] - time[j]);
      }

      static Formula
      formula(const FormulaInput &input)
      {
        const auto &p = input.parameters;
        const auto  n = static_cast<std::size_t>(p[0]);
        Parameter   m{"m", 0., "day"};
        for (std::size_t j = 0; j < n; ++j)
          m.course.emplace_back(p[1 + j], p[1 + n + j]);
        return Formula(m, input.argument(0));
      }

      static const PointFunction &
      function()
      {
        static const PointFunction function = {
          [](const double *p, const double *const *x, unsigned int, double *y, std::size_t n) {
            for (std::size_t i = 0; i < n; ++i)
              y[i] = value(p, x[0][i]);
          },
          [](unsigned int,
             const double        *p,
             const double *const *x,
             unsigned int,
             double     *y,
             std::size_t n) {
            for (std::size_t i = 0; i < n; ++i)
              y[i] = slope(p, x[0][i]);
          },
          &formula};
        return function;
      }
    };

    /// A table over the days.
    inline ModifierForm
    table()
    {
      return {
        {"table",
         "m = straight lines between (t_j, m_j)",
         "t: day; m: 1",
         "A course in time: values at given days after surgery, straight lines between them, "
         "constant before the first "
         "and after the last.",
         "set Form = table\nset Days = 0, 3, 12 day [assumed]\nset Values = 0.2, 1, 0.5 "
         "[assumed]\n"},
        true,
        [](Reader &reader, Variable argument) -> Application {
          const std::vector<double> days =
            reader.section.quantities("Days", "day", Range::any(), "Days after surgery, rising");
          const std::vector<double> values =
            reader.section.quantities("Values", "1", Range::non_negative(), "Values at these days");
          if (days.empty() || values.empty())
            reader.give_up();
          else if (days.size() != values.size())
            reader.problem("Values",
                           std::to_string(values.size()) + " values for " +
                             std::to_string(days.size()) + " days",
                           "one value a day",
                           "Give both lists the same length.");
          for (std::size_t j = 1; j < days.size(); ++j)
            if (!(days[j] > days[j - 1]))
              reader.problem("Days", "days that do not rise", "rising days", "Sort the list.");
          std::vector<double> parameters = {static_cast<double>(days.size())};
          parameters.insert(parameters.end(), days.begin(), days.end());
          parameters.insert(parameters.end(), values.begin(), values.end());
          return {&TableLaw::function(), parameters, {argument}};
        },
        [](const std::vector<double> &p) {
          return *std::max_element(p.begin() + 1 + static_cast<int>(p[0]), p.end());
        }};
    }
  } // namespace biology
} // namespace callus
