// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/test_problem.h"

#include <gtest/gtest.h>

namespace callus
{
  using namespace test;

  namespace
  {
    /// All problems of a case as one text.
    std::string
    problems_of(const std::string &mechanics)
    {
      BoxMesh          box;
      MechanicsProblem problem(box, subsection("body", healing), mechanics + ramp(1, 2));
      std::string      text;
      for (const Problem &entry : problem.file().problems().list())
        text += to_string(entry) + "\n";
      return text;
    }

    const std::string base = subsection("Supports", on_surface("distal", "z_min", "fixed"));
    const std::string weight =
      subsection("Loads",
                 on_surface("weight", "z_max", "rigid plate force", "set Force = 1 N [assumed]\n"));
  } // namespace


  TEST(MechanicsInput, SoundCaseHasNoProblems)
  {
    EXPECT_EQ(problems_of(base + weight), "");
  }


  TEST(MechanicsInput, UnknownSurfacesAreNamedWithTheNearestOne)
  {
    const std::string text =
      problems_of(subsection("Supports", on_surface("distal", "z_mim", "fixed")) + weight +
                  "set Drained surfaces = outside\n");
    EXPECT_NE(text.find("z_mim"), std::string::npos);
    EXPECT_NE(text.find("'z_min'"), std::string::npos);
    EXPECT_NE(text.find("outside"), std::string::npos);
  }


  TEST(MechanicsInput, BodyMustBeHeldAndLoaded)
  {
    const std::string text = problems_of("");
    EXPECT_NE(text.find("no support"), std::string::npos);
    EXPECT_NE(text.find("no load"), std::string::npos);
  }


  TEST(MechanicsInput, FixatorJoinsThePlateAndAFixedSupport)
  {
    const auto fixator = [](const std::string &between, const std::string &forces) {
      return subsection("Fixator",
                        "set Between = " + between +
                          "\nset Displacements = 0, 1 mm [assumed]\nset Forces = " + forces +
                          " N [assumed]\n");
    };
    EXPECT_EQ(problems_of(base + weight + fixator("z_min, z_max", "0, 5")), "");
    EXPECT_NE(problems_of(base + weight + fixator("x_min, z_max", "0, 5")).find("rigid plate"),
              std::string::npos);
    EXPECT_NE(problems_of(base + weight + fixator("z_min, z_max", "0, -5")).find("ascending"),
              std::string::npos);
    EXPECT_NE(problems_of(base + weight + fixator("z_min, z_max", "0, 5, 6")).find("3 forces"),
              std::string::npos);
  }


  TEST(MechanicsInput, OnePlateOnlyAndKnownRegions)
  {
    const std::string two =
      subsection("Loads",
                 on_surface("a", "z_max", "rigid plate force", "set Force = 1 N [assumed]\n") +
                   on_surface("b", "x_max", "rigid plate force", "set Force = 1 N [assumed]\n"));
    EXPECT_NE(problems_of(base + two).find("second rigid plate"), std::string::npos);
    EXPECT_NE(problems_of(base + weight + "set Regions left out = bodi\n").find("'body'"),
              std::string::npos);
  }


  TEST(MechanicsInput, LoadsMustReachTheBone)
  {
    const auto moment = [](const std::string &surface, const std::string &value) {
      return on_surface(
        "m", surface, "resultant moment", "set Moment = " + value + " N mm [assumed]\n");
    };
    const std::string plate =
      on_surface("w", "z_max", "rigid plate force", "set Force = 1 N [assumed]\n");
    const auto text = [&](const std::string &loads) {
      return problems_of(base + subsection("Loads", loads));
    };
    EXPECT_EQ(text(moment("z_max", "0, 5, 0")), "");
    EXPECT_NE(text(moment("z_max", "5")).find("three components"), std::string::npos);
    EXPECT_NE(text(moment("z_min", "0, 5, 0")).find("which a support fixes"), std::string::npos);
    EXPECT_NE(text(moment("z_max", "0, 5, 0") + plate).find("a moment on the rigid plate"),
              std::string::npos);
  }


  TEST(MechanicsInput, MotionsMustNotContradictWhatIsHeld)
  {
    const auto text = [](const std::string &surface, const std::string &more) {
      return problems_of(base +
                         subsection("Loads", on_surface("m", surface, "prescribed motion", more)));
    };
    const std::string down = "set Displacement = 0, 0, -1 mm [assumed]\n";
    EXPECT_EQ(text("z_max", down), "");
    EXPECT_NE(text("z_min", down).find("which a support fixes"), std::string::npos);
    // x_min has an edge in common with the fixed end
    EXPECT_NE(text("x_min", down).find("moves differently"), std::string::npos);
    EXPECT_EQ(text("x_min", "set Displacement = 0, 0, 0 mm [assumed]\n"), "");
    EXPECT_NE(text("z_max", down + "set Directions = x\n").find("which is free"),
              std::string::npos);
    EXPECT_NE(text("z_max", down + "set Directions = w\n").find("'w'"), std::string::npos);
    EXPECT_NE(text("z_max", "set Displacement = 1 mm [assumed]\n").find("three components"),
              std::string::npos);
  }
} // namespace callus
