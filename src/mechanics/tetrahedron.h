// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/nodal_space.h"

#include <array>
#include <cmath>

namespace callus
{
  /// Straight tetrahedra with linear and quadratic shape functions, and the quadrature rule with four points (exact for
  /// polynomials of degree 2): point q has barycentric coordinate 0.585 at vertex q and 0.138 at the others, weight V/4.
  namespace straight_tetrahedron
  {
    using Vector = std::array<double, 3>;

    constexpr unsigned int n_points = 4;
    constexpr double       near     = 0.58541019662496845446; // (5 + 3 sqrt 5) / 20
    constexpr double       far      = 0.13819660112501051518; // (5 - sqrt 5) / 20

    /// Barycentric coordinate of vertex @p v at quadrature point @p q.
    constexpr double
    barycentric(const unsigned int q, const unsigned int v)
    {
      return q == v ? near : far;
    }

    /// Volume [mm3] and gradients [1/mm] of the four barycentric coordinates.
    struct Shape
    {
      explicit Shape(const Vector *x)
      {
        Vector edge[3], normal[3];
        for (unsigned int i = 0; i < 3; ++i)
          for (unsigned int k = 0; k < 3; ++k)
            edge[i][k] = x[i + 1][k] - x[0][k];
        for (unsigned int i = 0; i < 3; ++i)
          for (unsigned int k = 0; k < 3; ++k)
            {
              const Vector &a = edge[(i + 1) % 3], &b = edge[(i + 2) % 3];
              normal[i][k] = a[(k + 1) % 3] * b[(k + 2) % 3] - a[(k + 2) % 3] * b[(k + 1) % 3];
            }
        const double determinant =
          edge[0][0] * normal[0][0] + edge[0][1] * normal[0][1] + edge[0][2] * normal[0][2];
        volume = std::abs(determinant) / 6;
        for (unsigned int k = 0; k < 3; ++k)
          {
            gradient[0][k] = 0;
            for (unsigned int i = 0; i < 3; ++i)
              {
                gradient[i + 1][k] = normal[i][k] / determinant;
                gradient[0][k] -= gradient[i + 1][k];
              }
          }
      }

      double                volume;
      std::array<Vector, 4> gradient;
    };

    /// Gradients of the ten quadratic shape functions at quadrature point @p q (vertices, then mid-edge nodes).
    inline std::array<Vector, 10>
    quadratic_gradients(const Shape &tet, const unsigned int q)
    {
      std::array<Vector, 10> result;
      const auto            &edges = tetrahedron().edges;
      for (unsigned int v = 0; v < 4; ++v)
        for (unsigned int k = 0; k < 3; ++k)
          result[v][k] = (4 * barycentric(q, v) - 1) * tet.gradient[v][k];
      for (unsigned int e = 0; e < 6; ++e)
        for (unsigned int k = 0; k < 3; ++k)
          result[4 + e][k] = 4 * (barycentric(q, edges[e][0]) * tet.gradient[edges[e][1]][k] +
                                  barycentric(q, edges[e][1]) * tet.gradient[edges[e][0]][k]);
      return result;
    }

    /// Values at quadrature point @p q of the ten piecewise linear shape functions on the eight sub-tetrahedra: point q lies in
    /// the sub-tetrahedron at vertex q. All are non-negative, so that interpolated fractions keep their bounds.
    inline std::array<double, 10>
    piecewise_linear_values(const unsigned int q)
    {
      std::array<double, 10> result = {};
      const auto            &edges  = tetrahedron().edges;
      result[q]                     = 2 * near - 1;
      for (unsigned int e = 0; e < 6; ++e)
        if (edges[e][0] == q || edges[e][1] == q)
          result[4 + e] = 2 * far;
      return result;
    }
  } // namespace straight_tetrahedron
} // namespace callus
