// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/elements/element.h"
#include "mesh/measure.h"

#include <cmath>

namespace callus
{
  namespace elements
  {
    /// Inverse of a small matrix, [i][j] = row i; returns the determinant.
    inline double
    invert(const std::array<std::array<double, 2>, 2> &m,
           std::array<std::array<double, 2>, 2>       &inverse)
    {
      const double determinant = m[0][0] * m[1][1] - m[0][1] * m[1][0];
      inverse                  = {{{{m[1][1] / determinant, -m[0][1] / determinant}},
                                   {{-m[1][0] / determinant, m[0][0] / determinant}}}};
      return determinant;
    }
    inline double
    invert(const std::array<std::array<double, 3>, 3> &m,
           std::array<std::array<double, 3>, 3>       &inverse)
    {
      for (unsigned int i = 0; i < 3; ++i)
        for (unsigned int j = 0; j < 3; ++j)
          {
            const unsigned int a = (j + 1) % 3, b = (j + 2) % 3, c = (i + 1) % 3, d = (i + 2) % 3;
            inverse[i][j] = m[a][c] * m[b][d] - m[a][d] * m[b][c];
          }
      const double determinant =
        m[0][0] * inverse[0][0] + m[0][1] * inverse[1][0] + m[0][2] * inverse[2][0];
      for (auto &row : inverse)
        for (double &value : row)
          value /= determinant;
      return determinant;
    }

    /**
     * A cell of the mesh at one of its quadrature points: gradients in space, and the volume that the point stands for.
     *
     * In an axisymmetric body the divergence and the hoop strain u_r / r need the radius too: displacements have the strain
     *   e_rr = u_r,r   e_zz = u_z,z   e_rz = (u_r,z + u_z,r) / 2   e_tt = u_r / r.
     */
    template <typename Element>
    class CellAtPoint
    {
    public:
      using Vector                      = typename Element::Vector;
      static constexpr unsigned int dim = Element::dim;

      CellAtPoint(const Element &element, const Vector *vertices, const Measure &measure)
        : element_(element)
        , vertices_(vertices)
        , measure_(measure)
      {
        if constexpr (Element::is_affine)
          set_jacobian(element.points[0]);
      }

      /// Moves to quadrature point @p q; all below is that of this point.
      void
      go_to(const unsigned int q)
      {
        point = &element_.points[q];
        if constexpr (!Element::is_affine)
          set_jacobian(*point);
        for (unsigned int i = 0; i < Element::n_nodes; ++i)
          gradients[i] = in_space(point->quadratic_gradients[i]);
        volume = determinant_ * point->weight;
        if constexpr (dim == 2)
          {
            Vector x{};
            for (unsigned int v = 0; v < Element::n_vertices; ++v)
              for (unsigned int k = 0; k < dim; ++k)
                x[k] += point->linear[v] * vertices_[v][k];
            volume *= measure_.template weight<int(dim)>(x);
            inverse_radius = measure_.geometry == Geometry::axisymmetric ? 1 / x[0] : 0;
          }
        else
          volume *= measure_.n_images;
      }

      /// Hoop strain of a unit displacement of quadratic node @p i along the first axis.
      double
      hoop(const unsigned int i) const
      {
        return dim == 2 ? point->quadratic[i] * inverse_radius : 0;
      }
      /// Divergence of the displacement of quadratic node @p i, per component.
      Vector
      divergence(const unsigned int i) const
      {
        Vector result = gradients[i];
        if constexpr (dim == 2)
          result[0] += hoop(i);
        return result;
      }

      const typename Element::Point          *point  = nullptr;
      double                                  volume = 0;       ///< mm3 of the body
      std::array<Vector, Element::n_nodes>    gradients;        ///< 1/mm, quadratic functions
      std::array<Vector, Element::n_vertices> linear_gradients; ///< 1/mm, linear functions
      double inverse_radius = 0; ///< 1/mm, of an axisymmetric body; else 0

    private:
      void
      set_jacobian(const typename Element::Point &at)
      {
        std::array<Vector, dim> jacobian{}; // [i][j] = dx_i / dxi_j
        for (unsigned int v = 0; v < Element::n_vertices; ++v)
          for (unsigned int i = 0; i < dim; ++i)
            for (unsigned int j = 0; j < dim; ++j)
              jacobian[i][j] += vertices_[v][i] * at.linear_gradients[v][j];
        determinant_ = std::abs(invert(jacobian, inverse_));
        for (unsigned int v = 0; v < Element::n_vertices; ++v)
          linear_gradients[v] = in_space(at.linear_gradients[v]);
      }
      Vector
      in_space(const Vector &reference_gradient) const
      {
        Vector result{};
        for (unsigned int j = 0; j < dim; ++j)
          for (unsigned int k = 0; k < dim; ++k)
            result[k] += inverse_[j][k] * reference_gradient[j];
        return result;
      }

      const Element          &element_;
      const Vector           *vertices_;
      const Measure          &measure_;
      std::array<Vector, dim> inverse_;
      double                  determinant_ = 0;
    };
  } // namespace elements
} // namespace callus
