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
    /// Production, by cells or of its own.
    inline ProcessForm
    secretion()
    {
      return {{"secretion",
               "P += k x",
               "k: unit of the field / day / unit of x; without x: unit of the field / day",
               "The field is produced in proportion to x (`By`: cells, debris, or a derived "
               "quantity), or at a constant rate "
               "if `By` is left out.",
               "set Form = secretion\nset Field = signal\nset By = cells\nset Rate = 8 "
               "ng/mL/day/(1e6 cells/mL) [assumed]\n"},
              Effect::reaction,
              [](Reader &reader) -> ProcessTerms {
                const FieldId field = reader.field("Field", "What is produced");
                const auto    by =
                  reader.optional_variable("By", "What produces it; left out: a constant rate");
                std::string unit = Units::ratio(reader.unit(field), "day");
                if (by)
                  unit = Units::ratio(unit, reader.unit(*by));
                const Formula rate = Parameter{"k", reader.rate(unit), unit};
                return {{{field, Term::Side::production, rate, by ? itself(*by) : Application()}},
                        {},
                        "production of " + reader.symbol(field) + ": k" +
                          (by ? " " + reader.symbol(*by) : "")};
              }};
    }
  } // namespace biology
} // namespace callus
