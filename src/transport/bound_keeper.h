// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "transport/flux_limiter.h"
#include "transport/stage_solver.h"

namespace callus
{
  /**
   * Brings a step of Transport within the field's bounds.
   *
   * The two stages alone do not keep bounds: no linear method of second order does. A field that left its bounds, and every
   * field that follows something, is computed a second time by backward Euler, without negative couplings and with what taxis carries
   * taken from upstream: of first order and within bounds for every step. FluxLimiter then adds as much of the second order as the
   * bounds allow; for taxis these are also the smallest and largest values around each node, so that no front oscillates.
   * What the linear solver's tolerance leaves beyond a bound is taken, in proportion, from all that lies within.
   */
  template <int dim>
  class BoundKeeper
  {
  public:
    BoundKeeper(const HealingNodes<dim>  &nodes,
                const Network            &network,
                const Movement<dim>      &movement,
                const SurfaceSupply<dim> &supply,
                StageSolver<dim>         &solver,
                MPI_Comm                  communicator);

    /// One field's step of second order.
    struct Course
    {
      FieldId       field;
      double        step;
      const double *start, *first;     ///< y and y1 at the owned nodes
      const double *production, *loss; ///< of the end; null: none
      const std::vector<float>
        *first_sources; ///< StageSolver::sources of the first stage; null: of supply alone, from y1
      const TaxisFlow *taxis;               ///< null: none
      double           processes, surfaces; ///< amounts of the second order on this rank
    };

    /// @p values: of the step at the owned nodes; on return within bounds. Throws NumericalFailure where that cannot be.
    void
    keep(const Course &course, double *values);

  private:
    /// Round-off and the tolerance's noise cut, held values held, the balance of mass checked.
    void
    finish(Course course, double *values);
    /// Sets the held values; what that takes [unit mm3].
    double
    hold(FieldId field, double *values) const;
    bool
    is_within_bounds(FieldId field, const double *values) const;
    void
    limit(const Course &course, double *values);
    /// Backward Euler on positive couplings, into @p low.
    FieldStage
    low_order(const Course &course, std::vector<double> &low);
    std::vector<double>
    upstream_gains(const Course &course) const;
    /// What the sources of second order give each node more than those of the low order.
    std::vector<double>
    source_difference(const Course &course, const double *second, const FieldStage &low);
    /// The same for the fluxes along the edges, from their owned nodes.
    std::vector<double>
    flux_difference(const Course              &course,
                    const std::vector<double> &second,
                    const std::vector<double> &low);
    NodeBounds
    bounds_of(const Course &course, const std::vector<double> &low) const;
    void
    cut_round_off(FieldId field, double *values);
    void
    check_balance(const Course &course, const double *values);

    const HealingNodes<dim>  &nodes_;
    const Network            &network_;
    const Movement<dim>      &movement_;
    const SurfaceSupply<dim> &supply_;
    StageSolver<dim>         &solver_;
    MPI_Comm                  communicator_;
    FluxLimiter               limiter_;
    std::vector<double>       low_production_; ///< without what is negative
  };
} // namespace callus
