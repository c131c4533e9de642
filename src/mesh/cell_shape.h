// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <array>
#include <string>
#include <vector>

namespace callus
{
  /**
   * The shape of all cells of a mesh: vertices, edges, sides, and the nodes of the linear and the quadratic element on them.
   *
   * Vertices are numbered as Gmsh and VTK do: counter-clockwise; a hexahedron first its bottom, then its top. The nodes of
   * the quadratic element are the vertices, one node in the middle of each edge, one in the middle of each quadrilateral side of
   * a hexahedron, and one in the centre of a quadrilateral or hexahedron. Each is the mean of the vertices that
   * node_parents lists, and all multilinear functions of the vertices take that mean there.
   */
  struct CellShape
  {
    std::string  name; ///< "triangle", "quadrilateral", "tetrahedron" or "hexahedron"
    unsigned int dim        = 0;
    unsigned int n_vertices = 0;

    std::vector<std::array<unsigned int, 2>> edges; ///< the two vertices of each edge
    std::vector<std::vector<unsigned int>>
      faces; ///< the sides of dimension dim-1: their vertices, in order around
    std::vector<std::vector<unsigned int>>
      node_parents; ///< of each quadratic node the vertices whose mean it is
    std::vector<std::vector<unsigned int>> face_nodes; ///< the quadratic nodes on each side

    /// Nodes of the element of degree 1 or 2: 3 and 6, 4 and 9, 4 and 10, 8 and 27.
    unsigned int
    n_nodes(unsigned int degree) const
    {
      return degree == 1 ? n_vertices : node_parents.size();
    }
  };

  const CellShape &
  triangle();
  const CellShape &
  quadrilateral();
  const CellShape &
  tetrahedron();
  const CellShape &
  hexahedron();

  /// The shape of that name. Throws std::out_of_range for a name that is none.
  const CellShape &
  cell_shape(const std::string &name);
} // namespace callus
