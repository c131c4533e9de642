// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/elements/element.h"
#include "mesh/cell_shape.h"

namespace callus
{
  namespace elements
  {
    constexpr unsigned int
    power(const unsigned int base, const unsigned int exponent)
    {
      return exponent == 0 ? 1 : base * power(base, exponent - 1);
    }

    /// Functions of one coordinate in [-1, 1]: values and derivative.
    struct AlongOneAxis
    {
      double value, derivative;
    };

    /// Linear function of the end @p node = -1 or 1.
    inline AlongOneAxis
    linear_along_axis(const int node, const double x)
    {
      return {.5 * (1 + node * x), .5 * node};
    }
    /// Quadratic function of the node -1, 0 or 1.
    inline AlongOneAxis
    quadratic_along_axis(const int node, const double x)
    {
      if (node == 0)
        return {1 - x * x, -2 * x};
      return {.5 * x * (x + node), x + .5 * node};
    }
    /// Hat function of the node -1, 0 or 1.
    inline AlongOneAxis
    hat_along_axis(const int node, const double x)
    {
      const double distance = x < node ? node - x : x - node;
      return {distance < 1 ? 1 - distance : 0, 0};
    }

    /// A line, quadrilateral or hexahedron: products of functions of one coordinate; Gauss' rule with three points along each axis,
    /// exact to degree 5.
    template <unsigned int dim>
    struct Box : Element<dim, power(2, dim), power(3, dim), power(3, dim), false>
    {
      using Base   = Element<dim, power(2, dim), power(3, dim), power(3, dim), false>;
      using Corner = std::array<int, dim>;

      /// @p node_parents: of each quadratic node the vertices whose mean it is.
      explicit Box(const std::vector<std::vector<unsigned int>> &node_parents)
      {
        std::array<Corner, Base::n_nodes> node;
        for (unsigned int i = 0; i < Base::n_nodes; ++i)
          for (unsigned int k = 0; k < dim; ++k)
            {
              int sum = 0;
              for (const unsigned int v : node_parents[i])
                sum += vertex(v)[k];
              node[i][k] = sum / int(node_parents[i].size());
            }
        for (unsigned int q = 0; q < Base::n_points; ++q)
          set_point(node, q, this->points[q]);
      }

    private:
      /// Vertices counter-clockwise, the bottom of a hexahedron first.
      static Corner
      vertex(const unsigned int v)
      {
        constexpr int around[4][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
        Corner        corner;
        for (unsigned int k = 0; k < dim; ++k)
          corner[k] = k < 2 ? around[v % 4][k] : (v < 4 ? -1 : 1);
        return corner;
      }

      template <typename Function>
      static void
      multiply(const Function              &function,
               const Corner                &node,
               const typename Base::Vector &x,
               double                      &value,
               typename Base::Vector       &gradient)
      {
        value = 1;
        gradient.fill(1);
        for (unsigned int k = 0; k < dim; ++k)
          {
            const AlongOneAxis f = function(node[k], x[k]);
            value *= f.value;
            for (unsigned int l = 0; l < dim; ++l)
              gradient[l] *= l == k ? f.derivative : f.value;
          }
      }

      static void
      set_point(const std::array<Corner, Base::n_nodes> &node,
                const unsigned int                       number,
                typename Base::Point                    &point)
      {
        constexpr double      abscissa = 0.77459666924148337704; // sqrt(3/5)
        typename Base::Vector x, unused;
        point.weight = 1;
        for (unsigned int k = 0, rest = number; k < dim; ++k, rest /= 3)
          {
            const int i = int(rest % 3) - 1;
            x[k]        = i * abscissa;
            point.weight *= i == 0 ? 8. / 9 : 5. / 9;
          }
        for (unsigned int v = 0; v < Base::n_vertices; ++v)
          multiply(linear_along_axis, vertex(v), x, point.linear[v], point.linear_gradients[v]);
        for (unsigned int i = 0; i < Base::n_nodes; ++i)
          {
            multiply(
              quadratic_along_axis, node[i], x, point.quadratic[i], point.quadratic_gradients[i]);
            multiply(hat_along_axis, node[i], x, point.piecewise_linear[i], unused);
          }
      }
    };

    struct Line : Box<1>
    {
      Line()
        : Box({{0}, {1}, {0, 1}})
      {
      }
    };
    struct Quadrilateral : Box<2>
    {
      Quadrilateral()
        : Box(quadrilateral().node_parents)
      {
      }
    };
    struct Hexahedron : Box<3>
    {
      Hexahedron()
        : Box(hexahedron().node_parents)
      {
      }
    };
  } // namespace elements
} // namespace callus
