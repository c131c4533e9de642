// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Slow and drained, a poroelastic body is elastic with its drained constants; fast or sealed, with the undrained ones. Shown with Lame's thick tube,
// whose mean stress is uniform: sealed, its pressure is uniform as well.

#include "mechanics/verification/poroelastic_sample.h"
#include "mechanics/verification/verification_table.h"

namespace callus
{
  using namespace test;

  namespace
  {
    void
    check(const Variant &variant, const double bulk, const bool is_drained)
    {
      const double      a = 4, b = 8, load = 1e-3;
      PoroelasticSample sample;
      sample.bulk      = bulk;
      Setting setting  = variant.setting();
      setting.more     = sample.text("sample");
      ShapedBox<2> box = bar<2>(variant, b, 1, 12, 1);
      box.lower[0]     = a;
      box.map          = [=](const std::array<double, 2> &p) { // finer towards the inner wall
        const double x = (p[0] - a) / (b - a);
        return std::array<double, 2>{{a + (b - a) * x * (0.6 + 0.4 * x), p[1]}};
      };
      ProblemInDimension<2> problem(
        box,
        subsection("body", fixed("sample")),
        subsection("Supports", sliding({"y_min", "y_max"})) +
          (is_drained ? "set Drained surfaces = x_min, x_max\n" : "") +
          ramp(is_drained ? 1e12 : 1e-3, 1) + tolerance("1e-10") +
          subsection(
            "Loads",
            on_surface("wall", "x_min", "traction", "set Traction = 0.001, 0 MPa [assumed]\n")),
        MPI_COMM_SELF,
        setting);
      problem.update();

      const double nu = is_drained ? sample.nu : sample.undrained_poisson_ratio(), mu = sample.mu(),
                   inner  = load * a * a / (b * b - a * a);
      const auto widening = [&](const double r) {
        return inner / (2 * mu) * ((1 - 2 * nu) * r + b * b / r);
      };
      // mean stress 2 (1 + nu)/3 times the tube's constant
      const double pressure =
        is_drained ? 0 : -sample.skempton_coefficient() * 2 * (1 + nu) / 3 * inner;
      VerificationTable table(std::string(is_drained ? "Drained" : "Undrained") +
                                " limit, thick tube, 12 cells (" + variant.title() +
                                "), Biot modulus " + shown(bulk) + " MPa",
                              1e-3);
      table.add(
        "u_r at the inner wall / a", displacement_at<2>(problem, {{a, 0}}, 0) / a, widening(a) / a);
      table.add(
        "u_r at the outer wall / b", displacement_at<2>(problem, {{b, 0}}, 0) / b, widening(b) / b);
      table.add("p / load at the inner wall",
                pressure_at<2>(problem, {{a, 0}}) / load,
                pressure / load,
                1,
                1e-3);
      table.add("p / load at the outer wall",
                pressure_at<2>(problem, {{b, 0}}) / load,
                pressure / load,
                1,
                1e-3);
    }

    class Limits : public ::testing::TestWithParam<Variant>
    {
    };
    INSTANTIATE_TEST_SUITE_P(Verification,
                             Limits,
                             ::testing::ValuesIn(in_both_formulations({all_variants[4],
                                                                       all_variants[5]})),
                             variant_name);
  } // namespace


  TEST_P(Limits, DrainedTubeIsElastic)
  {
    check(GetParam(), 2300, true);
  }


  // nearly incompressible (granulation tissue, nu_u = 0.49998), and not
  TEST_P(Limits, UndrainedTubeIsElasticWithTheUndrainedPoissonRatio)
  {
    for (const double bulk : {2300., 0.3})
      check(GetParam(), bulk, false);
  }
} // namespace callus
