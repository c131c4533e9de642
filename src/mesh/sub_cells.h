// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/cell_shape.h"
#include "mesh/measure.h"

#include <array>
#include <vector>

namespace callus
{
  /// Coordinates of the nodes of the quadratic element over straight edges, in the order of CellShape::node_parents.
  template <int dim>
  std::vector<std::array<double, dim>>
  quadratic_node_points(const CellShape &shape, const std::array<double, dim> *vertices);

  /// A linear simplex over the quadratic nodes of a cell. Integrals over the cell are sums over its simplices times their weights.
  template <int dim>
  struct SubSimplex
  {
    std::array<unsigned int, dim + 1> nodes;
    double                            weight;
  };

  /**
   * The linear simplices on which biology lives.
   *
   * Triangle: 4. Tetrahedron: 8, one at each vertex, and four that share a diagonal of the octahedron between them: the one with the
   * least obtuse dihedral angles, of equal ones the shortest. Quadrilateral: 4 sub-quadrilaterals, each cut along both
   * diagonals with weight 1/2. Hexahedron: 8 sub-hexahedra, each cut into the 6 Kuhn tetrahedra about each of its 4
   * main diagonals with weight 1/4: symmetric, independent of the numbering, and without obtuse angles on bricks.
   */
  template <int dim>
  std::vector<SubSimplex<dim>>
  sub_simplices(const CellShape                            &shape,
                const std::vector<std::array<double, dim>> &quadratic_points);

  /// For pictures: the 2^dim sub-cells of the cell's own shape, vertices in VTK's order.
  template <int dim>
  std::vector<std::vector<unsigned int>>
  sub_cells(const CellShape &shape, const std::vector<std::array<double, dim>> &quadratic_points);

  /// Lumped volume [mm3] of each quadratic node: the integral over the body of its piecewise linear function on the sub-simplices. In a
  /// tetrahedron the mean over the three ways to cut it, so that it does not depend on the choice of the diagonal.
  template <int dim>
  std::vector<double>
  lumped_volumes(const CellShape                            &shape,
                 const std::vector<std::array<double, dim>> &quadratic_points,
                 const Measure                              &measure);

  /// Lumped area [mm2] of each quadratic node of a side, in the order of CellShape::face_nodes.
  template <int dim>
  std::vector<double>
  lumped_areas(const CellShape                            &shape,
               unsigned int                                face,
               const std::vector<std::array<double, dim>> &quadratic_points,
               const Measure                              &measure);
} // namespace callus
