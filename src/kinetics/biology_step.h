// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/snapshot.h"
#include "kinetics/network.h"
#include "kinetics/reaction_step.h"
#include "kinetics/spreading.h"

#include <string>
#include <vector>

namespace callus
{
  /// What one step of the biology did; for diagnostics.
  struct BiologyStepReport
  {
    double error =
      0; ///< largest error estimate of all fields, relative to the field's largest magnitude
    unsigned int error_field    = 0; ///< the field with that error
    unsigned int reaction_steps = 0; ///< largest number of sub-steps at any point of this rank
  };

  /**
   * One time step h of all fields:
   *   1. implicit fields (signals): P and L with the cells and matrices extrapolated to the end of the step, then
   *      Spreading::implicit_step: no splitting error between production, loss and diffusion, so fast signals sit at
   *      their balance whatever the step;
   *   2. explicit fields (cells, matrices): ReactionStep with the mean of the signals at both ends of the step, then
   *      Spreading::implicit_step without P and L for those that move or are supplied through surfaces;
   *   3. quasi-steady fields (oxygen) are balanced with the new state. So balance_quasi_steady() is due once before the
   *      first step, and whenever drivers or events changed the state in between.
   * The error estimate of a field is half the difference between the new value and the linear extrapolation of the
   * two before, over the field's largest magnitude so far (at least its `Typical value`).
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

    /// The last step did not come to an end, or was not wanted: forgets it. The fields are the caller's to put back.
    void
    forget_last_step();

    /// Between two steps: the state at the start of the last one and the magnitudes of the past, which the next step needs. @p load
    /// needs the number of points.
    void
    save(Snapshot &snapshot) const;
    void
    load(const Snapshot &snapshot, std::size_t n_points);

  private:
    void
    begin_step(double day, double step, const PointTable &fields);

    void
    step_signals(double day, double step, PointTable &fields, const PointTable &drivers);

    unsigned int
    react(double day, double step, const PointTable &drivers);

    unsigned int
    step_cells(double day, double step, PointTable &fields, const PointTable &drivers);

    void
    estimate_error(double step, const PointTable &fields, BiologyStepReport &report);

    bool
    is(unsigned int field, Integration integration) const;

    struct History
    {
      double              last_day = 0, last_step = 0;
      double              previous_step = 0; ///< 0: none
      PointTable          previous;          ///< state one step before the start of the last step
      PointTable          start;             ///< state at the start of the last step
      std::vector<double> magnitudes;
    };

    const Network      &network_;
    Spreading          &spreading_;
    ReactionStep        reaction_;
    std::vector<bool>   spreads_; ///< explicit fields that move or are supplied through surfaces
    History             history_;
    std::vector<double> magnitudes_before_; ///< before the step that is being tried
    PointTable          work_, production_, loss_;
    Network::Scratch    scratch_;
  };
} // namespace callus
