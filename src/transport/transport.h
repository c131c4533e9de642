// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "kinetics/spreading.h"
#include "transport/flux_limiter.h"
#include "transport/quasi_steady_balance.h"

namespace callus
{
  /**
   * Diffusion, taxis and supply in space, on linear sub-cells with lumped volumes m_i:
   *     m_i dy_i/dt = m_i (P - L y_i) + D sum_j w_ij (y_j - y_i) - taxis_i(y) + supply_i(y)
   * in the two stages of two_stage.h, implicit but for taxis, of second order in space and time.
   *
   * That alone does not keep bounds: no linear method of second order does. A field that left its bounds, and every
   * field that follows something, is computed a second time by backward Euler, without negative couplings and with what taxis carries
   * taken from upstream: of first order and within bounds for every step. FluxLimiter then adds as much of the second order as the
   * bounds allow; for taxis these are also the smallest and largest values around each node, so that no front oscillates.
   * What the linear solver's tolerance leaves beyond a bound is taken, in proportion, from all that lies within.
   */
  template <int dim>
  class Transport : public Spreading
  {
  public:
    Transport(const Section             &root,
              const Mesh<dim>           &mesh,
              const std::vector<Region> &regions,
              const HealingNodes<dim>   &nodes,
              const Network             &network);

    void
    prepare_supply(double day, const PointTable &fields, const PointTable &drivers) override;
    void
    prepare_movement(double day, const PointTable &fields, const PointTable &drivers) override;
    void
    first_stage(const std::vector<FieldId> &ids,
                double                      step,
                const PointTable           &start,
                const PointTable           &production,
                const PointTable           &loss,
                PointTable                 &first,
                const Correction           &correct) override;
    void
    second_stage(const std::vector<FieldId> &ids,
                 double                      step,
                 const PointTable           &start,
                 const PointTable           &first,
                 const PointTable           &production,
                 const PointTable           &loss,
                 PointTable                 &fields,
                 const Correction           &correct) override;
    void
    move(const std::vector<FieldId> &ids, double step, PointTable &fields) override;
    void
    balance(FieldId field, const NetRate &net_rate, double *values) override;
    double
    maximum(double local) const override;

    TransportReport
    take_report();
    const Movement<dim> &
    movement() const
    {
      return movement_;
    }
    /// For tests: how fields follow gradients that no process describes.
    Movement<dim> &
    movement()
    {
      return movement_;
    }

  private:
    /// What the limiter needs to know of one field's step.
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

    void
    correct_stages(const Correction &correct, std::vector<FieldStage> &stages) const;
    unsigned int
    taxis_parts(const std::vector<FieldId> &ids, double step) const;
    void
    move_part(const std::vector<FieldId> &ids, double step, PointTable &fields);
    /// Values within bounds from a step of second order.
    void
    keep_bounds(const Course &course, double *values);
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
    /// Gains of the nodes by what taxis carries: rate f(y) times @p factor, added to @p gains [unit mm3].
    void
    add_taxis(const TaxisFlow &taxis, double factor, const double *values, double *gains) const;
    void
    check_balance(const Course &course, const double *values);
    std::vector<double>
    with_ghosts(const double *values) const;

    MPI_Comm                        communicator_;
    const Network                  &network_;
    const HealingNodes<dim>        &nodes_;
    Movement<dim>                   movement_;
    SurfaceSupply<dim>              supply_;
    StageSolver<dim>                solver_;
    QuasiSteadyBalance<dim>         quasi_steady_balance_;
    FluxLimiter                     limiter_;
    std::vector<double>             low_production_; ///< without what is negative
    std::vector<std::vector<float>> first_sources_;  ///< of the signals in the first stage
    std::vector<std::array<double, 2>>
      first_amounts_; ///< of processes and surfaces in the first stage
  };
} // namespace callus
