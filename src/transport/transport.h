// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/snapshot.h"
#include "kinetics/spreading.h"
#include "transport/bound_keeper.h"
#include "transport/quasi_steady_balance.h"

namespace callus
{
  /**
   * Diffusion, taxis and supply in space, on linear sub-cells with lumped volumes m_i:
   *     m_i dy_i/dt = m_i (P - L y_i) + D sum_j w_ij (y_j - y_i) - taxis_i(y) + supply_i(y)
   * in the two stages of two_stage.h, implicit but for taxis, of second order in space and time.
   *
   * That alone does not keep bounds: BoundKeeper does.
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
    move(const std::vector<FieldId> &ids,
         double                      step,
         PointTable                 &fields,
         const IdleTables           &idle) override;
    void
    balance(FieldId field, const NetRate &net_rate, double *values) override;
    double
    maximum(double local) const override;

    /// How fast the last movement changed fields, with which the solver starts the next.
    void
    save(Snapshot &snapshot) const;
    void
    load(const Snapshot &snapshot);

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
    void
    correct_stages(const Correction &correct, std::vector<FieldStage> &stages) const;
    unsigned int
    taxis_parts(const std::vector<FieldId> &ids, double step) const;
    void
    move_part(const std::vector<FieldId> &ids,
              double                      step,
              PointTable                 &fields,
              const IdleTables           &idle);
    /// Starts of the solver for both stages of a movement: the first as in the last movement, the second as the first stage has it.
    void
    estimate_first(FieldId id, double length, const double *start, double *first) const;
    void
    estimate_second(FieldId       id,
                    double        step,
                    const double *start,
                    const double *first,
                    double       *second) const;
    void
    remember_rate(FieldId id, double step, const double *start, const double *values);
    /// Gains of the nodes by what taxis carries: rate f(y) times @p factor, added to @p gains [unit mm3].
    void
    add_taxis(const TaxisFlow &taxis, double factor, const double *values, double *gains) const;

    MPI_Comm                 communicator_;
    const HealingNodes<dim> &nodes_;
    const Network           &network_;
    Movement<dim>            movement_;
    SurfaceSupply<dim>       supply_;
    StageSolver<dim>         solver_;
    QuasiSteadyBalance<dim>  quasi_steady_balance_;
    BoundKeeper<dim>         bound_keeper_;
    std::vector<std::vector<float>>
      rates_; ///< of the last movement, by field [unit/day]; empty: none yet
    std::vector<std::vector<float>> first_sources_; ///< of the signals in the first stage
    std::vector<std::array<double, 2>>
      first_amounts_; ///< of processes and surfaces in the first stage
  };
} // namespace callus
