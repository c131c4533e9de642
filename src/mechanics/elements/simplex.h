// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/elements/element.h"
#include "mesh/cell_shape.h"

namespace callus
{
  namespace elements
  {
    /// Barycentric coordinates of a quadrature point: one vertex differs from the others, which are equal.
    struct SimplexPoint
    {
      unsigned int vertex;         ///< the one that differs
      double       own, of_others; ///< its coordinate, and that of each other vertex
      double       weight;         ///< share of the volume
    };

    /// A triangle or tetrahedron with the rule that the points make up.
    template <unsigned int dim, unsigned int n_points>
    struct Simplex : Element<dim, dim + 1, (dim + 1) * (dim + 2) / 2, n_points, true>
    {
      using Base = Element<dim, dim + 1, (dim + 1) * (dim + 2) / 2, n_points, true>;

      Simplex(const CellShape &shape, const std::array<SimplexPoint, n_points> &rule)
      {
        for (unsigned int q = 0; q < n_points; ++q)
          set_point(shape, rule[q], this->points[q]);
      }

    private:
      using Coordinates = std::array<double, dim + 1>;

      static void
      set_point(const CellShape &shape, const SimplexPoint &at, typename Base::Point &point)
      {
        Coordinates x;
        x.fill(at.of_others);
        x[at.vertex] = at.own;
        point.weight = at.weight / (dim == 2 ? 2 : 6);
        point.linear = x;
        for (unsigned int k = 0; k < dim; ++k)
          {
            point.linear_gradients[0][k]     = -1;
            point.linear_gradients[k + 1][k] = 1;
          }
        const auto &g = point.linear_gradients;
        for (unsigned int v = 0; v <= dim; ++v)
          {
            point.quadratic[v] = x[v] * (2 * x[v] - 1);
            for (unsigned int k = 0; k < dim; ++k)
              point.quadratic_gradients[v][k] = (4 * x[v] - 1) * g[v][k];
          }
        for (unsigned int e = 0; e < shape.edges.size(); ++e)
          {
            const auto [a, b]            = shape.edges[e];
            point.quadratic[dim + 1 + e] = 4 * x[a] * x[b];
            for (unsigned int k = 0; k < dim; ++k)
              point.quadratic_gradients[dim + 1 + e][k] = 4 * (x[a] * g[b][k] + x[b] * g[a][k]);
          }
        set_piecewise_linear(shape, x, point);
      }

      // in the sub-simplex at a vertex, or (triangles) in the middle one
      static void
      set_piecewise_linear(const CellShape      &shape,
                           const Coordinates    &x,
                           typename Base::Point &point)
      {
        unsigned int corner = 0;
        while (corner <= dim && x[corner] < .5)
          ++corner;
        if (corner <= dim)
          point.piecewise_linear[corner] = 2 * x[corner] - 1;
        for (unsigned int e = 0; e < shape.edges.size(); ++e)
          {
            const auto [a, b] = shape.edges[e];
            double &value     = point.piecewise_linear[dim + 1 + e];
            if (corner > dim)
              value = 2 * (x[a] + x[b]) - 1;
            else if (a == corner || b == corner)
              value = 2 * x[a == corner ? b : a];
          }
      }
    };

    /// Four points, exact to degree 2: each lies in the sub-tetrahedron at a vertex.
    struct Tetrahedron : Simplex<3, 4>
    {
      Tetrahedron()
        : Simplex(
            tetrahedron(),
            {{{0, near, far, .25}, {1, near, far, .25}, {2, near, far, .25}, {3, near, far, .25}}})
      {
      }
      static constexpr double near = 0.58541019662496845446; // (5 + 3 sqrt 5) / 20
      static constexpr double far  = 0.13819660112501051518; // (5 - sqrt 5) / 20
    };

    /// Six points, exact to degree 4 (Dunavant 1985): the radius of an axisymmetric body adds a degree.
    struct Triangle : Simplex<2, 6>
    {
      Triangle()
        : Simplex(triangle(),
                  {{{0, 1 - 2 * outer, outer, outer_weight},
                    {1, 1 - 2 * outer, outer, outer_weight},
                    {2, 1 - 2 * outer, outer, outer_weight},
                    {0, 1 - 2 * inner, inner, 1. / 3 - outer_weight},
                    {1, 1 - 2 * inner, inner, 1. / 3 - outer_weight},
                    {2, 1 - 2 * inner, inner, 1. / 3 - outer_weight}}})
      {
      }
      static constexpr double outer        = 0.091576213509770743460;
      static constexpr double inner        = 0.44594849091596488632;
      static constexpr double outer_weight = 0.10995174365532186764;
    };
  } // namespace elements
} // namespace callus
