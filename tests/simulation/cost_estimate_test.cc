// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/cost_estimate.h"

#include <gtest/gtest.h>

#include <sstream>

using namespace callus;

namespace
{
  /// About the size of the sheep tutorial.
  RunSize
  sheep()
  {
    RunSize size;
    size.cells              = 16127;
    size.unknowns_per_cell  = 34;
    size.mechanics_unknowns = 73177;
    size.loading_steps      = 2;
    size.nodes              = 23000;
    size.healing_nodes      = 10000;
    size.fields             = 20;
    size.mobile_fields      = 12;
    size.rates_seconds      = 2.5e-7;
    size.days               = 70;
    size.largest_step       = 0.5;
    size.mechanics_interval = 2;
    size.history_interval   = 1;
    size.picture_interval   = 7;
    return size;
  }
} // namespace

TEST(CostEstimate, GrowsWithWhatIsComputed)
{
  const RunCost cost = estimate_cost(sheep());
  EXPECT_GT(cost.mechanics, 0);
  EXPECT_GT(cost.biology, 0);
  RunSize twice_as_long = sheep();
  twice_as_long.days *= 2;
  EXPECT_NEAR(estimate_cost(twice_as_long).mechanics, 2 * cost.mechanics, 0.1 * cost.mechanics);
  RunSize larger = sheep();
  larger.cells *= 2;
  EXPECT_NEAR(estimate_cost(larger).mechanics, 2 * cost.mechanics, 1e-9 * cost.mechanics);
  EXPECT_GT(estimate_cost(larger).memory, cost.memory);
  RunSize slower_machine       = sheep();
  slower_machine.machine_speed = 0.5;
  EXPECT_NEAR(estimate_cost(slower_machine).mechanics, 2 * cost.mechanics, 1e-9 * cost.mechanics);
}

TEST(CostEstimate, WithoutMechanicsThereIsNone)
{
  RunSize size            = sheep();
  size.mechanics_unknowns = 0;
  EXPECT_EQ(estimate_cost(size).mechanics, 0);
  EXPECT_EQ(estimate_cost(size).mechanics_updates, 0);
}

TEST(CostEstimate, MoreRanksThanCoresAreWarnedOf)
{
  RunSize size = sheep();
  size.n_ranks = 100000;
  std::ostringstream out;
  write_cost(size, estimate_cost(size), out);
  EXPECT_NE(out.str().find("100000 ranks, but this machine has"), std::string::npos) << out.str();
}

TEST(CostEstimate, SpeedOfTheMachineIsANumber)
{
  const double speed = measure_machine_speed();
  EXPECT_GT(speed, 0.01);
  EXPECT_LT(speed, 100);
}
