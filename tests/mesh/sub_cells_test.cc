// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/sub_cells.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace callus;

namespace
{
  using Vector = std::array<double, 3>;

  double
  volume(const Vector &a, const Vector &b, const Vector &c, const Vector &d)
  {
    double e[3][3];
    for (unsigned int k = 0; k < 3; ++k)
      {
        e[0][k] = b[k] - a[k];
        e[1][k] = c[k] - a[k];
        e[2][k] = d[k] - a[k];
      }
    return std::abs(e[0][0] * (e[1][1] * e[2][2] - e[1][2] * e[2][1]) -
                    e[0][1] * (e[1][0] * e[2][2] - e[1][2] * e[2][0]) +
                    e[0][2] * (e[1][0] * e[2][1] - e[1][1] * e[2][0])) /
           6;
  }
} // namespace

TEST(SubCells, EightOfEqualVolumeFillTheTetrahedronWhicheverDiagonalIsShortest)
{
  // each shape has another shortest diagonal
  for (const std::array<Vector, 4> &shape :
       {std::array<Vector, 4>{{{{0, 0, 0}}, {{3, 0, 0}}, {{0, 1, 0}}, {{0, 0, 1}}}},
        std::array<Vector, 4>{{{{0, 0, 0}}, {{1, 0, 0}}, {{0, 3, 0}}, {{1, 3, 1}}}},
        std::array<Vector, 4>{{{{0, 0, 0}}, {{1, 1, 4}}, {{0, 1, 0}}, {{1, 0, .5}}}}})
    {
      const auto   points = quadratic_node_points<3>(tetrahedron(), shape.data());
      const double whole  = volume(shape[0], shape[1], shape[2], shape[3]);
      for (const auto &[cell, weight] : sub_simplices<3>(tetrahedron(), points))
        EXPECT_NEAR(volume(points[cell[0]], points[cell[1]], points[cell[2]], points[cell[3]]),
                    whole / 8,
                    1e-12);
    }
}
