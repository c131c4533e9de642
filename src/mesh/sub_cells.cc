// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/sub_cells.h"

#include "mesh/nodal_space.h"

#include <algorithm>

namespace callus
{
  namespace
  {
    using Vector      = std::array<double, 3>;
    using Tetrahedron = std::array<unsigned int, 4>;

    constexpr Tetrahedron  corner_cells[4] = {{{0, 4, 6, 7}}, {{1, 4, 5, 8}}, {{2, 5, 6, 9}}, {{3, 7, 8, 9}}};
    constexpr unsigned int diagonals[3][2] = {{4, 9}, {5, 7}, {6, 8}};
    /// behind each diagonal the ring of the other four nodes
    constexpr unsigned int rings[3][4] = {{5, 6, 7, 8}, {4, 6, 9, 8}, {4, 5, 9, 7}};

    double
    distance_squared(const Vector &a, const Vector &b)
    {
      double sum = 0;
      for (unsigned int k = 0; k < 3; ++k)
        sum += (a[k] - b[k]) * (a[k] - b[k]);
      return sum;
    }
  } // namespace

  std::array<Vector, 10>
  quadratic_node_points(const std::array<Vector, 4> &vertices)
  {
    std::array<Vector, 10> points;
    std::copy(vertices.begin(), vertices.end(), points.begin());
    const auto &edges = NodalSpace<3>::edges();
    for (unsigned int e = 0; e < 6; ++e)
      for (unsigned int k = 0; k < 3; ++k)
        points[4 + e][k] = .5 * (vertices[edges[e][0]][k] + vertices[edges[e][1]][k]);
    return points;
  }

  std::array<Tetrahedron, 8>
  linear_sub_cells(const std::array<Vector, 10> &points)
  {
    const double nearly_equal = 1 - 1e-12; // round-off must not decide
    unsigned int best         = 0;
    for (unsigned int d = 1; d < 3; ++d)
      if (distance_squared(points[diagonals[d][0]], points[diagonals[d][1]]) <
          nearly_equal * distance_squared(points[diagonals[best][0]], points[diagonals[best][1]]))
        best = d;
    std::array<Tetrahedron, 8> cells;
    std::copy(corner_cells, corner_cells + 4, cells.begin());
    for (unsigned int k = 0; k < 4; ++k)
      cells[4 + k] = {{diagonals[best][0], diagonals[best][1], rings[best][k], rings[best][(k + 1) % 4]}};
    return cells;
  }
} // namespace callus
