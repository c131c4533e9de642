// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/processor_versions.h"
#include "laws/biology/formula.h"

#include <cstddef>

namespace callus
{
  namespace biology
  {
    /**
     * A function y = f(x_0, ..., x_{m-1}; parameters) evaluated for a batch of points, with its coded derivatives.
     * The arguments are arrays over the points; nothing here knows a mesh.
     */
    struct PointFunction
    {
      using Value = void (*)(const double        *parameters,
                             const double *const *arguments,
                             unsigned int         n_arguments,
                             double              *result,
                             std::size_t          n_points);
      /// Derivative with respect to argument @p k.
      using Derivative = void (*)(unsigned int         k,
                                  const double        *parameters,
                                  const double *const *arguments,
                                  unsigned int         n_arguments,
                                  double              *result,
                                  std::size_t          n_points);

      /// The same as a formula, for people; must evaluate to what @p value does.
      using Write = Formula (*)(const FormulaInput &input);

      Value      value;
      Derivative derivative;
      Write      formula;
    };

    namespace internal
    {
      /// The loop over the points that turns a law for one point into a batch function; written so that the compiler
      /// vectorises it (contiguous arrays, parameters copied to the stack; `omp simd` would keep it from that, because it makes the
      /// arguments of a point an array over the points).
      template <typename Law, typename Operation>
      CALLUS_FOR_EACH_PROCESSOR void
      for_each_point(const double        *parameters,
                     const double *const *arguments,
                     double *__restrict result,
                     std::size_t      n_points,
                     const Operation &operation)
      {
        double local[Law::n_parameters + 1];
        for (unsigned int j = 0; j < Law::n_parameters; ++j)
          local[j] = parameters[j];
        const double *array[Law::n_arguments];
        for (unsigned int k = 0; k < Law::n_arguments; ++k)
          array[k] = arguments[k];
#pragma GCC ivdep
        for (std::size_t i = 0; i < n_points; ++i)
          {
            double x[Law::n_arguments];
            for (unsigned int k = 0; k < Law::n_arguments; ++k)
              x[k] = array[k][i];
            result[i] = operation(local, x);
          }
      }
    } // namespace internal

    /**
     * The batch function of a law for one point. A Law has
     *     static constexpr unsigned int n_arguments, n_parameters;
     *     static double value(const double *parameters, const double *x);
     *     static double derivative(unsigned int k, const double *parameters, const double *x);
     *     static Formula formula(const FormulaInput &input);
     */
    template <typename Law>
    const PointFunction &
    point_function()
    {
      static const PointFunction function = {
        [](const double *p, const double *const *x, unsigned int, double *y, std::size_t n) {
          internal::for_each_point<Law>(
            p, x, y, n, [](const double *parameters, const double *arguments) {
              return Law::value(parameters, arguments);
            });
        },
        [](unsigned int         k,
           const double        *p,
           const double *const *x,
           unsigned int,
           double     *y,
           std::size_t n) {
          internal::for_each_point<Law>(
            p, x, y, n, [k](const double *parameters, const double *arguments) {
              return Law::derivative(k, parameters, arguments);
            });
        },
        &Law::formula};
      return function;
    }
  } // namespace biology
} // namespace callus
