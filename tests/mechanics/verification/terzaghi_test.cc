// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Terzaghi: a column between sealed walls on a sealed base, drained at the top, where all of the load acts at once.

#include "mechanics/verification/poroelastic_sample.h"
#include "mechanics/verification/verification_table.h"

namespace callus
{
  using namespace test;

  namespace
  {
    const double pi = std::acos(-1.);

    /// The series, in the incompressible limit. @p height from the base, as a share of the column's.
    double
    exact_pressure(const double time, const double height)
    {
      double sum = 0;
      for (int m = 1; m < 400; m += 2)
        sum += 4 / (m * pi) * std::sin(m * pi / 2 * (1 - height)) *
               std::exp(-std::pow(m * pi / 2, 2) * time);
      return sum;
    }

    double
    exact_settlement(const double time)
    {
      double rest = 0;
      for (int m = 1; m < 4000; m += 2)
        rest += 8 / std::pow(m * pi, 2) * std::exp(-std::pow(m * pi / 2, 2) * time);
      return 1 - rest;
    }

    struct Time
    {
      double       value; ///< T_v = c t / L^2
      unsigned int steps; ///< backward Euler is of first order: (pi/2)^4 T_v^2 / (2 steps) late
    };

    class Terzaghi : public ::testing::TestWithParam<Variant>
    {
    };
    INSTANTIATE_TEST_SUITE_P(Verification,
                             Terzaghi,
                             ::testing::ValuesIn(in_both_formulations({all_variants[2],
                                                                       all_variants[3]})),
                             variant_name);
  } // namespace


  // model page, section 4.1: the series as it is coded here gives its numbers
  TEST(TerzaghiSeries, GivesTheReferenceNumbers)
  {
    EXPECT_NEAR(exact_pressure(0.05, 0), 0.996869, 1e-6);
    EXPECT_NEAR(exact_pressure(0.2, 0.5), 0.553176, 1e-6);
    EXPECT_NEAR(exact_pressure(1, 0), 0.107977, 1e-6);
    EXPECT_NEAR(exact_settlement(0.01), 0.112838, 1e-6);
    EXPECT_NEAR(exact_settlement(0.5), 0.763950, 1e-6);
  }


  TEST_P(Terzaghi, ColumnAtSixTimes)
  {
    const Variant           variant = GetParam();
    const PoroelasticSample sample; // granulation tissue
    const double            load    = 1e-3;
    Setting                 setting = variant.setting();
    setting.more                    = sample.text("sample");
    VerificationTable table("Terzaghi, granulation tissue, 1 x 24 bricks, " + variant.title(),
                            0.005);
    for (const Time &time :
         {Time{0.01, 60}, {0.05, 60}, {0.1, 80}, {0.2, 120}, {0.5, 300}, {1, 900}})
      {
        ShapedBox<2> box = bar<2>(variant, 0.1, 1, 1, 24);
        box.map          = [](const std::array<double, 2> &p) { // finer towards the drained top
          return std::array<double, 2>{{p[0], p[1] * (1.5 - 0.5 * p[1])}};
        };
        ProblemInDimension<2> problem(
          box,
          subsection("body", fixed("sample")),
          subsection("Supports",
                     on_surface("base", "y_min", "fixed") + sliding({"x_min", "x_max"})) +
            "set Drained surfaces = y_max\n" + tolerance("1e-8") +
            consolidation(time.value / sample.consolidation_coefficient(), time.steps) +
            subsection(
              "Loads",
              on_surface("top", "y_max", "traction", "set Traction = 0, -0.001 MPa [assumed]\n")),
          MPI_COMM_SELF,
          setting);
        const LoadingResult result = problem.update();
        const std::string   at     = "T_v = " + shown(time.value) + ": ";
        const double        middle = 8. / 24 * (1.5 - 0.5 * 8. / 24); // a node's height
        table.add(at + "p / p_0 at the base",
                  pressure_at<2>(problem, {{0, 0}}) / load,
                  exact_pressure(time.value, 0));
        table.add(at + "p / p_0 at 4/9 of the height",
                  pressure_at<2>(problem, {{0, middle}}) / load,
                  exact_pressure(time.value, middle));
        table.add(at + "settlement / final one",
                  result.axial_displacement / (load / sample.confined_modulus()),
                  exact_settlement(time.value));
      }
  }
} // namespace callus
