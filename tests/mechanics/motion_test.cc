// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/variants.h"

namespace callus
{
  using namespace test;

  namespace
  {
    std::string
    motion_of(const std::string &surface, const std::string &more)
    {
      return subsection("Loads", on_surface("machine", surface, "prescribed motion", more));
    }

    class Motions : public ::testing::TestWithParam<Variant>
    {
    };
  } // namespace


  // A bar of granulation tissue between smooth platens, drained: force = E A u / L.
  TEST_P(Motions, TakeTheForceOfTheBar)
  {
    in_dimension(GetParam(), [](const auto dimension) {
      constexpr int            dim     = decltype(dimension)::value;
      const Variant           &variant = GetParam();
      std::vector<std::string> held    = variant.sides("min");
      held.push_back(variant.low_end());
      ProblemInDimension<dim> problem(
        bar<dim>(variant, 2, 5, 2, 3),
        subsection("body", fixed("granulation_tissue")),
        subsection("Supports", sliding(held)) + "set Drained surfaces = x_max\n" +
          ramp(1e9, 2, "step") + tolerance("1e-10") +
          motion_of(
            variant.high_end(),
            "set Displacement = " + variant.axial("-0.1 mm [assumed]\n") + "set Directions = " +
              (variant.geometry == "axisymmetric" ? "axial" : (dim == 3 ? "z" : "y")) + "\n"),
        MPI_COMM_SELF,
        variant.setting());
      const double modulus =
        variant.geometry == "plane_strain" ? 0.2 / (1 - 0.167 * 0.167) : 0.2; // MPa
      const double force = modulus * variant.end_area(2) * 0.1 / 5;
      for (const double factor : {1., -0.5})
        {
          problem.mechanics.set_load_factor(factor);
          const LoadingResult result = problem.update();
          EXPECT_NEAR(result.axial_displacement / (0.1 * factor), 1, 1e-12);
          EXPECT_NEAR(result.applied_force / (force * factor), 1, 1e-6);
          EXPECT_NEAR(result.support_force / (force * factor), 1, 1e-6);
        }
    });
  }


  INSTANTIATE_TEST_SUITE_P(Shapes, Motions, ::testing::ValuesIn(all_variants), variant_name);


  // The plate's force moves it by w; moving the surface by w takes that force, with the same pressure in between.
  TEST(Motion, IsTheInverseOfARigidPlate)
  {
    const std::string held = subsection("Supports", on_surface("distal", "z_min", "fixed"));
    MechanicsProblem  plate(
      two_bones(),
      two_bones_regions,
      held + ramp(1, 2) + tolerance("1e-9") +
        subsection("Loads",
                   on_surface("w", "z_max", "rigid plate force", "set Force = 0.1 N [assumed]\n")));
    const LoadingResult pushed = plate.update();

    std::ostringstream displacement;
    displacement.precision(17);
    displacement << "set Displacement = 0, 0, " << -pushed.axial_displacement << " mm [assumed]\n";
    MechanicsProblem    machine(two_bones(),
                             two_bones_regions,
                             held + ramp(1, 2) + tolerance("1e-9") +
                               motion_of("z_max", displacement.str()));
    const LoadingResult moved = machine.update();
    EXPECT_NEAR(moved.axial_displacement / pushed.axial_displacement, 1, 1e-9);
    // the machine moves in proportion to time, the plate gives way in the second step: not the same history
    EXPECT_NEAR(moved.applied_force / 0.1, 1, 0.05);
    EXPECT_NEAR(moved.support_force / moved.applied_force, 1, 1e-6);
    EXPECT_LE(machine.report.largest_true_residual, 1e-9);
  }
} // namespace callus
