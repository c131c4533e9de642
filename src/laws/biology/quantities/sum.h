// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/units.h"
#include "laws/biology/fold.h"
#include "laws/biology/quantity_forms.h"
#include "laws/biology/reader.h"

#include <cmath>

namespace callus
{
  namespace biology
  {
    /// q = c + sum_k a_k x_k; parameters c, a_0 ... a_{m-1}; any number of arguments.
    struct SumLaw
    {
      /// a x, with a only where it is more than a sign.
      static Formula
      weighted(double a, const FormulaInput::Argument &x, const std::string &unit)
      {
        if (std::abs(a) == 1. && x.unit == unit)
          return a > 0. ? x.formula : Formula(Formula::Operation::negative, {x.formula});
        return Parameter{"a", a, Units::ratio(unit, x.unit)} * x.formula;
      }

      static Formula
      formula(const FormulaInput &input)
      {
        const double constant = input.parameters[0];
        Formula      result   = 0.;
        if (constant != 0.)
          result = unless_one({"c", constant, input.unit});
        for (std::size_t k = 0; k < input.arguments.size(); ++k)
          result = result + weighted(input.parameters[k + 1], input.arguments[k], input.unit);
        return result;
      }

      CALLUS_FOR_EACH_PROCESSOR static void
      add(const double        *p,
          const double *const *x,
          unsigned int         m,
          double *__restrict y,
          std::size_t n)
      {
        internal::fold(p[0], p + 1, x, m, y, n, [](double sum, double a, double term) {
          return sum + a * term;
        });
      }

      static const PointFunction &
      function()
      {
        static const PointFunction function = {&add,
                                               [](unsigned int  k,
                                                  const double *p,
                                                  const double *const *,
                                                  unsigned int,
                                                  double     *y,
                                                  std::size_t n) {
                                                 for (std::size_t i = 0; i < n; ++i)
                                                   y[i] = p[k + 1];
                                               },
                                               &formula};
        return function;
      }
    };

    /// A weighted sum with a constant.
    inline QuantityForm
    sum()
    {
      return {{"sum",
               "q = c + a1 x1 + a2 x2 + ...",
               "c: unit of the quantity; a_k: unit of the quantity / unit of x_k",
               "A weighted sum of the quantities listed in `Of`, plus an optional constant. A "
               "coefficient stands in the "
               "subsection `Coefficients` under the name of its quantity; left out, it is 1 (units "
               "are converted). Without `Of` it is the constant alone.",
               "set Form = sum\nset Unit = 1e6 cells/mL\nset Of = cells, other_cells\nset Constant "
               "= 0.03 1e6 cells/mL "
               "[assumed]\nsubsection Coefficients\n  set other_cells = 0.5 [assumed]\nend\n"},
              [](Reader &reader, const std::string &unit) -> Application {
                Application   result{&SumLaw::function(),
                                   {reader.section.optional_quantity(
                                     "Constant", unit, Range::any(), 0., "Added constant")},
                                   reader.section.has("Of") || !reader.section.has("Constant")
                                       ? reader.variables("Of", "What is added up")
                                       : std::vector<Variable>()};
                const Section coefficients = reader.section.subsection("Coefficients");
                for (const Variable variable : result.arguments)
                  {
                    const std::string name = reader.is_valid() ? reader.names.name(variable) : "";
                    const std::string term_unit = reader.unit(variable);
                    if (!name.empty() && coefficients.has(name))
                      result.parameters.push_back(
                        coefficients.quantity(name,
                                              Units::ratio(unit, term_unit),
                                              Range::any(),
                                              "Weight of " + name + " in the sum"));
                    else
                      result.parameters.push_back(
                        reader.is_valid() ? reader.conversion_factor("Of", term_unit, unit) : 1.);
                  }
                return result;
              }};
    }
  } // namespace biology
} // namespace callus
