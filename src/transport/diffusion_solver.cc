// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/diffusion_solver.h"

#include "base/communication.h"
#include "transport/gauss_seidel_gradients.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace callus
{
  namespace
  {
    /// Exchange between nodes over what acts at a node, from which on the second level pays.
    constexpr double stiff = 30;
    /// Where mobility jumps in every other place, the couplings of the vertices may be no likeness of those of the nodes: iterations with two
    /// levels, after which Gauss-Seidel goes on.
    constexpr unsigned int most_with_two_levels = 40;
  } // namespace

  template <std::size_t n_lanes>
  DiffusionSolver<n_lanes>::DiffusionSolver(const NodeEdges     &edges,
                                            const GhostExchange &ghosts,
                                            const VertexLevel   *vertices,
                                            MPI_Comm             communicator)
    : level_(edges, ghosts, communicator)
    , vertices_(vertices)
  {
  }


  template <std::size_t n_lanes>
  bool
  DiffusionSolver<n_lanes>::is_stiff(const Equations &equations, const Diagonal &diagonal) const
  {
    // a function of a vertex would reach across a barrier
    return vertices_ != nullptr && equations.vertex_weight != nullptr && !equations.has_barriers &&
           std::any_of(diagonal.stiffness.begin(), diagonal.stiffness.end(), [](double ratio) {
             return ratio > stiff;
           });
  }


  template <std::size_t n_lanes>
  void
  DiffusionSolver<n_lanes>::find_scale(const Equations &equations, const Fields &values)
  {
    const bool any_held = std::any_of(
      equations.any_held.begin(), equations.any_held.end(), [](bool held) { return held; });
    std::fill(level_.product.begin(), level_.product.end(), LaneValues<n_lanes>{});
    if (any_held)
      {
        std::fill(level_.upper.begin(), level_.upper.end(), LaneValues<n_lanes>{});
        for (unsigned int l = 0; l < n_lanes; ++l)
          for (std::size_t i = 0; i < equations.held[l].size(); ++i)
            if (equations.held[l][i])
              level_.upper[i].lane[l] = values[i].lane[l];
        update_ghosts(level_.upper);
        level_.kernels(equations).exchange(level_.upper, level_.product);
      }
    for (std::size_t i = 0; i < level_.edges.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        level_.product[i].lane[l] =
          equations.right_hand_side[i].lane[l] - level_.product[i].lane[l];
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
  DiffusionSolver<n_lanes>::iterate(const Equations &equations,
                                    const Diagonal  &diagonal,
                                    double           relative_tolerance,
                                    unsigned int     largest_number_of_iterations,
                                    bool             two_levels,
                                    Fields          &values)
  {
    const auto norm_squared = [&] {
      return two_levels ? two_levels_->norm_squared()
                        : gauss_seidel::norm_squared(level_, equations, level_.residual);
    };
    find_scale(equations, values);
    const Numbers scale = norm_squared();
    level_.compute_residual(equations, values);
    level_.correct_by_constants(equations, values);
    const Numbers start = norm_squared();

    IterationGoal<n_lanes>    goal{{}, largest_number_of_iterations};
    std::array<bool, n_lanes> is_hopeless{};
    for (unsigned int l = 0; l < n_lanes; ++l)
      {
        goal.residual_squared[l] = relative_tolerance * relative_tolerance * scale[l];
        is_hopeless[l]           = diagonal.n_negative[l] > 0 && !goal.is_reached(l, start[l]);
        if (is_hopeless[l])
          goal.residual_squared[l] = std::numeric_limits<double>::infinity();
      }
    Result result = two_levels ? two_levels_->iterate(equations, start, goal, values)
                               : gauss_seidel::iterate(level_, equations, start, goal, values);
    for (unsigned int l = 0; l < n_lanes; ++l)
      {
        result.is_indefinite[l] |= is_hopeless[l];
        result.residual[l] =
          scale[l] == 0 ? 0. : std::sqrt(result.residual[l] / scale[l]); // NaN stays
      }
    return result;
  }


  template <std::size_t n_lanes>
  typename DiffusionSolver<n_lanes>::Result
  DiffusionSolver<n_lanes>::solve(const Equations &equations,
                                  double           relative_tolerance,
                                  unsigned int     largest_number_of_iterations,
                                  Fields          &values)
  {
    const Diagonal diagonal = level_.find_diagonal(equations);
    Result         result, tried;
    bool           is_solved = false;
    if (is_stiff(equations, diagonal))
      {
        if (!two_levels_)
          two_levels_ = std::make_unique<TwoLevelGradients<n_lanes>>(level_, *vertices_);
        tried     = iterate(equations,
                        diagonal,
                        relative_tolerance,
                        std::min(most_with_two_levels, largest_number_of_iterations),
                        true,
                        values);
        is_solved = std::all_of(tried.residual.begin(), tried.residual.end(), [&](double residual) {
          return residual <= relative_tolerance;
        });
        result    = tried;
      }
    if (!is_solved)
      {
        result = iterate(
          equations, diagonal, relative_tolerance, largest_number_of_iterations, false, values);
        for (unsigned int l = 0; l < n_lanes; ++l)
          result.iterations[l] += tried.iterations[l];
      }
    balance_sums(equations, values);
    update_ghosts(values);
    return result;
  }

  template class DiffusionSolver<1>;
  template class DiffusionSolver<2>;
  template class DiffusionSolver<most_lanes>;
} // namespace callus
