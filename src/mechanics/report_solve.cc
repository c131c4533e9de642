// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/report_solve.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  Response
  report_solve(PersistentSolve                        &solver,
               const std::vector<double>              &right_side,
               const std::vector<std::vector<double>> &earlier,
               const LoadingSettings                  &tolerances,
               const ResponseReference                &reference,
               MechanicsReport                        &report)
  {
    const double      start = MPI_Wtime();
    Response          result{start_of_least_residual(solver, right_side, earlier), {}, {}};
    const SolveReport solve = solver.solve(right_side,
                                           result.x,
                                           {tolerances.relative_tolerance * reference.force,
                                            tolerances.error_tolerance,
                                            reference.energies,
                                            reference.forces});
    result.left             = solver.last_residual();
    result.energies         = solve.energies;
    ++report.solves;
    report.iterations += solve.iterations;
    if (reference.force > 0)
      report.largest_true_residual =
        std::max(report.largest_true_residual, solve.true_residual / reference.force);
    report.largest_error = std::max(report.largest_error, solve.error);
    if (!solve.fallbacks.empty())
      report.reason += (report.reason.empty() ? "" : "; ") + solve.fallbacks;
    report.solve_seconds += MPI_Wtime() - start;
    return result;
  }
} // namespace callus
