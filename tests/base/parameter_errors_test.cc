// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/parameters.h"
#include "base/temporary_directory.h"
#include "base/units.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <sstream>

using namespace callus;

namespace
{
  using Reader = std::function<void(const Section &)>;

  /// What is wrong with a text, if it is read by @p reader.
  std::vector<Problem>
  problems_of(const std::string &text, const Reader &reader, const std::string &library = "")
  {
    const Units units;
    const auto  file = ParameterFile::from_text(text, "case.prm", library, units);
    reader(file->root());
    try
      {
        file->throw_if_wrong();
      }
    catch (const InputError &error)
      {
        return error.problems();
      }
    return {};
  }

  /// The only problem of a text in which `Rate`, in 1/day and positive, is asked for.
  Problem
  problem_of_rate(const std::string &text)
  {
    const auto problems = problems_of(text, [](const Section &root) {
      root.subsection("P").quantity("Rate", "1/day", Range::positive(), "the rate");
    });
    EXPECT_EQ(problems.size(), 1u) << text;
    return problems.empty() ? Problem() : problems[0];
  }

  bool
  contains(const std::string &text, const std::string &part)
  {
    return text.find(part) != std::string::npos;
  }

  void
  expect_place(const Problem &problem, unsigned int line, const std::string &path)
  {
    EXPECT_EQ(problem.where.file, "case.prm");
    EXPECT_EQ(problem.where.line, line);
    EXPECT_EQ(problem.where.path, path);
  }
} // namespace

TEST(ParameterErrors, MissingEntryNamesItsSubsection)
{
  const Problem problem = problem_of_rate("# first\nsubsection P\nend\n");
  expect_place(problem, 2, "P/Rate");
  EXPECT_EQ(problem.found, "no value");
  EXPECT_TRUE(contains(problem.expected, "'1/day', > 0 (the rate)"));
  EXPECT_TRUE(contains(problem.remedy, "set Rate = NUMBER 1/day [assumed]"));
}

TEST(ParameterErrors, MissingSubsectionIsReportedThroughItsEntries)
{
  expect_place(problem_of_rate(""), 0, "P/Rate");
}

TEST(ParameterErrors, WrongUnit)
{
  const Problem problem = problem_of_rate("subsection P\n\nset Rate = 3 mm [assumed]\nend\n");
  expect_place(problem, 3, "P/Rate");
  EXPECT_EQ(problem.found, "'3 mm [assumed]'");
}

TEST(ParameterErrors, UnknownUnit)
{
  EXPECT_TRUE(contains(problem_of_rate("subsection P\nset Rate = 3 1/moon [assumed]\nend").found,
                       "unit '1/moon' is not known"));
}

TEST(ParameterErrors, NoUnit)
{
  EXPECT_TRUE(
    contains(problem_of_rate("subsection P\nset Rate = 3 [assumed]\nend").found, "without a unit"));
}

TEST(ParameterErrors, NoNumber)
{
  for (const std::string value : {"fast",
                                  "nan 1/day [assumed]",
                                  "inf 1/day [assumed]",
                                  "",
                                  "1e999 1/day",
                                  "3 1/day [assumed",
                                  "3 1/day assumed]",
                                  "1, 2 1/day [assumed]"})
    expect_place(problem_of_rate("subsection P\nset Rate = " + value + "\nend"), 2, "P/Rate");
}

TEST(ParameterErrors, HintsOnNumbersAndUnits)
{
  const std::vector<std::pair<std::string, std::string>> hints = {
    {"0,5 1/day [assumed]", "with a point, not with a comma"},
    {"\xE2\x88\x92"
     "5 1/day [assumed]",
     "the minus sign as '-'"},
    {"1e999 1/day [assumed]", "too large or too small"},
    {"1e-999 1/day [assumed]", "too large or too small"},
    {"inf 1/day [assumed]", "must be finite"},
    {"-nan 1/day [assumed]", "must be finite"},
    {"3 1/day [assumed", "not closed"},
    {"3 [assumed]", "set Rate = 3 1/day [assumed]"},
    {"1 500 1/day [assumed]", "without blanks between them"},
    {"0x10 1/day [assumed]", "'x' is no unit"},
    {"3 1/dya [assumed]", "'dya' is no unit; did you mean 'day'?"},
    {"3 kpa [assumed]", "'kpa' is no unit; did you mean 'kPa'?"},
    {"3 mm [assumed]", "of something else"},
  };
  for (const auto &[value, hint] : hints)
    EXPECT_TRUE(
      contains(problem_of_rate("subsection P\nset Rate = " + value + "\nend").remedy, hint))
      << value << ": " << problem_of_rate("subsection P\nset Rate = " + value + "\nend").remedy;
}

TEST(ParameterErrors, OutOfRange)
{
  const Problem problem = problem_of_rate("subsection P\nset Rate = 0 1/day [assumed]\nend");
  EXPECT_TRUE(contains(problem.expected, "> 0"));
}

TEST(ParameterErrors, NoSource)
{
  const Problem problem = problem_of_rate("subsection P\nset Rate = 1 1/day\nend");
  expect_place(problem, 2, "P/Rate");
  EXPECT_EQ(problem.found, "a value without a source");
  EXPECT_TRUE(contains(problem.remedy, "docs/references.bib"));
}

