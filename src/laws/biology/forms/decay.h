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
    /// Loss in proportion to the field, of its own or brought about by something else.
    inline ProcessForm
    decay()
    {
      return {{"decay",
               "L += k, or L += k x",
               "k: 1/day; with x: 1/day / unit of x",
               "The field decays, dies or is cleared in proportion to itself, and to x (`By`) if "
               "given: killing by M1 "
               "macrophages, say.",
               "set Form = decay\nset Field = signal\nset Rate = 12.8 1/day [assumed]\n"},
              Effect::reaction,
              [](Reader &reader) -> ProcessTerms {
                const FieldId field = reader.field("Field", "What is lost");
                const auto    by    = reader.optional_variable(
                  "By", "What brings the loss about; left out: nothing else");
                const std::string unit = by ? Units::ratio("1/day", reader.unit(*by)) : "1/day";
                const Formula     rate = Parameter{"k", reader.rate(unit), unit};
                return {{{field, Term::Side::loss, rate, by ? itself(*by) : Application()}},
                        {},
                        "loss of " + reader.symbol(field) + ": k" +
                          (by ? " " + reader.symbol(*by) : "") + " " + reader.symbol(field)};
              }};
    }
  } // namespace biology
} // namespace callus
