// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/given_state.h"
#include "mechanics/test_problem.h"

#include <gtest/gtest.h>

#include <functional>

namespace callus
{
  using namespace test;

  namespace
  {
    /// A box whose inner vertices are out of place.
    BoxMesh
    distorted_box()
    {
      BoxMesh box;
      box.bricks = {{3, 3, 3}};
      box.map    = [](const BoxMesh::Point &p) {
        BoxMesh::Point moved = p;
        const double   bump  = p[0] * (1 - p[0]) * p[1] * (1 - p[1]) * p[2] * (1 - p[2]);
        moved[0] += 4 * bump;
        moved[1] -= 3 * bump;
        moved[2] += 5 * bump * (p[0] - 0.2);
        return moved;
      };
      return box;
    }
  } // namespace


  class PatchTest : public ::testing::TestWithParam<std::string>
  {
  };
  INSTANTIATE_TEST_SUITE_P(Formulations,
                           PatchTest,
                           ::testing::Values("displacement-pressure", "total pressure"),
                           [](const auto &info) {
                             return info.param == "total pressure" ? "total_pressure"
                                                                   : "displacement_pressure";
                           });


  // Uniform stress on a sealed body: displacements linear, pressure constant, both in the finite element space.
  TEST_P(PatchTest, UndrainedUniformStressIsReproduced)
  {
    MechanicsProblem problem(
      distorted_box(),
      subsection("body", healing),
      "set Formulation = " + GetParam() + "\n" + sliding_supports + ramp(1, 2) +
        tolerance("1e-13") +
        subsection(
          "Loads",
          on_surface("top", "z_max", "traction", "set Traction = 0, 0, -0.01 MPa [assumed]\n")));
    std::fill_n(problem.tissue[1], problem.tissue.n_points(), 1.); // cartilage
    const LoadingResult result = problem.update();

    const MaterialTable materials =
      MaterialTable::read(problem.file().root().subsection("Materials"));
    const PoroelasticMaterial cartilage = materials.find("cartilage", problem.file().root(), "");
    const double              k_u = cartilage.undrained_bulk_modulus(), g = cartilage.mu();
    const double e_u = 9 * k_u * g / (3 * k_u + g), nu_u = (3 * k_u - 2 * g) / (2 * (3 * k_u + g));
    const double skempton = 1 / (cartilage.storage * k_u), axial = -0.01 / e_u;

    for (std::size_t i = 0; i < problem.points().size(); ++i)
      {
        const auto   &x = problem.points()[i];
        const double *u = &problem.mechanics.displacement()[3 * i];
        EXPECT_NEAR(u[0], -nu_u * axial * x[0], 1e-9 * std::abs(axial));
        EXPECT_NEAR(u[1], -nu_u * axial * x[1], 1e-9 * std::abs(axial));
        EXPECT_NEAR(u[2], axial * x[2], 1e-9 * std::abs(axial));
      }
    for (const double p : problem.mechanics.pressure())
      EXPECT_NEAR(p, skempton * 0.01 / 3, 1e-11);

    // the drivers of this state, at every node
    const PointTable &d     = problem.drivers;
    const double      shear = 2. / 3. * std::sqrt(2.) * std::abs(axial) * (1 + nu_u);
    for (std::size_t i = 0; i < problem.points().size(); ++i)
      {
        EXPECT_NEAR(d[drivers::octahedral_shear_strain][i], shear, 1e-9 * shear);
        EXPECT_NEAR(d[drivers::volumetric_strain][i], axial * (1 - 2 * nu_u), 1e-9 * shear);
        EXPECT_NEAR(d[drivers::minimum_principal_strain][i], axial, 1e-9 * shear);
        EXPECT_NEAR(d[drivers::fluid_speed][i], 0, 1e-9);
        EXPECT_NEAR(d[drivers::pore_pressure][i], skempton * 0.01 / 3, 1e-11);
        EXPECT_NEAR(d[drivers::hydrostatic_stress][i], -0.01 / 3, 1e-10);
        EXPECT_NEAR(d[drivers::woven_bone_weight][i] + d[drivers::cartilage_weight][i] +
                      d[drivers::fibrous_weight][i] + d[drivers::resorption_weight][i] +
                      d[drivers::mature_bone_weight][i] + d[drivers::destruction_weight][i],
                    1,
                    1e-12);
      }
    EXPECT_NEAR(result.axial_displacement, -axial, 1e-9 * std::abs(axial));
    EXPECT_NEAR(result.applied_force, 0.01, 1e-12);
    EXPECT_NEAR(result.support_force, 0.01, 1e-9);
  }


