// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/test_problem.h"

#include <gtest/gtest.h>

namespace callus
{
  using namespace test;

  namespace
  {
    struct Reference
    {
      double       time;         ///< c t / L^2
      double       base, middle; ///< p / p_0 at the sealed end and half-way
      double       settlement;   ///< share of the final one
      unsigned int steps;        ///< backward Euler is of first order: enough for 1 %
    };
  } // namespace


  // A column of granulation tissue, drained at the loaded top, sealed elsewhere, under a sudden load.
  TEST(Terzaghi, ConsolidationOfGranulationTissue)
  {
    const double length = 1, load = 1e-3;
    BoxMesh      box;
    box.bricks = {{1, 1, 16}};
    box.upper  = {{0.1, 0.1, length}};
    for (const Reference &reference : {Reference{0.1, 0.949305, 0.735651, 0.356823, 50},
                                       Reference{0.2, 0.772312, 0.553176, 0.504088, 70},
                                       Reference{0.5, 0.370777, 0.262188, 0.763950, 160}})
      {
        SCOPED_TRACE("c t / L^2 = " + std::to_string(reference.time));
        // H_A = lambda + 2 mu = 0.21358 MPa for E = 0.2 MPa, nu = 0.167; kappa = 0.01 mm4/(N s)
        const double     lambda = 0.2 * 0.167 / (1.167 * 0.666), mu = 0.2 / (2 * 1.167);
        const double     modulus = lambda + 2 * mu, c = modulus * 0.01;
        MechanicsProblem problem(
          box,
          subsection("body", fixed("granulation_tissue")),
          subsection("Supports",
                     on_surface("base", "z_min", "fixed") +
                       on_surface("a", "x_min", "sliding plane") +
                       on_surface("b", "x_max", "sliding plane") +
                       on_surface("c", "y_min", "sliding plane") +
                       on_surface("d", "y_max", "sliding plane")) +
            "set Drained surfaces = z_max\n" + tolerance("1e-8") +
            ramp(reference.time * length * length / c, reference.steps, "step") +
            subsection(
              "Loads",
              on_surface(
                "top", "z_max", "traction", "set Traction = 0, 0, -0.001 MPa [assumed]\n")));
        const LoadingResult result = problem.update();

        const double final_settlement = load * length / modulus;
        EXPECT_NEAR(result.axial_displacement / final_settlement / reference.settlement, 1, 0.01);
        const NodalSpace<3> &space = problem.mesh->space(1);
        for (std::int64_t i = 0; i < space.n_owned; ++i)
          {
            const double z = space.owned_points[i][2];
            if (z < 1e-12)
              EXPECT_NEAR(problem.mechanics.pressure()[i] / load / reference.base, 1, 0.01);
            if (std::abs(z - length / 2) < 1e-12)
              EXPECT_NEAR(problem.mechanics.pressure()[i] / load / reference.middle, 1, 0.01);
            if (z > length - 1e-12)
              EXPECT_EQ(problem.mechanics.pressure()[i], 0);
          }
      }
  }
} // namespace callus
