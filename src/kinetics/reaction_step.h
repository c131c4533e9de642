// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "kinetics/network.h"

namespace callus
{
  /**
   * Advances the explicit fields (cells, matrices) at points, others frozen, by Heun's method in its
   * strong-stability-preserving form: y1 = y + h f(y), y_new = (y + y1 + h f(y1)) / 2.
   * Gains and losses of a conversion cancel to round-off. Forward Euler keeps every field within its bounds and the volume
   * fractions below one as long as h is small enough; so each batch of points takes the largest step that keeps
   * its promises: a sub-step that breaks one is repeated with half the size, at most @p max_halvings times, then
   * NumericalFailure.
   */
  class ReactionStep
  {
  public:
    explicit ReactionStep(const Network &network, unsigned int max_halvings = 12);

    /// From @p day to @p day + @p step; returns the largest number of sub-steps any batch needed.
    unsigned int
    advance(double day, double step, PointTable &fields, const PointTable &drivers);

  private:
    const Network &network_;
    unsigned int   max_halvings_;
    /* scratch tables, lists of explicit fields ... */
  };
} // namespace callus
