// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/boundary_conditions.h"
#include "mechanics/variants.h"

namespace callus
{
  using namespace test;

  namespace
  {
    /// A material whose sections stay plane at a fixed end, and which drains at once.
    const std::string beam_material =
      subsection("Materials",
                 subsection("beam",
                            "set Young's modulus = 100 MPa [assumed]\n"
                            "set Poisson ratio = 0 1 [assumed]\n"
                            "set Permeability = 1e-10 m4/(N s) [assumed]\n"
                            "set Solid bulk modulus = 1e4 MPa [assumed]\n"
                            "set Fluid bulk modulus = 2300 MPa [assumed]\n"
                            "set Porosity = 0.5 1 [assumed]\n"));

    std::string
    loads_on(const std::string &surface, const std::string &type, const std::string &more)
    {
      return subsection("Loads", on_surface("load", surface, type, more));
    }

    /// A beam of section 2 x 2 (or 2 x the thickness of 2) and length 10 that is fixed at its low end; drained.
    template <int dim>
    std::unique_ptr<ProblemInDimension<dim>>
    beam(const Variant     &variant,
         const std::string &loads,
         const unsigned int n_across           = 2,
         const std::string &relative_tolerance = "1e-12")
    {
      Setting setting = variant.setting();
      setting.more    = beam_material;
      return std::make_unique<ProblemInDimension<dim>>(
        bar<dim>(variant, 2, 10, n_across, 5),
        subsection("body", fixed("beam")),
        subsection("Supports", on_surface("end", variant.low_end(), "fixed")) +
          "set Drained surfaces = x_max\n" + ramp(1e9, 1, "step") + tolerance(relative_tolerance) +
          loads,
        MPI_COMM_SELF,
        setting);
    }

    /// Displacement at a node.
    template <int dim>
    std::array<double, dim>
    displacement_at(const ProblemInDimension<dim> &problem, const std::array<double, dim> &point)
    {
      std::array<double, dim> u{};
      for (std::size_t i = 0; i < problem.points().size(); ++i)
        {
          double distance = 0;
          for (unsigned int k = 0; k < dim; ++k)
            distance = std::max(distance, std::abs(problem.points()[i][k] - point[k]));
          if (distance < 1e-9)
            for (unsigned int k = 0; k < dim; ++k)
              u[k] = problem.mechanics.displacement()[dim * i + k];
        }
      return u;
    }

    class Moments : public ::testing::TestWithParam<Variant>
    {
    };
  } // namespace


  // Pure bending of a beam: displacements are quadratic, so the finite elements have them exactly.
  TEST_P(Moments, BendABeamAsBeamTheorySays)
  {
    in_dimension(GetParam(), [](const auto dimension) {
      constexpr int     dim     = decltype(dimension)::value;
      const std::string moment  = dim == 3 ? "0, 40, 0" : "-40";
      auto              problem = beam<dim>(GetParam(),
                               loads_on(GetParam().high_end(),
                                        "resultant moment",
                                        "set Moment = " + moment + " N mm [assumed]\n"));
      problem->update();
      const double            curvature = 40 / (100 * 2. * 8 / 12); // M / (E I)
      std::array<double, dim> tip;
      tip.fill(1);
      tip[dim - 1] = 10;
      EXPECT_NEAR(displacement_at<dim>(*problem, tip)[0] / (curvature * 100 / 2), 1, 1e-6);
      EXPECT_NEAR(displacement_at<dim>(*problem, tip)[dim - 1], 0, 1e-6);
      tip[0] = 2; // the turned section
      EXPECT_NEAR(displacement_at<dim>(*problem, tip)[dim - 1] / (-curvature * 10), 1, 1e-6);
    });
  }


  // A force beside the beam bends it: the same as the force at the centroid with its moment.
  TEST_P(Moments, OfAForceBesideTheSurface)
  {
    in_dimension(GetParam(), [](const auto dimension) {
      constexpr int     dim   = decltype(dimension)::value;
      const std::string force = "set Force = " + GetParam().axial("-8 N [assumed]\n");
      const std::string point =
        "set Point = " + std::string(dim == 3 ? "6, 1, 3" : "6, 3") + " mm [assumed]\n";
      auto beside =
        beam<dim>(GetParam(), loads_on(GetParam().high_end(), "resultant force", force + point));
      const LoadingResult result = beside->update();
      EXPECT_NEAR(result.applied_force, 8, 1e-9);
      EXPECT_NEAR(result.support_force, 8, 1e-6);
      const double            curvature = 8 * 5 / (100 * 2. * 8 / 12); // the arm is 6 - 1
      std::array<double, dim> tip;
      tip.fill(1);
      tip[dim - 1] = 10;
      EXPECT_NEAR(displacement_at<dim>(*beside, tip)[0] / (curvature * 100 / 2), 1, 1e-6);
      EXPECT_NEAR(displacement_at<dim>(*beside, tip)[dim - 1] / (-8. / 4 / 100 * 10), 1, 1e-6);
    });
  }


