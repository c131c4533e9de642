// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Loading cycles that oscillate, with plates, fixators, devices, several cases and sealed bodies.

#include "mechanics/variants.h"

#include <gtest/gtest.h>

namespace callus
{
  using namespace test;

  namespace
  {
    std::string
    harmonic(const std::string &frequency)
    {
      return "set Cycle = harmonic\n" +
             subsection("Harmonic", "set Frequency = " + frequency + " Hz [assumed]\n");
    }

    std::string
    plate(const std::string &force = "500")
    {
      return subsection("Supports", on_surface("distal", "z_min", "fixed")) +
             subsection("Loads",
                        on_surface("weight",
                                   "z_max",
                                   "rigid plate force",
                                   "set Force = " + force + " N [assumed]\n"));
    }

    std::string
    fixator(const std::string &displacements, const std::string &forces)
    {
      return subsection("Fixator",
                        "set Between = z_max, z_min\nset Displacements = " + displacements +
                          " mm [assumed]\nset Forces = " + forces + " N [assumed]\n");
    }
    const std::string linear_fixator = fixator("0, 0.1, 0.2", "0, 200, 400");

    std::unique_ptr<MechanicsProblem>
    two_bones_with(const std::string &mechanics, const std::string &relative_tolerance = "1e-9")
    {
      return std::make_unique<MechanicsProblem>(
        two_bones(), two_bones_regions, mechanics + tolerance(relative_tolerance));
    }

    /// Column between walls, of granulation tissue; what its top does comes with the text.
    std::unique_ptr<ProblemInDimension<2>>
    column(const std::string &mechanics)
    {
      const Variant variant{"quadrilateral", "plane_strain", 2};
      return std::make_unique<ProblemInDimension<2>>(
        bar<2>(variant, 1, 1, 2, 4),
        subsection("body", healing),
        subsection("Supports", on_surface("base", "y_min", "fixed") + sliding({"x_min", "x_max"})) +
          subsection(
            "Loads",
            on_surface("top", "y_max", "traction", "set Traction = 0, -0.001 MPa [assumed]\n")) +
          mechanics,
        MPI_COMM_SELF,
        variant.setting());
    }
  } // namespace


  // Plate, fixator and bone share the load at its peak.
  TEST(Harmonic, PlateAndFixatorShareTheLoad)
  {
    const auto problem =
      two_bones_with(plate() + linear_fixator + harmonic("1") + "set Drained surfaces = x_max\n");
    const LoadingResult result = problem->update();
    EXPECT_NEAR(result.applied_force, 500, 1e-9);
    EXPECT_NEAR(result.fixator_force, 2000 * result.axial_displacement, 1e-6);
    EXPECT_NEAR(result.fixator_force + result.callus_force, 500, 500e-9);
    EXPECT_NEAR(result.support_force, result.callus_force, 1e-3);
    EXPECT_LE(problem->report.largest_true_residual, 1e-9);
  }


  // Without tissue nothing depends on time: the peak is that of a ramp.
  TEST(Harmonic, OfAnElasticBodyIsARampAtItsPeak)
  {
    const std::string left_out = "set Regions left out = gap\n";
    const std::string device =
      subsection("Fixation",
                 subsection("plate",
                            "set Between = z_max, z_min\n"
                            "set Translational stiffness = 300, 400, 2000 N/mm [assumed]\n"
                            "set Rotational stiffness = 50, 60, 30 N m [assumed]\n"));
    const std::string push =
      subsection("Supports", on_surface("distal", "z_min", "fixed")) +
      subsection(
        "Loads",
        on_surface("push", "z_max", "resultant force", "set Force = 3, 0, -50 N [assumed]\n"));
    for (const std::string &loads : {plate() + linear_fixator, push + device})
      {
        const auto          oscillating = two_bones_with(left_out + loads + harmonic("1"));
        const auto          ramped      = two_bones_with(left_out + loads + ramp(1, 1));
        const LoadingResult a = oscillating->update(), b = ramped->update();
        EXPECT_NEAR(a.axial_displacement, b.axial_displacement, 1e-4 * b.axial_displacement);
        EXPECT_NEAR(a.fixator_force, b.fixator_force, 1e-5 * b.fixator_force);
        double largest = 0;
        for (const double value : ramped->mechanics.displacement())
          largest = std::max(largest, std::abs(value));
        for (std::size_t i = 0; i < ramped->mechanics.displacement().size(); ++i)
          ASSERT_NEAR(oscillating->mechanics.displacement()[i],
                      ramped->mechanics.displacement()[i],
                      1e-4 * largest);
      }
  }


