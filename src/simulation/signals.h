// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <csignal>
#include <string>

namespace callus
{
  /**
   * Notices SIGUSR1 and SIGTERM, by which batch systems announce the end of a job, instead of dying of them. While one of these objects
   * lives the first signal only leaves a note; a SIGTERM that comes a second or more after an earlier one kills at once (the same
   * signal reaches a process twice at one moment if a batch system sends it to the launcher, which forwards it, and to its children).
   *
   * SIGXFSZ is ignored, so that a limit on the size of files is an error of the write that hits it, with a message.
   */
  class StopSignals
  {
  public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals &) = delete;
    StopSignals &
    operator=(const StopSignals &) = delete;

    /// Number of the signal that this process received; 0 if none.
    int
    received() const;

    /// "SIGTERM"
    static std::string
    name(int signal);

  private:
    struct sigaction before_user_, before_term_, before_size_;
  };
} // namespace callus
