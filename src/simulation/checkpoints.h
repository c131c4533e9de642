// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "output/checkpoint_file.h"
#include "output/run_folder.h"
#include "simulation/checkpoint_settings.h"

#include <chrono>
#include <string>
#include <vector>

namespace callus
{
  /// The folder `checkpoints` of a run: `day_0012.500000.h5`, the last two kept.
  class Checkpoints
  {
  public:
    Checkpoints(const RunFolder               &folder,
                const CheckpointSettings      &settings,
                const checkpoint_file::Orders &orders,
                MPI_Comm                       communicator);

    /// The run begins, or goes on, at this day: intervals count from here.
    void
    begin(double day);

    /// By the day, or by the clock of rank 0. Collective.
    bool
    is_due(double day) const;

    /// Writes one and removes all but the last two. Throws OutputFailure on every rank. Collective.
    void
    write(double day, const Snapshot &snapshot);

    /// The file last written, relative to the run's folder; empty if there is none.
    const std::string &
    last_file() const
    {
      return last_file_;
    }
    double
    last_day() const
    {
      return last_day_;
    }

    /// The checkpoints in a run's folder, the newest first, as paths. Not collective.
    static std::vector<std::string>
    found_in(const RunFolder &folder);

    /// Removes the checkpoints of later days than this one, and what was left of one that was being written. Not collective.
    static void
    remove_later_than(const RunFolder &folder, const std::string &file);

  private:
    using Clock = std::chrono::steady_clock;

    const RunFolder               &folder_;
    CheckpointSettings             settings_;
    const checkpoint_file::Orders &orders_;
    MPI_Comm                       communicator_;
    double                         last_day_ = 0;
    Clock::time_point              last_time_;
    std::string                    last_file_;
  };
} // namespace callus
