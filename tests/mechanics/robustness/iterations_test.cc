// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Iterations of one Biot step over time step, drained Poisson ratio, contrast of stiffness and mesh size, from c dt/L^2 = 1 (drained) to
// 1e-12 (undrained). Tables are printed.

#include "mechanics/robustness/biot_step.h"

#include <algorithm>
#include <cstdio>

namespace callus
{
  using namespace test;

  namespace
  {
    /// All combinations of these are solved. The right half of the cube is harder than the left one by the contrast.
    struct Sweep
    {
      std::vector<unsigned int> meshes; ///< bricks along an edge
      std::vector<double>       poisson_ratios;
      std::vector<double>       contrasts = {1, 1e3, 1e6};
      std::vector<double>       times     = {1, 1e-4, 1e-8, 1e-12}; ///< c dt / L^2 of the soft half
    };

    /// Iterations of each combination, the last parameter running fastest; those of failed solves include all attempts.
    class IterationTable
    {
    public:
      explicit IterationTable(const Sweep &sweep)
        : sizes_{sweep.meshes.size(),
                 sweep.poisson_ratios.size(),
                 sweep.contrasts.size(),
                 sweep.times.size()}
      {
      }

      void
      add(const unsigned int count)
      {
        counts_.push_back(count);
      }
      /// Largest over least count.
      double
      spread() const
      {
        const auto [least, largest] = std::minmax_element(counts_.begin(), counts_.end());
        return double(*largest) / *least;
      }
      /// The worst of that among combinations that differ in one parameter only.
      double
      spread_along_each_parameter() const
      {
        double      worst  = 1;
        std::size_t stride = counts_.size();
        for (const std::size_t size : sizes_)
          {
            stride /= size;
            for (std::size_t i = 0; i < counts_.size(); ++i)
              for (std::size_t k = 0; k < size; ++k)
                {
                  const std::size_t other = i + (k - i / stride % size) * stride;
                  worst                   = std::max(worst, double(counts_[other]) / counts_[i]);
                }
          }
        return worst;
      }

    private:
      std::vector<std::size_t>  sizes_;
      std::vector<unsigned int> counts_;
    };

    /// Each solve by itself, to a residual in the plain norm: what is counted is how good the preconditioner is.
    SolverSettings
    by_residual()
    {
      SolverSettings settings;
      settings.n_recycled      = 0;
      settings.has_scaled_norm = false;
      return settings;
    }

    /// The right half.
    template <int dim>
    std::string
    half_at(const std::array<double, dim> &x)
    {
      return x[0] < 0.5 ? "soft" : "hard";
    }

    template <int dim>
    IterationTable
    iterations(const Variant &variant, const Sweep &sweep)
    {
      constexpr double soft_modulus = 0.2, permeability = 0.01, tolerance = 1e-8;
      IterationTable   table(sweep);
      std::printf("%s: iterations (true residual over that of the loads)\nbricks    nu  contrast "
                  " c dt/L^2",
                  variant.title().c_str());
      for (const double time : sweep.times)
        std::printf("%18.0e", time);
      std::printf("\n");
      for (const unsigned int n : sweep.meshes)
        {
          auto          problem = pressed_cube<dim>(variant, n, MPI_COMM_WORLD, half_at<dim>);
          BiotStep<dim> step(problem, variant, by_residual());
          const double  reference = step.solver.norm(step.loads);
          for (const double nu : sweep.poisson_ratios)
            for (const double contrast : sweep.contrasts)
              {
                const PoroelasticMaterial soft = material(soft_modulus, nu, permeability),
                                          hard =
                                            material(contrast * soft_modulus, nu, permeability);
                step.set_material(
                  [&](const auto &x) { return half_at<dim>(x) == "soft" ? soft : hard; });
                std::printf("%6u %6.4f  %7.0e          ", n, nu, contrast);
                const double c = permeability * (soft.lambda() + 2 * soft.mu());
                for (const double time : sweep.times)
                  {
                    step.assemble(time / c);
                    std::vector<double> x(step.loads.size(), 0.);
                    const SolveReport   report =
                      step.solver.solve(step.loads, x, {tolerance * reference});
                    std::printf("%7u (%8.2e)", report.iterations, report.true_residual / reference);
                    EXPECT_LE(report.true_residual, 2 * tolerance * reference);
                    table.add(report.iterations);
                  }
                std::printf("\n");
              }
        }
      std::printf("largest over least: %.2f; along each parameter: %.2f\n",
                  table.spread(),
                  table.spread_along_each_parameter());
      return table;
    }

    const std::vector<double> tissue_ratios = {0.2, 0.4}; // drained
    const std::vector<double> any_ratios    = {0.2, 0.4, 0.49, 0.4999};
    const std::vector<double> high_ratios   = {0.4, 0.49, 0.4999};
  } // namespace


  TEST(IterationCounts, TetrahedraAlongEachParameter)
  {
    EXPECT_LE(iterations<3>({"tetrahedron", "3d", 3}, {{4, 6, 8}, tissue_ratios})
                .spread_along_each_parameter(),
              2);
  }


