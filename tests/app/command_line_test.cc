// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/command_line.h"
#include "base/problems.h"

#include <gtest/gtest.h>

using namespace callus;

namespace
{
  std::string
  message_of(const std::vector<std::string> &words)
  {
    try
      {
        run_command_line(words, MPI_COMM_WORLD);
      }
    catch (const InputError &error)
      {
        return error.what();
      }
    return "";
  }

  bool
  contains(const std::string &text, const std::string &part)
  {
    return text.find(part) != std::string::npos;
  }
} // namespace

TEST(CommandLine, HelpNamesEveryCommandAndOption)
{
  const std::string help = help_text();
  for (const std::string word :
       {"callus run FILE.prm [--output DIR]",
        "--set \"Section/Entry = value\"",
        "callus check FILE.prm",
        "callus well-mixed FILE.prm",
        "{fields|drivers|quantities|processes|equations|network|laws|materials|parameters}",
        "[--acting-on FIELD,...] [--among FIELD,...]",
        "--json",
        "--version"})
    EXPECT_TRUE(contains(help, word)) << word;
}

TEST(CommandLine, WrongCommandsGetTheNearestOne)
{
  EXPECT_TRUE(contains(message_of({"rnu", "x.prm"}), "Did you mean 'run'?"));
  EXPECT_TRUE(contains(message_of({}), "no command"));
  EXPECT_TRUE(contains(message_of({"list", "proceses"}), "Did you mean 'processes'?"));
}

TEST(CommandLine, EveryCommandTakesItsOwnOptionsOnly)
{
  EXPECT_TRUE(contains(message_of({"check", "x.prm", "--output", "dir"}), "callus check FILE.prm"));
  EXPECT_TRUE(contains(message_of({"run", "x.prm", "--json"}), "callus run FILE.prm"));
  EXPECT_TRUE(contains(message_of({"run", "x.prm", "--set"}), "callus run FILE.prm"));
}

TEST(CommandLine, NumberOfWordsIsChecked)
{
  EXPECT_TRUE(contains(message_of({"run"}), "0 words"));
  EXPECT_TRUE(contains(message_of({"run", "a.prm", "b.prm"}), "2 words"));
  EXPECT_TRUE(contains(message_of({"list"}), "0 words"));
}
