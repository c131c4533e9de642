// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/step_control.h"

#include "base/parameters.h"
#include "base/problems.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace callus
{
  StepControl::StepControl(const Section &time)
    : end_(time.setting("End", "day", Range::positive(), "28 day", "Day on which the run ends"))
    , smallest_(time.setting("Smallest step",
                             "day",
                             Range::positive(),
                             "0.0001 day",
                             "The run stops if a smaller step is needed"))
    , largest_(time.setting("Largest step",
                            "day",
                            Range::positive(),
                            "0.5 day",
                            "Steps do not grow beyond this"))
    , tolerance_(
        time.setting("Error tolerance",
                     "1",
                     Range::positive(),
                     "0.002",
                     "Largest error of a field in one step, relative to its largest value so far"))
    , first_(time.setting("First step",
                          "day",
                          Range::positive(),
                          "0.01 day",
                          "Size of the first step, and of the first one after an event"))
    , next_(first_)
  {
    if (smallest_ > largest_)
      time.problem("Smallest step",
                   "a smallest step above the largest one",
                   "Smallest step <= Largest step",
                   "Exchange the two values.");
  }


  double
  StepControl::end() const
  {
    return end_;
  }


  double
  StepControl::smallest() const
  {
    return smallest_;
  }


  double
  StepControl::largest_step() const
  {
    return largest_;
  }


  StepControl::Proposal
  StepControl::propose(double day, double next_due, const std::string &next_due_reason) const
  {
    const bool   due_is_end = next_due > end_;
    const double left       = (due_is_end ? end_ : next_due) - day;
    const double wish       = std::min(next_, largest_);
    // A step that nearly reaches the due time reaches it; one that would leave a crumb stops half-way instead.
    if (wish >= left * (1. - 1e-9))
      return {left, due_is_end ? "end of the run" : next_due_reason};
    const std::string reason = next_ >= largest_ ? "largest step" : reason_;
    if (wish > 0.5 * left)
      return {0.5 * left, reason};
    return {wish, reason};
  }


  bool
  StepControl::accept(double step, const StepError &error)
  {
    // The error goes with the power `order` of the step.
    const double ratio =
      error.value > 0. ? std::pow(tolerance_ / error.value, 1. / error.order) : 4.;
    const double factor = std::min(2., std::max(0.25, 0.9 * ratio));
    if (error.value > 1.5 * tolerance_ && smallest_ < largest_)
      {
        if (step <= smallest_ * (1. + 1e-9))
          {
            std::ostringstream text;
            text << "The smallest time step, " << smallest_ << " day, is too large: its error is "
                 << error.value << ", the tolerance " << tolerance_;
            throw NumericalFailure(text.str());
          }
        next_   = std::max(smallest_, step * std::min(factor, 0.7));
        reason_ = "error";
        return false;
      }
    // A step cut short by a due time says little about larger ones: the next may be as large as was planned before.
    const double proposal = step * factor;
    if (proposal < next_ && step < next_ && factor >= 1.)
      return true;
    reason_ = factor >= 1.9 ? "growth" : "error";
    next_   = std::min(largest_, std::max(smallest_, proposal));
    return true;
  }


  void
  StepControl::restart(const std::string &reason)
  {
    next_   = std::min(next_, first_);
    reason_ = reason;
  }


  void
  StepControl::halve(const std::string &why, double step)
  {
    const double broken = std::min({next_, largest_, step});
    if (broken <= smallest_ * (1. + 1e-9))
      throw NumericalFailure("The smallest time step is too large: " + why);
    next_   = std::max(smallest_, 0.5 * broken);
    reason_ = why;
  }


  void
  StepControl::save(Snapshot &snapshot) const
  {
    snapshot.numbers["time/next step"]        = next_;
    snapshot.texts["time/reason of the step"] = reason_;
  }


  void
  StepControl::load(const Snapshot &snapshot)
  {
    next_   = snapshot.number("time/next step");
    reason_ = snapshot.text("time/reason of the step");
  }
} // namespace callus
