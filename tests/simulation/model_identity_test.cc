// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/model_identity.h"

#include <gtest/gtest.h>

using namespace callus;

namespace
{
  const std::string before =
    "Title = a\nTime/End = 28 day\nFields/oxygen/Unit = mmHg\nProcesses/decay/Rate = 0.5 1/day\n"
    "Processes/decay/Form = decay\n";
} // namespace

TEST(ModelIdentity, IsEqualToItself)
{
  const ModelDifferences differences = compare_models(before, before);
  EXPECT_TRUE(differences.refused.empty());
  EXPECT_TRUE(differences.allowed.empty());
}

TEST(ModelIdentity, LetsAFewEntriesChange)
{
  const ModelDifferences differences = compare_models(
    before,
    "Title = b\nTime/End = 70 day\nFields/oxygen/Unit = mmHg\nProcesses/decay/Rate = 0.5 1/day\n"
    "Processes/decay/Form = decay\nOutput/History every = 2 day\n");
  EXPECT_TRUE(differences.refused.empty());
  ASSERT_EQ(differences.allowed.size(), 3u);
  EXPECT_EQ(differences.allowed[1], "Time/End: '70 day', was '28 day'");
}

TEST(ModelIdentity, RefusesOtherValuesAndParts)
{
  const ModelDifferences differences = compare_models(
    before,
    "Title = a\nTime/End = 28 day\nFields/oxygen/Unit = kPa\nProcesses/growth/Rate = 0.5 1/day\n"
    "Processes/growth/Form = proliferation\n");
  ASSERT_EQ(differences.refused.size(), 3u) << "one sentence a part, whatever it consists of";
  EXPECT_EQ(differences.refused[0], "Fields/oxygen/Unit = 'kPa' where the checkpoint has 'mmHg'");
  EXPECT_EQ(differences.refused[1], "no Processes/decay, which the checkpoint has");
  EXPECT_EQ(differences.refused[2], "Processes/growth, which the checkpoint does not have");
}

TEST(ModelIdentity, EveryChangeableEntryHasAReason)
{
  for (const ChangeableEntry &entry : changeable_entries())
    EXPECT_FALSE(entry.reason.empty()) << entry.path;
}

TEST(ModelIdentity, DoesNotDependOnUnitsAndSources)
{
  const Units units;
  const auto  identity = [&](const std::string &length) {
    const auto file = ParameterFile::from_text("set Length = " + length + "\n", "file", "", units);
    file->root().quantity("Length", "mm", Range::any(), "a length");
    return model_identity(*file, units);
  };
  EXPECT_EQ(identity("2.5 cm [assumed]"), identity("25 mm [calibrated]"));
  EXPECT_NE(identity("2.5 cm [assumed]"), identity("2.5 mm [assumed]"));
}
