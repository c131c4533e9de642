// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/parameters.h"
#include "base/temporary_directory.h"
#include "base/units.h"

#include <gtest/gtest.h>

#include <sstream>

using namespace callus;

namespace
{
  /// Reads the processes of a file as the network does: a rate each, unless they are switched off.
  class Strictness : public ::testing::Test
  {
  protected:
    std::vector<Problem>
    problems_of(const std::string &path, const std::vector<std::string> &overrides = {})
    {
      file = std::make_unique<ParameterFile>(path, overrides, directory.path(""), units);
      const Section processes = file->root().subsection("Processes");
      for (const std::string &name : processes.subsections())
        {
          const Section process = processes.subsection(name);
          process.text("Description", "", "what happens");
          if (!process.flag("Active", true, "whether it runs"))
            process.switched_off_by("Active", {"Description"});
          process.optional_quantity("Rate", "1/day", Range::any(), 0, "rate");
          process.subsection("Modifiers").optional_quantity("Floor", "1", Range::any(), 0, "floor");
        }
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

    static std::string
    process(const std::string &lines)
    {
      return "subsection Processes\n subsection decay\n" + lines + " end\nend\n";
    }

    Units                          units;
    TemporaryDirectory             directory;
    std::unique_ptr<ParameterFile> file;
  };

  const std::string rate = "  set Rate = 1 1/day [assumed]\n", off = "  set Active = false\n";
} // namespace

TEST_F(Strictness, ValueBesideTheSwitchIsReported)
{
  const auto problems =
    problems_of(directory.write("case.prm",
                                process(rate + off +
                                        "  set Description = off\n  subsection Modifiers\n"
                                        "   set Floor = 1 [assumed]\n  end\n")));
  ASSERT_EQ(problems.size(), 2u) << "the rate and what is in its subsections, not the description";
  EXPECT_EQ(problems[0].where.path, "Processes/decay/Rate");
  EXPECT_EQ(problems[0].where.line, 3u);
  EXPECT_NE(problems[0].found.find("case.prm:4"), std::string::npos) << problems[0].found;
  EXPECT_EQ(problems[1].where.path, "Processes/decay/Modifiers/Floor");
}

TEST_F(Strictness, ValueBehindTheSwitchIsReported)
{
  directory.write("off.prm", process(off));
  EXPECT_EQ(problems_of(directory.write("case.prm", "include off.prm\n" + process(rate))).size(),
            1u);
  EXPECT_EQ(problems_of(directory.path("off.prm"), {"Processes/decay/Rate *= 2 [assumed]"}).size(),
            2u)
    << "an idle factor, and nothing to scale";
}

TEST_F(Strictness, EarlierValuesAndThoseOfTheLibraryMayStay)
{
  directory.write("library/decay.prm", process(rate + off));
  directory.write("own_library.prm", "library\n" + process(rate + off));
  directory.write("earlier.prm", process(rate));
  EXPECT_TRUE(problems_of(directory.write("a.prm", "include library/decay.prm\n")).empty());
  EXPECT_TRUE(problems_of(directory.write("b.prm", "include own_library.prm\n")).empty());
  EXPECT_TRUE(
    problems_of(directory.write("c.prm", "include earlier.prm\n" + process(off))).empty());
  EXPECT_TRUE(
    problems_of(directory.path("earlier.prm"), {"Processes/decay/Active = false"}).empty());
  EXPECT_EQ(
    problems_of(directory.write("d.prm", "include library/decay.prm\n" + process(rate))).size(), 1u)
    << "the library's switch is off, and the user did not turn it on";
  EXPECT_TRUE(
    problems_of(directory.write(
                  "e.prm", "include library/decay.prm\n" + process(rate + "  set Active = true\n")))
      .empty());
}

TEST_F(Strictness, WrittenFileOfASwitchedOffProcessReadsAgain)
{
  directory.write("library/decay.prm", process(rate));
  EXPECT_TRUE(
    problems_of(directory.write("case.prm", "include library/decay.prm\n" + process(off))).empty());
  std::ostringstream once, twice;
  file->write_used(once);
  EXPECT_TRUE(problems_of(directory.write("used.prm", once.str())).empty());
  file->write_used(twice);
  EXPECT_EQ(once.str(), twice.str());
}

TEST_F(Strictness, OnceInAFile)
{
  EXPECT_EQ(problems_of(directory.write("a.prm", process(rate + rate))).size(), 1u);
  EXPECT_EQ(problems_of(directory.write("b.prm",
                                        "subsection Processes\n subsection decay\n end\n"
                                        " subsection decay\n end\nend\n"))
              .size(),
            1u);
  EXPECT_EQ(problems_of(directory.path("a.prm"),
                        {"Processes/decay/Active = true", "Processes/decay/Active = true"})
              .size(),
            2u);
}

TEST_F(Strictness, FilesAreIncludedOnceAndTheLibraryIsReadOnce)
{
  directory.write("library/decay.prm", process(rate));
  directory.write("slower.prm", process("  set Rate *= 0.5 [assumed]\n"));
  EXPECT_TRUE(problems_of(directory.write("a.prm",
                                          "include library/decay.prm\ninclude slower.prm\n"
                                          "include library/decay.prm\n"))
                .empty());
  const auto problems = problems_of(directory.write(
    "b.prm", "include library/decay.prm\ninclude slower.prm\ninclude slower.prm\n"));
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].where.line, 3u);
  EXPECT_NE(problems[0].found.find("b.prm:2"), std::string::npos);
}

TEST_F(Strictness, MissingEndHidesWhatFollowsFromIt)
{
  const std::string text =
    "subsection Processes\n  subsection a\n  subsection b\n  end\nend\nset Title = x\n";
  file = ParameterFile::from_text(text, "case.prm", "", units);
  try
    {
      file->throw_if_unreadable();
      FAIL();
    }
  catch (const InputError &error)
    {
      ASSERT_EQ(error.problems().size(), 1u);
      EXPECT_NE(
        error.problems()[0].remedy.find("The 'end' of line 5 closes the subsection 'a' of line 2"),
        std::string::npos)
        << error.what();
    }
}

TEST_F(Strictness, EntryInTheWrongPlaceIsSentHome)
{
  const auto problems =
    problems_of(directory.write("case.prm", "set Floor = 1 [assumed]\n" + process(rate)));
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_NE(problems[0].remedy.find("It belongs into 'Processes/decay/Modifiers'."),
            std::string::npos)
    << problems[0].remedy;
}
