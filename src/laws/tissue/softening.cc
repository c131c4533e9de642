// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/tissue/softening.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  double
  Softening::share(const double w) const
  {
    return std::pow(std::min(1., std::max(0., w)), exponent);
  }


  std::optional<Softening>
  Softening::read(const Section &section)
  {
    if (!section.has_subsection("Softening"))
      return {};
    const Section     softening = section.subsection("Softening");
    const std::string field =
      softening.text("Field", "What falls from 1 as the solid softens: chain length, say");
    return Softening{field,
                     softening.quantity(
                       "Exponent", "1", Range::positive(), "Power m of the field in the modulus")};
  }
} // namespace callus
