// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/snapshot.h"
#include "kinetics/conversions.h"
#include "kinetics/network.h"
#include "kinetics/reaction_step.h"
#include "kinetics/spreading.h"
#include "kinetics/state_history.h"

#include <vector>

namespace callus
{
  /// What one step of the biology did; for diagnostics.
  struct BiologyStepReport
  {
    StepError    error;
    unsigned int reaction_steps = 0; ///< largest number of sub-steps at any point of this rank
  };

  /**
   * One time step h of all fields, of second order:
   *   1. explicit fields (cells, matrices): ReactionStep over h/2, Spreading::move over h for those that move or are supplied through
   *      surfaces, ReactionStep over h/2 (Strang's splitting), with signals and oxygen extrapolated to the middle of each part;
   *   2. quasi-steady fields (oxygen) are balanced with the new cells;
   *   3. implicit fields (signals): both stages of the two-stage method (two_stage.h) with P and L of the cells and oxygen at the
   *      time of the stage: no splitting error between production, loss and diffusion, so fast signals sit at
   *      their balance with the cells whatever the step.
   * balance_quasi_steady() is due once before the first step, and whenever drivers or events changed the state in between.
   */
  class BiologyStep
  {
  public:
    BiologyStep(const Network &network, Spreading &spreading);

    /// From @p day to @p day + @p step. Throws NumericalFailure on every rank if a promise cannot be kept, with an empty message
    /// where another rank knows why. If @p day is that of the call
    /// before, the step is a repetition from the saved state.
    BiologyStepReport
    advance(double day, double step, PointTable &fields, const PointTable &drivers);

    /// Balances the quasi-steady fields only (initial state).
    void
    balance_quasi_steady(double day, PointTable &fields, const PointTable &drivers);

    /// The state at the start of the last step, for a repetition.
    const PointTable &
    start() const
    {
      return history_.start();
    }
    /// The last step did not come to an end, or was not wanted: forgets it. The fields are the caller's to put back.
    void
    forget_last_step();
    /// An event changed the course: what was before says nothing about what comes.
    void
    forget_the_past();

    /// Between two steps: what the next one needs of the past. @p load needs the number of points.
    void
    save(Snapshot &snapshot) const;
    void
    load(const Snapshot &snapshot, std::size_t n_points);

  private:
    void
    predict_signals(double fraction, PointTable &fields) const;

    /// Gives the tables of the signals their size, for so many points.
    void
    make_tables(std::size_t n_points);

    unsigned int
    react(double day, double step, PointTable &fields, const PointTable &drivers);

    unsigned int
    step_cells(double day, double step, PointTable &fields, const PointTable &drivers);

    void
    step_signals(double day, double step, PointTable &fields, const PointTable &drivers);

    /// P and L of the signals at the fraction @p fraction of the step; signals as in @p signals (a row for each), all else between the
    /// start and @p fields.
    void
    signal_rates(double            day,
                 double            fraction,
                 const PointTable &signals,
                 const PointTable &fields,
                 const PointTable &drivers);

    /// Puts conversions between signals right after a stage of that length; null: there are none.
    Spreading::Correction
    conserve_conversions(double length, bool is_second_stage);

    std::vector<FieldId>
    fields_of(Integration integration) const;

    const Network       &network_;
    Spreading           &spreading_;
    ReactionStep         reaction_;
    std::vector<FieldId> cells_, signals_, quasi_steady_;
    std::vector<FieldId> moving_;      ///< cells that move or are supplied through surfaces
    std::vector<FieldId> judged_;      ///< all but the quasi-steady ones
    Conversions          conversions_; ///< between signals
    StateHistory         history_;
    PointTable       production_, loss_, first_; ///< a row for each signal; idle while cells move
    PointTable       batch_fields_, batch_drivers_, batch_production_, batch_loss_;
    Network::Scratch scratch_;
  };
} // namespace callus
