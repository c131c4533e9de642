// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/test_problem.h"

#include <gtest/gtest.h>

namespace callus
{
  using namespace test;

  TEST(Loading, FixatorAndCallusCarryTheLoad)
  {
    MechanicsProblem problem(
      two_bones(), two_bones_regions, plate_and_fixator + ramp(1, 2) + tolerance("1e-6"));
    const LoadingResult soft = problem.update();
    EXPECT_NEAR((soft.fixator_force + soft.callus_force) / 500, 1, 1e-6);
    EXPECT_NEAR(soft.support_force / soft.callus_force, 1, 1e-6); // the other end feels the same
    EXPECT_GT(soft.axial_displacement, 0.2);
    EXPECT_LT(soft.axial_displacement, 0.25);
    EXPECT_TRUE(problem.report.reason.empty()) << problem.report.reason;
    EXPECT_EQ(problem.report.solves, 2u);
    EXPECT_LE(problem.report.largest_true_residual, 2e-6);

    // the plate moves as one, along the axis only
    for (std::size_t i = 0; i < problem.points().size(); ++i)
      if (problem.points()[i][2] == 5)
        {
          EXPECT_EQ(problem.mechanics.displacement()[3 * i], 0);
          EXPECT_DOUBLE_EQ(problem.mechanics.displacement()[3 * i + 2], -soft.axial_displacement);
        }

    // bone in the gap
    std::fill_n(problem.tissue[3], problem.tissue.n_points(), 0.8);
    const LoadingResult healed = problem.update();
    EXPECT_NEAR((healed.fixator_force + healed.callus_force) / 500, 1, 1e-6);
    EXPECT_NEAR(healed.support_force / healed.callus_force, 1, 1e-6);
    EXPECT_LT(healed.axial_displacement, 0.05 * soft.axial_displacement);
  }


  TEST(Loading, WithoutCallusOnlyTheFixatorActs)
  {
    MechanicsProblem    problem(two_bones(),
                             two_bones_regions,
                             "set Regions left out = gap\n" + plate_and_fixator + ramp(1, 2));
    const LoadingResult result = problem.update();
    EXPECT_NEAR(result.axial_displacement, 0.25, 0.005 * 0.25);
    EXPECT_NEAR(result.callus_force, 0, 1e-6);
    EXPECT_NEAR(result.fixator_force, 500, 1e-6);
    // the upper fragment moves with the plate, the lower one stays
    for (std::size_t i = 0; i < problem.points().size(); ++i)
      {
        const double z = problem.points()[i][2];
        if (z > 2.9 || z < 2.1)
          EXPECT_NEAR(problem.mechanics.displacement()[3 * i + 2],
                      z > 2.9 ? -result.axial_displacement : 0,
                      1e-9);
      }
  }


  TEST(Loading, ResultantForceEqualsItsTraction)
  {
    const auto run = [](const std::string &type, const std::string &value) {
      MechanicsProblem problem(two_bones(),
                               two_bones_regions,
                               subsection("Supports", on_surface("distal", "z_min", "fixed")) +
                                 ramp(1, 2) + tolerance("1e-9") +
                                 subsection("Loads", on_surface("weight", "z_max", type, value)));
      return problem.update();
    };
    const LoadingResult force = run("resultant force", "set Force = 0.1, 0, -1.6 N [assumed]\n");
    const LoadingResult traction =
      run("traction", "set Traction = 0.00625, 0, -0.1 MPa [assumed]\n");
    EXPECT_NEAR(force.axial_displacement / traction.axial_displacement, 1, 1e-9);
    EXPECT_NEAR(force.applied_force, 1.6, 1e-9);
    EXPECT_NEAR(force.support_force, 1.6, 1e-5);
    EXPECT_GT(force.axial_displacement, 0);
  }


