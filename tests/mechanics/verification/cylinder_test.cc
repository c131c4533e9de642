// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Cylinders that drain at their curved side: De Leeuw (squeezed from the side, in plane strain) and unconfined compression along the axis
// between plates without friction (Armstrong, Lai and Mow). Lengths in the radius a, times in a^2 / c; incompressible constituents.

#include "mechanics/verification/poroelastic_sample.h"
#include "mechanics/verification/verification_table.h"

namespace callus
{
  using namespace test;

  namespace
  {
    double
    bessel(const int order, const double x)
    {
      return std::cyl_bessel_j(double(order), x);
    }

    /// Roots of J0(x) - m J1(x)/x with m = 2 mu/H_A: De Leeuw, and the relaxation of unconfined compression.
    std::vector<double>
    relaxation_roots(const PoroelasticSample &sample)
    {
      const double m = 2 * sample.mu() / sample.confined_modulus();
      return roots(
        [&](const double x) { return bessel(0, x) - m * bessel(1, x) / x; }, 0.5, 40, 0.1);
    }

    /// p / q under the radial traction q.
    double
    de_leeuw_pressure(const PoroelasticSample &sample, const double r, const double time)
    {
      const double m   = 2 * sample.mu() / sample.confined_modulus();
      double       sum = 0;
      for (const double x : relaxation_roots(sample))
        sum += 2 * x * (bessel(0, x * r) - bessel(0, x)) /
               (bessel(1, x) * (x * x - 2 * m + m * m)) * std::exp(-x * x * time);
      return sum;
    }

    /// Axial stress over strain after a sudden strain, in E.
    double
    relaxation(const PoroelasticSample &sample, const double time)
    {
      const double mu = sample.mu(), h = sample.confined_modulus();
      double       sum = sample.e;
      for (const double x : relaxation_roots(sample))
        sum += 4 * mu * mu / (h * x * x - 4 * mu * (1 - mu / h)) * std::exp(-x * x * time);
      return sum / sample.e;
    }

    /// Axial strain over stress after a sudden force, in 1/E. The transform of the relaxation is mu (3 D - 2 mu I1) / (s D) with
    /// D = H_A f I0 - 2 mu I1, f^2 = s; that of this is D / (s mu (3 D - 2 mu I1)), summed over its poles f = i x.
    double
    creep(const PoroelasticSample &sample, const double time)
    {
      const double mu = sample.mu(), h = sample.confined_modulus();
      double       sum = 1 / sample.e;
      for (const double x :
           roots([&](const double y) { return 3 * h * y * bessel(0, y) - 8 * mu * bessel(1, y); },
                 0.5,
                 40,
                 0.1))
        {
          const double slope =
            3 * h * (bessel(0, x) - x * bessel(1, x)) - 8 * mu * (bessel(0, x) - bessel(1, x) / x);
          sum += 2 * (h * x * bessel(0, x) - 2 * mu * bessel(1, x)) / (mu * x * slope) *
                 std::exp(-x * x * time);
        }
      return sum * sample.e;
    }

    PoroelasticSample
    with_poisson_ratio(const double nu)
    {
      PoroelasticSample sample;
      sample.nu = nu;
      return sample;
    }

    Setting
    setting_with(const Variant &section, const PoroelasticSample &sample)
    {
      Setting setting = section.setting();
      setting.more    = sample.text("sample");
      return setting;
    }

    /// The total pressure needs a drained Poisson ratio above 0.
    double
    least_poisson_ratio(const Variant &section)
    {
      return section.has_total_pressure() ? 0.01 : 0;
    }

    class DeLeeuw : public ::testing::TestWithParam<Variant>
    {
    };
    INSTANTIATE_TEST_SUITE_P(Verification,
                             DeLeeuw,
                             ::testing::ValuesIn(in_both_formulations({all_variants[5]})),
                             variant_name);

