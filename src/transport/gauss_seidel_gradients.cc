// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/gauss_seidel_gradients.h"

#include "base/communication.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    /// The square of the norm of M^-1 of the vector in level.product, whose lower triangle's solution becomes level.residual.
    template <std::size_t n_lanes, typename Number>
    LaneNumbers<n_lanes>
    norm_squared(DiffusionLevel<n_lanes, Number>   &level,
                 const DiffusionEquations<n_lanes> &equations)
    {
      level.kernels(equations).solve_lower(
        level.inverse, level.product, level.residual, level.work);
      LaneNumbers<n_lanes> local{};
      for (std::size_t i = 0; i < level.edges.n_owned; ++i)
        for (unsigned int l = 0; l < n_lanes; ++l)
          local[l] += double(level.residual[i].lane[l]) * level.residual[i].lane[l] *
                      level.diagonal[i].lane[l];
      return mpi::sum(local, level.communicator);
    }
  } // namespace


  template <std::size_t n_lanes, typename Number>
  IterationResult<n_lanes>
  gauss_seidel::iterate(DiffusionLevel<n_lanes, Number>   &level,
                        const DiffusionEquations<n_lanes> &equations,
                        const IterationGoal<n_lanes>      &goal,
                        LaneFields<n_lanes, Number>       &values)
  {
    using Numbers    = LaneNumbers<n_lanes>;
    const auto loops = level.kernels(equations);
    // in the variables (D + U) y: level.residual is (D + L)^-1 r, and D takes the preconditioner's place
    const Numbers            start = norm_squared(level, equations);
    Numbers                  rho   = start, beta{};
    IterationResult<n_lanes> result;
    std::fill(level.direction.begin(), level.direction.end(), LaneValues<n_lanes, Number>{});
    loops.turn(beta, level.diagonal, level.residual, level.direction);
    for (unsigned int iteration = 0; iteration < goal.largest_number_of_iterations; ++iteration)
      {
        std::array<bool, n_lanes> active;
        bool                      any = false;
        for (unsigned int l = 0; l < n_lanes; ++l)
          any |= active[l] = !goal.is_reached(l, start[l], rho[l]) && !result.is_indefinite[l];
        if (!any)
          break;
        loops.solve_upper(level.inverse, level.direction, level.upper, level.product);
        update_ghosts<n_lanes>(level.ghosts, level.edges.n_owned, level.upper);
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
    return result;
  }


  template <std::size_t n_lanes, typename Number>
  LaneNumbers<n_lanes>
  gauss_seidel::norm_of_residual(DiffusionLevel<n_lanes, Number>   &level,
                                 const DiffusionEquations<n_lanes> &equations)
  {
    // r = (D + L) z for z in level.residual; L does not reach to ghosts
    const auto loops = level.kernels(equations);
    const auto ghosts =
      std::copy(level.residual.begin(), level.residual.end(), level.upper.begin());
    std::fill(ghosts, level.upper.end(), LaneValues<n_lanes, Number>{});
    std::fill(level.direction.begin(), level.direction.end(), LaneValues<n_lanes, Number>{});
    loops.turn({}, level.diagonal, level.residual, level.direction);
    loops.add_flow_from_earlier(-1., level.direction, level.upper, level.work);
    LaneNumbers<n_lanes> squared{};
    for (std::size_t i = 0; i < level.edges.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        squared[l] +=
          double(level.work[i].lane[l]) * level.work[i].lane[l] * level.inverse[i].lane[l];
    squared = mpi::sum(squared, level.communicator);
    for (double &of_lane : squared)
      of_lane = std::sqrt(of_lane);
    return squared;
  }

#define CALLUS_LANES(n, Number)                                                           \
  template IterationResult<n> gauss_seidel::iterate(DiffusionLevel<n, Number> &,          \
                                                    const DiffusionEquations<n> &,        \
                                                    const IterationGoal<n> &,             \
                                                    LaneFields<n, Number> &);             \
  template LaneNumbers<n>     gauss_seidel::norm_of_residual(DiffusionLevel<n, Number> &, \
                                                         const DiffusionEquations<n> &)
  CALLUS_LANES(1, float);
  CALLUS_LANES(most_lanes, float);
  CALLUS_LANES(1, double);
  CALLUS_LANES(most_lanes, double);
#undef CALLUS_LANES
} // namespace callus