  TEST(Loading, EventsScaleTheLoad)
  {
    MechanicsProblem problem(two_bones(), two_bones_regions, plate_and_fixator + ramp(1, 2));
    problem.update();
    EXPECT_FALSE(problem.mechanics.is_due(problem.tissue));
    problem.mechanics.set_load_factor(0.1);
    EXPECT_TRUE(problem.mechanics.is_due(problem.tissue));
    const LoadingResult result = problem.update();
    EXPECT_DOUBLE_EQ(result.applied_force, 50);
    EXPECT_NEAR((result.fixator_force + result.callus_force) / 50, 1, 1e-6);
    EXPECT_LT(result.axial_displacement, 50 / 4600. + 1e-9); // the fixator's first segment
  }


  TEST(Loading, FollowsTheScheduleBesideEvents)
  {
    MechanicsProblem problem(two_bones(),
                             two_bones_regions,
                             plate_and_fixator + ramp(1, 2) +
                               subsection("Load schedule",
                                          "set Days = 7, 14, 28 day [assumed]\n"
                                          "set Factors = 0.1, 0.2, 1 [assumed]\n"));
    const auto       force_on = [&](const double day) {
      problem.mechanics.set_day(day);
      return problem.update().applied_force;
    };
    EXPECT_NEAR(force_on(0), 50, 1e-9);
    problem.mechanics.set_day(7);
    EXPECT_FALSE(problem.mechanics.is_due(problem.tissue));
    problem.mechanics.set_day(7.3); // 4 % of the larger
    EXPECT_FALSE(problem.mechanics.is_due(problem.tissue));
    problem.mechanics.set_day(7.5); // 7 %
    EXPECT_TRUE(problem.mechanics.is_due(problem.tissue));
    EXPECT_NEAR(force_on(10.5), 75, 1e-9);
    EXPECT_NEAR(force_on(27.9), 500 * (1 - 0.8 / 14 * 0.1), 1e-9);
    problem.mechanics.set_day(28); // the last day counts, however small the change
    EXPECT_TRUE(problem.mechanics.is_due(problem.tissue));
    problem.mechanics.set_load_factor(0.5);
    EXPECT_NEAR(force_on(40), 250, 1e-9);
    EXPECT_FALSE(problem.mechanics.is_due(problem.tissue));

    // as after a restart
    const MechanicsMemory memory = problem.mechanics.memory();
    problem.mechanics.set_day(0);
    problem.mechanics.restore(memory);
    EXPECT_FALSE(problem.mechanics.is_due(problem.tissue));
  }


  TEST(Loading, SolvedAgainOnlyWhenTheMaterialChanged)
  {
    MechanicsProblem problem(two_bones(), two_bones_regions, plate_and_fixator + ramp(1, 2));
    EXPECT_TRUE(problem.mechanics.is_due(problem.tissue));
    problem.update();
    EXPECT_FALSE(problem.mechanics.is_due(problem.tissue));
    std::fill_n(problem.tissue[2], problem.tissue.n_points(), 0.01); // E from 0.2 to 0.201 MPa
    EXPECT_FALSE(problem.mechanics.is_due(problem.tissue));
    std::fill_n(problem.tissue[2], problem.tissue.n_points(), 0.03); // to 0.227 MPa
    EXPECT_TRUE(problem.mechanics.is_due(problem.tissue));
  }


  TEST(Loading, FailedSolvesFallBackAndSaySo)
  {
    MechanicsProblem    sound(two_bones(), two_bones_regions, plate_and_fixator + ramp(1, 2));
    MechanicsProblem    crippled(two_bones(),
                              two_bones_regions,
                              plate_and_fixator + ramp(1, 2) +
                                tolerance("1e-6", "set Largest number of iterations = 3\n"));
    const LoadingResult expected = sound.update(), result = crippled.update();
    EXPECT_NE(crippled.report.reason.find("fresh hierarchy"), std::string::npos);
    EXPECT_NE(crippled.report.reason.find("direct"), std::string::npos);
    EXPECT_LE(crippled.report.largest_true_residual, 2e-6);
    EXPECT_NEAR(result.axial_displacement / expected.axial_displacement, 1, 1e-6);
    EXPECT_NEAR(result.callus_force / expected.callus_force, 1, 1e-5);
  }
} // namespace callus