  TEST(IterationCounts, HexahedraAlongEachParameter)
  {
    EXPECT_LE(iterations<3>({"hexahedron", "3d", 3}, {{4, 6, 8}, tissue_ratios})
                .spread_along_each_parameter(),
              2);
  }


  TEST(IterationCounts, PlaneStrainAlongEachParameter)
  {
    EXPECT_LE(iterations<2>({"triangle", "plane_strain", 2}, {{8, 16, 32}, tissue_ratios})
                .spread_along_each_parameter(),
              2);
  }


  // Also where displacement-pressure gives up, at a drained ratio near 0.5
  TEST(IterationCounts, TotalPressureOnTetrahedraAlongEachParameter)
  {
    EXPECT_LE(iterations<3>({"tetrahedron", "3d", 3, total_pressure}, {{4, 6, 8}, any_ratios})
                .spread_along_each_parameter(),
              2);
  }


  // All parameters together, along the time step too; from a ratio of 0.2 hexahedra need 2.12 times as many without pore flow as with it.
  TEST(IterationCounts, TotalPressureOnHexahedraNearlyIncompressible)
  {
    EXPECT_LE(
      iterations<3>({"hexahedron", "3d", 3, total_pressure}, {{4, 6, 8}, high_ratios}).spread(), 2);
  }


  TEST(IterationCounts, TotalPressureInPlaneStrainNearlyIncompressible)
  {
    for (const char *shape : {"triangle", "quadrilateral"})
      EXPECT_LE(
        iterations<2>({shape, "plane_strain", 2, total_pressure}, {{8, 16, 32}, high_ratios})
          .spread(),
        2);
  }


  TEST(IterationCounts, TotalPressureInPlaneStrainAlongEachParameter)
  {
    for (const char *shape : {"triangle", "quadrilateral"})
      EXPECT_LE(iterations<2>({shape, "plane_strain", 2, total_pressure}, {{8, 16, 32}, any_ratios})
                  .spread_along_each_parameter(),
                2);
  }


  namespace
  {
    /// A border of voxels, as images give: every brick belongs to one side, up to two bricks from the middle.
    template <int dim>
    RegionAt<dim>
    voxels(const unsigned int n)
    {
      return [n](const std::array<double, dim> &x) {
        unsigned int place[3] = {0, 0, 0};
        for (unsigned int k = 0; k < dim; ++k)
          place[k] = x[k] * n;
        const unsigned int step = (7 * place[1] + 3 * place[2] + place[1] * place[2]) % 5;
        return place[0] + step < n / 2 + 2 ? "soft" : "hard";
      };
    }
  } // namespace


  TEST(JaggedBorder, NeedsNoFallBack)
  {
    for (const Variant &variant : in_both_formulations({all_variants[0], all_variants[1]}))
      {
        const auto   region  = voxels<3>(6);
        auto         problem = pressed_cube<3>(variant, 6, MPI_COMM_WORLD, region);
        BiotStep<3>  step(problem, variant, by_residual());
        const double tolerance = 1e-8 * step.solver.norm(step.loads);
        for (const double nu :
             variant.has_total_pressure() ? std::vector<double>{0.2, 0.49, 0.4999} : tissue_ratios)
          for (const double contrast : {1e6})
            {
              step.set_material([&](const auto &x) {
                return material(region(x) == "soft" ? 0.2 : 0.2 * contrast, nu, 0.01);
              });
              std::printf("%s, nu %6.4f, contrast %.0e, 500 s, 1 s and 5e-10 s:",
                          variant.title().c_str(),
                          nu,
                          contrast);
              for (const double time : {500., 1., 5e-10})
                {
                  step.assemble(time);
                  std::vector<double> x(step.loads.size(), 0.);
                  const SolveReport   report = step.solver.solve(step.loads, x, {tolerance});
                  std::printf(" %u", report.iterations);
                  EXPECT_EQ(report.fallbacks, "");
                  EXPECT_LE(report.true_residual, report.tolerance);
                }
              std::printf("\n");
            }
      }
  }


  // Does not hold (CMakeLists.txt: verification-open): with displacements and pore pressure alone, a drained Poisson ratio near 0.5 is out
  // of reach of the multigrid. See docs/developer/numerics_mechanics.md.
  TEST(OpenIterationCounts, AllParametersTogetherUpToADrainedPoissonRatioOf04999)
  {
    EXPECT_LE(
      iterations<2>({"triangle", "plane_strain", 2}, {{8, 16}, {0.2, 0.4, 0.49, 0.4999}}).spread(),
      2);
  }


  // Does not hold either, for an easy solve (drained, uniform, ratio 0.2) is so cheap: 12 to 17 iterations where no
  // solve takes more than 37.
  TEST(OpenIterationCounts, TotalPressureOnTetrahedraFromARatioOf02)
  {
    EXPECT_LE(
      iterations<3>({"tetrahedron", "3d", 3, total_pressure}, {{4, 6}, any_ratios}).spread(), 2);
  }


  TEST(OpenIterationCounts, TotalPressureOnHexahedraFromARatioOf02)
  {
    EXPECT_LE(iterations<3>({"hexahedron", "3d", 3, total_pressure}, {{4, 6}, any_ratios}).spread(),
              2);
  }
} // namespace callus
