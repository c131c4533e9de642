// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Iterations of one Biot step over time step, drained Poisson ratio, contrast of stiffness and mesh size, from c dt/L^2 = 1 (drained) to
// 1e-12 (undrained). Tables are printed.

#include "mechanics/robustness/biot_step.h"
#include "mpi_environment.h"

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

    template <int dim>
    IterationTable
    iterations(const Variant &variant, const Sweep &sweep)
    {
      constexpr double soft_modulus = 0.2, permeability = 0.01, tolerance = 1e-8;
      IterationTable   table(sweep);
      std::printf("%s, iterations (true residual over that of the loads)\nbricks    nu  contrast "
                  " c dt/L^2",
                  variant.shape.c_str());
      for (const double time : sweep.times)
        std::printf("%18.0e", time);
      std::printf("\n");
      for (const unsigned int n : sweep.meshes)
        {
          auto          problem = pressed_cube<dim>(variant, n, MPI_COMM_WORLD);
          BiotStep<dim> step(problem);
          const double  reference = step.solver.norm(step.loads);
          for (const double nu : sweep.poisson_ratios)
            for (const double contrast : sweep.contrasts)
              {
                const PoroelasticMaterial soft = material(soft_modulus, nu, permeability),
                                          hard =
                                            material(contrast * soft_modulus, nu, permeability);
                step.set_material(
                  [&](const std::array<double, dim> &x) { return x[0] < 0.5 ? soft : hard; });
                std::printf("%6u %6.4f  %7.0e          ", n, nu, contrast);
                const double c = permeability * (soft.lambda() + 2 * soft.mu());
                for (const double time : sweep.times)
                  {
                    step.assemble(time / c);
                    std::vector<double> x(step.loads.size(), 0.);
                    const SolveReport   report =
                      step.solver.solve(step.loads, x, tolerance * reference);
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
  }                                                       // namespace


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


  // Does not hold (CMakeLists.txt: verification-open): with displacements and pore pressure alone, a drained Poisson ratio near 0.5 is out
  // of reach of the multigrid. See docs/developer/numerics_mechanics.md.
  TEST(OpenIterationCounts, AllParametersTogetherUpToADrainedPoissonRatioOf04999)
  {
    EXPECT_LE(
      iterations<2>({"triangle", "plane_strain", 2}, {{8, 16}, {0.2, 0.4, 0.49, 0.4999}}).spread(),
      2);
  }
} // namespace callus
