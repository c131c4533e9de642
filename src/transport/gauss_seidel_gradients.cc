// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/gauss_seidel_gradients.h"

#include "base/communication.h"

#include <algorithm>

namespace callus
{
  template <std::size_t n_lanes>
  LaneNumbers<n_lanes>
  gauss_seidel::norm_squared(DiffusionLevel<n_lanes>           &level,
                             const DiffusionEquations<n_lanes> &equations,
                             LaneFields<n_lanes>               &solution)
  {
    level.kernels(equations).solve_lower(level.inverse, level.product, solution, level.work);
    LaneNumbers<n_lanes> local{};
    for (std::size_t i = 0; i < level.edges.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        local[l] += solution[i].lane[l] * solution[i].lane[l] * level.diagonal[i].lane[l];
    return mpi::sum(local, level.communicator);
  }


  template <std::size_t n_lanes>
  IterationResult<n_lanes>
  gauss_seidel::iterate(DiffusionLevel<n_lanes>           &level,
                        const DiffusionEquations<n_lanes> &equations,
                        const LaneNumbers<n_lanes>        &start,
                        const IterationGoal<n_lanes>      &goal,
                        LaneFields<n_lanes>               &values)
  {
    using Numbers                    = LaneNumbers<n_lanes>;
    const EdgeKernels<n_lanes> loops = level.kernels(equations);
    IterationResult<n_lanes>   result;
    // in the variables (D + U) y: level.residual is (D + L)^-1 r, and D takes the preconditioner's place
    Numbers rho = start, beta{};
    std::fill(level.direction.begin(), level.direction.end(), LaneValues<n_lanes>{});
    loops.turn(beta, level.diagonal, level.residual, level.direction);
    for (unsigned int iteration = 0; iteration < goal.largest_number_of_iterations; ++iteration)
      {
        std::array<bool, n_lanes> active;
        bool                      any = false;
        for (unsigned int l = 0; l < n_lanes; ++l)
          any |= active[l] = !goal.is_reached(l, rho[l]) && !result.is_indefinite[l];
        if (!any)
          break;
        loops.solve_upper(level.inverse, level.direction, level.upper, level.product);
        level.update_ghosts(level.upper);
        const Numbers curvature =
          mpi::sum(loops.finish_product(
                     level.inverse, level.direction, level.upper, level.product, level.work),
                   level.communicator);
        Numbers alpha{};
        for (unsigned int l = 0; l < n_lanes; ++l)
          if (active[l])
            {
              // written so that NaN counts too
              result.is_indefinite[l] = !(curvature[l] > 0);
              active[l]               = !result.is_indefinite[l];
              alpha[l]                = active[l] ? rho[l] / curvature[l] : 0.;
            }
        const Numbers new_rho = mpi::sum(
          loops.advance(alpha, level.upper, level.product, level.diagonal, values, level.residual),
          level.communicator);
        for (unsigned int l = 0; l < n_lanes; ++l)
          {
            beta[l] = active[l] ? new_rho[l] / rho[l] : 0.;
            rho[l]  = active[l] ? new_rho[l] : rho[l];
            result.iterations[l] += active[l];
          }
        loops.turn(beta, level.diagonal, level.residual, level.direction);
      }
    result.residual = rho;
    return result;
  }

#define CALLUS_LANES(n)                                                            \
  template LaneNumbers<n> gauss_seidel::norm_squared(                              \
    DiffusionLevel<n> &, const DiffusionEquations<n> &, LaneFields<n> &);          \
  template IterationResult<n> gauss_seidel::iterate(DiffusionLevel<n> &,           \
                                                    const DiffusionEquations<n> &, \
                                                    const LaneNumbers<n> &,        \
                                                    const IterationGoal<n> &,      \
                                                    LaneFields<n> &)
  CALLUS_LANES(1);
  CALLUS_LANES(2);
  CALLUS_LANES(most_lanes);
#undef CALLUS_LANES
} // namespace callus
