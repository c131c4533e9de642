// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/parameters.h"
#include "base/temporary_directory.h"
#include "base/units.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

using namespace callus;

namespace
{
  /// Everything that a run might read.
  std::vector<double>
  read_all(ParameterFile &file)
  {
    const Section       root   = file.root();
    std::vector<double> values = {
      root.setting("Step", "s", Range::positive(), "0.1 day", "step"),
      root.optional_quantity("Bound", "mm", Range::any(), -1, "bound"),
      root.optional_quantity("Other bound", "mm", Range::any(), -1, "bound"),
      double(root.count("Ranks", 3, "ranks")),
      double(root.flag("Active", true, "active")),
    };
    root.text("Title", "", "title");
    root.text("Note", "", "note");
    values.push_back(double(root.list("Rows", "", "rows").size()));
    root.text("File", "mesh.msh", "file");
    root.directory_of("File");
    const Section processes = root.subsection("Processes");
    // The second first: the order of the file must win in what is written.
    for (const std::string name : {"second", "first"})
      {
        const Section process = processes.subsection(name);
        values.push_back(process.quantity("Rate", "1/s", Range::any(), "rate"));
        for (const double value : process.quantities("Levels", "ng/mL", Range::any(), "levels"))
          values.push_back(value);
      }
    root.subsection("Empty");
    root.subsection("Defaults").setting("Tolerance", "1", Range::positive(), "1e-8", "tolerance");
    root.subsection("Absent").optional_quantity("X", "1", Range::any(), 0, "x");
    return values;
  }

  const std::string text = "set Title = a title\nset Note =\nset Bound = none\n"
                           "set Rows = 1, 2\nset Rows += 3\n"
                           "subsection Processes\n"
                           "  subsection first\n"
                           "    set Rate = 0.1234567890123456789 1/day [measured]\n"
                           "    set Rate *= 0.3333333333333333333 [assumed]\n"
                           "    set Levels = 1, 2.5e-3, 1e6 pg/mL [assumed]\n"
                           "  end\n"
                           "  subsection second\n"
                           "    set Rate = 3 1/week [assumed]\n"
                           "    set Levels = 7 ng/mL [assumed]\n"
                           "    set Levels *= 0.1 [measured]\n"
                           "    set Levels += 0.3 pg/mL [assumed]\n"
                           "  end\n"
                           "end\n"
                           "subsection Empty\nend\n";
} // namespace

TEST(ParameterWriter, WrittenFileReadsToTheSameValuesBitByBit)
{
  const Units              units;
  const TemporaryDirectory directory;
  ParameterFile            file(directory.write("cases/main.prm", text), {"Ranks = 5"}, "", units);
  const auto               values = read_all(file);
  file.throw_if_wrong();

  std::ostringstream once;
  file.write_used(once);
  ParameterFile again(directory.write("output/used.prm", once.str()), {}, "", units);
  EXPECT_EQ(read_all(again), values);
  EXPECT_NO_THROW(again.throw_if_wrong());
  EXPECT_EQ(again.root().text("Title", "", "title"), "a title");
  EXPECT_EQ(again.root().subsection("Processes").subsections(),
            (std::vector<std::string>{"first", "second"}));
  EXPECT_TRUE(again.root().has_subsection("Empty"));
  EXPECT_FALSE(again.root().has_subsection("Absent"));
  EXPECT_FALSE(again.root().has("Other bound"));

  std::ostringstream twice;
  again.write_used(twice);
  EXPECT_EQ(once.str(), twice.str());
}

TEST(ParameterWriter, KeepsUnitsAndSources)
{
  const Units units;
  const auto  file = ParameterFile::from_text(text, "case.prm", "", units);
  read_all(*file);
  std::ostringstream out;
  file->write_used(out);
  EXPECT_NE(out.str().find("set Rate = 3 1/week [assumed]"), std::string::npos);
  EXPECT_NE(out.str().find(" 1/day [measured, assumed]"), std::string::npos);
  EXPECT_NE(out.str().find("set Step = 0.1 day"), std::string::npos)
    << "defaults are written as well";
  EXPECT_NE(out.str().find("set Tolerance = 1e-8"), std::string::npos);
  EXPECT_NE(out.str().find("set Rows = 1, 2, 3\n"), std::string::npos);
  EXPECT_EQ(out.str().find("*="), std::string::npos);
  EXPECT_EQ(out.str().find("+="), std::string::npos);
}

TEST(ParameterWriter, FileNamesKeepTheirMeaningInAnotherDirectory)
{
  const Units              units;
  const TemporaryDirectory directory;
  ParameterFile file(directory.write("cases/main.prm", "set File = ../mesh.msh\n"), {}, "", units);
  file.root().text("File", "the mesh");
  file.root().directory_of("File");
  std::ostringstream out;
  file.write_used(out);
  EXPECT_NE(out.str().find("set File = " + directory.path("mesh.msh")), std::string::npos)
    << out.str();
}

TEST(ParameterWriter, SourcesInUseAreListedOnce)
{
  const Units              units;
  const TemporaryDirectory directory;
  directory.write("docs/references.bib",
                  "@article{glass2011, author = {G}}\n@book{vi2018, title = {V}}\n");
  directory.write("parameter_files/x", "");
  const auto file = ParameterFile::from_text("set A = 1 mm [vi2018]\nset B = 1 mm [assumed]\n"
                                             "set B *= 2 [glass2011]\nset C = 1 mm [vi2018]\n",
                                             "case.prm",
                                             directory.path("parameter_files"),
                                             units);
  for (const std::string name : {"A", "B", "C"})
    file->root().quantity(name, "mm", Range::any(), "x");
  EXPECT_NO_THROW(file->throw_if_wrong());
  EXPECT_EQ(file->sources(), (std::vector<std::string>{"vi2018", "glass2011"}));
}
