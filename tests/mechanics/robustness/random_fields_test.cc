// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Many solves in a row, each with another random material field: moduli over six decades, permeabilities over five, cell by cell. The
// environment variable CALLUS_RANDOM_SOLVES sets how many (10), CALLUS_RANDOM_SEED which (1). On all ranks.

#include "mechanics/robustness/biot_step.h"

#include <cstdio>
#include <cstdlib>
#include <random>

namespace callus
{
  using namespace test;

  namespace
  {
    unsigned int
    from_environment(const char *name, const unsigned int otherwise)
    {
      const char *value = std::getenv(name);
      return value ? std::strtoul(value, nullptr, 10) : otherwise;
    }

    /// A number in [0, 1) that belongs to a point, whichever rank asks.
    double
    random_at(const std::array<double, 3> &x, const unsigned int seed, const unsigned int which)
    {
      std::seed_seq sequence{seed,
                             which,
                             static_cast<unsigned int>(std::lround(x[0] * 1e6)),
                             static_cast<unsigned int>(std::lround(x[1] * 1e6)),
                             static_cast<unsigned int>(std::lround(x[2] * 1e6))};
      std::mt19937  generator(sequence);
      return std::uniform_real_distribution<double>()(generator);
    }
  } // namespace


  namespace
  {
    void
    solve_random_fields(const Variant &variant, const double largest_poisson_ratio)
    {
      const unsigned int n_solves = from_environment("CALLUS_RANDOM_SOLVES", 10),
                         seed     = from_environment("CALLUS_RANDOM_SEED", 1);
      auto         problem        = pressed_cube<3>(variant, 5, MPI_COMM_WORLD);
      BiotStep<3>  step(problem, variant);
      const bool   speaks      = problem.mesh->space(2).first_owned == 0;
      const double tolerance   = 1e-8 * step.solver.norm(step.loads);
      unsigned int n_fallbacks = 0, most_iterations = 0;
      for (unsigned int n = 0; n < n_solves; ++n)
        {
          step.set_material([&](const std::array<double, 3> &x) {
            return material(0.2 * std::pow(10, 6 * random_at(x, seed, 3 * n)),
                            0.15 + (largest_poisson_ratio - 0.15) * random_at(x, seed, 3 * n + 1),
                            1e-7 * std::pow(10, 5 * random_at(x, seed, 3 * n + 2)));
          });
          step.assemble(0.5);
          std::vector<double> x(step.loads.size(), 0.);
          const SolveReport   report = step.solver.solve(step.loads, x, {tolerance});
          EXPECT_LE(report.true_residual, report.tolerance) << "solve " << n << " of seed " << seed;
          EXPECT_LE(report.tolerance, tolerance);
          EXPECT_EQ(report.true_residual, step.solver.norm(step.solver.residual(step.loads, x)));
          n_fallbacks += !report.fallbacks.empty();
          most_iterations = std::max(most_iterations, report.iterations);
          if (speaks && !report.fallbacks.empty())
            std::printf("solve %u: %s\n", n, report.fallbacks.c_str());
        }
      if (speaks)
        std::printf(
          "%s, ratio to %.4f, seed %u: %u solves, at most %u iterations, %u with fall-backs\n",
          variant.title().c_str(),
          largest_poisson_ratio,
          seed,
          n_solves,
          most_iterations,
          n_fallbacks);
      EXPECT_EQ(n_fallbacks, 0u);
    }
  } // namespace


  TEST(RandomFields, EveryTrueResidualIsBelowItsTolerance)
  {
    solve_random_fields({"tetrahedron", "3d", 3}, 0.4);
  }


  // On tetrahedra the total pressure is continuous across these jumps, on hexahedra it is not.
  TEST(RandomFields, WithTotalPressure)
  {
    for (const char *shape : {"tetrahedron", "hexahedron"})
      for (const double ratio : {0.4, 0.4999})
        solve_random_fields({shape, "3d", 3, total_pressure}, ratio);
  }
} // namespace callus
