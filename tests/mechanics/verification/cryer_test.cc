// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Cryer: a sphere under pressure on its drained surface, all of it at once. Lengths in the radius, times in R^2 / c.

#include "mechanics/verification/poroelastic_sample.h"
#include "mechanics/verification/verification_table.h"

namespace callus
{
  using namespace test;

  namespace
  {
    /// Pressure in the centre over that on the surface, incompressible constituents.
    class ExactCryer
    {
    public:
      explicit ExactCryer(const double nu)
        : eta_((1 - nu) / (1 - 2 * nu))
        , roots_(roots(
            [&](const double x) { return (1 - eta_ * x * x / 2) * std::sin(x) - x * std::cos(x); },
            0.5,
            200))
      {
      }
      const std::vector<double> &
      eigenvalues() const
      {
        return roots_;
      }
      double
      pressure(const double time) const
      {
        double sum = 0;
        for (const double x : roots_)
          sum += (std::sin(x) - x) / (eta_ * x * std::cos(x) / 2 + (eta_ - 1) * std::sin(x)) *
                 std::exp(-x * x * time);
        return eta_ * sum;
      }

    private:
      double              eta_;
      std::vector<double> roots_;
    };

    /// A quarter of the sphere's section: the square's rays are shortened. Each face of the surface has a name of its own, so that it gets a
    /// traction along its normal.
    ShapedBox<2>
    quarter_disc(const unsigned int n)
    {
      ShapedBox<2> box;
      box.shape  = "triangle"; // quadrilaterals would have a flat angle in the square's corner
      box.bricks = {{n, n}};
      box.lower  = {{0, 0}};
      box.upper  = {{1, 1}};
      box.map    = [](const std::array<double, 2> &p) {
        const double size = std::max(p[0], p[1]), other = std::min(p[0], p[1]);
        if (size == 0)
          return p;
        // equal angles along the arcs
        const double angle = std::acos(-1.) / 4 * other / size;
        const double large = size * std::cos(angle), small = size * std::sin(angle);
        return p[0] >= p[1] ? std::array<double, 2>{{large, other == 0 ? 0 : small}}
                               : std::array<double, 2>{{other == 0 ? 0 : small, large}};
      };
      box.surface_name = [n](const std::string &side, const std::array<double, 2> &center) {
        if (side == "x_max")
          return "right_" + std::to_string(int(center[1] * n));
        if (side == "y_max")
          return "upper_" + std::to_string(int(center[0] * n));
        return side;
      };
      return box;
    }

    struct Surface
    {
      std::string loads, names;
    };

    /// The pressure on the faces of the quarter disc.
    Surface
    pressed_surface(const unsigned int n, const double pressure)
    {
      Surface result;
      for (unsigned int i = 0; i < n; ++i)
        {
          const double angle = std::acos(-1.) / 4 * (i + 0.5) / n;
          const double large = -pressure * std::cos(angle), small = -pressure * std::sin(angle);
          const std::string right = "right_" + std::to_string(i),
                            upper = "upper_" + std::to_string(i);
          result.loads += on_surface(right,
                                     right,
                                     "traction",
                                     "set Traction = " + digits(large) + ", " + digits(small) +
                                       " MPa [assumed]\n") +
                          on_surface(upper,
                                     upper,
                                     "traction",
                                     "set Traction = " + digits(small) + ", " + digits(large) +
                                       " MPa [assumed]\n");
          result.names += (i > 0 ? ", " : "") + right + ", " + upper;
        }
      return result;
    }

    class Cryer : public ::testing::TestWithParam<Variant>
    {
    };
    INSTANTIATE_TEST_SUITE_P(Verification,
                             Cryer,
                             ::testing::ValuesIn(in_both_formulations({all_variants[4]})),
                             variant_name);
  } // namespace


  // model page, section 4.3
  TEST(CryerSeries, GivesTheReferenceNumbers)
  {
    EXPECT_NEAR(ExactCryer(0).eigenvalues()[0], 2.08158, 1e-5);
    EXPECT_NEAR(ExactCryer(0.25).eigenvalues()[2], 9.27986, 1e-5);
    EXPECT_NEAR(ExactCryer(0).pressure(0.063), 1.57541, 1e-5);
    EXPECT_NEAR(ExactCryer(0.167).pressure(0.1), 1.24314, 1e-5);
    EXPECT_NEAR(ExactCryer(0.25).pressure(0.049), 1.30752, 1e-5);
    EXPECT_NEAR(ExactCryer(1. / 3).pressure(0.5), 0.05102, 1e-5);
  }


  TEST_P(Cryer, PressureInTheCentreForFourPoissonRatios)
  {
    const unsigned int n         = 16;
    const Surface      surface   = pressed_surface(n, 1e-3);
    const bool         has_total = GetParam().has_total_pressure();
    VerificationTable  table("Cryer, quarter of the section, 512 cells, " + GetParam().title(),
                            0.01);
    for (const auto &[nu, peak] :
         {std::pair<double, double>{has_total ? 0.01 : 0,
                                    0.063}, // the total pressure needs more than 0
          {0.167, 0.054},
          {0.25, 0.049},
          {1. / 3, 0.045}})
      for (const auto &[time, steps] :
           {std::pair<double, unsigned int>{0.01, 30}, {peak, 60}, {0.1, 80}, {0.2, 220}})
        {
          PoroelasticSample sample;
          sample.nu       = nu;
          Setting setting = GetParam().setting();
          setting.more    = sample.text("sample");
          ProblemInDimension<2> problem(
            quarter_disc(n),
            subsection("body", fixed("sample")),
            subsection("Supports", sliding({"y_min"})) + "set Drained surfaces = " + surface.names +
              "\n" + tolerance("1e-7") +
              consolidation(time / sample.consolidation_coefficient(), steps) +
              subsection("Loads", surface.loads),
            MPI_COMM_SELF,
            setting);
          problem.update();
          table.add("nu = " + shown(nu) + ", t* = " + shown(time) + ": p / P in the centre",
                    pressure_at<2>(problem, {{0, 0}}) / 1e-3,
                    ExactCryer(nu).pressure(time));
        }
  }
} // namespace callus