  // Sealed all around, the mean keeps its fluid too: at the peak the body is that of an undrained ramp.
  TEST(Harmonic, SealedBodyIsUndrained)
  {
    const auto sealed = column(harmonic("1") + tolerance("1e-7"));
    const auto ramped = column(ramp(1, 1) + tolerance("1e-10"));
    sealed->update();
    ramped->update();
    std::printf("largest residual of a sealed body: %.1e, %u iterations in %u solves\n",
                sealed->report.largest_true_residual,
                sealed->report.iterations,
                sealed->report.solves);
    EXPECT_EQ(sealed->report.reason, "");
    for (std::size_t i = 0; i < ramped->mechanics.pressure().size(); ++i)
      EXPECT_NEAR(sealed->mechanics.pressure()[i], ramped->mechanics.pressure()[i], 1e-3 * 0.001);
  }


  // Pressure outside drives a flux that does not oscillate.
  TEST(Harmonic, PressureOutsideActsOnTheMean)
  {
    const auto membrane = [](const std::string &name, const std::string &pressure) {
      return subsection(name,
                        "set Surface = " + name +
                          "\nset Conductance = 1 mm/(s MPa) [assumed]\nset Pressure outside = " +
                          pressure + " MPa [assumed]\n");
    };
    const auto problem = column(
      harmonic("0.001") + tolerance("1e-8") +
      subsection("Semi-permeable surfaces", membrane("y_min", "0.1") + membrane("y_max", "0")));
    problem->update();
    // 1/k + L/kappa + 1/k = 102 s MPa/mm
    const double flux = 1000 * 0.1 / 102;
    for (std::size_t i = 0; i < problem->points().size(); ++i)
      EXPECT_NEAR(problem->drivers[drivers::fluid_speed][i], flux, 0.02 * flux);
  }


  TEST(Harmonic, LoadCasesAndLoadFactorScale)
  {
    const auto load_case = [](const std::string &name, const std::string &force) {
      return subsection(name,
                        "set Cycles per day = 100 1/day [assumed]\n" +
                          subsection("Loads",
                                     on_surface("weight",
                                                "z_max",
                                                "rigid plate force",
                                                "set Force = " + force + " N [assumed]\n")));
    };
    const auto problem =
      two_bones_with(subsection("Supports", on_surface("distal", "z_min", "fixed")) +
                       subsection("Load cases",
                                  "set Combination = peak\n" + load_case("walking", "100") +
                                    load_case("standing_up", "300")) +
                       harmonic("1"),
                     "1e-7"); // sealed: round-off of the mean
    problem->update();
    const double walking = problem->mechanics.result(0).axial_displacement;
    const double shear   = problem->drivers[drivers::octahedral_shear_strain][0];
    EXPECT_NEAR(problem->mechanics.result(1).axial_displacement, 3 * walking, 1e-6 * walking);
    problem->mechanics.set_load_factor(2);
    problem->update();
    EXPECT_NEAR(problem->mechanics.result(0).axial_displacement, 2 * walking, 1e-6 * walking);
    EXPECT_NEAR(problem->drivers[drivers::octahedral_shear_strain][0], 2 * shear, 1e-6 * shear);
  }


  TEST(FluidVelocity, RelativeVelocityIsTheFluxOverThePorosity)
  {
    const std::string cycle = harmonic("0.01") + "set Drained surfaces = y_max\n";
    const auto        flux  = column(cycle),
               velocity     = column(cycle + "set Fluid velocity = relative velocity\n");
    flux->update();
    velocity->update();
    for (std::size_t i = 0; i < flux->points().size(); ++i)
      EXPECT_NEAR(0.8 * velocity->drivers[drivers::fluid_speed][i],
                  flux->drivers[drivers::fluid_speed][i],
                  1e-12);
  }


  TEST(Harmonic, WrongInputIsExplained)
  {
    const auto expect = [](const std::string &mechanics, const std::string &text) {
      const auto  problem = two_bones_with(plate() + mechanics);
      std::string problems;
      for (const Problem &found : problem->file().problems().list())
        problems += to_string(found) + "\n";
      if (text.empty())
        EXPECT_EQ(problems, "");
      else
        EXPECT_NE(problems.find(text), std::string::npos) << text << " is not in\n" << problems;
    };
    expect(linear_fixator + harmonic("1"), "");
    expect(linear_fixator + harmonic("1") + ramp(1, 2), ""); // the one not chosen may stand there
    expect(fixator("0, 0.1, 0.2", "0, 200, 500") + harmonic("1"), "a law with several slopes");
    expect(fixator("0, 0.1, 0.2", "0, 200, 500") + ramp(1, 2), "");
    expect("set Cycle = harmonic\n", "Frequency");
    expect(harmonic("0"), "Frequency");
    expect("set Cycle = cosine\n" + ramp(1, 2), "cosine");
  }
} // namespace callus
