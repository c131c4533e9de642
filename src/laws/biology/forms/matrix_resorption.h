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
    /// Cells remove matrix or scaffold.
    inline ProcessForm
    matrix_resorption()
    {
      return {{"matrix resorption",
               "L += k x",
               "k: 1/day / unit of x",
               "Osteoclasts, or whatever else x (`By`) is, remove the matrix in proportion to what "
               "is there and return its "
               "volume to the free pore space.",
               "set Form = matrix resorption\nset Field = matrix\nset By = cells\nset Rate = 1.2 "
               "1/day/(1e6 cells/mL) "
               "[assumed]\n"},
              Effect::reaction,
              [](Reader &reader) -> ProcessTerms {
                const FieldId     field = reader.field("Field", "The matrix that is removed");
                const Variable    by    = reader.variable("By", "Who removes it");
                const std::string unit  = Units::ratio("1/day", reader.unit(by));
                const Formula     rate  = Parameter{"k", reader.rate(unit), unit};
                if (reader.is_valid() && reader.names.catalogue()[field].volume_per_unit == 0.)
                  reader.problem("Field",
                                 "'" + reader.names.catalogue()[field].name +
                                   "', which takes no volume",
                                 "a matrix or a scaffold",
                                 "Use the form 'decay' for cells and signals.");
                return {{{field, Term::Side::loss, rate, itself(by)}},
                        {},
                        "resorption of " + reader.symbol(field) + ": k " + reader.symbol(by) + " " +
                          reader.symbol(field)};
              }};
    }
  } // namespace biology
} // namespace callus
