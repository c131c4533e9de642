// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Devices given as a stiffness between two clamped surfaces, on two bones with or without something in between.

#include "mechanics/fixation_balance.h"
#include "mechanics/variants.h"

#include <cmath>

namespace callus
{
  using namespace test;

  namespace
  {
    const std::string left_out = "set Regions left out = gap\n";

    /// The upper bone floats: only the device, clamped to the two ends, holds it.
    std::unique_ptr<MechanicsProblem>
    bones_held_by(const std::string &device,
                  const std::string &loads,
                  const std::string &more   = left_out,
                  const std::string &held   = "z_min",
                  const std::string &moving = "z_max")
    {
      BoxMesh box;
      box.bricks = {{2, 2, 6}};
      box.upper  = {{4, 4, 6}};
      box.region = [](const BoxMesh::Point &p) { return p[2] > 2 && p[2] < 3 ? "gap" : "bone"; };
      return std::make_unique<MechanicsProblem>(
        box,
        two_bones_regions,
        more + subsection("Supports", on_surface("distal", held, "fixed")) +
          subsection("Loads", loads) +
          subsection(
            "Fixation",
            subsection("device", "set Between = " + moving + ", " + held + "\n" + device)) +
          ramp(1, 2) + tolerance("1e-10"),
        MPI_COMM_SELF,
        Setting{"3d",
                "z",
                "",
                subsection("Surfaces",
                           subsection("thin",
                                      "set Of = x_max\nset From = 5.1 mm [assumed]\nset To = 5.2 "
                                      "mm [assumed]\n"))});
    }

    std::string
    blocks(const std::string &translational, const std::string &rotational, const std::string &more)
    {
      return "set Translational stiffness = " + translational +
             " N/mm [assumed]\nset Rotational stiffness = " + rotational + " N mm [assumed]\n" +
             more;
    }

    std::string
    force(const std::string &components, const std::string &point = "")
    {
      return on_surface("push",
                        "z_max",
                        "resultant force",
                        "set Force = " + components + " N [assumed]\n" +
                          (point.empty() ? "" : "set Point = " + point + " mm [assumed]\n"));
    }
    std::string
    moment(const std::string &components)
    {
      return on_surface(
        "turn", "z_max", "resultant moment", "set Moment = " + components + " N mm [assumed]\n");
    }

    const std::string reference = "set Reference point = 10, 1, 3 mm [assumed]\n";

    /// Displacement of the end z_max as translation of a point and rotation, from three of its nodes: it is rigid.
    std::array<double, 6>
    motion_of_end(const MechanicsProblem &problem, const std::array<double, 3> &point)
    {
      const auto at = [&](const double x, const double y) {
        for (std::size_t i = 0; i < problem.points().size(); ++i)
          if (problem.points()[i] == std::array<double, 3>{{x, y, 6}})
            return std::array<double, 3>{{problem.mechanics.displacement()[3 * i],
                                          problem.mechanics.displacement()[3 * i + 1],
                                          problem.mechanics.displacement()[3 * i + 2]}};
        throw std::out_of_range("no such node");
      };
      const auto                  a = at(0, 0), b = at(4, 0), c = at(0, 4);
      const std::array<double, 3> w = {{(c[2] - a[2]) / 4, -(b[2] - a[2]) / 4, (b[1] - a[1]) / 4}};
      const std::array<double, 3> r = {{point[0], point[1], point[2] - 6}};
      return {{a[0] + w[1] * r[2] - w[2] * r[1],
               a[1] + w[2] * r[0] - w[0] * r[2],
               a[2] + w[0] * r[1] - w[1] * r[0],
               w[0],
               w[1],
               w[2]}};
    }
  } // namespace


