// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/units.h"
#include "laws/biology/process_forms.h"
#include "laws/biology/reader.h"

namespace callus
{
  namespace biology
  {
    /// What one unit of @p from is in the unit of @p to, which the entry @p entry names; units that do not convert are reported.
    inline Formula
    read_unit_conversion(Reader &reader, const std::string &entry, FieldId from, FieldId to)
    {
      const double factor = reader.is_valid()
                              ? reader.conversion_factor(entry, reader.unit(from), reader.unit(to))
                              : 1.;
      if (factor == 1.)
        return 1.;
      return Parameter{"u", factor, Units::ratio(reader.unit(to), reader.unit(from))};
    }

    /// The entry `Yield` of what turns one field into another; left out, one, and the units must convert.
    inline Formula
    read_yield(Reader &reader, FieldId from, FieldId to)
    {
      if (!reader.section.has("Yield"))
        return read_unit_conversion(reader, "To", from, to);
      const std::string unit = Units::ratio(reader.unit(to), reader.unit(from));
      return Parameter{
        "Y",
        reader.number("Yield", unit, Range::non_negative(), "Gain of `To` per loss of `From`"),
        unit};
    }

    /// Reports a field that turns into itself.
    inline void
    expect_two_fields(Reader &reader, FieldId from, FieldId to)
    {
      if (reader.is_valid() && from == to)
        reader.problem(
          "To", "the same field as in From", "another field", "A conversion has two fields.");
    }

    /// One kind becomes another: differentiation, polarisation, maturation.
    inline ProcessForm
    conversion()
    {
      return {
        {"conversion",
         "L_from += k, P_to += Y k y_from",
         "k: 1/day; Y: unit of `To` / unit of `From`",
         "`From` becomes `To`: cells differentiate or change their state, woven bone matures. What "
         "one loses the other "
         "gains, times the yield Y (one if left out; the units must then convert).",
         "set Form = conversion\nset From = cells\nset To = other_cells\nset Rate = 0.35 1/day "
         "[assumed]\n"},
        Effect::reaction,
        [](Reader &reader) -> ProcessTerms {
          const FieldId from  = reader.field("From", "What is converted");
          const FieldId to    = reader.field("To", "What it becomes");
          const Formula rate  = Parameter{"k", reader.rate("1/day"), "1/day"};
          const Formula yield = read_yield(reader, from, to);
          expect_two_fields(reader, from, to);
          return {{{from, Term::Side::loss, rate, {}},
                   {to, Term::Side::production, rate * yield, itself(as_variable(from)), from}},
                  {},
                  reader.symbol(from) + " -> " + reader.symbol(to) + ": k " + reader.symbol(from)};
        }};
    }
  } // namespace biology
} // namespace callus
