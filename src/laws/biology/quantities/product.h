// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/units.h"
#include "laws/biology/fold.h"
#include "laws/biology/quantities/unit_conversion.h"
#include "laws/biology/quantity_forms.h"
#include "laws/biology/reader.h"

#include <vector>

namespace callus
{
  namespace biology
  {
    /// q = a x_0 x_1 ... x_{m-1}; parameter a (conversion of units); any number of arguments.
    struct ProductLaw
    {
      CALLUS_FOR_EACH_PROCESSOR static void
      multiply(double               a,
               const double *const *x,
               unsigned int         m,
               double *__restrict y,
               std::size_t n)
      {
        internal::fold(a, nullptr, x, m, y, n, [](double product, double, double factor) {
          return product * factor;
        });
      }

      /// Product of all arguments but the one numbered @p left_out.
      static void
      multiply_others(double               a,
                      const double *const *x,
                      unsigned int         m,
                      unsigned int         left_out,
                      double              *y,
                      std::size_t          n)
      {
        std::vector<const double *> others(x, x + m);
        others.erase(others.begin() + left_out);
        multiply(a, others.data(), m - 1, y, n);
      }

      static Formula
      formula(const FormulaInput &input)
      {
        Formula     result = 1.;
        std::string unit   = "1";
        for (const FormulaInput::Argument &factor : input.arguments)
          {
            result = result * factor.formula;
            unit   = Units::product(unit, factor.unit);
          }
        return unit_conversion(input, unit) * result;
      }

      static const PointFunction &
      function()
      {
        static const PointFunction function = {
          [](const double *p, const double *const *x, unsigned int m, double *y, std::size_t n) {
            multiply(p[0], x, m, y, n);
          },
          [](unsigned int         k,
             const double        *p,
             const double *const *x,
             unsigned int         m,
             double              *y,
             std::size_t          n) { multiply_others(p[0], x, m, k, y, n); },
          &formula};
        return function;
      }
    };

    /// A product of quantities.
    inline QuantityForm
    product()
    {
      return {{"product",
               "q = x1 x2 ...",
               "unit of the quantity: the product of the units of x_k, converted",
               "The product of the quantities listed in `Of`. Its unit must measure what the "
               "product of their units does.",
               "set Form = product\nset Unit = ng/mL\nset Of = signal, fraction\n"},
              [](Reader &reader, const std::string &unit) -> Application {
                const std::vector<Variable> factors = reader.variables("Of", "What is multiplied");
                std::string                 product_unit = "1";
                for (const Variable variable : factors)
                  product_unit = Units::product(product_unit, reader.unit(variable));
                const double conversion =
                  reader.is_valid() ? reader.conversion_factor("Of", product_unit, unit) : 1.;
                return {&ProductLaw::function(), {conversion}, factors};
              }};
    }
  } // namespace biology
} // namespace callus
