// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "kinetics/network.h"
#include "kinetics/reaction_step.h"
#include "kinetics/spreading.h"

#include <string>

namespace callus
{
  /// What one step of the biology did; for diagnostics.
  struct BiologyStepReport
  {
    double       error          = 0; ///< largest scaled error estimate of all fields (1 = at the tolerance when divided by it)
    unsigned int error_field    = 0; ///< the field with that error
    unsigned int reaction_steps = 0; ///< largest number of sub-steps at any point
  };

  /**
   * One time step of all fields:
   *   1. quasi-steady fields (oxygen) are balanced;
   *   2. implicit fields (signals): P and L at the current state, then Spreading::implicit_step: no splitting error
   *      between production, loss and diffusion, so fast signals sit at their balance whatever the step;
   *   3. explicit fields (cells, matrices): ReactionStep, then Spreading::implicit_step without P and L for those that
   *      move or are supplied.
   * The error estimate of a field is half the difference between the new value and the linear extrapolation of the
   * two before, over the field's largest magnitude so far.
   */
  class BiologyStep
  {
  public:
    BiologyStep(const Network &network, Spreading &spreading);

    /// From @p day to @p day + @p step. Throws NumericalFailure if a promise cannot be kept.
    BiologyStepReport
    advance(double day, double step, PointTable &fields, const PointTable &drivers);

    /// Balances the quasi-steady fields only (initial state).
    void
    balance_quasi_steady(double day, PointTable &fields, const PointTable &drivers);

  private:
    const Network &network_;
    Spreading &    spreading_;
    ReactionStep   reaction_;
    /* previous states, scales, scratch ... */
  };
} // namespace callus
