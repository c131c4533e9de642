// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/signals.h"

#include <ctime>

namespace callus
{
  namespace
  {
    // A signal handler can reach nothing but static objects; these are set and read here only.
    volatile std::sig_atomic_t received_signal = 0;
    volatile std::sig_atomic_t first_second    = 0; ///< when SIGTERM first came
    volatile std::sig_atomic_t has_terminated  = 0;

    /// Only async-signal-safe calls.
    extern "C" void
    note_signal(int signal)
    {
      if (signal == SIGTERM)
        {
          timespec now{};
          clock_gettime(CLOCK_MONOTONIC, &now);
          const auto second = static_cast<std::sig_atomic_t>(now.tv_sec);
          if (has_terminated && second > first_second + 1)
            {
              struct sigaction deadly = {};
              deadly.sa_handler       = SIG_DFL;
              sigaction(SIGTERM, &deadly, nullptr);
              raise(SIGTERM);
            }
          if (!has_terminated)
            first_second = second;
          has_terminated = 1;
        }
      received_signal = signal;
    }
  } // namespace

  StopSignals::StopSignals()
  {
    received_signal       = 0;
    has_terminated        = 0;
    struct sigaction note = {};
    note.sa_handler       = note_signal;
    note.sa_flags         = SA_RESTART; // a file that is being written is not to be cut
    sigemptyset(&note.sa_mask);
    sigaction(SIGUSR1, &note, &before_user_);
    sigaction(SIGTERM, &note, &before_term_);
    struct sigaction ignore = {};
    ignore.sa_handler       = SIG_IGN;
    sigaction(SIGXFSZ, &ignore, &before_size_);
  }

  StopSignals::~StopSignals()
  {
    sigaction(SIGUSR1, &before_user_, nullptr);
    sigaction(SIGTERM, &before_term_, nullptr);
    sigaction(SIGXFSZ, &before_size_, nullptr);
  }

  int
  StopSignals::received() const
  {
    return received_signal;
  }

  std::string
  StopSignals::name(int signal)
  {
    return signal == SIGTERM   ? "SIGTERM"
           : signal == SIGUSR1 ? "SIGUSR1"
                               : "signal " + std::to_string(signal);
  }
} // namespace callus
