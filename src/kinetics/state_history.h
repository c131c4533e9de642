// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/snapshot.h"
#include "fields/point_values.h"

#include <functional>
#include <vector>

namespace callus
{
  /// How wrong the last step is, see StateHistory::estimate().
  struct StepError
  {
    double       value = 0; ///< largest of all fields, relative to the field's largest magnitude
    unsigned int field = 0; ///< the field with that error
    unsigned int order =
      3; ///< power of the step with which it falls: 3, or 2 while there is little history
  };

  /**
   * The states at the starts of the last three steps: what comes next, by linear extrapolation, and how wrong the last step was.
   *
   * The error of a second-order method is a multiple of h^3 y'''. With four states, the new one and three of the past at any
   * distances, h^3 y'''/6 is the third divided difference times h^3; with three, right after the start, h^2 y''/2 stands in for it. A field's magnitude
   * is its largest value so far, at least its typical value and what it gains in a tenth of a day.
   */
  class StateHistory
  {
  public:
    explicit StateHistory(const Catalogue &catalogue);

    /// A step from @p day begins. If @p day is that of the last one, it is a repetition and @p fields are not looked at.
    void
    begin(double day, double step, const PointTable &fields);

    /// The last step did not come to an end, or was not wanted.
    void
    forget_last_step();

    /// The course has a kink here (an event): the past says nothing about what comes.
    void
    restart();

    /// State at the start of the last step.
    const PointTable &
    start() const
    {
      return start_;
    }

    /// Estimate of the state the fraction @p fraction of the step after its start, within the field's bounds, at all points.
    void
    predict(unsigned int field, double fraction, double *values) const;

    /// Better estimates for the solver, of what the stages of two_stage.h lead to in a smooth course. To that of predict(), what the linear
    /// extrapolation misses and the backward Euler step of the first stage adds, h^2 y'' of the last states:
    void
    add_bend_of_first_stage(unsigned int field, double fraction, double *values) const;
    /// What the second stage will make of the @p first one, which goes the fraction @p fraction of the step.
    void
    predict_second_stage(unsigned int  field,
                         double        fraction,
                         const double *first,
                         double       *values) const;

    /// Error of the step that led to @p fields, of the fields in @p judged. @p maximum: over all ranks.
    StepError
    estimate(const PointTable                    &fields,
             const std::vector<FieldId>          &judged,
             const std::function<double(double)> &maximum);

    void
    save(Snapshot &snapshot) const;
    void
    load(const Snapshot &snapshot, std::size_t n_points);

  private:
    /// Of a field, into its bounds.
    void
    clip(unsigned int field, double *values) const;
    double
    largest_difference(const PointTable &fields, unsigned int field, unsigned int order) const;

    const Catalogue    &catalogue_;
    std::vector<double> lower_, upper_;
    double              day_ = 0, step_ = 0;                  ///< of the last step; 0: none yet
    double              previous_step_ = 0, before_step_ = 0; ///< of those before; 0: none
    PointTable          start_, previous_;
    std::vector<float>
      before_; ///< the state before the previous one; only differences of third order need it
    std::vector<double> magnitudes_,
      magnitudes_before_; ///< with and without the step that is being tried
  };
} // namespace callus