  class SpatialFixation : public ::testing::TestWithParam<std::string>
  {
  public:
    /// The gap is empty, or what @p gap says.
    static std::string
    formulation(const std::string &gap = left_out)
    {
      return "set Formulation = " + GetParam() + "\n" + gap;
    }
  };
  INSTANTIATE_TEST_SUITE_P(Formulations,
                           SpatialFixation,
                           ::testing::Values("displacement-pressure", "total pressure"),
                           [](const auto &info) {
                             return info.param == "total pressure" ? "total_pressure"
                                                                   : "displacement_pressure";
                           });


  // Six loads at the reference point, each of one component, on a device with all couplings: the motion is K^-1 F.
  TEST_P(SpatialFixation, MovesByTheInverseOfItsStiffness)
  {
    const std::string device = blocks(
      "300, 20, 0, 20, 400, 10, 0, 10, 2000",
      "50000, 1000, 0, 1000, 60000, 0, 0, 0, 30000",
      "set Coupling stiffness = 0, 500, 100, -400, 0, 0, 0, 300, 0 N [assumed]\n" + reference);
    const double k[6][6] = {{300, 20, 0, 0, 500, 100},
                            {20, 400, 10, -400, 0, 0},
                            {0, 10, 2000, 0, 300, 0},
                            {0, -400, 0, 50000, 1000, 0},
                            {500, 0, 300, 1000, 60000, 0},
                            {100, 0, 0, 0, 0, 30000}};
    for (unsigned int c = 0; c < 6; ++c)
      {
        const std::string unit = c % 3 == 0 ? "1, 0, 0" : c % 3 == 1 ? "0, 1, 0" : "0, 0, 1";
        const auto        problem =
          bones_held_by(device, c < 3 ? force(unit, "10, 1, 3") : moment(unit), formulation());
        const LoadingResult         result = problem->update();
        const std::array<double, 6> q      = motion_of_end(*problem, {{10, 1, 3}});
        ASSERT_EQ(result.fixation_loads.size(), 1u);
        for (unsigned int i = 0; i < 6; ++i)
          {
            double f = 0, scale = 0;
            for (unsigned int j = 0; j < 6; ++j)
              {
                f += k[i][j] * q[j];
                scale += std::abs(k[i][j] * q[j]);
              }
            EXPECT_NEAR(f, i == c ? 1 : 0, 1e-3 * std::max(1., scale)) << c << i;
            EXPECT_NEAR(result.fixation_loads[0][i], i == c ? 1 : 0, 1e-6) << c << i;
          }
      }
  }


  class PlaneFixation : public ::testing::TestWithParam<Variant>
  {
  public:
    /// As bones_held_by(), in the plane.
    static std::unique_ptr<ProblemInDimension<2>>
    bones(const std::string &loads, const std::string &more = "")
    {
      const Variant &variant = GetParam();
      ShapedBox<2>   box     = bar<2>(variant, 4, 6, 2, 6);
      box.region             = [](const auto &p) { return p[1] > 2 && p[1] < 3 ? "gap" : "bone"; };
      const std::string stiffness = variant.geometry == "axisymmetric"
                                      ? "set Translational stiffness = 200 N/mm [assumed]\n"
                                      : "set Translational stiffness = 30, 200 N/mm [assumed]\n"
                                        "set Rotational stiffness = 5000 N mm [assumed]\n"
                                        "set Coupling stiffness = 100, 0 N [assumed]\n";
      return std::make_unique<ProblemInDimension<2>>(
        box,
        two_bones_regions,
        left_out + subsection("Supports", on_surface("distal", "y_min", "fixed")) +
          subsection("Loads", loads) +
          subsection("Fixation",
                     subsection("device", "set Between = y_max, y_min\n" + stiffness + more)) +
          ramp(1, 1) + tolerance("1e-10"),
        MPI_COMM_SELF,
        variant.setting());
    }
  };


