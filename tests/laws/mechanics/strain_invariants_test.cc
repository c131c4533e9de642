// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/tissue/strain_invariants.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace callus
{
  namespace
  {
    /// The tensor in coordinates turned by three angles.
    SymmetricTensor3
    turned(const SymmetricTensor3 &t, const double a, const double b, const double c)
    {
      double       m[3][3]   = {{t[0], t[3], t[5]}, {t[3], t[1], t[4]}, {t[5], t[4], t[2]}};
      const double angles[3] = {a, b, c};
      for (unsigned int axis = 0; axis < 3; ++axis)
        {
          const unsigned int i = (axis + 1) % 3, j = (axis + 2) % 3;
          double             r[3][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, result[3][3] = {};
          r[i][i] = r[j][j] = std::cos(angles[axis]);
          r[i][j]           = std::sin(angles[axis]);
          r[j][i]           = -r[i][j];
          for (unsigned int k = 0; k < 3; ++k)
            for (unsigned int l = 0; l < 3; ++l)
              for (unsigned int p = 0; p < 3; ++p)
                for (unsigned int q = 0; q < 3; ++q)
                  result[k][l] += r[k][p] * m[p][q] * r[l][q];
          std::copy(&result[0][0], &result[0][0] + 9, &m[0][0]);
        }
      return {{m[0][0], m[1][1], m[2][2], m[0][1], m[1][2], m[2][0]}};
    }
  } // namespace


  TEST(StrainInvariants, UniaxialStrainHasTheStatedOctahedralShear)
  {
    EXPECT_NEAR(octahedral_shear_strain({{0.01, 0, 0, 0, 0, 0}}), 0.009428, 5e-7);
    EXPECT_NEAR(octahedral_shear_strain({{0, 0, -0.01, 0, 0, 0}}), 0.009428, 5e-7);
  }


  TEST(StrainInvariants, SimpleShearIsCountedOnce)
  {
    // engineering shear 0.01 is tensor shear 0.005; taking one for the other gives 0.016330
    for (unsigned int component = 3; component < 6; ++component)
      {
        SymmetricTensor3 strain = {};
        strain[component]       = 0.005;
        EXPECT_NEAR(octahedral_shear_strain(strain), 0.008165, 5e-7);
      }
  }


  TEST(StrainInvariants, VolumeChangeAloneIsNoShear)
  {
    const SymmetricTensor3 strain = {{0.02, 0.02, 0.02, 0, 0, 0}};
    EXPECT_EQ(octahedral_shear_strain(strain), 0);
    EXPECT_DOUBLE_EQ(trace(strain), 0.06);
    EXPECT_DOUBLE_EQ(hydrostatic(strain), 0.02);
    for (const double value : principal_values(strain))
      EXPECT_DOUBLE_EQ(value, 0.02);
  }


  TEST(StrainInvariants, PrincipalValuesSolveTheEigenvalueProblem)
  {
    const std::array<double, 3> shear = principal_values({{0, 0, 0, 0.005, 0, 0}});
    EXPECT_NEAR(shear[0], -0.005, 1e-16);
    EXPECT_NEAR(shear[1], 0, 1e-16);
    EXPECT_NEAR(shear[2], 0.005, 1e-16);

    // two equal values, and a tensor far from zero
    const std::array<double, 3> pair =
      principal_values(turned({{-3, 7, 7, 0, 0, 0}}, 0.3, 1.1, -2));
    EXPECT_NEAR(pair[0], -3, 1e-12);
    EXPECT_NEAR(pair[1], 7, 1e-7); // the square root of round-off: a double eigenvalue
    EXPECT_NEAR(pair[2], 7, 1e-7);
  }


  TEST(StrainInvariants, NothingChangesWhenCoordinatesTurn)
  {
    std::mt19937                           generator(7);
    std::uniform_real_distribution<double> uniform(-0.1, 0.1), angle(-3, 3);
    for (unsigned int trial = 0; trial < 200; ++trial)
      {
        SymmetricTensor3 strain;
        for (double &component : strain)
          component = uniform(generator);
        const SymmetricTensor3 other =
          turned(strain, angle(generator), angle(generator), angle(generator));
        EXPECT_NEAR(octahedral_shear_strain(other), octahedral_shear_strain(strain), 1e-14);
        EXPECT_NEAR(trace(other), trace(strain), 1e-15);
        const std::array<double, 3> before = principal_values(strain),
                                    after  = principal_values(other);
        for (unsigned int i = 0; i < 3; ++i)
          EXPECT_NEAR(after[i], before[i], 1e-9);
        EXPECT_NEAR(before[0] + before[1] + before[2], trace(strain), 1e-15);
        EXPECT_LE(before[0], before[1]);
        EXPECT_LE(before[1], before[2]);
      }
  }
} // namespace callus
