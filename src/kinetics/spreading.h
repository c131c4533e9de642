// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "fields/point_values.h"

#include <functional>

namespace callus
{
  /**
   * What space does to the fields: diffusion and exchange through surfaces. The biology's time step (BiologyStep) is
   * written once against this interface; kinetics implements it without space (WellMixedSpreading: flux times area
   * over volume), transport with it (Diffusion).
   */
  class Spreading
  {
  public:
    virtual ~Spreading() = default;

    /// Called at the beginning of each step: evaluates the modifiers of the surface processes at the current state.
    virtual void
    prepare(double day, const PointTable &fields, const PointTable &drivers) = 0;

    /// One step of backward Euler for one field: finds y_new with
    ///     (y_new - y) / step = P - L y_new + diffusion(y_new) + supply through surfaces(y_new).
    /// @p production and @p loss may be null (zero). @p values holds y on entry and y_new, within the field's bounds, on return.
    virtual void
    implicit_step(FieldId       field,
                  double        step,
                  const double *production,
                  const double *loss,
                  double       *values) = 0;

    /// Net rate and its derivative at all points for given values of the field.
    using NetRate = std::function<void(const double *values, double *rate, double *derivative)>;

    /// Quasi-steady balance 0 = rate(y) + diffusion(y) + supply(y) by Newton's method (monotone: the rate is a falling,
    /// and where uptake saturates a convex, function of y); @p values holds the start and the result.
    virtual void
    balance(FieldId field, const NetRate &net_rate, double *values) = 0;

    /// Largest of the values of all ranks.
    virtual double
    maximum(double local) const = 0;
  };
} // namespace callus