  // The axial stiffness everywhere; in plane strain shear, bending and their coupling beside it.
  TEST_P(PlaneFixation, MovesByTheInverseOfItsStiffness)
  {
    const bool        is_axisymmetric = GetParam().geometry == "axisymmetric";
    const std::string push =
      on_surface("push", "y_max", "resultant force", "set Force = 0, -5 N [assumed]\n");
    EXPECT_NEAR(bones(push)->update().axial_displacement, 5. / 200, 1e-8);
    if (is_axisymmetric)
      {
        const auto  refused = bones(push, "set Rotational stiffness = 1 N mm [assumed]\n");
        std::string problems;
        for (const Problem &found : refused->file().problems().list())
          problems += to_string(found);
        EXPECT_NE(problems.find("a rotation or another axis in an axisymmetric body"),
                  std::string::npos)
          << problems;
        return;
      }
    const auto turned =
      bones(on_surface("turn", "y_max", "resultant moment", "set Moment = 50 N mm [assumed]\n"));
    const std::vector<double> load = turned->update().fixation_loads[0];
    EXPECT_NEAR(load[0], 0, 1e-8);
    EXPECT_NEAR(load[1], 0, 1e-8);
    EXPECT_NEAR(load[2], 50, 1e-7);
    // 30 d + 100 theta = 0, 100 d + 5000 theta = 50 at the point midway, 3 mm below the moved end
    const double theta = 50 / (5000 - 100. * 100 / 30), d = -100 * theta / 30;
    for (std::size_t i = 0; i < turned->points().size(); ++i)
      if (turned->points()[i][1] == 6)
        {
          EXPECT_NEAR(turned->mechanics.displacement()[2 * i], d - 3 * theta, 1e-9);
          EXPECT_NEAR(turned->mechanics.displacement()[2 * i + 1],
                      (turned->points()[i][0] - 2) * theta,
                      1e-9);
        }
  }


  INSTANTIATE_TEST_SUITE_P(Shapes,
                           PlaneFixation,
                           ::testing::ValuesIn(in_both_formulations(
                             std::vector<Variant>(all_variants.begin() + 2, all_variants.end()))),
                           variant_name);


  // Soft tissue in the gap shares the load with the device; the fixed end feels what the tissue carries.
  TEST_P(SpatialFixation, SharesTheLoadWithTheCallus)
  {
    const std::string device = blocks("100, 100, 50", "1e5, 1e5, 1e5", "");
    const auto        alone  = bones_held_by(device, force("0, 0, -50"), formulation()),
               with          = bones_held_by(
                 device, force("0, 0, -50"), formulation("set Drained surfaces = x_max\n"));
    const LoadingResult free = alone->update(), shared = with->update();
    EXPECT_NEAR(free.axial_displacement, 1, 1e-3);
    EXPECT_NEAR(free.fixator_force, 50, 1e-6);
    EXPECT_NEAR(free.callus_force, 0, 1e-6);
    EXPECT_LT(shared.axial_displacement, 0.95);
    EXPECT_GT(shared.callus_force, 1);
    EXPECT_NEAR(shared.fixator_force + shared.support_force, 50, 1e-4);
    EXPECT_NEAR(shared.fixator_force, 50 * shared.axial_displacement, 1e-3 * 50);
  }


