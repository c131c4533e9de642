// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/report_solve.h"

#include <algorithm>

namespace callus
{
  std::vector<double>
  report_solve(PersistentSolve                        &solver,
               const std::vector<double>              &right_side,
               const std::vector<std::vector<double>> &earlier,
               const double                            tolerance,
               const double                            reference,
               MechanicsReport                        &report)
  {
    const double        start = MPI_Wtime();
    std::vector<double> x     = start_of_least_residual(solver, right_side, earlier);
    const SolveReport   solve = solver.solve(right_side, x, tolerance * reference);
    ++report.solves;
    report.iterations += solve.iterations;
    if (reference > 0)
      report.largest_true_residual =
        std::max(report.largest_true_residual, solve.true_residual / reference);
    if (!solve.fallbacks.empty())
      report.reason += (report.reason.empty() ? "" : "; ") + solve.fallbacks;
    report.solve_seconds += MPI_Wtime() - start;
    return x;
  }
} // namespace callus
