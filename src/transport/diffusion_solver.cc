// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/diffusion_solver.h"

#include "base/communication.h"
#include "base/flush_to_zero.h"
#include "transport/gauss_seidel_gradients.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace callus
{
  namespace
  {
    /// Share of the squared residual that a constant may leave to be taken: less than what one node of many has. Else it would bring a little of
    /// a field to where there is none, in front of a front or behind a barrier, and single precision would not take all of it away again.
    constexpr double uniform = 1e-12, any_share = std::numeric_limits<double>::infinity();
    /// Exchange between nodes over what acts at a node, from which on the second level pays.
    constexpr double stiff = 30;
    /// Where mobility jumps in every other place, the couplings of the vertices may be no likeness of those of the nodes: iterations with two
    /// levels, after which Gauss-Seidel goes on.
    constexpr unsigned int most_with_two_levels = 40;
    /// How far one correction in single precision is asked to go, with a little to spare.
    constexpr double least_reduction = 3e-7, spare = .5;
    /// Round-off in the residual of a correction in single precision, over the norm of the terms that it is made of: twice what was found in boxes of all
    /// shapes, one and two levels (a test).
    constexpr double round_off_of_correction = 2.5e-7;
    /// A correction that leaves more than this of the residual calls for the next method.
    constexpr double poor = .5;
  } // namespace

  template <std::size_t n_lanes>
  DiffusionSolver<n_lanes>::DiffusionSolver(const NodeEdges     &edges,
                                            const GhostExchange &ghosts,
                                            const VertexLevel   *vertices,
                                            MPI_Comm             communicator,
                                            LaneMemory          *memory)
    : own_memory_(memory ? nullptr : new LaneMemory(bytes_of_arrays(edges.n_local)))
    , level_(edges, ghosts, communicator, memory ? memory : own_memory_.get())
    , correction_(edges.n_local, memory ? memory : own_memory_.get())
    , under_iterations_(level_.upper.data(),
                        2 * LaneMemory::rounded(edges.n_local * sizeof(LaneValues<n_lanes, float>)))
    , residual_(edges.n_local, &under_iterations_)
    , vertices_(vertices)
  {
  }


  template <std::size_t n_lanes>
  bool
  DiffusionSolver<n_lanes>::is_stiff(const Equations &equations, const Numbers &stiffness) const
  {
    // a function of a vertex would reach across a barrier
    return vertices_ != nullptr && equations.vertex_weight != nullptr && !equations.has_barriers &&
           std::any_of(
             stiffness.begin(), stiffness.end(), [](double ratio) { return ratio > stiff; });
  }


  template <std::size_t n_lanes>
  typename DiffusionSolver<n_lanes>::Numbers
  DiffusionSolver<n_lanes>::scale_with_held(const Equations &equations, const Fields &values)
  {
    Fields held(values.size());
    for (unsigned int l = 0; l < n_lanes; ++l)
      for (std::size_t i = 0; i < equations.held[l].size(); ++i)
        if (equations.held[l][i])
          held[i].lane[l] = values[i].lane[l];
    update_ghosts<n_lanes>(level_.ghosts, level_.edges.n_owned, held);
    EdgeKernels<n_lanes, double>(level_.edges, *equations.weight, equations.diffusivity)
      .exchange(held, residual_);
    Numbers local{};
    for (std::size_t i = 0; i < level_.edges.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        {
          const double b = equations.right_hand_side[i].lane[l] - residual_[i].lane[l];
          local[l] += b * b * level_.inverse[i].lane[l];
        }
    return mpi::sum(local, level_.communicator);
  }


  template <std::size_t n_lanes>
  typename DiffusionSolver<n_lanes>::Residual
  DiffusionSolver<n_lanes>::find_residual(const Equations &equations,
                                          double           largest_share_left,
                                          Fields          &values,
                                          Numbers         *scale)
  {
    using Kernels = EdgeKernels<n_lanes, double>;
    update_ghosts<n_lanes>(level_.ghosts, level_.edges.n_owned, values);
    const auto local = Kernels(level_.edges, *equations.weight, equations.diffusivity)
                         .find_residual(values,
                                        equations.diagonal,
                                        equations.right_hand_side,
                                        level_.diagonal,
                                        level_.inverse,
                                        residual_);
    auto sums = local;
    mpi::reduce(local.front().data(),
                sums.front().data(),
                Kernels::n_residual_sums * n_lanes,
                MPI_SUM,
                level_.communicator);
    if (scale != nullptr)
      *scale = sums[Kernels::right_hand_side_squared];

    constexpr double of_a_term = 4 * std::numeric_limits<double>::epsilon();
    Residual         result{sums[Kernels::residual_squared], {}};
    Numbers          shift{};
    for (unsigned int l = 0; l < n_lanes; ++l)
      {
        result.round_off[l] = of_a_term * of_a_term * sums[Kernels::terms_squared][l];
        if (equations.any_held[l] || !(sums[Kernels::diagonal][l] > 0))
          continue;
        const double change = sums[Kernels::residual][l] / sums[Kernels::diagonal][l],
                     left   = result.squared[l] - 2 * change * sums[Kernels::mixed][l] +
                            change * change * sums[Kernels::diagonal_squared][l];
        if (left <= largest_share_left * result.squared[l])
          {
            shift[l]          = change;
            result.squared[l] = std::max(left, 0.);
          }
      }
    if (std::any_of(shift.begin(), shift.end(), [](double by) { return by != 0; }))
      for (std::size_t i = 0; i < level_.edges.n_owned; ++i)
        for (unsigned int l = 0; l < n_lanes; ++l)
          {
            values[i].lane[l] += shift[l];
            residual_[i].lane[l] -= equations.diagonal[i].lane[l] * shift[l];
          }
    return result;
  }


  template <std::size_t n_lanes>
  template <typename Number, typename Iterate>
  typename DiffusionSolver<n_lanes>::Result
  DiffusionSolver<n_lanes>::correct(DiffusionLevel<n_lanes, Number> &level,
                                    LaneFields<n_lanes, Number>     &correction,
                                    const Numbers                   &squared,
                                    Fields                          &values,
                                    const Iterate                   &iterate) const
  {
    Numbers norm{}, inverse{};
    for (unsigned int l = 0; l < n_lanes; ++l)
      {
        norm[l]    = std::sqrt(squared[l]);
        inverse[l] = norm[l] > 0 ? 1 / norm[l] : 0.;
      }
    for (std::size_t i = 0; i < level.edges.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        level.product[i].lane[l] = inverse[l] * residual_[i].lane[l];
    std::fill(correction.begin(), correction.end(), LaneValues<n_lanes, Number>{});
    Result  result = iterate(correction);
    Numbers terms{};
    for (std::size_t i = 0; i < level.edges.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        {
          const Number by = correction[i].lane[l];
          values[i].lane[l] += norm[l] * by;
          terms[l] += by * by * level.diagonal[i].lane[l];
        }
    terms = mpi::sum(terms, level.communicator);
    for (unsigned int l = 0; l < n_lanes; ++l)
      result.residual[l] += round_off_of_correction * std::sqrt(terms[l]);
    return result;
  }


  template <std::size_t n_lanes>
  typename DiffusionSolver<n_lanes>::Result
  DiffusionSolver<n_lanes>::improve(Method                        method,
                                    const Equations              &equations,
                                    const IterationGoal<n_lanes> &goal,
                                    const Numbers                &squared,
                                    Fields                       &values)
  {
    if (method == Method::double_precision)
      {
        DiffusionLevel<n_lanes, double> level(level_.edges, level_.ghosts, level_.communicator);
        Fields                          correction(level_.edges.n_local);
        level.find_diagonal(equations);
        Result result = correct(level, correction, squared, values, [&](Fields &of) {
          return gauss_seidel::iterate(level, equations, goal, of);
        });
        result.residual.fill(std::numeric_limits<double>::infinity());
        return result;
      }
    const FlushToZero guard;
    return correct(
      level_, correction_, squared, values, [&](LaneFields<n_lanes, float> &correction) {
        if (method == Method::two_levels)
          return two_levels_->iterate(equations, goal, correction);
        Result result   = gauss_seidel::iterate(level_, equations, goal, correction);
        result.residual = gauss_seidel::norm_of_residual(level_, equations);
        return result;
      });
  }


  template <std::size_t n_lanes>
  void
  DiffusionSolver<n_lanes>::balance_sums(const Equations &equations, Fields &values) const
  {
    std::array<double, 2 * n_lanes> sums{}; // what is missing, and magnitudes
    for (std::size_t i = 0; i < level_.edges.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        {
          const double amount = equations.diagonal[i].lane[l] * values[i].lane[l];
          sums[l] += equations.right_hand_side[i].lane[l] - amount;
          sums[n_lanes + l] += std::abs(amount);
        }
    sums = mpi::sum(sums, level_.communicator);
    Numbers factor{};
    for (unsigned int l = 0; l < n_lanes; ++l)
      if (!equations.any_held[l] && sums[n_lanes + l] > 0)
        factor[l] = sums[l] / sums[n_lanes + l];
    for (std::size_t i = 0; i < level_.edges.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        values[i].lane[l] += factor[l] * std::abs(values[i].lane[l]);
  }


  template <std::size_t n_lanes>
  typename DiffusionSolver<n_lanes>::Result
  DiffusionSolver<n_lanes>::solve(const Equations &equations,
                                  double           relative_tolerance,
                                  unsigned int     largest_number_of_iterations,
                                  Fields          &values)
  {
    const auto diagonal = level_.find_diagonal(equations);
    const bool any_held = std::any_of(
      equations.any_held.begin(), equations.any_held.end(), [](bool held) { return held; });
    Numbers    scale    = any_held ? scale_with_held(equations, values) : Numbers{};
    Residual   residual = find_residual(equations, uniform, values, any_held ? nullptr : &scale);
    const auto is_small = [&](unsigned int l) {
      return residual.squared[l] <=
             relative_tolerance * relative_tolerance * scale[l] + residual.round_off[l];
    };
    Result result;
    for (unsigned int l = 0; l < n_lanes; ++l)
      result.is_indefinite[l] = diagonal.n_negative[l] > 0 && !is_small(l);

    Method method =
      is_stiff(equations, diagonal.stiffness) ? Method::two_levels : Method::single_precision;
    if (method == Method::two_levels && !two_levels_)
      two_levels_ = std::make_unique<TwoLevelGradients<n_lanes>>(level_, *vertices_);
    unsigned int left = largest_number_of_iterations;
    while (left > 0)
      {
        const double           limit = method == Method::double_precision ? 0. : least_reduction;
        IterationGoal<n_lanes> goal{
          {}, method == Method::two_levels ? std::min(most_with_two_levels, left) : left};
        std::array<bool, n_lanes> active{};
        for (unsigned int l = 0; l < n_lanes; ++l)
          {
            active[l] = !is_small(l) && !result.is_indefinite[l];
            goal.reduction[l] =
              active[l]
                ? std::max(limit,
                           spare * relative_tolerance * std::sqrt(scale[l] / residual.squared[l]))
                : std::numeric_limits<double>::infinity();
          }
        if (std::none_of(active.begin(), active.end(), [](bool lane) { return lane; }))
          break;
        const Result  step   = improve(method, equations, goal, residual.squared, values);
        const Numbers before = residual.squared;
        // what the iterations know of the residual, with its round-off, may suffice
        bool is_known = true;
        for (unsigned int l = 0; l < n_lanes; ++l)
          is_known &= !active[l] || (!step.is_indefinite[l] &&
                                     step.residual[l] * step.residual[l] * before[l] <=
                                       relative_tolerance * relative_tolerance * scale[l]);
        if (is_known)
          {
            for (unsigned int l = 0; l < n_lanes; ++l)
              if (active[l])
                {
                  result.iterations[l] += step.iterations[l];
                  residual.squared[l] *= step.residual[l] * step.residual[l];
                }
            break;
          }
        // constants are what single precision sees least of; fields as stiff have no fronts
        residual = find_residual(
          equations, method == Method::two_levels ? any_share : uniform, values, nullptr);
        bool is_poor = false;
        for (unsigned int l = 0; l < n_lanes; ++l)
          if (active[l])
            {
              result.iterations[l] += step.iterations[l];
              is_poor |= !(residual.squared[l] <= poor * poor * before[l]) && !is_small(l);
              if (method == Method::double_precision)
                result.is_indefinite[l] |= step.is_indefinite[l];
            }
        left -=
          std::min(left, *std::max_element(step.iterations.begin(), step.iterations.end()) + 1);
        if (is_poor && method == Method::double_precision)
          break;
        if (is_poor)
          method = static_cast<Method>(static_cast<int>(method) + 1);
      }
    balance_sums(equations, values);
    update_ghosts<n_lanes>(level_.ghosts, level_.edges.n_owned, values);
    for (unsigned int l = 0; l < n_lanes; ++l)
      result.residual[l] = // NaN stays
        residual.squared[l] <= residual.round_off[l]
          ? 0.
          : std::sqrt((residual.squared[l] - residual.round_off[l]) / scale[l]);
    return result;
  }

  template class DiffusionSolver<1>;
  template class DiffusionSolver<most_lanes>;
} // namespace callus