TEST(ParameterErrors, SourceMustBeAKnownReference)
{
  const TemporaryDirectory directory;
  directory.write("docs/references.bib", "@article{glass2011,\n  author = {Glass, G.},\n}\n");
  directory.write("parameter_files/x", "");
  const Reader reader = [](const Section &root) {
    root.quantity("Rate", "1/day", Range::any(), "rate");
  };
  const std::string library = directory.path("parameter_files");
  EXPECT_TRUE(problems_of("set Rate = 1 1/day [glass2011]", reader, library).empty());
  const auto problems = problems_of("set Rate = 1 1/day [gless2011]", reader, library);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].found, "the source 'gless2011'");
  EXPECT_EQ(problems[0].remedy, "Did you mean 'glass2011'?");
}

TEST(ParameterErrors, UnknownEntryAndSubsectionGetTheNearestName)
{
  const auto problems =
    problems_of("set Tilte = x\nsubsection P\n set Raet = 1 1/day [assumed]\n"
                " set Rate = 1 1/day [assumed]\nend\nsubsection Fild\n set A = 1\nend\n",
                [](const Section &root) {
                  root.text("Title", "", "title");
                  root.subsection("P").quantity("Rate", "1/day", Range::any(), "rate");
                  root.subsection("Field");
                });
  ASSERT_EQ(problems.size(), 3u);
  expect_place(problems[0], 1, "Tilte");
  EXPECT_TRUE(contains(problems[0].remedy, "Did you mean 'Title'?"));
  expect_place(problems[1], 3, "P/Raet");
  EXPECT_TRUE(contains(problems[1].remedy, "Did you mean 'Rate'?"));
  expect_place(problems[2], 6, "Fild");
  EXPECT_TRUE(contains(problems[2].remedy, "Did you mean 'Field'?"));
}

TEST(ParameterErrors, WrongChoiceFlagAndCount)
{
  const auto problems = problems_of(
    "set Form = decoy\nset Active = perhaps\nset Ranks = -1\n", [](const Section &root) {
      EXPECT_EQ(root.choice("Form", {"secretion", "decay"}, "form"), "secretion");
      EXPECT_FALSE(root.flag("Active", true, "active"));
      EXPECT_EQ(root.count("Ranks", 3, "ranks"), 3u);
    });
  ASSERT_EQ(problems.size(), 3u);
  expect_place(problems[0], 1, "Form");
  EXPECT_TRUE(contains(problems[0].remedy, "Did you mean 'decay'?"));
  expect_place(problems[1], 2, "Active");
  expect_place(problems[2], 3, "Ranks");
}

TEST(ParameterErrors, RequiredTextMayNotBeEmpty)
{
  const auto problems =
    problems_of("set File =\n", [](const Section &root) { root.text("File", "the mesh"); });
  ASSERT_EQ(problems.size(), 1u);
  expect_place(problems[0], 1, "File");
}

TEST(ParameterErrors, LinesThatAreNoStatement)
{
  const auto problems = problems_of("subsection P\nend\nRate = 3\nset Rate 3\nsett A = 1\nset = "
                                    "3\nincludes x\nlibrary x\nan idle remark\n",
                                    [](const Section &root) { root.subsection("P"); });
  ASSERT_EQ(problems.size(), 7u);
  for (unsigned int i = 0; i < 7; ++i)
    {
      EXPECT_EQ(problems[i].where.line, 3 + i);
      EXPECT_EQ(problems[i].where.file, "case.prm");
    }
}

TEST(ParameterErrors, AnotherKindOfFileIsOneProblemMore)
{
  // three lines without a statement before them, and the rest is not looked at
  const auto problems = problems_of("a = 1\nb = 2\nc = 3\nd = 4\ne = 5\n", [](const Section &) {});
  ASSERT_EQ(problems.size(), 4u);
  EXPECT_TRUE(contains(problems[3].remedy, "Check that this is the file you mean"));
}

TEST(ParameterErrors, MisspeltBeginAndEndStillCount)
{
  // one problem each, not a second one for what it leads to
  for (const std::string text : {"subsection\n set A = 1\nend\n",
                                 "subsection P/Q\n set A = 1\nend\n",
                                 "subsektion P\nend\n",
                                 "subsection P\nend P\n",
                                 "subsection P\nennd\n"})
    EXPECT_EQ(problems_of(text, [](const Section &root) { root.subsection("P"); }).size(), 1u)
      << text;
}

TEST(ParameterErrors, EndsAndSubsectionsMustMatch)
{
  auto problems = problems_of("end\n", [](const Section &) {});
  ASSERT_EQ(problems.size(), 1u);
  expect_place(problems[0], 1, "");
  problems = problems_of("\nsubsection P\n", [](const Section &root) { root.subsection("P"); });
  ASSERT_EQ(problems.size(), 1u);
  expect_place(problems[0], 2, "P");
}

