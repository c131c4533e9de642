// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/step_control.h"
#include "base/parameters.h"
#include "base/units.h"

#include <gtest/gtest.h>

using namespace callus;

namespace
{
  /// An error that falls with the square of the step.
  StepError
  of_second_order(double value)
  {
    return {value, 0, 2};
  }

  class StepControlTest : public ::testing::Test
  {
  protected:
    StepControl
    read(const std::string &text)
    {
      file = ParameterFile::from_text("subsection Time\n" + text + "end\n", "time.prm", "", units);
      StepControl control(file->root().subsection("Time"));
      file->throw_if_wrong();
      return control;
    }

    Units                          units;
    std::unique_ptr<ParameterFile> file;
    const std::string              text =
      "set End = 10 day\nset First step = 0.1 day\nset Smallest step = 0.001 day\n"
      "set Largest step = 1 day\nset Error tolerance = 0.01\n";
  };
} // namespace


TEST_F(StepControlTest, due_times_are_hit_without_crumbs)
{
  const StepControl control = read(text);
  EXPECT_DOUBLE_EQ(control.propose(0., 5., "output").step, 0.1);
  EXPECT_EQ(control.propose(0., 5., "output").reason, "first step");
  EXPECT_DOUBLE_EQ(control.propose(4.95, 5., "output").step, 5. - 4.95);
  EXPECT_EQ(control.propose(4.95, 5., "output").reason, "output");
  // 0.101 left: two halves instead of 0.1 and a crumb
  EXPECT_NEAR(control.propose(4.899, 5., "output").step, 0.0505, 1e-12);
  EXPECT_EQ(control.propose(9.95, 12., "output").reason, "end of the run");
  EXPECT_NEAR(control.propose(9.95, 12., "output").step, 0.05, 1e-12);
}


TEST_F(StepControlTest, steps_follow_the_error)
{
  StepControl control = read(text);
  EXPECT_TRUE(control.accept(0.1, of_second_order(0.0)));
  EXPECT_DOUBLE_EQ(control.propose(1., 9., "output").step, 0.2);
  EXPECT_TRUE(control.accept(0.2, of_second_order(0.01)));
  EXPECT_DOUBLE_EQ(control.propose(1., 9., "output").step, 0.2 * 0.9);
  EXPECT_FALSE(control.accept(0.18, of_second_order(0.09)));
  EXPECT_NEAR(control.propose(1., 9., "output").step, 0.18 * 0.3, 1e-12);
  EXPECT_EQ(control.propose(1., 9., "output").reason, "error");
  for (unsigned int i = 0; i < 20; ++i)
    EXPECT_TRUE(control.accept(control.propose(1., 9., "output").step, of_second_order(1e-9)));
  EXPECT_DOUBLE_EQ(control.propose(1., 9., "output").step, 1.);
  EXPECT_EQ(control.propose(1., 9., "output").reason, "largest step");
}


TEST_F(StepControlTest, a_step_cut_short_does_not_shrink_the_next)
{
  StepControl control = read(text);
  for (unsigned int i = 0; i < 20; ++i)
    control.accept(control.propose(1., 9., "output").step, of_second_order(1e-9));
  EXPECT_TRUE(control.accept(0.01, of_second_order(1e-9)));
  EXPECT_DOUBLE_EQ(control.propose(1., 9., "output").step, 1.);
}


TEST_F(StepControlTest, halving_ends_in_a_failure)
{
  StepControl control = read(text);
  control.halve("some reason");
  EXPECT_DOUBLE_EQ(control.propose(1., 9., "output").step, 0.05);
  EXPECT_EQ(control.propose(1., 9., "output").reason, "some reason");
  EXPECT_THROW(
    {
      for (unsigned int i = 0; i < 10; ++i)
        control.halve("some reason");
    },
    NumericalFailure);
}


TEST_F(StepControlTest, an_error_that_the_smallest_step_cannot_mend_is_a_failure)
{
  StepControl control = read(text);
  try
    {
      control.accept(0.001, of_second_order(1.));
      FAIL() << "accepted";
    }
  catch (const NumericalFailure &failure)
    {
      EXPECT_NE(std::string(failure.what()).find("0.001 day"), std::string::npos) << failure.what();
    }
  // steps of one size are wanted as they are
  StepControl fixed =
    read("set End = 10 day\nset First step = 0.1 day\nset Smallest step = 0.1 day\n"
         "set Largest step = 0.1 day\nset Error tolerance = 0.01\n");
  EXPECT_TRUE(fixed.accept(0.1, of_second_order(1.)));
}


TEST_F(StepControlTest, an_error_of_third_order_asks_for_its_cube_root)
{
  StepControl control = read(text);
  EXPECT_TRUE(control.accept(0.1, {0.08, 0, 3}) == false);
  EXPECT_NEAR(control.propose(1., 9., "output").step, 0.1 * 0.9 * 0.5, 1e-12);
}


TEST_F(StepControlTest, after_an_event_steps_begin_anew)
{
  StepControl control = read(text);
  for (unsigned int i = 0; i < 20; ++i)
    control.accept(control.propose(1., 9., "output").step, of_second_order(1e-9));
  control.restart("event");
  EXPECT_DOUBLE_EQ(control.propose(1., 9., "output").step, 0.1);
  EXPECT_EQ(control.propose(1., 9., "output").reason, "event");
}


TEST_F(StepControlTest, contradicting_limits_are_reported)
{
  EXPECT_THROW(read("set Smallest step = 2 day\nset Largest step = 1 day\n"), InputError);
}
