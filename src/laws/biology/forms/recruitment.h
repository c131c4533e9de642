// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/units.h"
#include "laws/biology/powers.h"
#include "laws/biology/process_forms.h"
#include "laws/biology/reader.h"

namespace callus
{
  namespace biology
  {
    /// (1 - N/K)+ with argument N; parameter K.
    struct RoomLaw
    {
      static constexpr unsigned int n_arguments  = 1;
      static constexpr unsigned int n_parameters = 1;

      static double
      value(const double *p, const double *x)
      {
        return positive_part(1. - x[0] / p[0]);
      }

      static double
      derivative(unsigned int, const double *p, const double *x)
      {
        return x[0] < p[0] ? -1. / p[0] : 0.;
      }

      static Formula
      formula(const FormulaInput &input)
      {
        const Formula capacity = Parameter{"K", input.parameters[0], input.unit_of(0)};
        return positive_part(1. - input.argument(0) / capacity);
      }
    };

    /// x (1 - N/K)+ with arguments N, x; parameter K.
    struct RecruitmentLaw
    {
      static constexpr unsigned int n_arguments  = 2;
      static constexpr unsigned int n_parameters = 1;

      static double
      value(const double *p, const double *x)
      {
        return x[1] * RoomLaw::value(p, x);
      }

      static double
      derivative(unsigned int k, const double *p, const double *x)
      {
        return k == 0 ? x[1] * RoomLaw::derivative(0, p, x) : RoomLaw::value(p, x);
      }

      static Formula
      formula(const FormulaInput &input)
      {
        return input.argument(1) * RoomLaw::formula(input);
      }
    };

    /// Arrival of cells from the blood, up to a carrying capacity.
    inline ProcessForm
    recruitment()
    {
      return {
        {"recruitment",
         "P += k x (1 - N/K)+",
         "k: unit of the field / day / unit of x; without x: unit of the field / day; K: unit of N",
         "Cells arrive throughout the tissue, called by x (`By`; a constant call if left out), "
         "until the population N "
         "(`Counted`; the field itself if left out) reaches the carrying capacity K.",
         "set Form = recruitment\nset Field = cells\nset By = signal\nset Rate = 0.01 (1e6 "
         "cells/mL)/day/(ng/mL) "
         "[assumed]\nset Counted = cells\nset Capacity = 1 1e6 cells/mL [assumed]\n"},
        Effect::reaction,
        [](Reader &reader) -> ProcessTerms {
          const FieldId field = reader.field("Field", "Who arrives");
          const auto    by =
            reader.optional_variable("By", "What calls them; left out: a constant call");
          const auto counted = reader.optional_variable(
            "Counted", "Population that fills the capacity; left out: the field itself");
          const Variable population = counted.value_or(as_variable(field));
          std::string    unit       = Units::ratio(reader.unit(field), "day");
          if (by)
            unit = Units::ratio(unit, reader.unit(*by));
          const Formula     rate     = Parameter{"k", reader.rate(unit), unit};
          const double      capacity = reader.number("Capacity",
                                                reader.unit(population),
                                                Range::positive(),
                                                "Population at which nobody arrives any more");
          const Application shape =
            by ? Application{&point_function<RecruitmentLaw>(), {capacity}, {population, *by}}
               : Application{&point_function<RoomLaw>(), {capacity}, {population}};
          return {{{field, Term::Side::production, rate, shape}},
                  {},
                  "arrival of " + reader.symbol(field) + ": k" +
                    (by ? " " + reader.symbol(*by) : "") + " (1 - " + reader.symbol(population) +
                    "/K)+"};
        }};
    }
  } // namespace biology
} // namespace callus
