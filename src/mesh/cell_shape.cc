// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/cell_shape.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace callus
{
  namespace
  {
    using Vertices = std::vector<unsigned int>;

    bool
    contains_all(const Vertices &face, const Vertices &parents)
    {
      return std::all_of(parents.begin(), parents.end(), [&](const unsigned int v) {
        return std::find(face.begin(), face.end(), v) != face.end();
      });
    }

    /// Fills in what follows from vertices, edges and sides.
    CellShape
    complete(CellShape shape)
    {
      for (unsigned int v = 0; v < shape.n_vertices; ++v)
        shape.node_parents.push_back({v});
      for (const auto &edge : shape.edges)
        shape.node_parents.push_back({edge[0], edge[1]});
      for (const Vertices &face : shape.faces)
        if (face.size() == 4)
          shape.node_parents.push_back(face);
      if (shape.n_vertices == (1u << shape.dim)) // a square or a cube has a node in its centre
        {
          Vertices all(shape.n_vertices);
          std::iota(all.begin(), all.end(), 0u);
          shape.node_parents.push_back(all);
        }
      for (const Vertices &face : shape.faces)
        {
          Vertices nodes;
          for (unsigned int i = 0; i < shape.node_parents.size(); ++i)
            if (contains_all(face, shape.node_parents[i]))
              nodes.push_back(i);
          shape.face_nodes.push_back(nodes);
        }
      return shape;
    }
  } // namespace

  const CellShape &
  triangle()
  {
    static const CellShape shape = complete(
      {"triangle", 2, 3, {{{0, 1}}, {{1, 2}}, {{2, 0}}}, {{0, 1}, {1, 2}, {2, 0}}, {}, {}});
    return shape;
  }

  const CellShape &
  quadrilateral()
  {
    static const CellShape shape = complete({"quadrilateral",
                                             2,
                                             4,
                                             {{{0, 1}}, {{1, 2}}, {{2, 3}}, {{3, 0}}},
                                             {{0, 1}, {1, 2}, {2, 3}, {3, 0}},
                                             {},
                                             {}});
    return shape;
  }

  const CellShape &
  tetrahedron()
  {
    static const CellShape shape =
      complete({"tetrahedron",
                3,
                4,
                {{{0, 1}}, {{1, 2}}, {{2, 0}}, {{0, 3}}, {{1, 3}}, {{2, 3}}},
                {{0, 1, 2}, {1, 0, 3}, {0, 2, 3}, {2, 1, 3}},
                {},
                {}});
    return shape;
  }

  const CellShape &
  hexahedron()
  {
    static const CellShape shape = complete(
      {"hexahedron",
       3,
       8,
       {{{0, 1}},
        {{1, 2}},
        {{2, 3}},
        {{3, 0}},
        {{4, 5}},
        {{5, 6}},
        {{6, 7}},
        {{7, 4}},
        {{0, 4}},
        {{1, 5}},
        {{2, 6}},
        {{3, 7}}},
       {{0, 4, 7, 3}, {1, 2, 6, 5}, {0, 1, 5, 4}, {2, 3, 7, 6}, {0, 3, 2, 1}, {4, 5, 6, 7}},
       {},
       {}});
    return shape;
  }

  const CellShape &
  cell_shape(const std::string &name)
  {
    for (const CellShape *shape : {&triangle(), &quadrilateral(), &tetrahedron(), &hexahedron()})
      if (shape->name == name)
        return *shape;
    throw std::out_of_range("there is no cell shape '" + name + "'");
  }
} // namespace callus
