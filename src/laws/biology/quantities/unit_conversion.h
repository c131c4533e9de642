// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/units.h"
#include "laws/biology/formula.h"

namespace callus
{
  namespace biology
  {
    /// The first parameter of a quantity, which converts the unit that follows from its arguments to its own. Written only if it
    /// is not one.
    inline Formula
    unit_conversion(const FormulaInput &input, const std::string &unit_of_arguments)
    {
      if (input.parameters[0] == 1.)
        return 1.;
      return Parameter{"u", input.parameters[0], Units::ratio(input.unit, unit_of_arguments)};
    }
  } // namespace biology
} // namespace callus