  // Both fragments are clamped on their sides; the lower one is held at its end, which feels all of the load.
  TEST(Fixation, JoinsSurfacesOfBothFragments)
  {
    const std::string surfaces =
      left_out + subsection("Supports", on_surface("distal", "z_min", "fixed"));
    ShapedBox<3> box = bar<3>({"hexahedron", "3d", 3}, 4, 6, 2, 6);
    box.region       = [](const auto &p) { return p[2] > 2 && p[2] < 4 ? "gap" : "bone"; };
    const auto side  = [](const std::string &name, const std::string &from, const std::string &to) {
      return subsection(name,
                        "set Of = x_max\nset From = " + from + " mm [assumed]\nset To = " + to +
                          " mm [assumed]\n");
    };
    Setting setting;
    setting.more =
      subsection("Surfaces", side("below", "0.9", "2.1") + side("above", "3.9", "5.1"));
    MechanicsProblem    problem(box,
                             two_bones_regions,
                             surfaces + subsection("Loads", force("3, 0, -5", "2, 2, 6")) +
                               subsection("Fixation",
                                          subsection("plate",
                                                     "set Between = above, below\n" +
                                                       blocks("10, 10, 50", "1e4, 1e4, 1e4", ""))) +
                               ramp(1, 1) + tolerance("1e-9"),
                             MPI_COMM_SELF,
                             setting);
    const LoadingResult result = problem.update();
    EXPECT_NEAR(result.support_force, 5, 1e-3);
    EXPECT_NEAR(result.fixator_force, 5, 1e-5);
    // moment at (4, 2, 3) of the force that acts at (2, 2, 6): r = (-2, 0, 3)
    const std::vector<double> expected = {3, 0, -5, 0, 3 * 3 - (-2) * -5, 0};
    for (unsigned int i = 0; i < 6; ++i)
      EXPECT_NEAR(result.fixation_loads[0][i], expected[i], 1e-5) << i;
  }


  // A device of the same stiffness in axes of its own.
  TEST(Fixation, TurnsWithItsAxes)
  {
    const auto turned = bones_held_by(blocks("2000, 300, 400",
                                             "30000, 50000, 60000",
                                             "set First axis = 0, 0, 2 [assumed]\n"
                                             "set Second axis = 1, 0, 0 [assumed]\n"),
                                      force("1, 2, -5"));
    const auto plain =
      bones_held_by(blocks("300, 400, 2000", "50000, 60000, 30000", ""), force("1, 2, -5"));
    turned->update();
    plain->update();
    for (std::size_t i = 0; i < plain->mechanics.displacement().size(); ++i)
      ASSERT_NEAR(turned->mechanics.displacement()[i], plain->mechanics.displacement()[i], 1e-9);
  }


  TEST(Fixation, WithoutStiffnessNothingHolds)
  {
    EXPECT_THROW(
      bones_held_by(blocks("300, 0, 2000", "1e5, 1e5, 1e5", ""), force("0, 0, -5"))->update(),
      NumericalFailure);
  }


  TEST(Fixation, WrongInputIsExplained)
  {
    const auto expect = [](const std::string &device,
                           const std::string &text,
                           const std::string &loads  = force("0, 0, -5"),
                           const std::string &moving = "z_max") {
      const auto  problem = bones_held_by(device, loads, left_out, "z_min", moving);
      std::string problems;
      for (const Problem &found : problem->file().problems().list())
        problems += to_string(found) + "\n";
      if (text.empty())
        EXPECT_EQ(problems, "");
      else
        EXPECT_NE(problems.find(text), std::string::npos) << text << " is not in\n" << problems;
    };
    const std::string good = blocks("1, 1, 1", "1, 1, 1", "");
    expect(good, "");
    expect(blocks("1, 1", "1, 1, 1", ""), "2 values");
    expect(blocks("1, 1, -1", "1, 1, 1", ""), "gives energy away");
    expect(blocks("1, 5, 0, 5, 1, 0, 0, 0, 1", "1, 1, 1", ""), "gives energy away");
    expect(good + "set First axis = 1, 0, 0 [assumed]\nset Second axis = 1, 1, 0 [assumed]\n",
           "perpendicular");
    expect(good, "the surface 'z_mx'", force("0, 0, -5"), "z_mx");
    expect(good, "two different surfaces", force("0, 0, -5"), "z_min");
    expect(good,
           "touches",
           on_surface("w", "z_max", "rigid plate force", "set Force = 1 N [assumed]\n"));
    expect(good, "which has no face", force("0, 0, -5"), "thin");
    expect(good, "part of which a support holds", force("0, 0, -5"), "x_max");
  }
} // namespace callus
