// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/successive_solutions.h"
#include "mechanics/mechanics.h"

namespace callus
{
  /// Solves to the tolerance times @p reference, from the best that these earlier solutions give, and adds to the report what it took. Collective.
  std::vector<double>
  report_solve(PersistentSolve                        &solver,
               const std::vector<double>              &right_side,
               const std::vector<std::vector<double>> &earlier,
               double                                  tolerance,
               double                                  reference,
               MechanicsReport                        &report);
} // namespace callus
