// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <algorithm>
#include <cstddef>

namespace callus
{
  namespace biology
  {
    namespace internal
    {
      /// Arguments taken in one pass over the points: with one alone most of the time would go into reading and writing the result.
      constexpr unsigned int arguments_of_a_pass = 4;

      /// One pass of fold(): the arguments x_0 ... x_{count-1}, with the parameters p_0 ....
      template <unsigned int count, typename Combine>
      inline __attribute__((always_inline)) void
      fold_some(const double        *start,
                const double        *p,
                const double *const *x,
                double *__restrict y,
                std::size_t    n,
                const Combine &combine)
      {
        double        parameter[count];
        const double *array[count];
        for (unsigned int k = 0; k < count; ++k)
          {
            parameter[k] = p != nullptr ? p[k] : 1.;
            array[k]     = x[k];
          }
        const bool   begins = start != nullptr;
        const double from   = begins ? *start : 0.;
#pragma GCC ivdep
        for (std::size_t i = 0; i < n; ++i)
          {
            double value = begins ? from : y[i];
            for (unsigned int k = 0; k < count; ++k)
              value = combine(value, parameter[k], array[k][i]);
            y[i] = value;
          }
      }

      /// y = combine(... combine(combine(start, p_0, x_0), p_1, x_1) ..., p_{m-1}, x_{m-1}) at n points, in this order; null: no parameters. For functions that are compiled
      /// for several processors: all is inlined.
      template <typename Combine>
      inline __attribute__((always_inline)) void
      fold(double               start,
           const double        *p,
           const double *const *x,
           unsigned int         m,
           double *__restrict y,
           std::size_t    n,
           const Combine &combine)
      {
        if (m == 0)
          std::fill_n(y, n, start);
        for (unsigned int k = 0; k < m; k += arguments_of_a_pass)
          {
            const double *from    = k == 0 ? &start : nullptr;
            const double *of_pass = p != nullptr ? p + k : nullptr;
            switch (std::min(m - k, arguments_of_a_pass))
              {
                case 1:
                  fold_some<1>(from, of_pass, x + k, y, n, combine);
                  break;
                case 2:
                  fold_some<2>(from, of_pass, x + k, y, n, combine);
                  break;
                case 3:
                  fold_some<3>(from, of_pass, x + k, y, n, combine);
                  break;
                default:
                  fold_some<arguments_of_a_pass>(from, of_pass, x + k, y, n, combine);
              }
          }
      }
    } // namespace internal
  }   // namespace biology
} // namespace callus
