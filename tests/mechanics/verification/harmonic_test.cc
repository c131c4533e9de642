// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Confined compression by a load or a platen that oscillates: the fluid speed is known exactly.

#include "mechanics/verification/biot_system.h"
#include "mechanics/verification/harmonic_column.h"
#include "mechanics/verification/verification_table.h"

namespace callus
{
  using namespace test;

  namespace
  {
    using Complex = std::complex<double>;

    const double  pi = std::acos(-1.);
    const Variant quadrilaterals{"quadrilateral", "plane_strain", 2};

    /// A column whose cells become finer towards the drained top: by a factor of 1 + 2 @p grading between base and top.
    ShapedBox<2>
    column(const double height, const unsigned int n_cells, const double grading)
    {
      ShapedBox<2> box = bar<2>(quadrilaterals, 0.02, height, 1, n_cells);
      box.map          = [=](const std::array<double, 2> &p) {
        const double x = 1 - p[1] / height,
                     y = (std::exp(grading * x) - 1) / (std::exp(grading) - 1);
        return std::array<double, 2>{{p[0], height * (1 - y)}};
      };
      return box;
    }
  } // namespace


  // model page, section 4.6: E* = H k h coth kh, and the flux at the platen is its velocity
  TEST(HarmonicColumn, AgreesWithMow)
  {
    PoroelasticSample sample;
    sample.bulk = 1e12;
    const HarmonicColumn column{sample, 0.3, 0.01};
    const Complex        kh = column.k() * 0.3, modulus = 0.3 / column.movement();
    EXPECT_LT(std::abs(modulus / (sample.confined_modulus() * kh / std::tanh(kh)) - 1.), 1e-6);
    const Complex velocity = Complex(0, 2 * pi * 0.01) * column.movement();
    EXPECT_LT(std::abs(column.flux(0) / velocity - 1.), 1e-6);
    EXPECT_LT(std::abs(column.pressure(0)), 1e-12);
    const double d = 1e-5; // q = kappa dp/dz
    EXPECT_LT(std::abs(sample.kappa * column.pressure(d) / d / column.flux(0) - 1.), 1e-3);
  }


  // A load between 0 and P: the drained mean has no flux, so the largest flux is the amplitude.
  TEST(Harmonic, ConfinedCompression)
  {
    VerificationTable table(
      "Confined compression of granulation tissue, 0.3 mm, load 0 to P, 48 cells Q2-Q1", 0.01);
    for (const double frequency : {0.01, 0.1, 1., 10.})
      {
        const HarmonicColumn  exact{PoroelasticSample(), 0.3, frequency};
        const double          load = 1e-3, amplitude = load / 2;
        ProblemInDimension<2> problem = confined_column<2>(column(0.3, 48, 6.),
                                                           quadrilaterals,
                                                           harmonic(frequency) + tolerance("1e-9") +
                                                             pressed(quadrilaterals, load));
        const LoadingResult   result  = problem.update();
        const std::string     at      = shown(frequency) + " Hz: ";
        table.add(at + "largest flux at the platen [um/s]",
                  driver_at<2>(problem, drivers::fluid_speed, {{0, 0.3}}),
                  1000 * amplitude * std::abs(exact.flux(0)));
        table.add(at + "pressure at the base, at the peak / P",
                  pressure_at<2>(problem, {{0, 0}}) / load,
                  0.5 * exact.pressure(0.3).real());
        table.add(at + "largest pressure at the base / P",
                  driver_at<2>(problem, drivers::pore_pressure, {{0, 0}}) / load,
                  0.5 * std::abs(exact.pressure(0.3)));
        table.add(at + "settlement at the peak / drained",
                  result.axial_displacement / (load * 0.3 / exact.sample.confined_modulus()),
                  0.5 + 0.5 * exact.movement().real() * exact.sample.confined_modulus() / 0.3);
        std::printf("  %s%u iterations in %u solves, largest residual %.1e\n",
                    at.c_str(),
                    problem.report.iterations,
                    problem.report.solves,
                    problem.report.largest_true_residual);
      }
  }


