// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/log.h"

#include "base/problems.h"

#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <streambuf>
#include <string>

namespace callus
{
  namespace
  {
    const char *const erase_line = "\r\033[K";

    /// Does standard output end at a terminal? Open MPI's mpirun gives its processes a terminal of their own, whatever it writes to
    /// itself: then its standard output tells, which is that of the parent process.
    bool
    output_is_terminal()
    {
      if (isatty(STDOUT_FILENO) != 1)
        return false;
      if (std::getenv("OMPI_COMM_WORLD_SIZE") == nullptr)
        return true;
      char       target[256];
      const auto length = readlink(
        ("/proc/" + std::to_string(getppid()) + "/fd/1").c_str(), target, sizeof(target) - 1);
      if (length < 0) // another system: as it was
        return true;
      const std::string output(target, length);
      return output.rfind("/dev/pts/", 0) == 0 || output.rfind("/dev/tty", 0) == 0;
    }
  } // namespace

  /// Splits what is written between terminal and file, and keeps it for a file that is opened later.
  class Log::Buffer : public std::streambuf
  {
  public:
    Buffer(bool is_speaker, std::ostream &terminal, bool is_terminal)
      : is_speaker_(is_speaker)
      , terminal_(terminal)
      , is_terminal_(is_terminal && is_speaker)
    {
    }

    ~Buffer() override
    {
      show_line("");
    }

    void
    open_file(const std::string &path, bool goes_on)
    {
      if (!is_speaker_)
        return;
      file_.open(path, goes_on ? std::ios::app : std::ios::trunc);
      if (!file_)
        throw OutputFailure("cannot write " + path);
      file_ << written_;
      file_.flush();
      written_.clear();
    }

    bool
    shows_progress() const
    {
      return is_terminal_;
    }

    void
    show_line(const std::string &line)
    {
      if (!is_terminal_ || (line.empty() && !line_is_shown_))
        return;
      terminal_ << erase_line << line << std::flush;
      line_is_shown_ = !line.empty();
    }

  protected:
    int_type
    overflow(int_type c) override
    {
      const char one = traits_type::to_char_type(c);
      xsputn(&one, 1);
      return c;
    }

    std::streamsize
    xsputn(const char *text, std::streamsize count) override
    {
      if (is_speaker_)
        {
          show_line("");
          terminal_.write(text, count);
          if (file_.is_open())
            file_.write(text, count);
          else
            written_.append(text, static_cast<std::size_t>(count));
        }
      return count;
    }

    int
    sync() override
    {
      terminal_.flush();
      if (file_.is_open())
        file_.flush();
      return 0;
    }

  private:
    const bool    is_speaker_;
    std::ostream &terminal_;
    const bool    is_terminal_;
    bool          line_is_shown_ = false;
    std::ofstream file_;
    std::string   written_; ///< until there is a file
  };

  std::string
  progress_text(const Progress &progress, double seconds_left)
  {
    char text[200];
    std::snprintf(text,
                  sizeof(text),
                  "day %.2f of %.6g | step %.2g day | %s",
                  progress.day,
                  progress.end_day,
                  progress.step,
                  progress.doing.c_str());
    std::string line = text;
    if (seconds_left < 0)
      return line;
    if (seconds_left < 60)
      std::snprintf(text, sizeof(text), " | %.0f s left", seconds_left);
    else if (seconds_left < 5400)
      std::snprintf(text, sizeof(text), " | %.0f min left", seconds_left / 60);
    else
      std::snprintf(text, sizeof(text), " | %.1f h left", seconds_left / 3600);
    return line + text;
  }

  Log::Log(bool is_speaker, std::ostream &terminal, bool is_terminal)
    : std::ostream(nullptr)
    , buffer_(std::make_unique<Buffer>(is_speaker, terminal, is_terminal))
    , start_(std::chrono::steady_clock::now())
  {
    rdbuf(buffer_.get());
  }

  Log::Log(bool is_speaker)
    : Log(is_speaker, std::cout, output_is_terminal())
  {
  }

  Log::~Log() = default;

  void
  Log::open_file(const std::string &path, bool goes_on)
  {
    flush();
    buffer_->open_file(path, goes_on);
  }

  void
  Log::progress(const Progress &progress)
  {
    if (!buffer_->shows_progress())
      return;
    const auto now = std::chrono::steady_clock::now();
    if (start_day_ < 0)
      {
        start_     = now;
        start_day_ = progress.day;
      }
    if (progress.doing == last_doing_ && now - last_shown_ < std::chrono::milliseconds(100))
      return;
    last_shown_        = now;
    last_doing_        = progress.doing;
    const double spent = std::chrono::duration<double>(now - start_).count();
    const double done  = progress.day - start_day_;
    const double left  = done > 0 ? spent * (progress.end_day - progress.day) / done : -1;
    buffer_->show_line(progress_text(progress, left));
  }

  void
  Log::end_progress()
  {
    buffer_->show_line("");
  }
} // namespace callus
