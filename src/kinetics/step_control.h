// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/snapshot.h"
#include "kinetics/state_history.h"

#include <limits>
#include <string>

namespace callus
{
  class Section;

  /// Chooses time steps by the error estimate. Reads the section `Time`: End, First step, Smallest step, Largest step,
  /// Error tolerance.
  class StepControl
  {
  public:
    explicit StepControl(const Section &time);

    struct Proposal
    {
      double step; ///< day
      std::string
        reason; ///< "first step", "error", "growth", "largest step", the due reason, "end of the run", ...
    };

    double
    end() const; ///< day
    double
    smallest() const; ///< day
    double
    largest_step() const; ///< day

    /// The step to take at @p day so that the next due time (output, event, end of the run) is hit exactly.
    Proposal
    propose(double day, double next_due, const std::string &next_due_reason) const;

    /// Tells the outcome of the step. False: the error is too large, repeat from the saved state with a smaller step. Throws
    /// NumericalFailure if it is the smallest step already (unless all steps have one size: then that is what is wanted).
    bool
    accept(double step, const StepError &error);

    /// The course has a kink here (an event): the next step is no larger than the first one was.
    void
    restart(const std::string &reason);

    /// A step broke a promise; the next proposal is half as large. Throws NumericalFailure at the smallest step.
    void
    halve(const std::string &why, double step = std::numeric_limits<double>::infinity());

    void
    save(Snapshot &snapshot) const;
    void
    load(const Snapshot &snapshot);

  private:
    double      end_, smallest_, largest_, tolerance_, first_, next_;
    std::string reason_ = "first step";
  };
} // namespace callus
