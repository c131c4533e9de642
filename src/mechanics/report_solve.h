// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/successive_solutions.h"
#include "mechanics/loading_settings.h"
#include "mechanics/mechanics.h"

namespace callus
{
  /// What the accuracy of a response is relative to.
  struct ResponseReference
  {
    double force = 0; ///< norm of nodal forces, for the residual; 0: there is nothing to solve
    /// The state without the response: the energies of its fields, and its forces on this rank's unknowns (none if empty).
    std::vector<double> energies = {};
    std::vector<double> forces   = {};
  };

  struct Response
  {
    std::vector<double> x, left;  ///< left: b - A x
    std::vector<double> energies; ///< of the fields of the state with it
  };

  /// Solves to these tolerances, from the best that the earlier solutions give, and adds to the report what it took. Collective.
  Response
  report_solve(PersistentSolve                        &solver,
               const std::vector<double>              &right_side,
               const std::vector<std::vector<double>> &earlier,
               const LoadingSettings                  &tolerances,
               const ResponseReference                &reference,
               MechanicsReport                        &report);
} // namespace callus
