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
    /// Exchange with the blood in perfused vessels.
    inline ProcessForm
    vascular_exchange()
    {
      return {
        {"vascular exchange",
         "P += k v y_b, L += k v, that is k v (y_b - y)",
         "k: 1/day / unit of v; without v: 1/day; y_b: unit of the field",
         "The field relaxes towards its level in the blood y_b in proportion to the perfused "
         "vessels v (`By`; always "
         "alike if left out): supply where it is below, clearance where it is above.",
         "set Form = vascular exchange\nset Field = signal\nset By = fraction\nset Rate = 50 "
         "1/day [assumed]\nset Level = "
         "75 ng/mL [assumed]\n"},
        Effect::reaction,
        [](Reader &reader) -> ProcessTerms {
          const FieldId field = reader.field("Field", "What is exchanged");
          const auto    by    = reader.optional_variable(
            "By", "The perfused vessels; left out: exchange everywhere alike");
          const std::string unit  = by ? Units::ratio("1/day", reader.unit(*by)) : "1/day";
          const Formula     rate  = Parameter{"k", reader.rate(unit), unit};
          const Formula     level = Parameter{
            "y_b",
            reader.number("Level", reader.unit(field), Range::non_negative(), "Level in the blood"),
            reader.unit(field)};
          const Application shape = by ? itself(*by) : Application();
          return {{{field, Term::Side::production, rate * level, shape},
                   {field, Term::Side::loss, rate, shape}},
                  {},
                  "exchange of " + reader.symbol(field) + ": k" +
                    (by ? " " + reader.symbol(*by) : "") + " (level - " + reader.symbol(field) +
                    ")"};
        }};
    }
  } // namespace biology
} // namespace callus
