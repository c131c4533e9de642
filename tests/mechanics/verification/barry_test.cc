// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Barry and Mercer: a pulsating point source of fluid in a square of incompressible constituents, drained on all sides, where the displacement along
// each side is zero and the traction normal to it too.
//
// The displacement is a gradient, u = grad phi, so equilibrium gives (lambda + 2 mu) div u = p, and the source 2 beta sin(beta t) with
// beta = (lambda + 2 mu) kappa leaves a heat equation: with tau = beta t,
//
//   dp/dtau - laplace p = 2 (lambda + 2 mu) delta(x - x_0) sin tau,   p = 0 on all sides,   laplace phi = p / (lambda + 2 mu).

#include "mechanics/verification/biot_system.h"
#include "mechanics/verification/poroelastic_sample.h"
#include "mechanics/verification/verification_table.h"

namespace callus
{
  using namespace test;

  namespace
  {
    const double pi = std::acos(-1.);
    using Point     = std::array<double, 2>;

    /// In the unit square; p over lambda + 2 mu.
    class ExactBarryMercer
    {
    public:
      explicit ExactBarryMercer(const Point &source)
        : source_(source)
      {
      }
      double
      pressure(const Point &x, const double tau) const
      {
        return sum(tau, [&](const double n, const double q) {
          return std::sin(n * x[0]) * std::sin(q * x[1]);
        });
      }
      double
      displacement(const unsigned int component, const Point &x, const double tau) const
      {
        return sum(tau, [&](const double n, const double q) {
          const double l = n * n + q * q;
          return component == 0 ? -n / l * std::cos(n * x[0]) * std::sin(q * x[1])
                                : -q / l * std::sin(n * x[0]) * std::cos(q * x[1]);
        });
      }

    private:
      /// The terms fall as 1 / (n^2 + q^2) only; the factor exp(-l w^2/2) turns the point into a Gaussian of width w = 0.005, which changes what
      /// is seen at a distance by w^2/2 dp/dtau, or 1e-5.
      template <typename Mode>
      double
      sum(const double tau, const Mode &mode) const
      {
        const double width  = 0.005;
        double       result = 0;
        for (int i = 1; i < 400; ++i)
          for (int j = 1; j < 400; ++j)
            {
              const double n = i * pi, q = j * pi, l = n * n + q * q;
              const double amplitude = 2 * std::sin(n * source_[0]) * std::sin(q * source_[1]) *
                                       (l * std::sin(tau) - std::cos(tau) + std::exp(-l * tau)) /
                                       (l * l + 1);
              result += 4 * amplitude * mode(n, q) * std::exp(-l * width * width / 2);
            }
        return result;
      }
      Point source_;
    };

    const Point point_source{{0.25, 0.25}};

    /// The material of the series: incompressible constituents.
    PoroelasticMaterial
    incompressible()
    {
      PoroelasticMaterial result;
      result.youngs_modulus = 0.2;
      result.poisson_ratio  = 0.167;
      result.permeability   = 0.01;
      return result;
    }

    /// Drained on all sides, where only the displacement along the side is held.
    Prescribed
    on_the_sides(const Point &x)
    {
      const auto is_end = [](const double s) { return s < 1e-9 || s > 1 - 1e-9; };
      Prescribed result;
      result.displacement = (is_end(x[0]) ? 2 : 0) | (is_end(x[1]) ? 1 : 0);
      result.pressure     = is_end(x[0]) || is_end(x[1]);
      return result;
    }

    class Barry : public ::testing::TestWithParam<Variant>
    {
    };
    INSTANTIATE_TEST_SUITE_P(Verification,
                             Barry,
                             ::testing::ValuesIn(in_both_formulations({all_variants[2],
                                                                       all_variants[3]})),
                             variant_name);
  } // namespace


  // The heat equation and the divergence of u, by differences
  TEST(BarrySeries, SolvesItsEquations)
  {
    const ExactBarryMercer exact(point_source);
    const Point            x{{0.6, 0.7}};
    const double           tau = 1, d = 1e-3;
    const auto             p = [&](const double dx, const double dy, const double dt) {
      return exact.pressure({{x[0] + dx, x[1] + dy}}, tau + dt);
    };
    const double laplace =
      (p(d, 0, 0) + p(-d, 0, 0) + p(0, d, 0) + p(0, -d, 0) - 4 * p(0, 0, 0)) / (d * d);
    EXPECT_NEAR((p(0, 0, d) - p(0, 0, -d)) / (2 * d), laplace, 1e-5);
    const auto u = [&](const unsigned int c, const double step) {
      Point at = x;
      at[c] += step;
      return exact.displacement(c, at, tau);
    };
    EXPECT_NEAR((u(0, d) - u(0, -d) + u(1, d) - u(1, -d)) / (2 * d), p(0, 0, 0), 1e-5);
    EXPECT_GT(p(0, 0, 0), 1e-2); // fluid that is let in raises the pressure
  }


  TEST_P(Barry, PointSource)
  {
    const Variant             variant   = GetParam();
    const PoroelasticMaterial material  = incompressible();
    const double              thickness = 2, modulus = material.lambda() + 2 * material.mu(),
                 beta           = modulus * material.permeability;
    const unsigned int  steps   = 40;
    const double        dtau    = pi / 2 / steps;
    auto                problem = body_alone<2>(bar<2>(variant, 1, 1, 32, 32), variant);
    BiotSystem<2>       system(problem, variant, material, dtau / beta, on_the_sides);
    const auto         &p_points = system.mesh.space(1).owned_points;
    const auto         &u_points = system.mesh.space(2).owned_points;
    std::vector<double> force(system.displacement.size(), 0.), source(p_points.size(), 0.),
      u_given = force, p_given = source;
    const ExactBarryMercer exact(point_source);

    VerificationTable table("Barry and Mercer, 32 x 32 bricks, " + variant.title() +
                              ", 40 steps to tau = pi/2 and 40 to pi",
                            0.01);
    for (unsigned int step = 1; step <= 2 * steps; ++step)
      {
        const double tau = step * dtau;
        source[node_at<2>(p_points, point_source)] =
          dtau / beta * thickness * 2 * beta * std::sin(tau);
        system.step(force, source, u_given, p_given);
        if (step % steps != 0)
          continue;
        // at tau = pi the source stands still and what is left is small: errors over the values at pi/2
        const auto add = [&](const std::string &what, const double computed, const auto &value) {
          table.add("tau = " + shown(tau) + ": " + what,
                    computed,
                    value(tau),
                    std::abs(value(pi / 2)),
                    0.01);
        };
        for (const Point &x :
             {Point{{0.5, 0.5}}, Point{{0.25, 0.5}}, Point{{0.75, 0.25}}, Point{{0.75, 0.75}}})
          {
            const std::string at = " at (" + shown(x[0]) + ", " + shown(x[1]) + ")";
            add("p / (lambda + 2 mu)" + at,
                system.pressure[node_at<2>(p_points, x)] / modulus,
                [&](const double t) { return exact.pressure(x, t); });
            for (const unsigned int c : {0, 1})
              add((c == 0 ? "u_x" : "u_y") + at,
                  system.displacement[2 * node_at<2>(u_points, x) + c],
                  [&](const double t) { return exact.displacement(c, x, t); });
          }
      }
  }
} // namespace callus
