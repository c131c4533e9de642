// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/units.h"
#include "laws/biology/forms/conversion.h"
#include "laws/biology/powers.h"

namespace callus
{
  namespace biology
  {
    /// (B - b)+ with argument b; parameter B.
    struct FreeSitesLaw
    {
      static constexpr unsigned int n_arguments  = 1;
      static constexpr unsigned int n_parameters = 1;

      static double
      value(const double *p, const double *x)
      {
        return positive_part(p[0] - x[0]);
      }

      static double
      derivative(unsigned int, const double *p, const double *x)
      {
        return x[0] < p[0] ? -1. : 0.;
      }

      static Formula
      formula(const FormulaInput &input)
      {
        const Formula capacity = Parameter{"B", input.parameters[0], input.unit_of(0)};
        return positive_part(capacity - input.argument(0));
      }
    };

    /// y (B - b)+ with arguments y, b; parameter B.
    struct AssociationLaw
    {
      static constexpr unsigned int n_arguments  = 2;
      static constexpr unsigned int n_parameters = 1;

      static double
      value(const double *p, const double *x)
      {
        return x[0] * positive_part(p[0] - x[1]);
      }

      static double
      derivative(unsigned int k, const double *p, const double *x)
      {
        return k == 0 ? positive_part(p[0] - x[1]) : (x[1] < p[0] ? -x[0] : 0.);
      }

      static Formula
      formula(const FormulaInput &input)
      {
        return input.argument(0) *
               FreeSitesLaw::formula({input.parameters, {input.arguments[1]}, input.unit});
      }
    };

    /// Reversible binding of a free to a bound form with a limited number of sites.
    inline ProcessForm
    binding()
    {
      return {
        {"binding",
         "free -> bound: k y (B - b)+; bound -> free: k_off b",
         "k: 1/day / unit of `Bound`; k_off: 1/day; B: unit of `Bound`",
         "The free factor y binds reversibly to a matrix or scaffold with capacity B; what one "
         "form loses the other "
         "gains, to round-off where both are advanced in the same way (`Integration`). Modifiers "
         "act on both directions, "
         "and so leave the balance between them "
         "unchanged.",
         "set Form = binding\nset Free = signal\nset Bound = bound_signal\nset Rate = 0.1 "
         "1/day/(ng/mL) [assumed]\nset "
         "Release rate = 0.5 1/day [assumed]\nset Capacity = 20 ng/mL [assumed]\n"},
        Effect::reaction,
        [](Reader &reader) -> ProcessTerms {
          const FieldId     free       = reader.field("Free", "The form in solution");
          const FieldId     bound      = reader.field("Bound", "The bound form");
          const std::string bound_unit = reader.unit(bound);
          const std::string on_unit    = Units::ratio("1/day", bound_unit);
          const Formula     on         = Parameter{"k", reader.rate(on_unit), on_unit};
          const Formula     off        = Parameter{"k_off",
                                        reader.number("Release rate",
                                                      "1/day",
                                                      Range::non_negative(),
                                                      "How fast the bound form is released"),
                                        "1/day"};
          const double      capacity =
            reader.number("Capacity", bound_unit, Range::positive(), "What can be bound at most");
          const Formula     to_bound = read_unit_conversion(reader, "Bound", free, bound);
          const Application sites    = {
               &point_function<FreeSitesLaw>(), {capacity}, {as_variable(bound)}};
          const Application association = {
            &point_function<AssociationLaw>(), {capacity}, {as_variable(free), as_variable(bound)}};
          return {
            {{free, Term::Side::loss, on, sites},
             {bound, Term::Side::production, on * to_bound, association, free},
             {bound, Term::Side::loss, off, {}},
             {free, Term::Side::production, off / to_bound, itself(as_variable(bound)), bound}},
            {},
            reader.symbol(free) + " <-> " + reader.symbol(bound)};
        }};
    }
  } // namespace biology
} // namespace callus
