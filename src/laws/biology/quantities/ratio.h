// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/units.h"
#include "laws/biology/powers.h"
#include "laws/biology/quantities/unit_conversion.h"
#include "laws/biology/quantity_forms.h"
#include "laws/biology/reader.h"

namespace callus
{
  namespace biology
  {
    /// q = a x_0 / max(x_1, d); parameters a (conversion of units), d.
    struct RatioLaw
    {
      static constexpr unsigned int n_arguments  = 2;
      static constexpr unsigned int n_parameters = 2;

      static double
      value(const double *p, const double *x)
      {
        return p[0] * x[0] / (x[1] > p[1] ? x[1] : p[1]);
      }

      static double
      derivative(unsigned int k, const double *p, const double *x)
      {
        const double denominator = x[1] > p[1] ? x[1] : p[1];
        if (k == 0)
          return p[0] / denominator;
        return x[1] > p[1] ? -p[0] * x[0] / (denominator * denominator) : 0.;
      }

      static Formula
      formula(const FormulaInput &input)
      {
        const Formula smallest = Parameter{"d", input.parameters[1], input.unit_of(1)};
        return unit_conversion(input, Units::ratio(input.unit_of(0), input.unit_of(1))) *
               input.argument(0) / larger(input.argument(1), smallest);
      }
    };

    /// A ratio of two quantities.
    inline QuantityForm
    ratio()
    {
      return {
        {"ratio",
         "q = x / max(y, d)",
         "d: unit of y; unit of the quantity: unit of x / unit of y, converted",
         "The numerator x over the denominator y, which counts as at least d so that the ratio "
         "stays finite.",
         "set Form = ratio\nset Unit = 1\nset Numerator = cells\nset Denominator = "
         "other_cells\nset Smallest denominator "
         "= 0.001 1e6 cells/mL [assumed]\n"},
        [](Reader &reader, const std::string &unit) -> Application {
          const Variable numerator   = reader.variable("Numerator", "What is divided");
          const Variable denominator = reader.variable("Denominator", "By what it is divided");
          const double   smallest    = reader.number(
            "Smallest denominator",
            reader.unit(denominator),
            Range::positive(),
            "The denominator counts as at least this, so that the ratio stays finite");
          const double conversion =
            reader.is_valid()
              ? reader.conversion_factor(
                  "Unit", Units::ratio(reader.unit(numerator), reader.unit(denominator)), unit)
              : 1.;
          return {&point_function<RatioLaw>(), {conversion, smallest}, {numerator, denominator}};
        }};
    }
  } // namespace biology
} // namespace callus