  // The same with a Biot coefficient from the moduli, after a solve with other tissue: B has to follow the material.
  TEST_P(PatchTest, UndrainedWithABiotCoefficientFromTheModuli)
  {
    MechanicsProblem problem(
      distorted_box(),
      subsection("body", healing),
      "set Biot coefficient = from moduli\nset Formulation = " + GetParam() + "\n" +
        sliding_supports + ramp(1, 2) + tolerance("1e-13") +
        subsection(
          "Loads",
          on_surface("top", "z_max", "traction", "set Traction = 0, 0, -0.01 MPa [assumed]\n")));
    std::fill_n(problem.tissue[1], problem.tissue.n_points(), 1.); // cartilage
    problem.update();
    std::fill_n(problem.tissue[1], problem.tissue.n_points(), 0.);
    std::fill_n(problem.tissue[2], problem.tissue.n_points(), 1.); // woven bone
    problem.update();

    // E = 1000 MPa, nu = 0.3, n = 0.8, K_s = 13920 MPa, K_f = 2300 MPa
    const double k_d = 1000 / (3 * 0.4), g = 1000 / 2.6, alpha = 1 - k_d / 13920;
    const double modulus = 1 / (0.8 / 2300 + (alpha - 0.8) / 13920); // Biot's M
    const double k_u     = k_d + alpha * alpha * modulus;
    const double e_u = 9 * k_u * g / (3 * k_u + g), nu_u = (3 * k_u - 2 * g) / (2 * (3 * k_u + g));
    const double axial = -0.01 / e_u, pressure = alpha * modulus / k_u * 0.01 / 3;
    std::printf(
      "undrained Poisson ratio %.6f, Skempton's coefficient %.6f\n", nu_u, alpha * modulus / k_u);
    for (std::size_t i = 0; i < problem.points().size(); ++i)
      {
        const auto   &x = problem.points()[i];
        const double *u = &problem.mechanics.displacement()[3 * i];
        EXPECT_NEAR(u[0], -nu_u * axial * x[0], 1e-8 * std::abs(axial));
        EXPECT_NEAR(u[2], axial * x[2], 1e-8 * std::abs(axial));
        EXPECT_NEAR(problem.drivers[drivers::hydrostatic_stress][i], -0.01 / 3, 1e-10);
      }
    for (const double p : problem.mechanics.pressure())
      EXPECT_NEAR(p, pressure, 1e-8 * pressure);

    // 1 - 16667/13920 and 1 - 5000/13920 are below the porosities
    const auto &clipped = problem.mechanics.clipped_biot_coefficients();
    ASSERT_EQ(clipped.count("cortical_bone"), 1u);
    EXPECT_NEAR(clipped.at("cortical_bone"), -0.197, 1e-3);
    EXPECT_EQ(clipped.count("mature_bone"), 1u);
    EXPECT_EQ(clipped.count("woven_bone"), 0u);
  }


  namespace
  {
    /// Drivers of a given state of a box of granulation tissue.
    class GivenState
    {
    public:
      using Function = std::function<std::array<double, 3>(const std::array<double, 3> &)>;

      GivenState(const Function &displacement, const std::array<double, 3> &pressure_gradient)
        : problem(distorted_box(),
                  subsection("body", healing),
                  sliding_supports + ramp(1, 1) +
                    subsection("Loads",
                               on_surface("top",
                                          "z_max",
                                          "resultant force",
                                          "set Force = 0, 0, -1 N [assumed]\n")))
      {
        std::vector<double> u, p;
        for (const auto &x : problem.points())
          for (const double component : displacement(x))
            u.push_back(component);
        for (const auto &x : problem.mesh->space(1).owned_points)
          p.push_back(pressure_gradient[0] * x[0] + pressure_gradient[1] * x[1] +
                      pressure_gradient[2] * x[2]);
        set_drivers_of(u, p, problem);
      }

