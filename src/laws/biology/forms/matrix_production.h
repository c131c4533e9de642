// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/units.h"
#include "laws/biology/process_forms.h"
#include "laws/biology/quantities/product.h"
#include "laws/biology/reader.h"

namespace callus
{
  namespace biology
  {
    /// Cells fill the free pore space with matrix.
    inline ProcessForm
    matrix_production()
    {
      return {
        {"matrix production",
         "P += k x phi_p",
         "k: 1/day / unit of x",
         "Cells x (`By`) lay down matrix in proportion to the free pore space phi_p, so that "
         "solids never take more "
         "volume than there is.",
         "set Form = matrix production\nset Field = matrix\nset By = cells\nset Rate = 0.25 "
         "1/day/(1e6 cells/mL) "
         "[assumed]\n"},
        Effect::reaction,
        [](Reader &reader) -> ProcessTerms {
          const FieldId     field = reader.field("Field", "The matrix that is produced");
          const Variable    by    = reader.variable("By", "The cells that produce it");
          const Variable    space = reader.resolve("Field", "free_pore_space");
          const std::string unit =
            Units::ratio(Units::ratio(reader.unit(field), "day"), reader.unit(by));
          const Formula rate = Parameter{"k", reader.rate(unit), unit};
          return {
            {{field, Term::Side::production, rate, {&ProductLaw::function(), {1.}, {by, space}}}},
            {},
            "matrix " + reader.symbol(field) + ": k " + reader.symbol(by) + " phi_p"};
        }};
    }
  } // namespace biology
} // namespace callus