  // A platen that moves between 0 and a: the flux through it is its velocity, whatever the tissue is.
  TEST(Harmonic, PorousPlaten)
  {
    VerificationTable table(
      "Confined compression of granulation tissue, 0.3 mm, platen 0 to 1 um, 48 cells Q2-Q1", 0.01);
    for (const double frequency : {0.1, 1.})
      {
        const HarmonicColumn  exact{PoroelasticSample(), 0.3, frequency};
        ProblemInDimension<2> problem = confined_column<2>(
          column(0.3, 48, 6.),
          quadrilaterals,
          harmonic(frequency) + tolerance("1e-10") +
            subsection("Loads",
                       on_surface("platen",
                                  "y_max",
                                  "prescribed motion",
                                  "set Displacement = 0, -0.001 mm [assumed]\n")));
        const LoadingResult result = problem.update();
        const std::string   at     = shown(frequency) + " Hz: ";
        const double        area   = 2 * 0.02;
        table.add(at + "largest flux at the platen [um/s]",
                  driver_at<2>(problem, drivers::fluid_speed, {{0, 0.3}}),
                  2 * pi * frequency * 0.5);
        table.add(at + "stress on the platen at the peak [MPa]",
                  result.applied_force / area,
                  0.0005 *
                    (exact.sample.confined_modulus() / 0.3 + (1. / exact.movement()).real()));
        table.add(at + "reaction of the base at the peak [MPa]",
                  result.support_force / area,
                  result.applied_force / area,
                  result.applied_force / area,
                  1e-6);
      }
  }


  // What the cycles of a load that begins at rest come to, by backward Euler; its error halves with the step.
  TEST(Harmonic, IsTheLimitOfManyCycles)
  {
    const double         height = 0.05, frequency = 1, load = 1e-3;
    const unsigned int   n_cells = 12, n_cycles = 8;
    PoroelasticSample    sample;
    const HarmonicColumn exact{sample, height, frequency};
    PoroelasticMaterial  material;
    material.youngs_modulus = sample.e;
    material.poisson_ratio  = sample.nu;
    material.permeability   = sample.kappa;
    material.storage        = 1 / sample.bulk;

    const ShapedBox<2>    box = column(height, n_cells, 2.);
    ProblemInDimension<2> problem =
      confined_column<2>(box,
                         quadrilaterals,
                         harmonic(frequency) + tolerance("1e-10") + pressed(quadrilaterals, load));
    problem.update();
    const double base_at_peak = pressure_at<2>(problem, {{0, 0}});

    VerificationTable table(
      "Eight cycles by backward Euler against the harmonic state, 0.05 mm, 1 Hz", 0.01);
    auto                alone = body_alone<2>(box, quadrilaterals);
    std::vector<double> of_steps;
    for (const unsigned int per_cycle : {40, 80, 160})
      {
        BiotSystem<2> system(
          alone, quadrilaterals, material, 1 / (frequency * per_cycle), [&](const auto &x) {
            Prescribed result;
            result.displacement = x[1] < 1e-9 ? 3 : 1;
            result.pressure     = x[1] > height - 1e-9;
            return result;
          });
        const auto         &points = system.mesh.space(2).owned_points;
        std::vector<double> force(system.displacement.size(), 0.), nothing(force),
          no_source(system.pressure.size(), 0.);
        const double width = 0.02 * 2; // times the thickness
        for (unsigned int step = 1; step <= n_cycles * per_cycle; ++step)
          {
            // from rest to the peak at the end of the last cycle and a half: F/2 (1 + cos w t) from w t = -pi on
            const double level = 0.5 * (1 - std::cos(2 * pi * step / per_cycle));
            for (const double x : {0., 0.01, 0.02}) // Simpson's rule
              force[2 * node_at<2>(points, {{x, height}}) + 1] =
                -load * level * width * (x == 0.01 ? 2. / 3 : 1. / 6);
            if (step == n_cycles * per_cycle - per_cycle / 2 + 1)
              break; // the step before was at the peak
            system.step(force, no_source, nothing, no_source);
          }
        const double base =
          system.pressure[node_at<2>(system.mesh.space(1).owned_points, {{0, 0}})];
        of_steps.push_back(base);
        std::printf(
          "  %3u steps a cycle: pressure at the base over that of the harmonic state %.5f\n",
          per_cycle,
          base / base_at_peak);
      }
    table.add("harmonic, pressure at the base / P",
              base_at_peak / load,
              0.5 * exact.pressure(height).real());
    table.add("many cycles, extrapolated to step 0, / P",
              (2 * of_steps[2] - of_steps[1]) / load,
              base_at_peak / load);
    table.add("ratio of errors when the step is halved",
              (of_steps[1] - base_at_peak) / (of_steps[2] - base_at_peak),
              2,
              2,
              0.1);
  }
} // namespace callus
