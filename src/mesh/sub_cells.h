// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <array>

namespace callus
{
  /// Coordinates of the ten nodes of a quadratic tetrahedron with straight edges: four vertices, then the mid-edge nodes in the
  /// order of NodalSpace<3>::edges().
  std::array<std::array<double, 3>, 10>
  quadratic_node_points(const std::array<std::array<double, 3>, 4> &vertices);

  /// The eight linear tetrahedra over these nodes: one at each vertex, and four that share a diagonal of the octahedron
  /// between them: the one with the least obtuse dihedral angles, of equal ones the shortest. Biology and pictures live on them.
  std::array<std::array<unsigned int, 4>, 8>
  linear_sub_cells(const std::array<std::array<double, 3>, 10> &points);
} // namespace callus
