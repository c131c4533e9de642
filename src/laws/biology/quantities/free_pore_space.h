// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/units.h"
#include "laws/biology/fold.h"
#include "laws/biology/point_function.h"
#include "laws/biology/powers.h"

namespace callus
{
  namespace biology
  {
    /// (1 - sum_k V_k y_k)+; parameters V_k; any number of arguments.
    struct FreePoreSpaceLaw
    {
      static Formula
      formula(const FormulaInput &input)
      {
        Formula space = 1.;
        for (std::size_t k = 0; k < input.arguments.size(); ++k)
          {
            const FormulaInput::Argument &solid = input.arguments[k];
            space = space - unless_one({"V", input.parameters[k], Units::ratio("1", solid.unit)}) *
                              solid.formula;
          }
        return positive_part(space);
      }

      CALLUS_FOR_EACH_PROCESSOR static void
      subtract(const double        *p,
               const double *const *x,
               unsigned int         m,
               double *__restrict y,
               std::size_t n)
      {
        internal::fold(1., p, x, m, y, n, [](double space, double volume, double solid) {
          return space - volume * solid;
        });
        for (std::size_t i = 0; i < n; ++i)
          y[i] = positive_part(y[i]);
      }

      static const PointFunction &
      function()
      {
        static const PointFunction function = {&subtract,
                                               [](unsigned int         k,
                                                  const double        *p,
                                                  const double *const *x,
                                                  unsigned int         m,
                                                  double              *y,
                                                  std::size_t          n) {
                                                 for (std::size_t i = 0; i < n; ++i)
                                                   {
                                                     double space = 1.;
                                                     for (unsigned int j = 0; j < m; ++j)
                                                       space -= p[j] * x[j][i];
                                                     y[i] = space > 0. ? -p[k] : 0.;
                                                   }
                                               },
                                               &formula};
        return function;
      }
    };
  } // namespace biology
} // namespace callus
