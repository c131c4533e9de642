// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/cell_shape.h"

#include <vector>

namespace callus
{
  /// Vertex of the square or cube at corner (i, j, k) of the unit box, whose bits are i + 2 j + 4 k.
  inline unsigned int
  vertex_of_corner(const unsigned int corner)
  {
    constexpr unsigned int vertex[8] = {0, 1, 3, 2, 4, 5, 7, 6};
    return vertex[corner];
  }

  /// A quadrilateral or hexahedron halved along each axis: the quadratic nodes at the vertices of its 4 or 8 parts.
  std::vector<std::vector<unsigned int>>
  halved_boxes(const CellShape &shape);
} // namespace callus
