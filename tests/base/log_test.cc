// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/log.h"
#include "base/temporary_directory.h"

#include <gtest/gtest.h>

#include <sstream>

using namespace callus;

TEST(Log, WritesToTerminalAndFileFromTheFirstWord)
{
  const TemporaryDirectory directory;
  std::ostringstream       terminal;
  {
    Log log(true, terminal, false);
    log << "before " << 1 << '\n';
    log.open_file(directory.path("log.txt"));
    log << "after" << std::endl;
  }
  EXPECT_EQ(terminal.str(), "before 1\nafter\n");
  EXPECT_EQ(directory.read("log.txt"), "before 1\nafter\n");
}

TEST(Log, OfOtherRanksIsSilent)
{
  const TemporaryDirectory directory;
  std::ostringstream       terminal;
  Log                      log(false, terminal, true);
  log.open_file(directory.path("log.txt"));
  log << "word" << std::endl;
  log.progress({1, 70, 0.1, "solving"});
  EXPECT_EQ(terminal.str(), "");
  EXPECT_FALSE(std::filesystem::exists(directory.path("log.txt")));
}

TEST(Log, ProgressLineIsForTerminalsOnly)
{
  const TemporaryDirectory directory;
  std::ostringstream       pipe, terminal;
  Log(true, pipe, false).progress({1, 70, 0.1, "solving mechanics"});
  EXPECT_EQ(pipe.str(), "");
  {
    Log log(true, terminal, true);
    log.open_file(directory.path("log.txt"));
    log.progress({1, 70, 0.1, "solving mechanics"});
    EXPECT_NE(terminal.str().find("solving mechanics"), std::string::npos);
    log << "a line" << std::endl;
  }
  EXPECT_EQ(directory.read("log.txt"), "a line\n");
  const std::string erased = "\r\033[Ka line\n";
  EXPECT_NE(terminal.str().find(erased), std::string::npos)
    << "the progress line goes before text comes";
}

TEST(Log, ProgressNamesDayStepWorkAndTimeLeft)
{
  const Progress progress{12.5, 70, 0.08, "solving mechanics"};
  EXPECT_EQ(progress_text(progress, 120),
            "day 12.50 of 70 | step 0.08 day | solving mechanics | 2 min left");
  EXPECT_EQ(progress_text(progress, -1), "day 12.50 of 70 | step 0.08 day | solving mechanics");
  EXPECT_EQ(progress_text(progress, 7200),
            "day 12.50 of 70 | step 0.08 day | solving mechanics | 2.0 h left");
}

TEST(Log, FileThatCannotBeWrittenIsAnError)
{
  std::ostringstream terminal;
  Log                log(true, terminal, false);
  EXPECT_THROW(log.open_file("/nowhere/log.txt"), std::runtime_error);
}
