// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/log.h"
#include "output/field_writer.h"
#include "simulation/agreement.h"
#include "simulation/history.h"

#include <functional>
#include <limits>

namespace callus
{
  /// Where the time of a run went.
  struct LoopTimes
  {
    double       mechanics = 0, biology = 0, output = 0; ///< s
    unsigned int mechanics_updates = 0, steps = 0;
  };

  /**
   * The healing, day by day: events, mechanics when the material has changed enough, output when it is due, one step of the biology,
   * and its promises checked. A step that breaks a promise is repeated with half its size, up to eight times.
   *
   * Between two steps all that the loop remembers can be saved; loaded into a new loop of the same case, also on other ranks, the
   * healing goes on from there. Saving changes nothing.
   */
  template <int dim>
  class HealingLoop
  {
  public:
    HealingLoop(HealingCase<dim> &healing,
                History<dim>     &history,
                FieldWriter<dim> &pictures,
                Log              &log);

    /// Called before each round of the loop with the day, the size of the last step and if this is the last round; false stops
    /// the healing there.
    using BetweenSteps = std::function<bool(double day, double step, bool is_last)>;

    /// True if the end was reached, false if it was stopped. Throws NumericalFailure on every rank, and is then back at the last
    /// good moment between two steps.
    bool
    run(const BetweenSteps &between_steps);

    double
    day() const
    {
      return day_;
    }

    void
    save(Snapshot &snapshot) const;
    void
    load(const Snapshot &snapshot);

    const LoopTimes &
    times() const
    {
      return times_;
    }

  private:
    bool
    mechanics_is_due() const;
    void
    update_mechanics();
    void
    solve_mechanics();
    void
    write_due();
    void
    apply_events();
    void
    take_step();
    /// What asks for the next step to end.
    struct Due
    {
      double      day;
      const char *reason;
    };
    Due
    next_due() const;
    /// In place of a step where nothing heals.
    void
    go_to_next_due();
    /// Sets record_.accepted; what is wrong, if the step is the smallest one and still too large.
    std::string
    judge_step();
    /// One try; what it broke, in words, the same on every rank; empty if all is well.
    std::string
    try_step(double step, double day_after);
    void
    write_picture();
    void
    show(const std::string &doing);
    void
    close_record(double day);

    HealingCase<dim> &healing_;
    History<dim>     &history_;
    FieldWriter<dim> &pictures_;
    Log              &log_;
    double            day_                = 0;
    double            next_row_           = 0;
    double            next_picture_       = 0;
    double            last_mechanics_day_ = -std::numeric_limits<double>::infinity();
    double            last_step_          = 0; ///< day; for the progress line
    bool              load_changed_       = true;
    bool              state_is_balanced_  = false;
    MechanicalOutcome outcome_;
    StepRecord        record_; ///< since the last row of diagnostics.csv
    LoopTimes         times_;
    FailureAgreement  agreement_;
  };
} // namespace callus
