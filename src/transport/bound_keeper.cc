// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/bound_keeper.h"

#include "base/communication.h"
#include "base/problems.h"
#include "kinetics/two_stage.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <sstream>

namespace callus
{
  namespace
  {
    using two_stage::base_weight;
    using two_stage::delta;
    using two_stage::gamma;

    /// What the linear solver's tolerance may leave beyond a bound, relative to the field's largest value.
    constexpr double noise = 1e-6;

    /// What is less than this is nothing, in the unit of any field: its squares vanish in the solver's norms.
    constexpr double nothing = 1e-140;
  } // namespace

  template <int dim>
  BoundKeeper<dim>::BoundKeeper(const HealingNodes<dim>  &nodes,
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
    , limiter_(movement.edges(), nodes.volumes(), nodes.ghost_exchange(), communicator)
  {
  }

  template <int dim>
  void
  BoundKeeper<dim>::keep(const Course &course, double *values)
  {
    if (course.taxis != nullptr || !is_within_bounds(course.field, values))
      limit(course, values);
    else
      finish(course, values);
  }

  template <int dim>
  void
  BoundKeeper<dim>::finish(Course course, double *values)
  {
    // held nodes first: the limiter lets them take whatever flows
    course.surfaces += hold(course.field, values);
    cut_round_off(course.field, values);
    course.surfaces += hold(course.field, values);
    check_balance(course, values);
  }

  template <int dim>
  double
  BoundKeeper<dim>::hold(FieldId field, double *values) const
  {
    const std::vector<double> before(values, values + nodes_.n_owned());
    std::vector<char>         held;
    double                    amount = 0;
    if (supply_.hold(field, values, held))
      for (std::size_t i = 0; i < held.size(); ++i)
        amount += nodes_.volumes()[i] * (values[i] - before[i]);
    return amount;
  }

  template <int dim>
  bool
  BoundKeeper<dim>::is_within_bounds(FieldId id, const double *values) const
  {
    const Field &field   = network_.catalogue()[id];
    double       largest = 0, beyond = 0;
    for (std::size_t i = 0; i < nodes_.n_owned(); ++i)
      {
        largest = std::max(largest, std::abs(values[i]));
        beyond  = std::max({beyond, field.lower_bound - values[i], values[i] - field.upper_bound});
      }
    return mpi::max(beyond, communicator_) <=
           10 * solver_.relative_tolerance() * mpi::max(largest, communicator_) + nothing;
  }

  template <int dim>
  void
  BoundKeeper<dim>::limit(const Course &course, double *values)
  {
    ++solver_.report().limited;
    const std::size_t         n = nodes_.n_owned();
    const std::vector<double> second(values, values + n);
    std::vector<double>       low     = second, kept(n);
    FieldStage                stage   = low_order(course, low);
    const std::vector<double> sources = source_difference(course, second.data(), stage);
    low                               = nodes_.with_ghosts(low.data());
    limiter_.limit(flux_difference(course, nodes_.with_ghosts(second.data()), low),
                   sources,
                   bounds_of(course, low),
                   low,
                   values,
                   &kept);

    Course limited    = course;
    limited.processes = stage.processes;
    limited.surfaces  = stage.surfaces + std::accumulate(kept.begin(), kept.end(), 0.);
    finish(limited, values);
  }

  template <int dim>
  std::vector<double>
  BoundKeeper<dim>::upstream_gains(const Course &course) const
  {
    const std::vector<double> start    = nodes_.with_ghosts(course.start);
    const NodeEdges          &edges    = movement_.edges();
    const double              capacity = course.taxis->capacity;
    std::vector<double>       gains(nodes_.n_local(), 0.);
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      for (unsigned int k = edges.row_begin[i]; k < edges.row_begin[i + 1]; ++k)
        {
          const unsigned int j    = edges.column[k];
          const double       rate = course.taxis->rate[k];
          const double       from = rate > 0 ? start[i] : start[j];
          const double       to   = rate > 0 ? start[j] : start[i];
          const double       flux = course.step * rate * from * std::max(0., 1 - to / capacity);
          gains[i] -= flux;
          gains[j] += flux;
        }
    gains.resize(edges.n_owned);
    return gains;
  }

  template <int dim>
  FieldStage
  BoundKeeper<dim>::low_order(const Course &course, std::vector<double> &low)
  {
    std::vector<double> flow;
    if (course.taxis != nullptr)
      flow = upstream_gains(course);
    // what conversions give may be negative where a field out of its bounds is converted (Conversions)
    const double *production = course.production;
    if (production != nullptr)
      {
        low_production_.resize(nodes_.n_owned());
        for (std::size_t i = 0; i < low_production_.size(); ++i)
          low_production_[i] = std::max(0., production[i]);
        production = low_production_.data();
      }
    std::vector<FieldStage> stage{{course.field,
                                   course.step,
                                   course.start,
                                   nullptr,
                                   production,
                                   course.loss,
                                   flow.empty() ? nullptr : flow.data(),
                                   low.data()}};
    solver_.solve(stage, true);
    cut_round_off(course.field, low.data());
    stage[0].flow = nullptr;
    return stage[0];
  }

  template <int dim>
  std::vector<double>
  BoundKeeper<dim>::source_difference(const Course     &course,
                                      const double     *second,
                                      const FieldStage &low)
  {
    // the sources of the stages are functions of their results
    std::vector<double> result(second, second + nodes_.n_owned());
    const FieldStage    stage{course.field,
                           gamma * course.step,
                           course.start,
                           nullptr,
                           course.production,
                           course.loss,
                           nullptr,
                           result.data()};
    std::vector<double> difference = solver_.sources(stage);
    if (course.first_sources != nullptr)
      for (std::size_t i = 0; i < difference.size(); ++i)
        difference[i] += base_weight * (*course.first_sources)[i];
    else
      {
        std::copy_n(course.first, result.size(), result.begin());
        const std::vector<double> first = solver_.sources(stage);
        for (std::size_t i = 0; i < difference.size(); ++i)
          difference[i] += base_weight * first[i];
      }
    const std::vector<double> of_low = solver_.sources(low);
    for (std::size_t i = 0; i < difference.size(); ++i)
      difference[i] -= of_low[i];
    return difference;
  }

  template <int dim>
  std::vector<double>
  BoundKeeper<dim>::flux_difference(const Course              &course,
                                    const std::vector<double> &second,
                                    const std::vector<double> &low)
  {
    const double              h = course.step, d = network_.catalogue()[course.field].diffusivity;
    const std::vector<double> start = nodes_.with_ghosts(course.start),
                              first = nodes_.with_ghosts(course.first);
    const EdgeWeights  &weight      = solver_.weights(course.field);
    const NodeEdges    &edges       = movement_.edges();
    std::vector<double> flux(edges.size());
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      for (unsigned int k = edges.row_begin[i]; k < edges.row_begin[i + 1]; ++k)
        {
          const unsigned int j = edges.column[k];
          flux[k] =
            h * d *
            (weight[k] * ((1 - gamma) * (first[i] - first[j]) + gamma * (second[i] - second[j])) -
             std::max(weight[k], 0.) * (low[i] - low[j]));
          if (course.taxis == nullptr)
            continue;
          const double rate = course.taxis->rate[k], capacity = course.taxis->capacity;
          const auto   f    = [&](double y) { return y * std::max(0., 1 - y / capacity); };
          const double from = rate > 0 ? start[i] : start[j], to = rate > 0 ? start[j] : start[i];
          flux[k] += h * rate *
                     (.5 * delta * (f(start[i]) + f(start[j])) +
                      .5 * (1 - delta) * (f(first[i]) + f(first[j])) -
                      from * std::max(0., 1 - to / capacity));
        }
    return flux;
  }

  template <int dim>
  NodeBounds
  BoundKeeper<dim>::bounds_of(const Course &course, const std::vector<double> &low) const
  {
    const Field &field = network_.catalogue()[course.field];
    NodeBounds   bounds{std::vector<double>(nodes_.n_owned(), field.lower_bound),
                      std::vector<double>(nodes_.n_owned(), field.upper_bound)};
    if (course.taxis != nullptr)
      {
        const NodeBounds now    = limiter_.neighbourhood(low);
        const NodeBounds before = limiter_.neighbourhood(nodes_.with_ghosts(course.start));
        for (std::size_t i = 0; i < nodes_.n_owned(); ++i)
          {
            bounds.lower[i] = std::max(bounds.lower[i], std::min(now.lower[i], before.lower[i]));
            bounds.upper[i] = std::min(bounds.upper[i], std::max(now.upper[i], before.upper[i]));
          }
      }
    // held nodes take whatever flows
    std::vector<double> values = low;
    std::vector<char>   held;
    supply_.hold(course.field, values.data(), held);
    for (std::size_t i = 0; i < held.size(); ++i)
      if (held[i])
        {
          bounds.lower[i] = -std::numeric_limits<double>::infinity();
          bounds.upper[i] = std::numeric_limits<double>::infinity();
        }
    return bounds;
  }

  template <int dim>
  void
  BoundKeeper<dim>::cut_round_off(FieldId id, double *values)
  {
    const Field      &field   = network_.catalogue()[id];
    const std::size_t n       = nodes_.n_owned();
    double            largest = 0, beyond = 0;
    for (std::size_t i = 0; i < n; ++i)
      {
        largest = std::max(largest, std::abs(values[i]));
        beyond  = std::max({beyond, field.lower_bound - values[i], values[i] - field.upper_bound});
      }
    beyond = mpi::max(beyond, communicator_);
    if (beyond <= 0)
      return;
    largest = mpi::max(largest, communicator_);
    solver_.report().largest_clipping =
      std::max(solver_.report().largest_clipping, beyond / (largest + nothing));
    if (beyond > noise * largest + nothing)
      {
        std::ostringstream text;
        text << field.name << " left its bounds by " << beyond << ' ' << field.unit
             << " in a step of transport: its processes or what is held at surfaces push it there";
        throw NumericalFailure(text.str());
      }
    // What is added below the others give back in proportion to what they have. What is taken above goes to where there is something and room
    // for more: the empty stay empty, or fronts would grow from what was put before them; only if that does not suffice, to all that have room.
    double     added = 0, above_lower = 0, between = 0, below_upper = 0;
    const auto share = [&](double value) { // of what is taken above
      return (value - field.lower_bound) * (field.upper_bound - value);
    };
    for (std::size_t i = 0; i < n; ++i)
      {
        const double volume = nodes_.volumes()[i];
        const double kept   = std::min(std::max(values[i], field.lower_bound), field.upper_bound);
        added += volume * (kept - values[i]);
        values[i] = kept;
        above_lower += volume * (kept - field.lower_bound);
        if (std::isfinite(field.upper_bound))
          {
            between += volume * share(kept);
            below_upper += volume * (field.upper_bound - kept);
          }
      }
    added               = mpi::sum(added, communicator_);
    above_lower         = mpi::sum(above_lower, communicator_);
    between             = mpi::sum(between, communicator_);
    below_upper         = mpi::sum(below_upper, communicator_);
    const bool suffices = -added * (field.upper_bound - field.lower_bound) <= between;
    if (added > 0 && above_lower > 0)
      for (std::size_t i = 0; i < n; ++i)
        values[i] -= std::min(1., added / above_lower) * (values[i] - field.lower_bound);
    else if (added < 0 && below_upper > 0)
      for (std::size_t i = 0; i < n; ++i)
        values[i] += suffices
                       ? -added / between * share(values[i])
                       : std::min(1., -added / below_upper) * (field.upper_bound - values[i]);
  }

  template <int dim>
  void
  BoundKeeper<dim>::check_balance(const Course &course, const double *values)
  {
    std::array<double, 2> local{};
    for (std::size_t i = 0; i < nodes_.n_owned(); ++i)
      {
        local[0] += nodes_.volumes()[i] * (values[i] - course.start[i]);
        local[1] +=
          nodes_.volumes()[i] * (std::abs(values[i]) + std::abs(course.start[i]) + nothing);
      }
    local[0] -= course.processes + course.surfaces;
    const std::array<double, 2> global = mpi::sum(local, communicator_);
    if (global[1] > 0)
      solver_.report().largest_imbalance =
        std::max(solver_.report().largest_imbalance, std::abs(global[0]) / global[1]);
  }

  template class BoundKeeper<2>;
  template class BoundKeeper<3>;
} // namespace callus
