// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/parameters.h"
#include "base/temporary_directory.h"
#include "base/units.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace callus;

namespace
{
  class Layers : public ::testing::Test
  {
  protected:
    double
    rate_of(const std::string &path, const std::vector<std::string> &overrides = {})
    {
      file = std::make_unique<ParameterFile>(path, overrides, directory.path("library"), units);
      return file->root().subsection("P").quantity("Rate", "1/day", Range::any(), "the rate");
    }

    Units                          units;
    TemporaryDirectory             directory;
    std::unique_ptr<ParameterFile> file;
  };

  const std::string rate_of_3 = "subsection P\n set Rate = 3 1/day [measured]\nend\n";
} // namespace

TEST_F(Layers, IncludesAreFoundBesideTheFileOrInTheLibrary)
{
  directory.write("library/biology/base.prm", rate_of_3);
  directory.write("cases/local.prm", "subsection P\n set Other = 1\nend\n");
  const std::string main =
    directory.write("cases/main.prm", "include biology/base.prm\ninclude local.prm\n");
  EXPECT_EQ(rate_of(main), 3.);
  EXPECT_EQ(file->files().size(), 3u);
  EXPECT_EQ(file->root().subsection("P").directory_of("Other"), directory.path("cases"));
  EXPECT_EQ(file->root().subsection("P").place("Rate").file,
            directory.path("library") + "/biology/base.prm");
  EXPECT_EQ(file->root().subsection("P").place("Rate").line, 2u);
}

TEST_F(Layers, LaterValueReplacesAnEarlierOne)
{
  directory.write("base.prm", rate_of_3);
  const std::string main = directory.write(
    "main.prm", "include base.prm\nsubsection P\n set Rate = 4 1/day [assumed]\nend\n");
  EXPECT_EQ(rate_of(main), 4.);
  EXPECT_EQ(rate_of(main, {"P/Rate = 5 1/day [assumed]"}), 5.);
  EXPECT_EQ(file->root().subsection("P").place("Rate").file, "--set");
}

TEST_F(Layers, OrderOfScalingsDoesNotMatterToTheLastBit)
{
  directory.write("base.prm", rate_of_3);
  directory.write("aged.prm", "subsection P\n set Rate *= 0.7 [assumed]\nend\n");
  directory.write("drug.prm", "subsection P\n set Rate *= 1.1 [calibrated]\nend\n");
  directory.write("third.prm", "subsection P\n set Rate *= 0.3 [assumed]\nend\n");
  const std::vector<std::string> names = {"base", "aged", "drug", "third"};
  std::vector<unsigned int>      order = {0, 1, 2, 3};
  double                         first = 0;
  std::string                    sources;
  do
    {
      std::string text;
      for (const unsigned int i : order)
        text += "include " + names[i] + ".prm\n";
      const double rate = rate_of(directory.write("main.prm", text));
      EXPECT_NO_THROW(file->throw_if_wrong());
      if (first == 0)
        {
          first   = rate;
          sources = file->declared()[0].source;
          EXPECT_DOUBLE_EQ(rate, 3 * 0.7 * 1.1 * 0.3);
        }
      EXPECT_EQ(rate, first);
      EXPECT_EQ(file->declared()[0].source, sources);
    }
  while (std::next_permutation(order.begin(), order.end()));
  EXPECT_EQ(sources, "measured, assumed, calibrated");
}

TEST_F(Layers, ScalingSurvivesALaterValue)
{
  directory.write("base.prm", rate_of_3);
  const std::string main = directory.write("main.prm", "include base.prm\n");
  EXPECT_DOUBLE_EQ(rate_of(main, {"P/Rate *= 0.5 [assumed]", "P/Rate = 8 1/day [assumed]"}), 4.);
}

TEST_F(Layers, DefaultCanBeScaled)
{
  const auto text = ParameterFile::from_text("set Step *= 0.5", "case.prm", "", units);
  EXPECT_DOUBLE_EQ(text->root().setting("Step", "day", Range::positive(), "0.5 day", "step"), 0.25);
}

TEST_F(Layers, MissingIncludeIsReportedWithItsLine)
{
  rate_of(directory.write("main.prm", rate_of_3 + "include nothing.prm\n"));
  ASSERT_EQ(file->problems().list().size(), 1u);
  EXPECT_EQ(file->problems().list()[0].where.line, 4u);
  EXPECT_NE(file->problems().list()[0].remedy.find(directory.path("library")), std::string::npos);
}

TEST_F(Layers, CircleOfIncludesIsReported)
{
  directory.write("a.prm", "include b.prm\n");
  directory.write("b.prm", rate_of_3 + "include a.prm\n");
  rate_of(directory.path("a.prm"));
  ASSERT_EQ(file->problems().list().size(), 1u);
  EXPECT_EQ(file->problems().list()[0].where.file, directory.path("b.prm"));
}

TEST_F(Layers, IncludeInASubsectionIsReported)
{
  directory.write("base.prm", "set Rate = 3 1/day [assumed]\n");
  rate_of(directory.write("main.prm", rate_of_3 + "subsection P\n include base.prm\nend\n"));
  ASSERT_EQ(file->problems().list().size(), 1u);
  EXPECT_EQ(file->problems().list()[0].where.line, 5u);
}

TEST_F(Layers, OverridesThatAreNoAssignmentOrNameNothingAreReported)
{
  const std::string main = directory.write("main.prm", rate_of_3);
  rate_of(main, {"P/Rate"});
  EXPECT_EQ(file->problems().list().size(), 1u);
  rate_of(main, {"P/Raet = 3 1/day [assumed]"});
  try
    {
      file->throw_if_wrong();
      FAIL() << "nothing was thrown";
    }
  catch (const InputError &error)
    {
      ASSERT_EQ(error.problems().size(), 1u);
      EXPECT_EQ(error.problems()[0].where.file, "--set");
      EXPECT_EQ(error.problems()[0].where.path, "P/Raet");
    }
}