    class UnconfinedCompression : public ::testing::TestWithParam<Variant>
    {
    };
    INSTANTIATE_TEST_SUITE_P(Verification,
                             UnconfinedCompression,
                             ::testing::ValuesIn(in_both_formulations({all_variants[5]})),
                             variant_name);
  } // namespace


  // model page, section 4.4 and 4.5
  TEST(CylinderSeries, GiveTheReferenceNumbers)
  {
    EXPECT_NEAR(de_leeuw_pressure(with_poisson_ratio(0), 0, 0.1), 1.22127, 1e-5);
    EXPECT_NEAR(de_leeuw_pressure(with_poisson_ratio(0), 0, 0.5), 0.33253, 1e-5);
    EXPECT_NEAR(de_leeuw_pressure(with_poisson_ratio(0.3), 0, 0.1), 1.03553, 1e-5);
    EXPECT_NEAR(relaxation_roots(with_poisson_ratio(0.2))[2], 8.56595, 1e-5);
    EXPECT_NEAR(relaxation(with_poisson_ratio(0), 0.05), 1.36236, 1e-5);
    EXPECT_NEAR(relaxation(with_poisson_ratio(0.167), 0.1), 1.15646, 1e-5);
    // creep and relaxation of an elastic body at first (3 mu) and at last (E)
    EXPECT_NEAR(
      creep(with_poisson_ratio(0.2), 0) * 3 * with_poisson_ratio(0.2).mu() / 0.2, 1, 2e-2);
    EXPECT_NEAR(creep(with_poisson_ratio(0.2), 10), 1, 1e-9);
    // and each is the other's resolvent: int_0^t relaxation(t - s) creep(s) ds = t
    const unsigned int n        = 50;
    double             integral = 0;
    for (unsigned int i = 0; i < n; ++i)
      integral += relaxation(with_poisson_ratio(0.2), 0.2 * (n - i - 0.5) / n) *
                  creep(with_poisson_ratio(0.2), 0.2 * (i + 0.5) / n) * 0.2 / n;
    EXPECT_NEAR(integral / 0.2, 1, 3e-3);
  }


  TEST_P(DeLeeuw, PressureOnTheAxis)
  {
    const Variant     section = GetParam();
    VerificationTable table("De Leeuw, slice of 24 x 1 bricks, " + section.title(), 0.01);
    for (const double nu : {least_poisson_ratio(section), 0.2, 0.3})
      {
        const PoroelasticSample sample = with_poisson_ratio(nu);
        ShapedBox<2>            box    = bar<2>(section, 1, 0.1, 24, 1);
        box.map                        = [](const std::array<double, 2> &p) {
          return std::array<double, 2>{{p[0] * (1.5 - 0.5 * p[0]), p[1]}};
        };
        for (const auto &[time, steps] : {std::pair<double, unsigned int>{0.01, 40},
                                          {nu < 0.1    ? 0.063
                                           : nu < 0.25 ? 0.055
                                                       : 0.05,
                                           80},
                                          {0.1, 100},
                                          {0.5, 500}})
          {
            ProblemInDimension<2> problem(
              box,
              subsection("body", fixed("sample")),
              subsection("Supports", sliding({"y_min", "y_max"})) +
                "set Drained surfaces = x_max\n" + tolerance("1e-8") +
                consolidation(time / sample.consolidation_coefficient(), steps) +
                subsection(
                  "Loads",
                  on_surface(
                    "side", "x_max", "traction", "set Traction = -0.001, 0 MPa [assumed]\n")),
              MPI_COMM_SELF,
              setting_with(section, sample));
            problem.update();
            table.add("nu = " + shown(nu) + ", t* = " + shown(time) + ": p / q on the axis",
                      pressure_at<2>(problem, {{0, 0}}) / 1e-3,
                      de_leeuw_pressure(sample, 0, time));
          }
      }
  }


