// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <array>
#include <vector>

namespace callus
{
  /// The eight linear tetrahedra over the ten nodes of a quadratic one: one at each vertex, and four that share a diagonal of
  /// the octahedron between them: the one with the least obtuse dihedral angles, of equal ones the shortest.
  std::array<std::array<unsigned int, 4>, 8>
  cut_tetrahedron(const std::vector<std::array<double, 3>> &points);
} // namespace callus
