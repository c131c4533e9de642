// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/log.h"
#include "output/manifest.h"
#include "output/status_file.h"
#include "simulation/checkpoints.h"
#include "simulation/healing_simulation.h"
#include "simulation/resume.h"
#include "simulation/signals.h"
#include "simulation/snapshots.h"

#include <chrono>

namespace callus
{
  /**
   * A run from an open folder to its end: begins afresh or goes on from a checkpoint, computes, and between two steps looks after
   * checkpoints, signals and `status.json`.
   */
  template <int dim>
  class HealingRun
  {
  public:
    /// The folder is locked; it is not changed before the input is read and found right.
    HealingRun(const RunOptions &options,
               ParameterFile    &file,
               const Units      &units,
               RunFolder        &folder,
               MPI_Comm          communicator);

    /// Returns the exit code, done or requeue. Throws InputError, NumericalFailure or OutputFailure. Collective.
    int
    run();

  private:
    using Clock = std::chrono::steady_clock;

    int
    run_case();
    void
    note_failure(const std::exception &error);
    void
    begin();
    void
    restore_tables(const Snapshot &snapshot) const;
    int
    compute();
    bool
    look_after(double day, double step, bool is_last);
    int
    signal_of_any_rank() const;
    void
    write_checkpoint();
    void
    write_failure_checkpoint(std::string &message);
    void
    show_status(const std::string &state, const std::string &message = "", int exit_code = -1);
    void
    report_times();
    void
    finish(const std::string &status);

    const RunOptions &options_;
    ParameterFile    &file_;
    const Units      &units_;
    RunFolder        &folder_;
    MPI_Comm          communicator_;
    StopSignals       signals_;
    Log               log_;
    Clock::time_point start_, last_shown_;
    double            start_day_ = 0, reading_seconds_ = 0, checkpoint_seconds_ = 0;
    bool              has_begun_   = false;
    int               stop_signal_ = 0;
    Manifest          manifest_;
    RunStatus         status_;
    RunIdentity       identity_;
    StartingPoint     starting_point_;

    std::unique_ptr<HealingCase<dim>> healing_;
    checkpoint_file::Orders           orders_;
    std::unique_ptr<Checkpoints>      checkpoints_;
    std::unique_ptr<History<dim>>     history_;
    std::unique_ptr<FieldWriter<dim>> pictures_;
    std::unique_ptr<HealingLoop<dim>> loop_;
  };
} // namespace callus
