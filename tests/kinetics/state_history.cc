// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/state_history.h"
#include "kinetics/two_stage.h"
#include "test_network.h"

#include <gtest/gtest.h>

using namespace callus;
using namespace callus::testing;

namespace
{
  constexpr std::size_t n = 3; ///< points, each with a course of its own

  /// A field that may be anything from 0 to 100.
  const char *const one_field = R"(
subsection Fields
  subsection factor
    set Unit          = ng/mL
    set Kind          = signal
    set Diffusivity   = 0 mm2/day [assumed]
    set Typical value = 1 ng/mL
  end
end
)";

  /// y = 5 + i + i t + t^2 / 2 at point i.
  double
  course(std::size_t i, double day)
  {
    return 5. + i + i * day + day * day / 2;
  }
  double
  slope(std::size_t i, double day)
  {
    return i + day;
  }

  /// Steps from day 0 to day 1, to 2 and to 2.5: the last begins at 2.5.
  class StateHistoryTest : public ::testing::Test
  {
  protected:
    StateHistoryTest()
      : fixture(one_field)
      , history(fixture.network->catalogue())
    {
    }

    void
    begin(double day, double step)
    {
      PointTable fields(fixture.network->catalogue().n_fields(), n);
      for (std::size_t i = 0; i < n; ++i)
        fields[0u][i] = course(i, day);
      history.begin(day, step, fields);
    }

    TestNetwork  fixture;
    StateHistory history;
  };
} // namespace


TEST_F(StateHistoryTest, estimates_of_the_stages_are_exact_where_the_course_bends_evenly)
{
  constexpr double g = two_stage::gamma, step = .75;
  begin(0, 1);
  begin(1, 1.5);
  begin(2.5, step);
  std::vector<double> first(n), second(n);
  history.predict(0, g, first.data());
  history.add_bend_of_first_stage(0, g, first.data());
  for (std::size_t i = 0; i < n; ++i) // backward Euler
    EXPECT_NEAR(first[i], course(i, 2.5) + g * step * slope(i, 2.5 + g * step), 1e-5) << i;
  history.predict_second_stage(0, g, first.data(), second.data());
  for (std::size_t i = 0; i < n; ++i) // of second order
    EXPECT_NEAR(second[i], course(i, 2.5 + step), 1e-5) << i;
}


TEST_F(StateHistoryTest, estimates_of_the_stages_keep_to_what_is_known)
{
  constexpr double    g = two_stage::gamma;
  std::vector<double> first(n), second(n);
  begin(0, 1);
  history.predict(0, g, first.data());
  history.add_bend_of_first_stage(0, g, first.data());
  for (std::size_t i = 0; i < n; ++i)
    EXPECT_EQ(first[i], course(i, 0)) << "nothing has been seen to change";
  first.assign(n, 7.);
  history.predict_second_stage(0, g, first.data(), second.data());
  for (std::size_t i = 0; i < n; ++i)
    EXPECT_NEAR(second[i], course(i, 0) + (7 - course(i, 0)) / g, 1e-12);

  begin(1, 1.5);
  first.assign(n, 0.);
  history.predict_second_stage(0, g, first.data(), second.data());
  for (const double value : second)
    EXPECT_EQ(value, 0.) << "the lower bound";
}
