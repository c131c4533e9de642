// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/mesh.h"

#include <deal.II/base/quadrature_lib.h>

#include <array>
#include <vector>

namespace callus
{
  namespace test
  {
    /// Value and gradient (on the reference cell, or in space) of one shape function.
    template <int dim>
    struct ShapeValue
    {
      double                  value = 1;
      std::array<double, dim> gradient{};
    };

    template <int dim>
    ShapeValue<dim>
    product(const ShapeValue<dim> &a, const ShapeValue<dim> &b)
    {
      ShapeValue<dim> result;
      result.value = a.value * b.value;
      for (int k = 0; k < dim; ++k)
        result.gradient[k] = a.value * b.gradient[k] + a.gradient[k] * b.value;
      return result;
    }

    /// The Lagrange polynomial of a coordinate that is 1 at @p node (0, 1/2 or 1) and 0 at the other nodes of that degree.
    template <int dim>
    ShapeValue<dim>
    lagrange(const unsigned int degree, const double node, const int axis, const double x)
    {
      ShapeValue<dim> result;
      for (const double other :
           degree == 1 ? std::vector<double>{0, 1} : std::vector<double>{0, 0.5, 1})
        if (std::abs(other - node) > 0.1)
          {
            ShapeValue<dim> factor;
            factor.value          = (x - other) / (node - other);
            factor.gradient[axis] = 1 / (node - other);
            result                = product(result, factor);
          }
      return result;
    }

    /**
     * The shape functions of degree 1 and 2 at points of any cell, written down anew for the tests: nothing of the program's elements or of
     * their quadrature is used, so that a fault there shows as an error. Gauss-Legendre with 5 points along each edge, collapsed for
     * triangles and tetrahedra: exact for polynomials of degree 7 and more.
     */
    template <int dim>
    class CellQuadrature
    {
    public:
      using Point = std::array<double, dim>;

      explicit CellQuadrature(const Mesh<dim> &mesh)
        : mesh_(mesh)
        , is_simplex_(int(mesh.shape().n_vertices) == dim + 1)
      {
        const dealii::QGauss<1> line(5);
        const unsigned int      n     = line.size();
        unsigned int            count = 1;
        for (int k = 0; k < dim; ++k)
          count *= n;
        for (unsigned int q = 0; q < count; ++q)
          {
            Point  xi;
            double weight = 1, room = 1;
            for (unsigned int k = 0, rest = q; k < dim; ++k, rest /= n)
              {
                const double s = line.point(rest % n)[0];
                weight *= line.weight(rest % n) * (is_simplex_ ? room : 1);
                xi[k] = is_simplex_ ? room * s : s;
                room *= 1 - s; // what this coordinate leaves to the next ones
              }
            weights_.push_back(weight);
            linear_.push_back(shapes(1, xi));
            quadratic_.push_back(shapes(2, xi));
          }
      }

      /// A point of a cell: where it is, the volume it stands for, and the shape functions with gradients in space.
      struct At
      {
        Point                        x{};
        double                       volume = 0;
        std::vector<ShapeValue<dim>> linear, quadratic;
      };

      /// Calls the action(number of the cell, At) for all points of all cells.
      template <typename Action>
      void
      for_each_point(const Action &action) const
      {
        for (std::size_t cell = 0; cell < mesh_.cells().n_owned; ++cell)
          for (std::size_t q = 0; q < weights_.size(); ++q)
            action(cell, at(mesh_.cells().vertices_of(cell), q));
      }

    private:
      static std::vector<Point>
      reference_vertices(const bool is_simplex)
      {
        std::vector<Point> vertices(is_simplex ? dim + 1 : 1 << dim, Point{});
        for (unsigned int v = 0; v < vertices.size(); ++v)
          if (is_simplex && v > 0)
            vertices[v][v - 1] = 1;
          else if (!is_simplex)
            {
              vertices[v][0] = v % 4 == 1 || v % 4 == 2; // around the base, then around the top
              vertices[v][1] = v % 4 >= 2;
              if (dim == 3)
                vertices[v][dim - 1] = v >= 4;
            }
        return vertices;
      }

      std::vector<ShapeValue<dim>>
      shapes(const unsigned int degree, const Point &xi) const
      {
        const CellShape             &shape    = mesh_.shape();
        const std::vector<Point>     vertices = reference_vertices(is_simplex_);
        std::vector<ShapeValue<dim>> result;
        for (unsigned int i = 0; i < shape.n_nodes(degree); ++i)
          result.push_back(is_simplex_ ? on_simplex(degree, shape.node_parents[i], xi)
                                       : on_brick(degree, shape.node_parents[i], vertices, xi));
        return result;
      }
      static ShapeValue<dim>
      on_simplex(const unsigned int               degree,
                 const std::vector<unsigned int> &parents,
                 const Point                     &xi)
      {
        const auto barycentric = [&](const unsigned int v) {
          ShapeValue<dim> result;
          for (int k = 0; k < dim; ++k)
            if (v == 0)
              {
                result.value -= xi[k];
                result.gradient[k] = -1;
              }
          if (v > 0)
            {
              result.value           = xi[v - 1];
              result.gradient[v - 1] = 1;
            }
          return result;
        };
        const ShapeValue<dim> a = barycentric(parents[0]);
        if (degree == 1)
          return a;
        ShapeValue<dim> b =
          barycentric(parents.back()); // a (2 a - 1) at a vertex, 4 a b on an edge
        const double factor = parents.size() == 1 ? 2 : 4;
        b.value             = factor * b.value - (parents.size() == 1 ? 1 : 0);
        for (double &g : b.gradient)
          g *= factor;
        return product(a, b);
      }
      static ShapeValue<dim>
      on_brick(const unsigned int               degree,
               const std::vector<unsigned int> &parents,
               const std::vector<Point>        &vertices,
               const Point                     &xi)
      {
        ShapeValue<dim> result;
        for (int k = 0; k < dim; ++k)
          {
            double node = 0;
            for (const unsigned int v : parents)
              node += vertices[v][k] / parents.size();
            result = product(result, lagrange<dim>(degree, node, k, xi[k]));
          }
        return result;
      }

      At
      at(const Point *vertices, const std::size_t q) const
      {
        At                     result;
        dealii::Tensor<2, dim> jacobian; // [i][j] = dx_i / dxi_j
        for (unsigned int v = 0; v < linear_[q].size(); ++v)
          for (int i = 0; i < dim; ++i)
            {
              result.x[i] += linear_[q][v].value * vertices[v][i];
              for (int j = 0; j < dim; ++j)
                jacobian[i][j] += vertices[v][i] * linear_[q][v].gradient[j];
            }
        result.volume = std::abs(determinant(jacobian)) * weights_[q] *
                        mesh_.measure().template weight<dim>(result.x);
        const dealii::Tensor<2, dim> inverse  = invert(jacobian);
        const auto                   in_space = [&](std::vector<ShapeValue<dim>> values) {
          for (ShapeValue<dim> &value : values)
            {
              const Point reference = value.gradient;
              value.gradient        = Point{};
              for (int i = 0; i < dim; ++i)
                for (int j = 0; j < dim; ++j)
                  value.gradient[i] += inverse[j][i] * reference[j];
            }
          return values;
        };
        result.linear    = in_space(linear_[q]);
        result.quadratic = in_space(quadratic_[q]);
        return result;
      }

      const Mesh<dim>                          &mesh_;
      bool                                      is_simplex_;
      std::vector<double>                       weights_;
      std::vector<std::vector<ShapeValue<dim>>> linear_, quadratic_;
    };
  } // namespace test
} // namespace callus
