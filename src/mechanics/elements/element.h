// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <array>

namespace callus
{
  /// Elements: linear and quadratic shape functions of each cell shape and of its sides, with a quadrature rule. Order of the nodes:
  /// CellShape::node_parents. Cells have straight edges: the linear functions also give their geometry.
  namespace elements
  {
    template <unsigned int dim_,
              unsigned int n_vertices_,
              unsigned int n_nodes_,
              unsigned int n_points_,
              bool         is_affine_>
    struct Element
    {
      static constexpr unsigned int dim        = dim_;
      static constexpr unsigned int n_vertices = n_vertices_; ///< nodes of the linear element
      static constexpr unsigned int n_nodes    = n_nodes_;    ///< nodes of the quadratic element
      static constexpr unsigned int n_points   = n_points_;   ///< of the quadrature rule
      static constexpr bool is_affine = is_affine_; ///< one Jacobian for the whole cell (simplices)

      using Vector = std::array<double, dim>;

      /// What is known at a quadrature point of the reference element.
      struct Point
      {
        double                         weight = 0; ///< they sum to the reference volume
        std::array<double, n_vertices> linear{};
        std::array<Vector, n_vertices> linear_gradients{};
        std::array<double, n_nodes>    quadratic{};
        std::array<Vector, n_nodes>    quadratic_gradients{};
        /// Piecewise linear functions on the sub-cells over the quadratic nodes: none is negative and they sum to one, so that fractions
        /// and drivers that pass between nodes and points keep their bounds.
        std::array<double, n_nodes> piecewise_linear{};
      };

      std::array<Point, n_points> points;
    };
  } // namespace elements
} // namespace callus