      void
      expect(const DriverId id, const double value, const double tolerance) const
      {
        for (std::size_t i = 0; i < problem.points().size(); ++i)
          EXPECT_NEAR(problem.drivers[id][i], value, tolerance);
      }

    private:
      MechanicsProblem problem;
    };
  } // namespace


  TEST(Drivers, RigidMotionGivesNone)
  {
    // translation and (small) rotation
    const GivenState state(
      [](const std::array<double, 3> &x) {
        return std::array<double, 3>{{0.3 - 0.02 * x[1] + 0.05 * x[2],
                                      -0.7 + 0.02 * x[0] - 0.01 * x[2],
                                      1.1 - 0.05 * x[0] + 0.01 * x[1]}};
      },
      {{0, 0, 0}});
    for (const DriverId id : {drivers::octahedral_shear_strain,
                              drivers::volumetric_strain,
                              drivers::minimum_principal_strain,
                              drivers::fluid_speed,
                              drivers::pore_pressure,
                              drivers::hydrostatic_stress,
                              drivers::strain_energy_density})
      state.expect(id, 0, 1e-14);
  }


  TEST(Drivers, SimpleShearInEveryPlane)
  {
    const double mu = 0.2 / (2 * 1.167); // granulation tissue
    for (unsigned int i = 0; i < 3; ++i)
      for (unsigned int j = 0; j < 3; ++j)
        if (i != j)
          {
            const GivenState state(
              [&](const std::array<double, 3> &x) {
                std::array<double, 3> u = {{0, 0, 0}};
                u[i]                    = 0.01 * x[j];
                return u;
              },
              {{0, 0, 0}});
            state.expect(drivers::octahedral_shear_strain, 0.008165, 5e-7);
            state.expect(drivers::volumetric_strain, 0, 1e-15);
            state.expect(drivers::minimum_principal_strain, -0.005, 1e-14);
            state.expect(drivers::strain_energy_density, mu * 0.01 * 0.01 / 2, 1e-14);
          }
  }


  TEST(Drivers, FluidSpeedIsTheDarcyFlux)
  {
    const auto at_rest = [](const std::array<double, 3> &) {
      return std::array<double, 3>{{0, 0, 0}};
    };
    // 0.01 mm4/(N s) times 0.5 MPa/mm is 5 um/s
    GivenState(at_rest, {{0.3, 0, -0.4}}).expect(drivers::fluid_speed, 5, 1e-12);
  }


  TEST(Scaffold, ItsModulusIsRecovered)
  {
    BoxMesh box;
    box.bricks = {{2, 2, 3}};
    box.upper  = {{2, 2, 3}};
    MechanicsProblem problem(
      box,
      subsection("body",
                 healing + subsection("Scaffold",
                                      "set Solid fraction = 0.3 1 [assumed]\n"
                                      "set Young's modulus = 100 MPa [assumed]\n"
                                      "set Poisson ratio = 0.3 1 [assumed]\n"
                                      "set Cell-scale stiffness = 1000 kPa [assumed]\n")),
      sliding_supports + ramp(1e7, 1) +
        "set Drained surfaces = x_max, y_max, z_max, x_min, y_min, z_min\n" +
        subsection(
          "Loads",
          on_surface("top", "z_max", "resultant force", "set Force = 0, 0, -4 N [assumed]\n")));
    const LoadingResult result = problem.update();
    const double        strain = result.axial_displacement / 3;
    EXPECT_NEAR(1 / strain, 100, 1);                // 1 MPa over the strain: the scaffold's modulus
    EXPECT_NEAR(1 / strain, 100 + 0.7 * 0.2, 0.01); // with the granulation tissue in its pores
    EXPECT_NEAR(result.applied_force, 4, 1e-9);

    // pores full of cartilage: 0.7 of the whole volume
    std::fill_n(problem.tissue[1], problem.tissue.n_points(), 0.7);
    const double filled = problem.update().axial_displacement / 3;
    EXPECT_NEAR(1 / filled, 100 + 0.7 * 10, 0.01);
  }
} // namespace callus
