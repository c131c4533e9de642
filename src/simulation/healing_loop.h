// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/log.h"
#include "output/field_writer.h"
#include "simulation/history.h"

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
   * and its promises checked.
   */
  template <int dim>
  class HealingLoop
  {
  public:
    HealingLoop(HealingCase<dim> &healing,
                History<dim>     &history,
                FieldWriter<dim> &pictures,
                Log              &log);

    void
    run();

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
    take_step();
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
  };
} // namespace callus
