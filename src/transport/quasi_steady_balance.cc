// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/quasi_steady_balance.h"

#include "base/communication.h"
#include "base/problems.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    constexpr unsigned int largest_number_of_newton_steps = 60;
    /// Change of a Newton step, relative to the largest value, at which the balance counts as found; in tolerances of the linear solver,
    /// which a step cannot see through.
    constexpr double largest_change = 10;
    /// Tolerance of the first linear solve: about what Newton's first step leaves.
    constexpr double first_tolerance = 1e-4;
  } // namespace

  template <int dim>
  QuasiSteadyBalance<dim>::QuasiSteadyBalance(const HealingNodes<dim>  &nodes,
                                              const Network            &network,
                                              const Movement<dim>      &movement,
                                              const SurfaceSupply<dim> &supply,
                                              StageSolver<dim>         &solver,
                                              MPI_Comm                  communicator)
    : nodes_(nodes)
    , network_(network)
    , movement_(movement)
    , supply_(supply)
    , solver_(solver)
    , communicator_(communicator)
  {
  }

  template <int dim>
  void
  QuasiSteadyBalance<dim>::solve(FieldId id, const Spreading::NetRate &net_rate, double *values)
  {
    const Field        &field = network_.catalogue()[id];
    const std::size_t   n     = nodes_.n_owned();
    std::vector<double> rate(n), derivative(n), old(n), exchange(n), inflow(n), diagonal(n),
      right_hand_side(n);
    EdgeWeights       weight = solver_.weights(id);
    std::vector<char> held;
    supply_.hold(id, values, held);
    for (const auto &of_surface : supply_.inflows(id))
      {
        exchange[of_surface.node] += of_surface.diagonal;
        inflow[of_surface.node] += of_surface.right_hand_side;
      }
    double tolerance = std::max(first_tolerance, solver_.relative_tolerance());
    for (unsigned int newton = 0; newton < largest_number_of_newton_steps; ++newton)
      {
        net_rate(values, rate.data(), derivative.data());
        // linearised about the last values y0: -(dr/dy) y + D K y + exchange y = r(y0) - (dr/dy) y0 + inflow
        double largest_diagonal = 0;
        for (std::size_t i = 0; i < n; ++i)
          {
            const double volume = nodes_.volumes()[i];
            const double slope  = -std::min(derivative[i], 0.);
            diagonal[i]         = exchange[i] + volume * slope;
            right_hand_side[i]  = volume * (rate[i] + slope * values[i]) + inflow[i];
            largest_diagonal    = std::max(largest_diagonal, diagonal[i]);
          }
        if (mpi::max(largest_diagonal, communicator_) <= 0 && !supply_.holds(id))
          return; // no source, no loss: any constant is a balance, so the field stays as it is
        std::copy(values, values + n, old.begin());
        if (!solver_.solve_steady(id, tolerance, weight, diagonal, right_hand_side, held, values))
          {
            weight = solver_.weights(id);
            continue;
          }
        const bool has_dropped = drop_couplings_beyond_bounds(field, tolerance, values, weight);
        double     change = 0, largest = 0;
        for (std::size_t i = 0; i < n; ++i)
          {
            change = std::max(change, std::abs(values[i] - old[i]));
            // also the values before: a step that all bounds cut to zero is no balance
            largest = std::max({largest, std::abs(values[i]), std::abs(old[i])});
          }
        change              = mpi::max(change, communicator_);
        largest             = mpi::max(largest, communicator_);
        const bool is_tight = tolerance <= solver_.relative_tolerance();
        tolerance           = solver_.relative_tolerance();
        if (!has_dropped && is_tight &&
            (change <= largest_change * solver_.relative_tolerance() * largest || largest == 0))
          return;
      }
    throw NumericalFailure(field.name + ": the quasi-steady balance did not converge in " +
                           std::to_string(largest_number_of_newton_steps) + " Newton steps");
  }

  template <int dim>
  bool
  QuasiSteadyBalance<dim>::drop_couplings_beyond_bounds(const Field &field,
                                                        double       tolerance,
                                                        double      *values,
                                                        EdgeWeights &weight) const
  {
    double largest = 0;
    for (std::size_t i = 0; i < nodes_.n_owned(); ++i)
      largest = std::max(largest, std::abs(values[i]));
    const double        slack = 10 * tolerance * mpi::max(largest, communicator_);
    std::vector<double> is_beyond(nodes_.n_local(), 0.);
    for (std::size_t i = 0; i < nodes_.n_owned(); ++i)
      {
        const double kept = std::min(std::max(values[i], field.lower_bound), field.upper_bound);
        is_beyond[i]      = std::abs(kept - values[i]) > slack;
        values[i]         = kept;
      }
    nodes_.update_ghosts(is_beyond);
    bool             has_dropped = false;
    const NodeEdges &edges       = movement_.edges();
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      for (unsigned int k = edges.row_begin[i]; k < edges.row_begin[i + 1]; ++k)
        if (weight[k] < 0 && (is_beyond[i] > 0 || is_beyond[edges.column[k]] > 0))
          {
            weight.set(k, 0);
            has_dropped = true;
          }
    return mpi::max(has_dropped ? 1. : 0., communicator_) > 0;
  }

  template class QuasiSteadyBalance<2>;
  template class QuasiSteadyBalance<3>;
} // namespace callus
