// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/material_map.h"
#include "mechanics/variants.h"

namespace callus
{
  using namespace test;

  class Axisymmetric : public ::testing::TestWithParam<Variant>
  {
  };

  const std::vector<Variant> axisymmetric_variants(all_variants.begin() + 4, all_variants.end());
  INSTANTIATE_TEST_SUITE_P(Mechanics,
                           Axisymmetric,
                           ::testing::ValuesIn(axisymmetric_variants),
                           variant_name);


  // Lame: u(r) = (1+nu)/E p a^2/(b^2-a^2) ((1-2nu) r + b^2/r) between planes that keep the length
  TEST_P(Axisymmetric, ThickWalledCylinderUnderInnerPressure)
  {
    const double a = 4, b = 8, load = 0.01;
    ShapedBox<2> tube = bar<2>(GetParam(), b, 2, 8, 2);
    tube.lower[0]     = a;
    ProblemInDimension<2> problem(
      tube,
      subsection("body", fixed("cartilage")),
      subsection("Supports", sliding({"y_min", "y_max"})) +
        "set Drained surfaces = x_min, x_max, y_min, y_max\n" + ramp(1e12, 1) + tolerance("1e-10") +
        subsection("Loads",
                   on_surface("wall",
                              "x_min",
                              "traction",
                              "set Traction = " + std::to_string(load) + ", 0 MPa [assumed]\n")),
      MPI_COMM_SELF,
      GetParam().setting());
    problem.update();
    const PoroelasticMaterial m = MaterialTable::read(problem.file().root().subsection("Materials"))
                                    .find("cartilage", problem.file().root(), "");
    const double e = m.youngs_modulus, nu = m.lambda() / (2 * (m.lambda() + m.mu()));
    for (std::size_t i = 0; i < problem.points().size(); ++i)
      {
        const double r = problem.points()[i][0];
        const double expected =
          (1 + nu) / e * load * a * a / (b * b - a * a) * ((1 - 2 * nu) * r + b * b / r);
        EXPECT_NEAR(problem.mechanics.displacement()[2 * i] / expected, 1, 1e-3);
        EXPECT_NEAR(problem.mechanics.displacement()[2 * i + 1] / expected, 0, 1e-4);
      }
  }


  namespace
  {
    std::string
    cylinder(const std::string &end, const std::string &more_supports, const double force)
    {
      return subsection("Supports", on_surface("base", end + "_min", "fixed") + more_supports) +
             "set Drained surfaces = " + "x_max\n" + ramp(1, 2) +
             subsection("Loads",
                        on_surface("weight",
                                   end + "_max",
                                   "rigid plate force",
                                   "set Force = " + std::to_string(force) + " N [assumed]\n"));
    }

    template <int dim>
    std::string
    layer(const std::array<double, dim> &p)
    {
      return p[dim - 1] > 1 && p[dim - 1] < 2 ? "gap" : "bone";
    }
  } // namespace


  // a cylinder of bone with a gap full of granulation tissue, against a quarter of it in space
  TEST_P(Axisymmetric, SoftDiscBetweenBonesIsThatOfThreeDimensions)
  {
    ShapedBox<2> section = bar<2>(GetParam(), 2, 3, 6, 12);
    section.region       = layer<2>;
    ProblemInDimension<2> plane(
      section, two_bones_regions, cylinder("y", "", 4), MPI_COMM_SELF, GetParam().setting());

    const Variant hexahedra{"hexahedron", "3d", 3};
    ShapedBox<3>  quarter = bar<3>(hexahedra, 2, 3, 6, 12);
    quarter.region        = layer<3>;
    quarter.map           = [](const std::array<double, 3> &p) { // the square becomes a disc
      const double size = std::max(p[0], p[1]), length = std::hypot(p[0], p[1]);
      const double shrink = length > 0 ? size / length : 1;
      return std::array<double, 3>{{p[0] * shrink, p[1] * shrink, p[2]}};
    };
    std::string supports  = sliding({"x_min", "y_min"});
    std::string mechanics = cylinder("z", "", 1);
    mechanics.replace(mechanics.find("x_max\n"), 6, "x_max, y_max\n");
    mechanics.insert(mechanics.find("subsection base"), supports);
    ProblemInDimension<3> space(
      quarter, subsection("bone", fixed("cortical_bone")) + subsection("gap", healing), mechanics);

    const LoadingResult of_plane = plane.update(), of_space = space.update();
    // the polygon's smaller radius counts to the fourth power
    EXPECT_NEAR(of_plane.axial_displacement / of_space.axial_displacement, 1, 0.02);
    EXPECT_NEAR(of_plane.callus_force / of_space.callus_force, 4, 1e-6);
  }


  TEST_P(Axisymmetric, RadialResultantIsAnError)
  {
    ProblemInDimension<2> problem(
      bar<2>(GetParam(), 1, 1, 1, 1),
      subsection("body", healing),
      subsection("Supports", on_surface("base", "y_min", "fixed")) + ramp(1, 1) +
        subsection(
          "Loads",
          on_surface("top", "y_max", "resultant force", "set Force = 1, -1 N [assumed]\n") +
            on_surface("too_long", "y_max", "traction", "set Traction = 0, 0, 1 MPa [assumed]\n")),
      MPI_COMM_SELF,
      GetParam().setting());
    std::string text;
    for (const Problem &entry : problem.file().problems().list())
      text += to_string(entry) + "\n";
    EXPECT_NE(text.find("a radial resultant force"), std::string::npos) << text;
    EXPECT_NE(text.find("two components: radial, axial"), std::string::npos) << text;
  }
} // namespace callus
