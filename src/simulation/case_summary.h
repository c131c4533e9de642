// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "simulation/healing_case.h"

#include <iosfwd>

namespace callus
{
  /// The case in a few lines, for log and check. Collective.
  template <int dim>
  void
  describe(const HealingCase<dim> &healing, std::ostream &out);
} // namespace callus