namespace
{
  class Additions : public Layers
  {
  protected:
    std::vector<std::string>
    list_of(const std::string &main, const std::vector<std::string> &overrides = {})
    {
      file = std::make_unique<ParameterFile>(
        directory.write("main.prm", main), overrides, directory.path("library"), units);
      return file->root().subsection("P").list("Of", "what is added up");
    }

    using Words = std::vector<std::string>;
  };

  std::string
  addition_of(const std::string &items)
  {
    return "subsection P\n set Of += " + items + "\nend\n";
  }

  const std::string list_of_two = "subsection P\n set Of = one, two\nend\n";
} // namespace

TEST_F(Additions, OfTwoFilesAreBothInTheListWhateverTheirOrder)
{
  directory.write("base.prm", list_of_two);
  directory.write("a.prm", addition_of("three"));
  directory.write("b.prm", addition_of("four, five"));
  const std::string base = "include base.prm\n", a = "include a.prm\n", b = "include b.prm\n";
  EXPECT_EQ(list_of(base + a + b), (Words{"one", "two", "three", "four", "five"}));
  EXPECT_EQ(list_of(b + base + a), (Words{"one", "two", "four", "five", "three"}));
  EXPECT_EQ(list_of(b + a + base), (Words{"one", "two", "four", "five", "three"}));
  EXPECT_NO_THROW(file->throw_if_wrong());
}

TEST_F(Additions, AreFoundByTheirItems)
{
  directory.write("base.prm", list_of_two);
  directory.write("a.prm", addition_of("three, two"));
  list_of("include base.prm\ninclude a.prm\n");
  const Section section = file->root().subsection("P");
  for (const char *item : {"one", "two"})
    EXPECT_EQ(section.place_of_item("Of", item).file, directory.path("base.prm")) << item;
  EXPECT_EQ(section.place_of_item("Of", "three").file, directory.path("a.prm"));
  EXPECT_EQ(section.place_of_item("Of", "three").line, 2u);
}

TEST_F(Additions, OfWhatIsThereDoNotDoubleIt)
{
  directory.write("a.prm", addition_of("two, three, three"));
  directory.write("b.prm", addition_of("three"));
  EXPECT_EQ(list_of(list_of_two + "include a.prm\ninclude b.prm\n"),
            (Words{"one", "two", "three"}));
}

TEST_F(Additions, SurviveALaterValueAndComeFromTheCommandLineToo)
{
  directory.write("base.prm", list_of_two);
  directory.write("a.prm", addition_of("three"));
  EXPECT_EQ(list_of("include base.prm\ninclude a.prm\nsubsection P\n set Of = zero\nend\n",
                    {"P/Of += four"}),
            (Words{"zero", "three", "four"}));
  EXPECT_NO_THROW(file->throw_if_wrong());
}

TEST_F(Additions, ExtendADefaultList)
{
  const auto text = ParameterFile::from_text("set Rows += 3, 4\n", "case.prm", "", units);
  EXPECT_EQ(text->root().list("Rows", "", "rows"), (Words{"3", "4"}));
  const auto other = ParameterFile::from_text("set Rows += 3\n", "case.prm", "", units);
  EXPECT_EQ(other->root().list("Rows", "1, 2", "rows"), (Words{"1", "2", "3"}));
}

TEST_F(Additions, OfNumbersAreConvertedAndKeepTheirSources)
{
  directory.write("base.prm", "set Days = 0, 2 day [measured]\nset Values = 1, 1 [assumed]\n");
  directory.write("a.prm", "set Days += 96 h [calibrated]\nset Values += 1 [assumed]\n");
  file = std::make_unique<ParameterFile>(
    directory.write("main.prm", "include base.prm\ninclude a.prm\nset Values *= 3 [assumed]\n"),
    std::vector<std::string>{},
    "",
    units);
  EXPECT_EQ(file->root().quantities("Days", "day", Range::any(), "days"),
            (std::vector<double>{0, 2, 4}));
  // equal numbers are entries of a table, and stay
  EXPECT_EQ(file->root().quantities("Values", "1", Range::any(), "values"),
            (std::vector<double>{3, 3, 3}));
  EXPECT_NO_THROW(file->throw_if_wrong());
  EXPECT_EQ(file->declared()[0].value, "0, 2, 4 day [measured, calibrated]");
}

TEST_F(Additions, OfALibraryFileThatIsIncludedTwiceCountOnce)
{
  directory.write("library/library/base.prm", list_of_two);
  directory.write("library/library/delivered/a.prm", addition_of("three"));
  directory.write("one.prm", "include library/delivered/a.prm\n");
  directory.write("two.prm", "include library/delivered/a.prm\n");
  EXPECT_EQ(list_of("include library/base.prm\ninclude one.prm\ninclude two.prm\n"),
            (Words{"one", "two", "three"}));
  EXPECT_NO_THROW(file->throw_if_wrong());
  EXPECT_EQ(file->files().size(), 5u);
}

TEST_F(Additions, AreReportedWhereTheyStand)
{
  directory.write("base.prm", list_of_two);
  list_of("include base.prm\n" + addition_of("thre"));
  const Section section = file->root().subsection("P");
  section.problem("Of", "'thre'", "a number", "");
  section.problem("Of", "'two'", "a number", "");
  const auto &problems = file->problems().list();
  EXPECT_EQ(problems[0].where.file, directory.path("main.prm"));
  EXPECT_EQ(problems[0].where.line, 3u);
  EXPECT_EQ(problems[0].where.path, "P/Of");
  EXPECT_EQ(problems[1].where.file, directory.path("base.prm"));
}
