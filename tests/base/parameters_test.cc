// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/parameters.h"

#include "base/units.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace callus;

namespace
{
  class Parameters : public ::testing::Test
  {
  protected:
    Section
    read(const std::string &text)
    {
      file = ParameterFile::from_text(text, "case.prm", "", units);
      return file->root();
    }

    Units                          units;
    std::unique_ptr<ParameterFile> file;
  };
} // namespace

TEST_F(Parameters, QuantitiesAreConvertedToTheUnitAskedFor)
{
  const Section root = read("set Gap = 0.21 cm [measured]\n"
                            "set Rate = -1.5e-1 1/day [assumed]\n"
                            "set Cells = 2 1e6 cells/mL [assumed]\n"
                            "set Share = 30 % [calibrated]\n"
                            "set Steps = 0, 100, +500 N [measured, assumed]\n"
                            "set Number = 0.5 [assumed]\n");
  EXPECT_DOUBLE_EQ(root.quantity("Gap", "mm", Range::positive(), "gap"), 2.1);
  EXPECT_DOUBLE_EQ(root.quantity("Rate", "1/day", Range::any(), "rate"), -0.15);
  EXPECT_DOUBLE_EQ(root.quantity("Cells", "cells/mm3", Range::any(), "cells"), 2000);
  EXPECT_DOUBLE_EQ(root.quantity("Share", "1", Range::fraction(), "share"), 0.3);
  EXPECT_EQ(root.quantities("Steps", "kN", Range::any(), "steps"),
            (std::vector<double>{0, 0.1, 0.5}));
  EXPECT_DOUBLE_EQ(root.quantity("Number", "1", Range::fraction(), "number"), 0.5);
  EXPECT_NO_THROW(file->throw_if_wrong());
}

TEST_F(Parameters, EntriesWithDefaultNeedNoSource)
{
  const Section root = read("set Step = 6 h\n");
  EXPECT_DOUBLE_EQ(root.setting("Step", "day", Range::positive(), "0.1 day", "step"), 0.25);
  EXPECT_DOUBLE_EQ(root.setting("Other", "day", Range::positive(), "0.1 day", "step"), 0.1);
  EXPECT_EQ(root.optional_quantity("Upper bound", "1", Range::any(), 7., "bound"), 7.);
  EXPECT_NO_THROW(file->throw_if_wrong());
}

TEST_F(Parameters, OptionalQuantityMayBeNone)
{
  const Section root = read("set Upper bound = none\nset Lower bound = 2 mm [assumed]");
  EXPECT_TRUE(
    std::isinf(root.optional_quantity("Upper bound", "mm", Range::any(), INFINITY, "bound")));
  EXPECT_EQ(root.optional_quantity("Lower bound", "mm", Range::any(), INFINITY, "bound"), 2.);
  EXPECT_NO_THROW(file->throw_if_wrong());
}

TEST_F(Parameters, TextsChoicesFlagsCountsAndLists)
{
  const Section root = read("set Title = Sheep, the 2nd # a comment\n"
                            "set Form = decay\n"
                            "set Active = no\n"
                            "set Ranks = 12\n"
                            "set Rows = 12 , 13,\\\n   14\n"
                            "set Nothing =\n");
  EXPECT_EQ(root.text("Title", "title"), "Sheep, the 2nd");
  EXPECT_EQ(root.choice("Form", {"secretion", "decay"}, "form"), "decay");
  EXPECT_EQ(root.choice("Law", {"a", "b"}, "b", "law"), "b");
  EXPECT_FALSE(root.flag("Active", true, "active"));
  EXPECT_TRUE(root.flag("Other", true, "other"));
  EXPECT_EQ(root.count("Ranks", 1, "ranks"), 12u);
  EXPECT_EQ(root.list("Rows", "rows"), (std::vector<std::string>{"12", "13", "14"}));
  EXPECT_TRUE(root.list("Nothing", "rows").empty());
  EXPECT_EQ(root.list("Days", "1, 2", "days"), (std::vector<std::string>{"1", "2"}));
}

TEST_F(Parameters, SubsectionsKeepTheirOrderAndMayHaveAnyName)
{
  const Section root =
    read("subsection Surfaces\n"
         "  subsection callus|marrow\n    set Young's modulus = 1 MPa [assumed]\n  end\n"
         "  subsection A\n  end\n"
         "  subsection with blanks-and-hyphens\n  end\n"
         "end\n"
         "subsection Surfaces\n  subsection B\n  set From = 1 mm [assumed]\n  end\nend\n");
  const Section surfaces = root.subsection("Surfaces");
  EXPECT_EQ(surfaces.subsections(),
            (std::vector<std::string>{"callus|marrow", "A", "with blanks-and-hyphens", "B"}));
  const Section marrow = surfaces.subsection("callus|marrow");
  EXPECT_EQ(marrow.path(), "Surfaces/callus|marrow");
  EXPECT_EQ(marrow.name(), "callus|marrow");
  EXPECT_EQ(marrow.quantity("Young's modulus", "kPa", Range::positive(), "modulus"), 1000.);
  EXPECT_TRUE(surfaces.has_subsection("A"));
  EXPECT_FALSE(surfaces.has_subsection("C"));
  EXPECT_TRUE(surfaces.subsection("B").has("From")) << "a section may be opened anew";
  EXPECT_EQ(surfaces.subsection("B").place("From").line, 12u);
  EXPECT_EQ(surfaces.subsection("A").place().line, 5u);
}

TEST_F(Parameters, DeclarationsAreKeptForTheManual)
{
  const Section root = read("subsection Mesh\n set Gap = 2.1 mm [measured]\nend");
  const Section mesh = root.subsection("Mesh");
  mesh.quantity("Gap", "mm", Range::positive(), "the gap");
  mesh.setting("Step", "day", Range::between(0, 1), "0.5 day", "the step");
  mesh.quantity("Gap", "mm", Range::positive(), "the gap, again");
  const std::vector<DeclaredEntry> declared = file->declared();
  ASSERT_EQ(declared.size(), 2u);
  EXPECT_EQ(declared[0].path, "Mesh/Gap");
  EXPECT_EQ(declared[0].unit, "mm");
  EXPECT_EQ(declared[0].range, "> 0");
  EXPECT_EQ(declared[0].description, "the gap");
  EXPECT_TRUE(declared[0].required);
  EXPECT_EQ(declared[0].value, "2.1 mm [measured]");
  EXPECT_EQ(declared[0].source, "measured");
  EXPECT_EQ(declared[1].range, ">= 0 and <= 1");
  EXPECT_EQ(declared[1].default_value, "0.5 day");
  EXPECT_EQ(declared[1].value, "0.5 day");
  EXPECT_FALSE(declared[1].required);
}
