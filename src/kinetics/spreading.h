// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "fields/point_values.h"

#include <functional>
#include <vector>

namespace callus
{
  /**
   * What space does to the fields: diffusion, taxis and exchange through surfaces. The biology's time step (BiologyStep) is
   * written once against this interface; kinetics implements it without space (WellMixedSpreading: flux times area
   * over volume), transport with it (Transport).
   *
   * Tables named `production`, `loss` and `first` have one row for each of the fields asked for, in their order; all others
   * one for each field of the catalogue.
   */
  class Spreading
  {
  public:
    virtual ~Spreading() = default;

    /// Evaluates the modifiers of the surface processes; they hold until the next call.
    virtual void
    prepare_supply(double day, const PointTable &fields, const PointTable &drivers) = 0;

    /// Evaluates how tissue hinders movement and where taxis leads; holds until the next call.
    virtual void
    prepare_movement(double day, const PointTable &fields, const PointTable &drivers) = 0;

    /// What a stage does with its values [a column for each field] once it is solved: it may add what processes give, and says so in
    /// the production that it was called with. Null: nothing.
    using Correction = std::function<void(const std::vector<double *> &values)>;

    /// First stage of the two-stage method (two_stage.h) for y' = P - L y + movement(y) + supply(y) with P and L of its time:
    /// @p first holds an estimate on entry and y1 on return.
    virtual void
    first_stage(const std::vector<FieldId> &ids,
                double                      step,
                const PointTable           &start,
                const PointTable           &production,
                const PointTable           &loss,
                PointTable                 &first,
                const Correction           &correct) = 0;

    /// Second stage: the rows of @p fields hold an estimate on entry; on return the new values, within their bounds.
    /// @p first as the first stage left it; P and L are those of the end of the step.
    virtual void
    second_stage(const std::vector<FieldId> &ids,
                 double                      step,
                 const PointTable           &start,
                 const PointTable           &first,
                 const PointTable           &production,
                 const PointTable           &loss,
                 PointTable                 &fields,
                 const Correction           &correct) = 0;

    /// Tables that nobody needs at the moment, with a row at least for each field that moves: a step takes no memory of its own.
    struct IdleTables
    {
      PointTable &first, &second, &third;
    };

    /// A whole step of movement and supply alone, y' = movement(y) + supply(y); the new values keep their bounds.
    virtual void
    move(const std::vector<FieldId> &ids,
         double                      step,
         PointTable                 &fields,
         const IdleTables           &idle) = 0;

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
