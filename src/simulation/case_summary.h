// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "simulation/healing_case.h"

#include <iosfwd>
#include <map>
#include <string>

namespace callus
{
  /// One line about materials of the file, used or not, whose Biot coefficient from the moduli had to be clipped (MaterialTable::clipped());
  /// nothing if there are none.
  void
  describe_clipped(const std::map<std::string, double> &from_moduli, std::ostream &out);

  /// The case in a few lines, for the log. Collective.
  template <int dim>
  void
  describe(const HealingCase<dim> &healing, std::ostream &out);
} // namespace callus
