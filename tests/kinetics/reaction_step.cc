// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/reaction_step.h"
#include "kinetics/test_network.h"

using namespace callus;
using namespace callus::testing;

namespace
{
  const std::string conversion_and_growth = R"(
subsection Processes
  subsection differentiation
    set Form = conversion
    set From = cells
    set To   = other_cells
    set Rate = 0.9 1/day [assumed]
    subsection Modifiers
      subsection other_cells
        set Form            = inhibition
        set Half saturation = 0.3 1e6 cells/mL [assumed]
      end
    end
  end
  subsection deposition
    set Form  = matrix production
    set Field = matrix
    set By    = other_cells
    set Rate  = 2 1/day/(1e6 cells/mL) [assumed]
  end
end
)";

  /// The state after five days in @p n_steps steps from cells = 1.
  PointTable
  after_five_days(const TestNetwork &test,
                  unsigned int       n_steps,
                  unsigned int      *n_sub_steps = nullptr)
  {
    const Network &network = *test.network;
    PointTable     fields(network.catalogue().n_fields(), 1, 0.);
    fields[test.field("cells")][0] = 1.;
    const PointTable drivers       = neutral_drivers(network, 1);
    ReactionStep     reaction(network);
    for (unsigned int i = 0; i < n_steps; ++i)
      {
        const unsigned int n = reaction.advance(5. * i / n_steps, 5. / n_steps, fields, drivers);
        if (n_sub_steps != nullptr)
          *n_sub_steps = std::max(*n_sub_steps, n);
      }
    return fields;
  }
} // namespace


TEST(ReactionStep, converges_with_order_two)
{
  TestNetwork test(example_fields + conversion_and_growth);
  ASSERT_EQ(test.problems(), "");
  const PointTable    exact = after_five_days(test, 5120);
  std::vector<double> errors;
  for (const unsigned int n : {40, 80, 160, 320})
    {
      const PointTable state = after_five_days(test, n);
      errors.push_back(
        std::abs(state[test.field("other_cells")][0] - exact[test.field("other_cells")][0]) +
        std::abs(state[test.field("matrix")][0] - exact[test.field("matrix")][0]));
    }
  EXPECT_LT(errors[0], 0.002);
  for (unsigned int i = 1; i < errors.size(); ++i)
    {
      EXPECT_GT(errors[i - 1] / errors[i], 3.7);
      EXPECT_LT(errors[i - 1] / errors[i], 4.3);
    }
}


TEST(ReactionStep, conversion_conserves_to_round_off)
{
  TestNetwork test(example_fields + conversion_and_growth);
  ASSERT_EQ(test.problems(), "");
  const Network    &network = *test.network;
  const std::size_t n       = 200;
  PointTable        fields  = random_state(network, n, 4);
  const PointTable  start = fields, drivers = neutral_drivers(network, n);
  ReactionStep      reaction(network);
  for (unsigned int step = 0; step < 50; ++step)
    reaction.advance(0.3 * step, 0.3, fields, drivers);
  const unsigned int from = test.field("cells"), to = test.field("other_cells");
  for (std::size_t i = 0; i < n; ++i)
    {
      EXPECT_NEAR(fields[from][i] + fields[to][i], start[from][i] + start[to][i], 1e-14);
      EXPECT_GT(start[from][i], 2. * fields[from][i]);
    }
}


TEST(ReactionStep, a_large_step_is_divided_and_keeps_bounds_and_volume)
{
  TestNetwork test(example_fields + conversion_and_growth + R"(
subsection Processes
  subsection killing
    set Form  = decay
    set Field = cells
    set Rate  = 40 1/day [assumed]
  end
  subsection spreading
    set Form     = proliferation
    set Field    = fraction
    set Crowding = fraction
    set Rate     = 30 1/day [assumed]
  end
end
)");
  ASSERT_EQ(test.problems(), "");
  const Network &network = *test.network;
  PointTable     fields(network.catalogue().n_fields(), 1, 0.);
  fields[test.field("cells")][0]       = 1.;
  fields[test.field("other_cells")][0] = 20.;
  fields[test.field("fraction")][0]    = 0.01;
  ReactionStep       reaction(network);
  const unsigned int n_steps = reaction.advance(0., 5., fields, neutral_drivers(network, 1));
  EXPECT_GE(n_steps, 300u);
  EXPECT_GE(fields[test.field("cells")][0], 0.);
  EXPECT_LT(fields[test.field("cells")][0], 1e-20);
  EXPECT_LE(fields[test.field("matrix")][0], 1.);
  EXPECT_GT(fields[test.field("matrix")][0], 0.99);
  EXPECT_LE(fields[test.field("fraction")][0], 1.);
  EXPECT_GT(fields[test.field("fraction")][0], 0.999);
}


TEST(ReactionStep, a_promise_that_cannot_be_kept_is_a_failure)
{
  TestNetwork test(example_fields + R"(
subsection Processes
  subsection runaway
    set Form  = secretion
    set Field = fraction
    set Rate  = 1 1/day [assumed]
  end
end
)");
  ASSERT_EQ(test.problems(), "");
  PointTable   fields(test.network->catalogue().n_fields(), 1, 0.);
  ReactionStep reaction(*test.network);
  reaction.advance(0., 0.9, fields, neutral_drivers(*test.network, 1));
  try
    {
      reaction.advance(0.9, 0.2, fields, neutral_drivers(*test.network, 1));
      FAIL() << "the bound was passed";
    }
  catch (const NumericalFailure &failure)
    {
      EXPECT_NE(std::string(failure.what()).find("fraction"), std::string::npos) << failure.what();
    }
}
