// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Mandel: a strip of half-width a in plane strain, compressed by a rigid plate with the force 2F a unit of thickness, drained at its sides.
//
// The exact solution has plates without friction. The rigid plate of the program is bonded to the body, which matters near it only
// (Saint-Venant): a self-equilibrated load on the end of a strip decays as exp(-2.1 y/a) in it. So the half-height is 5 a (a quarter of the strip is the
// model) and looked at in its middle, where friction changes less than 1e-4.

#include "mechanics/verification/poroelastic_sample.h"
#include "mechanics/verification/verification_table.h"

namespace callus
{
  using namespace test;

  namespace
  {
    /// F = a = 1; lengths in a, times in a^2 / c.
    class ExactMandel
    {
    public:
      explicit ExactMandel(const PoroelasticSample &sample)
        : nu_(sample.nu)
        , nu_u_(sample.undrained_poisson_ratio())
        , mu_(sample.mu())
        , roots_(roots(
            [&](const double a) {
              return std::sin(a) - (1 - nu_) / (nu_u_ - nu_) * a * std::cos(a);
            },
            0.5,
            200))
      {
        p_0_ = sample.skempton_coefficient() * (1 + nu_u_) / 3;
      }

      const std::vector<double> &
      eigenvalues() const
      {
        return roots_;
      }
      /// Just after the load: of p(x, 0+).
      double
      initial_pressure() const
      {
        return p_0_;
      }
      double
      pressure(const double x, const double time) const
      {
        return 2 * p_0_ * sum(time, [&](const double a) {
                 return std::sin(a) * (std::cos(a * x) - std::cos(a));
               });
      }
      /// u_x at the drained side, times G.
      double
      widening(const double time) const
      {
        const auto a_n = [](const double a) { return std::sin(a) * std::cos(a); };
        return nu_ / 2 - nu_u_ * sum(time, a_n) + sum(time, a_n);
      }
      /// -u_y / y, times G.
      double
      shortening(const double time) const
      {
        return (1 - nu_) / 2 -
               (1 - nu_u_) * sum(time, [](const double a) { return std::sin(a) * std::cos(a); });
      }

    private:
      double
      sum(const double time, const std::function<double(double)> &term) const
      {
        double result = 0;
        for (const double a : roots_)
          result += term(a) / (a - std::sin(a) * std::cos(a)) * std::exp(-a * a * time);
        return result;
      }

      double              nu_, nu_u_, mu_;
      std::vector<double> roots_;
      double              p_0_;
    };

    PoroelasticSample
    material()
    {
      PoroelasticSample sample;
      sample.nu = 0.2;
      return sample;
    }

    class Mandel : public ::testing::TestWithParam<Variant>
    {
    };
    INSTANTIATE_TEST_SUITE_P(Verification,
                             Mandel,
                             ::testing::ValuesIn(in_both_formulations({all_variants[3]})),
                             variant_name);
  } // namespace


  // model page, section 4.2, nu = 0.2 and nu_u = 0.5
  TEST(MandelSeries, GivesTheReferenceNumbers)
  {
    PoroelasticSample sample = material();
    sample.bulk              = 1e9;
    const ExactMandel exact(sample);
    EXPECT_NEAR(exact.eigenvalues()[0], 1.287342, 1e-6);
    EXPECT_NEAR(exact.eigenvalues()[3], 10.961377, 1e-6);
    for (const auto &[time, pressure] : {std::pair<double, double>{0.01, 1.043761},
                                         {0.0716, 1.106897},
                                         {0.1, 1.095414},
                                         {0.5, 0.592785},
                                         {2, 0.049352}})
      EXPECT_NEAR(exact.pressure(0, time) / exact.initial_pressure(), pressure, 1e-6);
    EXPECT_NEAR(exact.pressure(0.5, 0.1) / exact.initial_pressure(), 0.860903, 1e-6);
    EXPECT_NEAR(exact.widening(0.1), 0.212692, 1e-6);
    EXPECT_NEAR(exact.shortening(0.1), 0.287308, 1e-6);
  }


