// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"

#include <optional>
#include <string>

namespace callus
{
  /**
   * A solid that loses stiffness while it still is there, as polymers do whose chains are cut:
   *
   *   E = E_0 w^m,
   *
   * with a field w, 1 on the day of surgery (the relative length of the chains, say), and the exponent m.
   */
  struct Softening
  {
    std::string field;
    double      exponent;

    /// What is left of the modulus.
    double
    share(double w) const;

    /// The subsection `Softening` of a section, if it is there.
    static std::optional<Softening>
    read(const Section &section);
  };
} // namespace callus