TEST(ParameterErrors, ContinuedLineCountsFromItsFirst)
{
  const Problem problem =
    problem_of_rate("subsection P\nset Rate = \\\n  3 mm \\\n  [assumed]\nend");
  expect_place(problem, 2, "P/Rate");
}

TEST(ParameterErrors, ScalingNeedsANumberASourceAndAValue)
{
  const std::string value = "subsection P\nset Rate = 3 1/day [assumed]\n";
  expect_place(problem_of_rate(value + "set Rate *= fast [assumed]\nend"), 3, "P/Rate");
  expect_place(problem_of_rate(value + "set Rate *= 2 mm [assumed]\nend"), 3, "P/Rate");
  EXPECT_EQ(problem_of_rate(value + "set Rate *= 2\nend").found, "a factor without a source");
  EXPECT_TRUE(
    contains(problem_of_rate(value + "set Rate *= 2 [nobody1900]\nend").found, "nobody1900"));
  EXPECT_EQ(problem_of_rate("subsection P\nset Rate *= 2 [assumed]\nend").found, "no value");
}

TEST(ParameterErrors, TextsCannotBeScaled)
{
  const auto problems = problems_of("set Title = x\nset Title *= 2\n",
                                    [](const Section &root) { root.text("Title", "title"); });
  ASSERT_EQ(problems.size(), 1u);
  expect_place(problems[0], 2, "Title");
}

TEST(ParameterErrors, AbsentOptionalQuantityCannotBeScaled)
{
  const auto problems = problems_of("set Bound *= 2 [assumed]\n", [](const Section &root) {
    root.optional_quantity("Bound", "mm", Range::any(), 0, "bound");
  });
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].found, "a scaling of an entry without a value");
}

TEST(ParameterErrors, AllAreReportedTogether)
{
  const auto problems = problems_of("set A = 1\nset B = 2 kg [assumed]\n", [](const Section &root) {
    EXPECT_TRUE(std::isnan(root.quantity("A", "mm", Range::any(), "a")));
    EXPECT_TRUE(std::isnan(root.quantity("B", "mm", Range::any(), "b")));
    EXPECT_TRUE(std::isnan(root.quantity("C", "mm", Range::any(), "c")));
  });
  EXPECT_EQ(problems.size(), 4u) << "no source, no unit, wrong unit, missing";
}

TEST(ParameterErrors, RenamedEntrySaysWhatToWrite)
{
  const Reader reader = [](const Section &root) {
    root.renamed("Dimension", "Geometry", "set Geometry = 3d");
    root.choice("Geometry", {"3d", "axisymmetric"}, "what the mesh stands for");
  };
  const auto problems = problems_of("set Dimension = 3\n", reader);
  ASSERT_EQ(problems.size(), 1u) << "neither unknown nor missing in addition";
  expect_place(problems[0], 1, "Dimension");
  EXPECT_TRUE(contains(problems[0].found, "'Dimension', which is now called 'Geometry'"));
  EXPECT_TRUE(contains(problems[0].remedy, "Write instead: set Geometry = 3d"));
  EXPECT_TRUE(problems_of("set Geometry = 3d\n", reader).empty());
  EXPECT_EQ(problems_of("", reader).size(), 1u) << "missing under both names";
}

TEST(ParameterErrors, RenamedEntryIsReportedInEveryLayer)
{
  const TemporaryDirectory directory;
  directory.write("base.prm", "set Old = 1\n");
  const Units   units;
  ParameterFile file(
    directory.write("case.prm", "include base.prm\n\nset Old = 2\n"), {}, "", units);
  file.root().renamed("Old", "New", "set New = 2");
  EXPECT_EQ(file.problems().list().size(), 2u);
}

TEST(ParameterErrors, RenamedSubsectionSaysWhatToWrite)
{
  const auto problems =
    problems_of("subsection Well mixed\n set Volume = 3\nend\n", [](const Section &root) {
      root.renamed("Well mixed", "Well-mixed", "subsection Well-mixed");
    });
  ASSERT_EQ(problems.size(), 1u) << "the entries in it are not reported as unknown in addition";
  expect_place(problems[0], 1, "Well mixed");
}

TEST(ParameterErrors, FileThatDoesNotExist)
{
  const Units   units;
  ParameterFile file("/nowhere/case.prm", {}, "", units);
  ASSERT_EQ(file.problems().list().size(), 1u);
  EXPECT_EQ(file.problems().list()[0].where.file, "/nowhere/case.prm");
}

TEST(ParameterErrors, IgnoredSubsectionsAreNeitherCheckedNorWritten)
{
  const Units units;
  const auto  file = ParameterFile::from_text(
    "set Title = x\nsubsection Mesh\n set File = y\nend\n", "case.prm", "", units);
  file->root().text("Title", "title");
  EXPECT_THROW(file->throw_if_wrong(), InputError);
  const auto again = ParameterFile::from_text(
    "set Title = x\nsubsection Mesh\n set File = y\nend\n", "case.prm", "", units);
  again->root().text("Title", "title");
  again->ignore("Mesh");
  EXPECT_NO_THROW(again->throw_if_wrong());
  std::ostringstream out;
  again->write_used(out);
  EXPECT_EQ(out.str().find("Mesh"), std::string::npos);
}
