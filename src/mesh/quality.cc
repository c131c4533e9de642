// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/quality.h"

#include "mesh/reference_grid.h"
#include "mesh/vectors.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    double
    determinant_of(const std::array<std::array<double, 2>, 2> &e)
    {
      return determinant(e[0], e[1]);
    }
    double
    determinant_of(const std::array<std::array<double, 3>, 3> &e)
    {
      return determinant(e[0], e[1], e[2]);
    }

    /// The dim vertices that share an edge with vertex @p v, so that the edges to them are right-handed in an ideal cell.
    template <int dim>
    std::array<unsigned int, dim>
    neighbors_of_vertex(const CellShape &shape, const unsigned int v)
    {
      std::array<unsigned int, dim> result{};
      if (shape.n_vertices == dim + 1)
        {
          for (unsigned int k = 0; k < dim; ++k)
            result[k] = (v + 1 + k) % (dim + 1);
          if (dim == 3 && v % 2 == 1) // rotating four vertices is an odd permutation
            std::swap(result[0], result[1]);
          return result;
        }
      unsigned int corner = 0;
      while (vertex_of_corner(corner) != v)
        ++corner;
      unsigned int odd = 0;
      for (unsigned int k = 0; k < dim; ++k)
        {
          result[k] = vertex_of_corner(corner ^ (1u << k));
          odd += corner >> k & 1;
        }
      if (odd % 2 == 1)
        std::swap(result[0], result[1]);
      return result;
    }

    double
    radius_ratio(const std::array<double, 2> *x)
    {
      const double a = length(difference(x[1], x[2])), b = length(difference(x[2], x[0])),
                   c       = length(difference(x[0], x[1]));
      const double product = a * b * c;
      return product > 0 ? std::max(0., (b + c - a) * (c + a - b) * (a + b - c) / product) : 0.;
    }

    double
    radius_ratio(const std::array<double, 3> *x)
    {
      const auto a = difference(x[1], x[0]), b = difference(x[2], x[0]), c = difference(x[3], x[0]);
      const double volume = std::abs(determinant(a, b, c)) / 6;
      double       areas  = 0;
      for (const auto &n :
           {cross(a, b), cross(b, c), cross(c, a), cross(difference(b, a), difference(c, a))})
        areas += length(n) / 2;
      // the products of the lengths of opposite edges are the sides of a triangle of area 6 V R
      const double p = length(a) * length(difference(b, c)),
                   q = length(b) * length(difference(a, c)),
                   r = length(c) * length(difference(a, b));
      const double root =
        std::sqrt(std::max(0., (p + q + r) * (p + q - r) * (p - q + r) * (-p + q + r)));
      return volume > 0 && root > 0 ? 3 * (3 * volume / areas) / (root / (24 * volume)) : 0.;
    }
  } // namespace

  template <int dim>
  double
  corner_jacobian(const CellShape &shape, const std::array<double, dim> *x, const unsigned int v)
  {
    const auto                               neighbors = neighbors_of_vertex<dim>(shape, v);
    std::array<std::array<double, dim>, dim> edges;
    double                                   product = 1;
    for (unsigned int k = 0; k < dim; ++k)
      {
        edges[k] = difference(x[neighbors[k]], x[v]);
        product *= length(edges[k]);
      }
    return product > 0 ? determinant_of(edges) / product : 0.;
  }

  template <int dim>
  double
  cell_quality(const CellShape &shape, const std::array<double, dim> *x)
  {
    if (shape.n_vertices == dim + 1)
      return radius_ratio(x);
    double least = 1;
    for (unsigned int v = 0; v < shape.n_vertices; ++v)
      least = std::min(least, corner_jacobian<dim>(shape, x, v));
    return std::max(0., least);
  }

  template double
  corner_jacobian<2>(const CellShape &, const std::array<double, 2> *, unsigned int);
  template double
  corner_jacobian<3>(const CellShape &, const std::array<double, 3> *, unsigned int);
  template double
  cell_quality<2>(const CellShape &, const std::array<double, 2> *);
  template double
  cell_quality<3>(const CellShape &, const std::array<double, 3> *);
} // namespace callus
