// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Formulation = linear displacement, from the parameter file to the drivers. The order of its elements: verification/manufactured_test.cc; ranks and
// restarts: ranks.cc, restore.cc.

#include "mechanics/distorted_box.h"

#include <cmath>

namespace callus
{
  using namespace test;

  namespace
  {
    class LinearDisplacement : public ::testing::TestWithParam<Variant>
    {
    };
    INSTANTIATE_TEST_SUITE_P(Mechanics,
                             LinearDisplacement,
                             ::testing::ValuesIn(all_variants),
                             variant_name);

    Variant
    with_formulation(Variant variant, const std::string &formulation)
    {
      variant.formulation = formulation;
      return variant;
    }

    /// A bar of woven bone whose inner vertices are out of place, on sliding supports, under an axial stress of 0.01 MPa.
    template <int dim>
    std::unique_ptr<ProblemInDimension<dim>>
    bar_under_stress(const Variant &variant)
    {
      std::vector<std::string> held = variant.sides("min");
      held.push_back(variant.low_end());
      return std::make_unique<ProblemInDimension<dim>>(
        distorted_box<dim>(variant),
        subsection("body", healing),
        subsection("Supports", sliding(held)) + ramp(1, 2) + tolerance("1e-12") +
          subsection("Loads",
                     on_surface("top",
                                variant.high_end(),
                                "traction",
                                "set Traction = " + variant.axial("-0.01 MPa [assumed]\n"))),
        MPI_COMM_SELF,
        variant.setting());
    }

    /// Bone, a gap of one height and bone under the plate and beside the fixator.
    template <int dim>
    LoadingResult
    loaded_bone(const Variant &variant, const unsigned int n)
    {
      ShapedBox<dim> box = bar<dim>(variant, 4, 5, 4 * n, 5 * n);
      box.region         = [](const std::array<double, dim> &x) {
        return x[dim - 1] > 2 && x[dim - 1] < 3 ? "gap" : "bone";
      };
      ProblemInDimension<dim> problem(
        box,
        two_bones_regions,
        plate_and_fixator_between(variant.low_end(), variant.high_end()) + ramp(1e9, 2) +
          "set Drained surfaces = x_max\n" + tolerance("1e-9"),
        MPI_COMM_SELF,
        variant.setting());
      problem.set_tissue(2, [](const auto &x) { return 0.1 + 0.02 * x[0]; }); // woven bone
      return problem.update();
    }
  } // namespace


  // The strain is uniform at every node, also between the vertices; fluid drains at once, though the file says nothing of drained surfaces.
  TEST_P(LinearDisplacement, ReproducesUniformStress)
  {
    in_dimension(GetParam(), [&](auto dimension) {
      constexpr int dim     = dimension;
      const Variant variant = with_formulation(GetParam(), "linear displacement");
      const auto    problem = bar_under_stress<dim>(variant);
      std::fill_n(problem->tissue[2], problem->tissue.n_points(), 1.);
      const LoadingResult result = problem->update();

      const double nu = 0.3, e = 1000; // MPa, woven bone of the library
      const bool   is_plane = variant.geometry == "plane_strain";
      const double axial    = -0.01 / e * (is_plane ? 1 - nu * nu : 1),
                   lateral  = 0.01 / e * nu * (is_plane ? 1 + nu : 1);
      for (std::size_t i = 0; i < problem->points().size(); ++i)
        {
          const double *u = &problem->mechanics.displacement()[dim * i];
          for (int k = 0; k < dim; ++k)
            EXPECT_NEAR(u[k],
                        (k == dim - 1 ? axial : lateral) * problem->points()[i][k],
                        1e-8 * std::abs(axial));
          EXPECT_NEAR(
            problem->drivers[drivers::minimum_principal_strain][i], axial, 1e-8 * std::abs(axial));
          EXPECT_EQ(problem->drivers[drivers::fluid_speed][i], 0);
          EXPECT_EQ(problem->drivers[drivers::pore_pressure][i], 0);
        }
      EXPECT_NEAR(result.axial_displacement, -axial, 1e-8 * std::abs(axial));
      EXPECT_NEAR(result.support_force, result.applied_force, 1e-8 * result.applied_force);
      EXPECT_EQ(problem->mechanics.unknowns().fields, "linear displacement");
      EXPECT_EQ(problem->mechanics.unknowns().number, dim * problem->mesh->space(1).n_global);
    });
  }


  // Forces are in equilibrium, and with the mesh the movement comes to that of quadratic displacements that have drained.
  TEST_P(LinearDisplacement, ComesToQuadraticDisplacementsThatHaveDrained)
  {
    in_dimension(GetParam(), [&](auto dimension) {
      constexpr int       dim     = dimension;
      const Variant       variant = GetParam();
      const double        exact   = loaded_bone<dim>(variant, dim == 2 ? 4 : 2).axial_displacement;
      std::vector<double> errors;
      for (const unsigned int n : {1u, 2u, 4u})
        {
          if (dim == 3 && n == 4)
            continue;
          const LoadingResult r =
            loaded_bone<dim>(with_formulation(variant, "linear displacement"), n);
          EXPECT_NEAR(r.callus_force + r.fixator_force, r.applied_force, 1e-7 * r.applied_force);
          EXPECT_NEAR(r.support_force + r.fixator_force, r.applied_force, 1e-7 * r.applied_force);
          errors.push_back(std::abs(r.axial_displacement / exact - 1));
          std::printf("%s, %u bricks in the height of the gap: movement off by %.4f\n",
                      variant.title().c_str(),
                      n,
                      errors.back());
        }
      for (std::size_t k = 1; k < errors.size(); ++k)
        EXPECT_LT(errors[k], 0.6 * errors[k - 1]);
    });
  }
} // namespace callus
