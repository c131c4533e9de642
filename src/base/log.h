// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <chrono>
#include <fstream>
#include <memory>
#include <ostream>
#include <string>

namespace callus
{
  /// What the progress line shows.
  struct Progress
  {
    double      day     = 0;
    double      end_day = 0;
    double      step    = 0; ///< day
    std::string doing;       ///< "solving mechanics"
  };

  /// "day 12.50 of 70 | step 0.08 day | solving mechanics | 2 min left"; without time left if @p seconds_left < 0.
  std::string
  progress_text(const Progress &progress, double seconds_left);

  /**
   * The log of a run, a stream like any other: what is written goes to the terminal and, once it is open, to
   * `log.txt`. One rank of a parallel run is the speaker; the log of the others swallows everything.
   *
   * progress() shows one line that is overwritten in place; it appears only if the output is a terminal, and never in
   * the file.
   */
  class Log : public std::ostream
  {
  public:
    /// @p terminal is where the user reads (std::cout); @p is_terminal says if lines can be overwritten there.
    Log(bool is_speaker, std::ostream &terminal, bool is_terminal);
    /// To standard output, with a progress line if that is a terminal.
    explicit Log(bool is_speaker);
    ~Log() override;

    /// From now on also to this file, a new one or behind what is there. What was written before is added, so that the file is
    /// complete. Throws OutputFailure if it cannot be written.
    void
    open_file(const std::string &path, bool goes_on = false);

    /// Shows the progress line, not more often than the eye can follow.
    void
    progress(const Progress &progress);
    /// Removes the progress line.
    void
    end_progress();

  private:
    class Buffer;
    std::unique_ptr<Buffer>               buffer_;
    std::chrono::steady_clock::time_point start_;
    std::chrono::steady_clock::time_point last_shown_;
    std::string                           last_doing_;
    double                                start_day_ = -1;
  };
} // namespace callus