  // A muscle is a force along its line of action.
  TEST_P(Moments, OfAMuscle)
  {
    in_dimension(GetParam(), [](const auto dimension) {
      constexpr int     dim = decltype(dimension)::value;
      const std::string point =
        "set Point = " + std::string(dim == 3 ? "6, 1, 3" : "6, 3") + " mm [assumed]\n";
      const auto under = [&](const std::string &type, const std::string &entries) {
        auto problem =
          beam<dim>(GetParam(), loads_on(GetParam().high_end(), type, entries + point), 2, "1e-9");
        problem->update();
        return problem->mechanics.displacement();
      };
      const std::string magnitude = "set Magnitude = 10 N [assumed]\n";
      const auto        expected =
        under("resultant force",
              "set Force = " + std::string(dim == 3 ? "6, 0, -8" : "6, -8") + " N [assumed]\n");
      EXPECT_EQ(under("muscle force",
                      magnitude + "set Towards = " + (dim == 3 ? "12, 1, -5" : "12, -5") +
                        " mm [assumed]\n"),
                expected);
      EXPECT_EQ(
        under("muscle force",
              magnitude + "set Direction = " + (dim == 3 ? "3, 0, -4" : "3, -4") + " [assumed]\n"),
        expected);
    });
  }


  INSTANTIATE_TEST_SUITE_P(
    Shapes,
    Moments,
    ::testing::Values(all_variants[0], all_variants[1], all_variants[2], all_variants[3]),
    variant_name);


  // Saint-Venant's torsion of a square bar: M = 0.1406 G a^4 theta', away from the ends.
  TEST(Torsion, OfASquareBar)
  {
    const Variant variant = all_variants[1];
    auto          problem = beam<3>(
      variant, loads_on("z_max", "resultant moment", "set Moment = 0, 0, 30 N mm [assumed]\n"), 4);
    problem->update();
    const double twist = (displacement_at<3>(*problem, {{2, 1, 6}})[1] -
                          displacement_at<3>(*problem, {{2, 1, 4}})[1]) /
                         2;
    EXPECT_NEAR(twist / (30 / (0.14058 * 50 * 16)), 1, 0.01);
  }


  // Whatever the surface and its mesh, the nodal forces have the resultants of the file to round-off.
  TEST(NodalLoads, HaveExactlyTheirForceAndMoment)
  {
    BoxMesh box;
    box.bricks = {{3, 2, 2}};
    box.map    = [](const BoxMesh::Point &p) {
      return BoxMesh::Point{
        {p[0] + 0.2 * p[1] * p[2], p[1] + 0.1 * p[0], p[2] * (1 + 0.4 * p[0] * p[0])}};
    };
    const auto resultants = [&](const std::string &load) {
      MechanicsProblem            problem(box,
                               subsection("body", healing),
                               subsection("Supports", on_surface("end", "z_min", "fixed")) +
                                 ramp(1, 1) + load);
      const Section               root = problem.file().root();
      const MaterialMap<3>        materials(root, *problem.mesh);
      const BoundaryConditions<3> conditions(root.subsection("Mechanics"), *problem.mesh);
      std::vector<double>         forces(3 * problem.points().size(), 0.);
      conditions.add_nodal_loads(conditions.load_cases().front(), materials, forces);
      problem.file().throw_if_wrong();
      std::array<double, 6> sums{}; // force, moment about the origin
      for (std::size_t i = 0; i < problem.points().size(); ++i)
        {
          const std::array<double, 3> f = {{forces[3 * i], forces[3 * i + 1], forces[3 * i + 2]}};
          const std::array<double, 3> m = moment_of<3>(problem.points()[i], f);
          for (unsigned int k = 0; k < 3; ++k)
            {
              sums[k] += f[k];
              sums[3 + k] += m[k];
            }
        }
      return sums;
    };
    const auto moment =
      resultants(loads_on("z_max", "resultant moment", "set Moment = 3, -4, 5 N mm [assumed]\n"));
    const auto                  force     = resultants(loads_on("z_max",
                                           "resultant force",
                                           "set Force = 1, 2, -7 N [assumed]\n"
                                                                "set Point = 0.2, -3, 4 mm [assumed]\n"));
    const std::array<double, 6> of_moment = {{0, 0, 0, 3, -4, 5}},
                                of_force  = {{1, 2, -7, 21 - 8, 4 + 1.4, 0.4 + 3}};
    for (unsigned int k = 0; k < 6; ++k)
      {
        EXPECT_NEAR(moment[k], of_moment[k], 1e-12);
        EXPECT_NEAR(force[k], of_force[k], 1e-12);
      }
  }
} // namespace callus
