// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/elements/box.h"
#include "mechanics/elements/simplex.h"

namespace callus
{
  namespace elements
  {
    /// The shape functions of an element at its quadrature points; computed once.
    template <typename Element>
    const Element &
    reference()
    {
      static const Element element;
      return element;
    }

    /// Calls @p action with the element of this shape. The only place where the shape of a mesh meets the elements.
    template <int dim, typename Action>
    auto
    with_element(const CellShape &shape, const Action &action)
    {
      const bool is_simplex = shape.n_vertices == dim + 1;
      if constexpr (dim == 2)
        return is_simplex ? action(reference<Triangle>()) : action(reference<Quadrilateral>());
      else
        return is_simplex ? action(reference<Tetrahedron>()) : action(reference<Hexahedron>());
    }

    /// Calls @p action with the element of the sides of cells of this shape.
    template <int dim, typename Action>
    auto
    with_face_element(const CellShape &shape, const Action &action)
    {
      if constexpr (dim == 2)
        return action(reference<Line>());
      else
        return shape.n_vertices == dim + 1 ? action(reference<Triangle>())
                                           : action(reference<Quadrilateral>());
    }

    /// Quadrature points of a cell: 4 in a tetrahedron, 27 in a hexahedron, 6 in a triangle, 9 in a quadrilateral.
    template <int dim>
    unsigned int
    n_quadrature_points(const CellShape &shape)
    {
      return with_element<dim>(shape, [](const auto &element) { return element.n_points; });
    }
  } // namespace elements
} // namespace callus
