// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/persistent_solve.h"
#include "mechanics/mechanics.h"

namespace callus
{
  /// Solves to the tolerance times @p reference, and adds to the report what it took. @p x: the guess, and the result. Collective.
  void
  report_solve(PersistentSolve           &solver,
               const std::vector<double> &right_side,
               std::vector<double>       &x,
               double                     tolerance,
               double                     reference,
               MechanicsReport           &report);
} // namespace callus
