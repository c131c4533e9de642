// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/powers.h"
#include "laws/biology/process_forms.h"
#include "laws/biology/reader.h"

namespace callus
{
  namespace biology
  {
    /// y (1 - c)+
    struct ProliferationLaw
    {
      static constexpr unsigned int n_arguments  = 2;
      static constexpr unsigned int n_parameters = 0;

      static double
      value(const double *, const double *x)
      {
        return x[0] * positive_part(1. - x[1]);
      }

      static double
      derivative(unsigned int k, const double *, const double *x)
      {
        return k == 0 ? positive_part(1. - x[1]) : (x[1] < 1. ? -x[0] : 0.);
      }

      static Formula
      formula(const FormulaInput &input)
      {
        return input.argument(0) * positive_part(1. - input.argument(1));
      }
    };

    /// Growth of a population that stops when it is crowded.
    inline ProcessForm
    proliferation()
    {
      return {{"proliferation",
               "P += k y (1 - c)+",
               "k: 1/day; c: 1",
               "Cells divide (or a vessel network spreads) at the rate k until the crowding c "
               "reaches one; there growth "
               "stops, and never becomes a loss. `Crowding` is a pure number: a derived quantity, "
               "or a field.",
               "set Form = proliferation\nset Field = cells\nset Crowding = fraction\nset Rate = "
               "0.5 1/day [assumed]\n"},
              Effect::reaction,
              [](Reader &reader) -> ProcessTerms {
                const FieldId  field = reader.field("Field", "What divides");
                const Variable crowding =
                  reader.variable("Crowding", "Pure number that reaches 1 where growth stops");
                if (reader.is_valid())
                  reader.conversion_factor("Crowding", reader.unit(crowding), "1");
                const Formula rate = Parameter{"k", reader.rate("1/day"), "1/day"};
                return {
                  {{field,
                    Term::Side::production,
                    rate,
                    {&point_function<ProliferationLaw>(), {}, {as_variable(field), crowding}}}},
                  {},
                  "growth of " + reader.symbol(field) + ": k " + reader.symbol(field) + " (1 - " +
                    reader.symbol(crowding) + ")+"};
              }};
    }
  } // namespace biology
} // namespace callus
