// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/conjugate_gradients.h"

#include "base/communication.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    /// Share of the squared residual that a constant may leave where barriers are: less than what one node of many has.
    constexpr double uniform = 1e-12;
  } // namespace

  template <std::size_t n_lanes>
  ConjugateGradients<n_lanes>::ConjugateGradients(const NodeEdges     &edges,
                                                  const GhostExchange &ghosts,
                                                  MPI_Comm             communicator)
    : edges_(edges)
    , ghosts_(ghosts)
    , communicator_(communicator)
    , residual_(edges.n_owned)
    , direction_(edges.n_owned)
    , product_(edges.n_local)
    , upper_(edges.n_local)
    , work_(edges.n_local)
    , diagonal_(edges.n_owned)
    , inverse_(edges.n_owned)
  {
  }


  template <std::size_t n_lanes>
  void
  ConjugateGradients<n_lanes>::update_ghosts(Fields &values) const
  {
    if (values.empty())
      {
        ghosts_.update(nullptr, nullptr, n_lanes);
        return;
      }
    double *first = values.front().lane;
    ghosts_.update(first, first + n_lanes * edges_.n_owned, n_lanes);
  }


  template <std::size_t n_lanes>
  typename ConjugateGradients<n_lanes>::Numbers
  ConjugateGradients<n_lanes>::find_diagonal(const Equations &equations)
  {
    Numbers n_negative{};
    // sums of the edges' weights, the same for all lanes
    std::vector<double> sums(edges_.n_local, 0.);
    for (std::size_t i = 0; i < edges_.n_owned; ++i)
      for (unsigned int k = edges_.row_begin[i]; k < edges_.row_begin[i + 1]; ++k)
        {
          sums[i] += (*equations.weight)[k];
          sums[edges_.column[k]] += (*equations.weight)[k];
        }
    for (std::size_t i = 0; i < edges_.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        {
          const bool   is_held = !equations.held[l].empty() && equations.held[l][i];
          const double entry   = equations.diagonal[i].lane[l] + equations.diffusivity[l] * sums[i];
          n_negative[l] += !is_held && entry < 0;
          // zero: nothing reaches this node
          diagonal_[i].lane[l] = is_held ? 0. : entry != 0 ? std::abs(entry) : 1.;
          inverse_[i].lane[l]  = is_held ? 0. : 1. / diagonal_[i].lane[l];
        }
    return mpi::sum(n_negative, communicator_);
  }


  template <std::size_t n_lanes>
  void
  ConjugateGradients<n_lanes>::compute_residual(const Equations &equations, Fields &values)
  {
    update_ghosts(values);
    kernels(equations).exchange(values, product_);
    for (std::size_t i = 0; i < edges_.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        product_[i].lane[l] =
          equations.right_hand_side[i].lane[l] -
          (equations.diagonal[i].lane[l] * values[i].lane[l] + product_[i].lane[l]);
  }


  template <std::size_t n_lanes>
  typename ConjugateGradients<n_lanes>::Numbers
  ConjugateGradients<n_lanes>::norm_squared(const Equations &equations, Fields &solution)
  {
    kernels(equations).solve_lower(inverse_, product_, solution, work_);
    Numbers local{};
    for (std::size_t i = 0; i < edges_.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        local[l] += solution[i].lane[l] * solution[i].lane[l] * diagonal_[i].lane[l];
    return mpi::sum(local, communicator_);
  }


  template <std::size_t n_lanes>
  typename ConjugateGradients<n_lanes>::Numbers
  ConjugateGradients<n_lanes>::scale_squared(const Equations &equations, const Fields &values)
  {
    const bool any_held = std::any_of(
      equations.any_held.begin(), equations.any_held.end(), [](bool held) { return held; });
    std::fill(product_.begin(), product_.end(), LaneValues<n_lanes>{});
    if (any_held)
      {
        std::fill(upper_.begin(), upper_.end(), LaneValues<n_lanes>{});
        for (unsigned int l = 0; l < n_lanes; ++l)
          for (std::size_t i = 0; i < equations.held[l].size(); ++i)
            if (equations.held[l][i])
              upper_[i].lane[l] = values[i].lane[l];
        update_ghosts(upper_);
        kernels(equations).exchange(upper_, product_);
      }
    for (std::size_t i = 0; i < edges_.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        product_[i].lane[l] = equations.right_hand_side[i].lane[l] - product_[i].lane[l];
    return norm_squared(equations, residual_);
  }


  template <std::size_t n_lanes>
  void
  ConjugateGradients<n_lanes>::correct_by_constants(const Equations &equations, Fields &values)
  {
    // sums over all nodes of r, d, r^2/a, r d/a and d^2/a: residual, diagonal without and with exchange
    std::array<std::array<double, 5>, n_lanes> local{}, global{};
    for (std::size_t i = 0; i < edges_.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        {
          const double r = product_[i].lane[l], d = equations.diagonal[i].lane[l],
                       inverse = inverse_[i].lane[l];
          local[l][0] += r;
          local[l][1] += d;
          local[l][2] += r * r * inverse;
          local[l][3] += r * d * inverse;
          local[l][4] += d * d * inverse;
        }
    mpi::reduce(local.front().data(), global.front().data(), 5 * n_lanes, MPI_SUM, communicator_);
    Numbers shift{};
    for (unsigned int l = 0; l < n_lanes; ++l)
      if (const auto &[r, d, rr, rd, dd] = global[l]; !equations.any_held[l] && d > 0)
        {
          // Behind a barrier nobody may notice what happens before it: there only if the constant alone solves the problem.
          const double change = r / d, left = rr - 2 * change * rd + change * change * dd;
          shift[l] = !equations.has_barriers || left <= uniform * rr ? change : 0.;
        }
    for (std::size_t i = 0; i < edges_.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        {
          values[i].lane[l] += shift[l];
          product_[i].lane[l] -= equations.diagonal[i].lane[l] * shift[l];
        }
  }


  template <std::size_t n_lanes>
  void
  ConjugateGradients<n_lanes>::balance_sums(const Equations &equations, Fields &values) const
  {
    Numbers missing{}, magnitude{};
    for (std::size_t i = 0; i < edges_.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        {
          const double amount = equations.diagonal[i].lane[l] * values[i].lane[l];
          missing[l] += equations.right_hand_side[i].lane[l] - amount;
          magnitude[l] += std::abs(amount);
        }
    missing   = mpi::sum(missing, communicator_);
    magnitude = mpi::sum(magnitude, communicator_);
    Numbers factor{};
    for (unsigned int l = 0; l < n_lanes; ++l)
      if (!equations.any_held[l] && magnitude[l] > 0)
        factor[l] = missing[l] / magnitude[l];
    for (std::size_t i = 0; i < edges_.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        values[i].lane[l] += factor[l] * std::abs(values[i].lane[l]);
  }


  template <std::size_t n_lanes>
  typename ConjugateGradients<n_lanes>::Result
  ConjugateGradients<n_lanes>::solve(const Equations &equations,
                                     double           relative_tolerance,
                                     unsigned int     largest_number_of_iterations,
                                     Fields          &values)
  {
    const EdgeKernels<n_lanes> loops = kernels(equations);
    Result                     result;
    const Numbers              n_negative = find_diagonal(equations);
    const Numbers              scale      = scale_squared(equations, values);
    compute_residual(equations, values);
    correct_by_constants(equations, values);

    // from here on in the variables (D + U) y: residual_ is (D + L)^-1 r, and D takes the preconditioner's place
    Numbers rho = norm_squared(equations, residual_), beta{};
    std::fill(direction_.begin(), direction_.end(), LaneValues<n_lanes>{});
    loops.turn(beta, diagonal_, residual_, direction_);
    const auto is_converged = [&](unsigned int l) {
      return rho[l] <= relative_tolerance * relative_tolerance * scale[l] || rho[l] == 0;
    };
    for (unsigned int l = 0; l < n_lanes; ++l)
      result.is_indefinite[l] = n_negative[l] > 0 && !is_converged(l);
    for (unsigned int iteration = 0; iteration < largest_number_of_iterations; ++iteration)
      {
        std::array<bool, n_lanes> active;
        bool                      any = false;
        for (unsigned int l = 0; l < n_lanes; ++l)
          any |= active[l] = !is_converged(l) && !result.is_indefinite[l];
        if (!any)
          break;
        loops.solve_upper(inverse_, direction_, upper_, product_);
        update_ghosts(upper_);
        const Numbers curvature = mpi::sum(
          loops.finish_product(inverse_, direction_, upper_, product_, work_), communicator_);
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
          loops.advance(alpha, upper_, product_, diagonal_, values, residual_), communicator_);
        for (unsigned int l = 0; l < n_lanes; ++l)
          {
            beta[l] = active[l] ? new_rho[l] / rho[l] : 0.;
            rho[l]  = active[l] ? new_rho[l] : rho[l];
            result.iterations[l] += active[l];
          }
        loops.turn(beta, diagonal_, residual_, direction_);
      }
    balance_sums(equations, values);
    update_ghosts(values);
    for (unsigned int l = 0; l < n_lanes; ++l)
      result.residual[l] = scale[l] == 0 ? 0. : std::sqrt(rho[l] / scale[l]); // NaN stays
    return result;
  }

  template class ConjugateGradients<1>;
  template class ConjugateGradients<2>;
  template class ConjugateGradients<most_lanes>;
} // namespace callus