  // The program's rigid plate is bonded, so the cylinder is long and its middle is looked at, as in mandel_test.cc; what is
  // self-equilibrated at the end of a cylinder decays as exp(-2.7 z/a). The force is sudden, not the strain.
  TEST_P(UnconfinedCompression, CreepOfACylinder)
  {
    const Variant     section = GetParam();
    VerificationTable table("Unconfined compression, 12 x 12 bricks, " + section.title(), 0.01);
    for (const double nu : {least_poisson_ratio(section), 0.167, 0.3})
      {
        const PoroelasticSample sample = with_poisson_ratio(nu);
        ShapedBox<2>            box    = bar<2>(section, 1, 1, 12, 12);
        box.map                        = [](const std::array<double, 2> &p) {
          return std::array<double, 2>{{p[0] * (1.5 - 0.5 * p[0]), 4 * p[1] * (0.4 + 0.6 * p[1])}};
        };
        const double height = 4 * 3. / 12 * (0.4 + 0.6 * 3. / 12); // of a node
        const double stress = 1e-3;
        for (const auto &[time, steps] :
             {std::pair<double, unsigned int>{0.01, 20}, {0.05, 30}, {0.1, 30}, {0.3, 40}})
          {
            ProblemInDimension<2> problem(
              box,
              subsection("body", fixed("sample")),
              subsection("Supports", sliding({"y_min"})) + "set Drained surfaces = x_max\n" +
                tolerance("1e-7") +
                consolidation(time / sample.consolidation_coefficient(), steps) +
                subsection(
                  "Loads",
                  on_surface("plate",
                             "y_max",
                             "rigid plate force",
                             "set Force = " + digits(stress * std::acos(-1.)) + " N [assumed]\n")),
              MPI_COMM_SELF,
              setting_with(section, sample));
            problem.update();
            table.add("nu = " + shown(nu) + ", t* = " + shown(time) + ": strain E / stress",
                      -displacement_at<2>(problem, {{0, height}}, 1) / height * sample.e / stress,
                      creep(sample, time));
          }
      }
  }


  // Smooth platens: a prescribed motion along the axis alone. The body slides on them, so that a single layer of cells is enough. The stress is
  // that of the force that moves the platen.
  TEST_P(UnconfinedCompression, RelaxationBetweenSmoothPlatens)
  {
    const Variant     section = GetParam();
    VerificationTable table(
      "Unconfined compression by smooth platens, 24 x 1 bricks, " + section.title(), 0.01);
    const double height = 0.5, strain = 1e-3;
    for (const double nu : {least_poisson_ratio(section), 0.167, 0.2, 0.3})
      {
        const PoroelasticSample sample = with_poisson_ratio(nu);
        ShapedBox<2>            box    = bar<2>(section, 1, height, 24, 1);
        box.map                        = [](const std::array<double, 2> &p) {
          return std::array<double, 2>{{p[0] * (1.9 - 0.9 * p[0]), p[1]}};
        };
        for (const auto &[time, steps] :
             {std::pair<double, unsigned int>{0, 1}, {0.01, 20}, {0.05, 30}, {0.1, 40}, {0.3, 60}})
          {
            // just after the motion: one step, within which nothing drains
            const double duration = (time == 0 ? 1e-9 : time) / sample.consolidation_coefficient();
            ProblemInDimension<2> problem(
              box,
              subsection("body", fixed("sample")),
              subsection("Supports", sliding({"y_min"})) + "set Drained surfaces = x_max\n" +
                tolerance("1e-8") + consolidation(duration, steps) +
                subsection("Loads",
                           on_surface("platen",
                                      "y_max",
                                      "prescribed motion",
                                      "set Displacement = 0, " + digits(-strain * height) +
                                        " mm [assumed]\nset Directions = axial\n")),
              MPI_COMM_SELF,
              setting_with(section, sample));
            const double stress = problem.update().applied_force / std::acos(-1.);
            table.add("nu = " + shown(nu) + ", t* = " + (time == 0 ? "0+" : shown(time)) +
                        ": stress / (E strain)",
                      stress / (sample.e * strain),
                      time == 0 ? 3 * sample.mu() / sample.e : relaxation(sample, time));
          }
      }
  }
} // namespace callus
