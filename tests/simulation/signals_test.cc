// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/signals.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace callus;

namespace
{
  /// How a child process that does this ends, as of waitpid.
  template <typename Action>
  int
  end_of_child(const Action &action)
  {
    const pid_t child = fork();
    if (child == 0)
      {
        action();
        _exit(7);
      }
    int status = 0;
    waitpid(child, &status, 0);
    return status;
  }
} // namespace

TEST(StopSignals, LeaveANote)
{
  const StopSignals signals;
  EXPECT_EQ(signals.received(), 0);
  raise(SIGUSR1);
  EXPECT_EQ(signals.received(), SIGUSR1);
  raise(SIGTERM);
  EXPECT_EQ(signals.received(), SIGTERM);
  EXPECT_EQ(StopSignals::name(signals.received()), "SIGTERM");
}

TEST(StopSignals, TwoTerminationsAtOneMomentAreOne)
{
  const int status = end_of_child([]() {
    const StopSignals signals;
    raise(SIGTERM);
    raise(SIGTERM);
  });
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 7);
}

TEST(StopSignals, SecondTerminationKills)
{
  const int status = end_of_child([]() {
    const StopSignals signals;
    raise(SIGTERM);
    usleep(2100000);
    raise(SIGTERM);
  });
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGTERM);
}

TEST(StopSignals, AreThoseOfBeforeAtTheEnd)
{
  const int status = end_of_child([]() {
    {
      const StopSignals signals;
    }
    raise(SIGTERM);
  });
  ASSERT_TRUE(WIFSIGNALED(status));
}
