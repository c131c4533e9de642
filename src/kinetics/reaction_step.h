// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "kinetics/network.h"

#include <string>
#include <vector>

namespace callus
{
  /**
   * Advances the explicit fields (cells, matrices) at points, others frozen, by Heun's method in its
   * strong-stability-preserving form: y1 = y + h f(y), y_new = (y + y1 + h f(y1)) / 2.
   * Gains and losses of a conversion cancel to round-off. Forward Euler keeps every field within its bounds and the volume
   * fractions below one as long as h is small enough; so each batch of points takes the largest step that keeps
   * its promises, with h L <= 1/2 for the fastest loss: a sub-step that breaks a promise is repeated with half the size, at
   * most @p max_halvings times, then NumericalFailure.
   */
  class ReactionStep
  {
  public:
    explicit ReactionStep(const Network &network, unsigned int max_halvings = 12);

    /// From @p day to @p day + @p step; returns the largest number of sub-steps any batch needed.
    unsigned int
    advance(double day, double step, PointTable &fields, const PointTable &drivers);

  private:
    /// One batch: copies of its fields, so that a rejected sub-step costs nothing to undo.
    unsigned int
    advance_batch(double day, double step);

    /// The state after a forward Euler step of size @p h from @p from; rates in production_ and loss_.
    void
    euler(double h, const PointTable &from, PointTable &to) const;

    /// Empty if all bounds and the volume are kept (round-off is cut off), else what is broken.
    std::string
    broken_promise(PointTable &state) const;

    double
    fastest_loss() const;

    const Network            &network_;
    unsigned int              max_halvings_;
    std::vector<unsigned int> explicit_ids_;
    Network::Scratch          scratch_;
    PointTable                state_, stage_, drivers_, production_, loss_;
    std::size_t               n_ = 0; ///< points in the batch
  };
} // namespace callus
