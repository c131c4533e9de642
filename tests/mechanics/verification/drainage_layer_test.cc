// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// The fluid speed at a drained surface on meshes that do not resolve the drainage layer.

#include "mechanics/verification/harmonic_column.h"
#include "mechanics/verification/verification_table.h"

namespace callus
{
  using namespace test;

  namespace
  {
    const std::string analytical = "set Drainage layer = analytical\n";

    class DrainageLayer : public ::testing::TestWithParam<Variant>
    {
    public:
      /// Flux at the middle of the drained end [um/s].
      double
      flux(const unsigned int n_cells, const std::string &cycle) const
      {
        double result = 0;
        in_dimension(GetParam(), [&](const auto dimension) {
          constexpr int           dim = decltype(dimension)::value;
          ProblemInDimension<dim> problem =
            confined_column<dim>(bar<dim>(GetParam(), 1, 1, 2, n_cells),
                                 GetParam(),
                                 cycle + tolerance("1e-9") + pressed(GetParam(), 1e-3));
          problem.update();
          std::array<double, dim> middle;
          middle.fill(0.5);
          middle[dim - 1] = 1;
          result          = driver_at<dim>(problem, drivers::fluid_speed, middle);
        });
        return result;
      }
    };
    INSTANTIATE_TEST_SUITE_P(Verification,
                             DrainageLayer,
                             ::testing::ValuesIn(all_variants),
                             variant_name);
  } // namespace


  // In a cell of some delta the pressure of the elements at its inner nodes counts, which is wrong by up to a half; deeper ones stand alone.
  TEST_P(DrainageLayer, OfAHarmonicCycle)
  {
    VerificationTable table("Flux at the surface, harmonic, column of 1 mm, " + GetParam().shape +
                              ", " + GetParam().geometry,
                            0.01);
    for (const double frequency : {0.01, 1.})
      {
        const HarmonicColumn exact{PoroelasticSample(), 1, frequency};
        const double         expected = 1000 * 0.5e-3 * std::abs(exact.flux(0));
        for (const unsigned int n_cells : {2, 4, 8})
          {
            const std::string at = shown(frequency) + " Hz, " +
                                   shown(1. / n_cells / exact.thickness()) + " delta a cell";
            const double tolerance = 1. / n_cells > 4 * exact.thickness() ? 0.03 : 0.07;
            table.add(
              at, flux(n_cells, harmonic(frequency) + analytical), expected, expected, tolerance);
            std::printf("      the elements alone: %.3g\n", flux(n_cells, harmonic(frequency)));
          }
      }
  }


  TEST_P(DrainageLayer, OfARamp)
  {
    VerificationTable       table("Flux at the surface, ramps of 1 s, column of 1 mm, " +
                              GetParam().shape + ", " + GetParam().geometry,
                            0.02);
    const PoroelasticSample sample;
    const double            delta     = std::sqrt(sample.consolidation_coefficient());
    const double            undrained = 1e-3 / (sample.confined_modulus() * sample.storage());
    for (const std::string shape : {"linear", "step"})
      for (const unsigned int n_cells : {2, 4, 8})
        {
          const std::string cycle = ramp(1, 2, shape);
          table.add(shape + ", " + shown(1. / n_cells / delta) + " delta a cell",
                    flux(n_cells, cycle + analytical),
                    1000 * sample.kappa * undrained / (std::sqrt(std::acos(-1.)) * delta) *
                      (shape == "linear" ? 2 : 1));
          std::printf("      the elements alone: %.3g\n", flux(n_cells, cycle));
        }
  }
} // namespace callus
