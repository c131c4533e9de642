// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/nearest_name.h"
#include "base/problems.h"

#include <gtest/gtest.h>

using namespace callus;

TEST(NearestName, FindsTheSmallestDistanceWhateverTheCase)
{
  EXPECT_EQ(nearest_name("M1_Macrophage", {"m2_macrophages", "m1_macrophages", "oxygen"}),
            "m1_macrophages");
  EXPECT_EQ(nearest_name("Rate", {"Form", "Rates"}), "Rates");
}

TEST(NearestName, SaysNothingRatherThanSomethingFarOff)
{
  EXPECT_EQ(nearest_name("oxygen", {"cartilage", "bone"}), "");
  EXPECT_EQ(nearest_name("oxygen", {}), "");
}

TEST(NearestName, SuggestionListsAllNames)
{
  EXPECT_EQ(suggest("Raet", {"Form", "Rate"}), "Did you mean 'Rate'? Valid names are: Form, Rate.");
  EXPECT_EQ(suggest("x", {"Form", "Rate"}), "Valid names are: Form, Rate.");
  EXPECT_EQ(suggest("x", {}), "There are no valid names here.");
}

TEST(Problems, AreWrittenWithPlaceFoundExpectedAndRemedy)
{
  EXPECT_EQ(to_string(Problem{{"a.prm", 12, "Mesh/File"}, "'x'", "a mesh", "Write one."}),
            "a.prm:12: in Mesh/File: found 'x', expected a mesh. Write one.");
  EXPECT_EQ(to_string(Problem{{"", 0, ""}, "'x'", "a mesh", ""}), "found 'x', expected a mesh.");
}

TEST(Problems, AreThrownTogetherInTheOrderOfTheFile)
{
  Problems problems;
  EXPECT_NO_THROW(problems.throw_if_any());
  problems.add({{"b.prm", 1, ""}, "third", "", ""});
  problems.add({{"a.prm", 9, ""}, "second", "", ""});
  problems.add({{"a.prm", 2, ""}, "first", "", ""});
  problems.add({{"a.prm", 2, ""}, "first", "", ""});
  try
    {
      problems.throw_if_any();
      FAIL() << "nothing was thrown";
    }
  catch (const InputError &error)
    {
      ASSERT_EQ(error.problems().size(), 3u) << "the same problem counts once";
      EXPECT_EQ(error.problems()[0].found, "first");
      EXPECT_EQ(error.problems()[2].found, "third");
      EXPECT_NE(std::string(error.what()).find("3 problems"), std::string::npos);
      EXPECT_NE(std::string(error.what()).find("a.prm:9: found second."), std::string::npos);
    }
}