  TEST_P(Mandel, StripUnderARigidPlate)
  {
    const Variant           variant = GetParam();
    const PoroelasticSample sample  = material();
    const ExactMandel       exact(sample);
    Setting                 setting = variant.setting(); // 2 mm thick
    setting.more                    = sample.text("sample");
    const double force              = 1e-3;

    ShapedBox<2> box = bar<2>(variant, 1, 1, 12, 16);
    box.map          = [](const std::array<double, 2> &p) { // finer towards the side and the middle
      return std::array<double, 2>{{p[0] * (1.5 - 0.5 * p[0]), 5 * p[1] * (0.4 + 0.6 * p[1])}};
    };
    const double      height = 5 * 4. / 16 * (0.4 + 0.6 * 4. / 16); // of a node
    const double      inner  = 0.5 * (1.5 - 0.5 * 0.5);
    VerificationTable table(
      "Mandel, nu = 0.2, quarter of the strip, 12 x 16 bricks, " + variant.title(), 0.005);
    for (const auto &[time, steps] : {std::pair<double, unsigned int>{0.01, 40},
                                      {0.0716, 60},
                                      {0.1, 60},
                                      {0.2, 80},
                                      {0.5, 100}})
      {
        ProblemInDimension<2> problem(
          box,
          subsection("body", fixed("sample")),
          subsection("Supports", sliding({"x_min", "y_min"})) + "set Drained surfaces = x_max\n" +
            tolerance("1e-7") + consolidation(time / sample.consolidation_coefficient(), steps) +
            subsection("Loads",
                       on_surface("plate",
                                  "y_max",
                                  "rigid plate force",
                                  "set Force = " + digits(2 * force) + " N [assumed]\n")),
          MPI_COMM_SELF,
          setting);
        problem.update();
        const std::string at  = "t* = " + shown(time) + ": ";
        const double      p_0 = force * exact.initial_pressure();
        table.add(at + "p / p_0 in the middle",
                  pressure_at<2>(problem, {{0, 0}}) / p_0,
                  exact.pressure(0, time) / exact.initial_pressure());
        table.add(at + "p / p_0 at x = 0.625 a",
                  pressure_at<2>(problem, {{inner, 0}}) / p_0,
                  exact.pressure(inner, time) / exact.initial_pressure());
        table.add(at + "u_x G / F at the drained side",
                  displacement_at<2>(problem, {{1, 0}}, 0) * sample.mu() / force,
                  exact.widening(time));
        table.add(at + "-u_y G a / (F y)",
                  -displacement_at<2>(problem, {{0, height}}, 1) / height * sample.mu() / force,
                  exact.shortening(time));
      }
  }


  // The same strip between smooth plates that are moved at once and then stand still (a prescribed motion along the axis alone): one layer of cells
  // will do. The total stress across vanishes, so the strain along is all that couples, and it is constant: with H_A = lambda + 2 mu
  //   S dp/dt = kappa p'',  p(x, 0+) = alpha e (2 mu/H_A) / S,   force/2 = e a E/(1 - nu^2) + (2 mu/H_A) int_0^a alpha p dx.
  TEST_P(Mandel, StripBetweenSmoothPlates)
  {
    const Variant           variant = GetParam();
    const PoroelasticSample sample  = material();
    Setting                 setting = variant.setting(); // 2 mm thick
    setting.more                    = sample.text("sample");
    const double strain = 1e-3, height = 0.25, pi = std::acos(-1.);
    const double ratio   = 2 * sample.mu() / sample.confined_modulus(),
                 p_0     = strain * ratio / sample.storage();
    const auto diffusion = [&](const double time, const auto &mode) {
      double sum = 0;
      for (int m = 1; m < 200; m += 2)
        sum += 4 / (m * pi) * mode(m * pi / 2, m % 4 == 1 ? 1 : -1) *
               std::exp(-std::pow(m * pi / 2, 2) * time);
      return sum;
    };

    ShapedBox<2> box = bar<2>(variant, 1, height, 24, 1);
    box.map          = [](const std::array<double, 2> &p) {
      return std::array<double, 2>{{p[0] * (1.7 - 0.7 * p[0]), p[1]}};
    };
    const double      inner = 0.5 * (1.7 - 0.7 * 0.5);
    VerificationTable table(
      "Mandel between smooth plates moved at once, 24 x 1 bricks, " + variant.title(), 0.005);
    for (const auto &[time, steps] :
         {std::pair<double, unsigned int>{0.01, 60}, {0.1, 80}, {0.2, 120}, {0.5, 300}})
      {
        ProblemInDimension<2> problem(
          box,
          subsection("body", fixed("sample")),
          subsection("Supports", sliding({"x_min", "y_min"})) + "set Drained surfaces = x_max\n" +
            tolerance("1e-8") + consolidation(time / sample.consolidation_coefficient(), steps) +
            subsection("Loads",
                       on_surface("plate",
                                  "y_max",
                                  "prescribed motion",
                                  "set Displacement = 0, " + digits(-strain * height) +
                                    " mm [assumed]\nset Directions = y\n")),
          MPI_COMM_SELF,
          setting);
        const double      force = problem.update().applied_force / 2; // a unit of thickness
        const std::string at    = "t* = " + shown(time) + ": ";
        const auto        wave  = [](const double x) {
          return [x](const double k, const int sign) { return sign * std::cos(k * x); };
        };
        table.add(at + "p / p_0 in the middle",
                  pressure_at<2>(problem, {{0, 0}}) / p_0,
                  diffusion(time, wave(0)));
        table.add(at + "p / p_0 at x = 0.675 a",
                  pressure_at<2>(problem, {{inner, 0}}) / p_0,
                  diffusion(time, wave(inner)));
        const double mean = diffusion(time, [](const double k, int) { return 1 / k; });
        table.add(at + "force / (E strain a)",
                  force / (sample.e * strain),
                  1 / (1 - sample.nu * sample.nu) + ratio * p_0 * mean / (sample.e * strain));
      }
  }
} // namespace callus
