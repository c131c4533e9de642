// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <limits>
#include <optional>
#include <string>

namespace callus
{
  /// Where a run is. The states: "reading", "running", "completed", "failed", "stopped" (by a signal, to be resumed).
  struct RunStatus
  {
    struct LastCheckpoint
    {
      std::string file;    ///< relative to the run's folder
      double      day = 0; ///< of the healing
      std::string written; ///< of time_stamp()
    };

    std::string                   state = "reading";
    std::string                   message; ///< of a failure, or what the run was stopped by
    double                        day               = 0;
    double                        end               = 0; ///< day
    double                        step              = 0; ///< day, the last one
    double                        wall_seconds      = 0; ///< of this start of the program
    double                        remaining_seconds = std::numeric_limits<double>::quiet_NaN();
    unsigned int                  n_ranks           = 1;
    std::string                   started; ///< of time_stamp()
    std::optional<LastCheckpoint> last_checkpoint;
    std::optional<int>            exit_code; ///< once it has ended
  };

  /// Writes `status.json`, replaced as a whole so that a reader never sees half of one. It carries host and process of the writer:
  /// a run that was killed leaves its last state behind, "running" with an old date.
  void
  write_status(const std::string &path, const RunStatus &status);
} // namespace callus
