// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/temporary_directory.h"
#include "output/tables.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace callus;

TEST(History, HasDayFirstAndAUnitInEveryHeader)
{
  const TemporaryDirectory directory;
  HistoryWriter            history(directory.path("history.csv"),
                        {{"axial interfragmentary movement", "mm"}, {"bone volume", "mm3"}});
  EXPECT_EQ(directory.read("history.csv"),
            "day,axial interfragmentary movement [mm],bone volume [mm3]\n");
  EXPECT_THROW(HistoryWriter(directory.path("x.csv"), {{"bone volume", ""}}), std::logic_error);
}

TEST(History, RowsAreOnTheDiskAtOnceWithTenDigits)
{
  const TemporaryDirectory directory;
  HistoryWriter            history(directory.path("history.csv"), {{"a", "1"}, {"b", "1"}});
  history.write_row(0, {1. / 3, NAN});
  EXPECT_EQ(directory.read("history.csv"), "day,a [1],b [1]\n0,0.3333333333,\n");
  history.write_row(0.5, {-1e-20, 12345678});
  EXPECT_EQ(directory.read("history.csv"),
            "day,a [1],b [1]\n0,0.3333333333,\n0.5,-1e-20,12345678\n");
  EXPECT_THROW(history.write_row(1, {1}), std::logic_error);
}

TEST(History, OtherRanksWriteNothing)
{
  const TemporaryDirectory directory;
  HistoryWriter            history(directory.path("history.csv"), {{"a", "1"}}, false);
  history.write_row(0, {1});
  EXPECT_FALSE(std::filesystem::exists(directory.path("history.csv")));
}

TEST(Diagnostics, MixesNumbersAndWords)
{
  const TemporaryDirectory directory;
  DiagnosticsWriter        diagnostics(directory.path("diagnostics.csv"),
                                {{"iterations", "1"}, {"reason", ""}});
  diagnostics.write_row(2, {12., "the material, in \"callus\", changed"});
  EXPECT_EQ(directory.read("diagnostics.csv"),
            "day,iterations [1],reason\n2,12,\"the material, in \"\"callus\"\", changed\"\n");
}

TEST(Tables, FileThatCannotBeWrittenIsAnError)
{
  EXPECT_THROW(HistoryWriter("/nowhere/history.csv", {{"a", "1"}}), std::runtime_error);
}
