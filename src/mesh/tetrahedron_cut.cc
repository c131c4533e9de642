// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/tetrahedron_cut.h"

#include "mesh/vectors.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    using Vector      = std::array<double, 3>;
    using Tetrahedron = std::array<unsigned int, 4>;

    constexpr Tetrahedron  corner_cells[4] = {{{0, 4, 6, 7}},
                                              {{1, 4, 5, 8}},
                                              {{2, 5, 6, 9}},
                                              {{3, 7, 8, 9}}};
    constexpr unsigned int diagonals[3][2] = {{4, 9}, {5, 7}, {6, 8}};
    /// behind each diagonal the ring of the other four nodes
    constexpr unsigned int rings[3][4] = {{5, 6, 7, 8}, {4, 6, 9, 8}, {4, 5, 9, 7}};

    /// Sum of the positive products of the outward area vectors of two faces, over the volume: zero without obtuse angles, and what
    /// linear elements couple with the wrong sign otherwise.
    double
    obtuseness(const std::vector<Vector> &points, const Tetrahedron &t)
    {
      Vector area[4];
      for (unsigned int i = 0; i < 4; ++i)
        {
          const Vector &a = points[t[(i + 1) % 4]], &b = points[t[(i + 2) % 4]],
                       &c     = points[t[(i + 3) % 4]];
          area[i]             = cross(difference(b, a), difference(c, a));
          const double inward = dot(area[i], difference(points[t[i]], a));
          for (double &component : area[i])
            component *= inward > 0 ? -.5 : .5;
        }
      const double volume = std::abs(dot(area[0], difference(points[t[0]], points[t[1]]))) / 3;
      double       sum    = 0;
      for (unsigned int i = 0; i < 4; ++i)
        for (unsigned int j = 0; j < i; ++j)
          sum += std::max(0., dot(area[i], area[j])) / volume;
      return sum;
    }

    std::array<Tetrahedron, 4>
    cut_octahedron(unsigned int d)
    {
      std::array<Tetrahedron, 4> cells;
      for (unsigned int k = 0; k < 4; ++k)
        cells[k] = {{diagonals[d][0], diagonals[d][1], rings[d][k], rings[d][(k + 1) % 4]}};
      return cells;
    }
  } // namespace

  std::array<Tetrahedron, 8>
  cut_tetrahedron(const std::vector<Vector> &points)
  {
    unsigned int best            = 0;
    double       best_obtuseness = 0, best_length = 0;
    for (unsigned int d = 0; d < 3; ++d)
      {
        double sum = 0;
        for (const Tetrahedron &t : cut_octahedron(d))
          sum += obtuseness(points, t);
        const Vector diagonal = difference(points[diagonals[d][0]], points[diagonals[d][1]]);
        const double length   = std::sqrt(dot(diagonal, diagonal));
        const double slack    = 1e-9 * length; // round-off must not decide
        if (d == 0 || sum < best_obtuseness - slack ||
            (sum < best_obtuseness + slack && length < best_length - slack))
          {
            best            = d;
            best_obtuseness = sum;
            best_length     = length;
          }
      }
    std::array<Tetrahedron, 8> cells;
    std::copy(corner_cells, corner_cells + 4, cells.begin());
    const auto middle = cut_octahedron(best);
    std::copy(middle.begin(), middle.end(), cells.begin() + 4);
    return cells;
  }
} // namespace callus
