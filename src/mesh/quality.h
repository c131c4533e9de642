// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/cell_shape.h"

#include <array>

namespace callus
{
  /// Scaled Jacobian at vertex @p v of a cell: the determinant of the edges that leave it over the product of their lengths;
  /// 1 at a right angle, 0 if they are in one plane (line), negative if the corner is inside out.
  template <int dim>
  double
  corner_jacobian(const CellShape &shape, const std::array<double, dim> *vertices, unsigned int v);

  /**
   * Quality of a cell between 0 (flat, folded) and 1 (ideal).
   *
   * Triangle and tetrahedron: dim times the inscribed over the circumscribed radius; 1 for the equilateral one.
   * Quadrilateral and hexahedron: the least scaled Jacobian of the corners; 1 for a box.
   */
  template <int dim>
  double
  cell_quality(const CellShape &shape, const std::array<double, dim> *vertices);
} // namespace callus
