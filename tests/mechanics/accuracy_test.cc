// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// What a solution is accurate to when its solver was not.

#include "mechanics/variants.h"

#include <gtest/gtest.h>

namespace callus
{
  using namespace test;

  namespace
  {
    std::string
    plate()
    {
      return subsection("Supports", on_surface("distal", "z_min", "fixed")) +
             subsection(
               "Loads",
               on_surface("weight", "z_max", "rigid plate force", "set Force = 500 N [assumed]\n"));
    }

    std::string
    error_tolerance(const std::string &value)
    {
      return subsection("Linear solver",
                        "set Relative tolerance = 1 1\nset Error tolerance = " + value + " 1\n");
    }

    LoadingResult
    solve(const std::string &mechanics, MechanicsReport *report = nullptr)
    {
      MechanicsProblem    problem(two_bones(), two_bones_regions, mechanics);
      const LoadingResult result = problem.update();
      if (report)
        *report = problem.report;
      return result;
    }
  } // namespace


  // Stiff bone on a soft gap. Forces on rigid surfaces are works on whole responses: their errors are products of two.
  TEST(Accuracy, MovementIsFarMoreAccurateThanTheTolerance)
  {
    const std::string drained = "set Drained surfaces = x_max\n";
    const std::string harmonic =
      "set Cycle = harmonic\n" + subsection("Harmonic", "set Frequency = 1 Hz [assumed]\n");
    for (const std::string &cycle : {ramp(1, 2), harmonic})
      {
        const double exact =
          solve(plate() + cycle + drained + tolerance("1e-11")).axial_displacement;
        MechanicsReport report;
        const double    movement =
          solve(plate() + cycle + drained + error_tolerance("1e-2"), &report).axial_displacement;
        EXPECT_NE(movement, exact);
        EXPECT_NEAR(movement, exact, 1e-3 * exact) << cycle;
        EXPECT_GT(report.largest_error, 1e-6);
        EXPECT_LE(report.largest_error, 1e-2);
      }
  }


  TEST(Accuracy, FieldsFollowTheTolerance)
  {
    const std::string mechanics = plate() + ramp(1, 2) + "set Drained surfaces = x_max\n";
    MechanicsProblem  exact(two_bones(), two_bones_regions, mechanics + tolerance("1e-11"));
    exact.update();
    double before = 1;
    for (const char *value : {"1e-2", "1e-4", "1e-6"})
      {
        MechanicsProblem problem(
          two_bones(), two_bones_regions, mechanics + error_tolerance(value));
        problem.update();
        double error = 0, largest = 0;
        for (std::size_t i = 0; i < exact.mechanics.displacement().size(); ++i)
          {
            const double u = exact.mechanics.displacement()[i];
            error          = std::max(error, std::abs(problem.mechanics.displacement()[i] - u));
            largest        = std::max(largest, std::abs(u));
          }
        EXPECT_LT(error, 5 * std::stod(value) * largest);
        EXPECT_LT(error, before);
        before = error;
      }
  }
} // namespace callus
