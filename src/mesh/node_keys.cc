// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/node_keys.h"

#include <algorithm>

namespace callus
{
  template <int dim>
  std::vector<std::int64_t>
  node_keys(const CellShape &shape, const MeshSummary &summary, const LocalMesh<dim> &part)
  {
    const std::int64_t n_vertices = summary.n_vertices, n_faces = shape.faces.size();
    const std::int64_t first_side   = n_vertices + n_vertices * n_vertices;
    const std::int64_t first_center = first_side + summary.n_cells * n_faces;

    std::vector<std::int64_t> keys;
    keys.reserve(part.cell.size() * shape.node_parents.size());
    for (std::size_t c = 0; c < part.cell.size(); ++c)
      {
        unsigned int face   = 0; // nodes in the middle of sides come in the order of the sides
        const auto   vertex = [&](const unsigned int v) -> std::int64_t {
          return part.vertex_number[part.vertices[c * shape.n_vertices + v]];
        };
        for (const auto &parents : shape.node_parents)
          if (parents.size() == 1)
            keys.push_back(vertex(parents[0]));
          else if (parents.size() == 2)
            {
              const std::int64_t a = vertex(parents[0]), b = vertex(parents[1]);
              keys.push_back(n_vertices + std::min(a, b) * n_vertices + std::max(a, b));
            }
          else if (parents.size() < shape.n_vertices)
            {
              const std::int64_t mine  = part.cell[c] * n_faces + face;
              const std::int64_t other = part.opposite[c * n_faces + face];
              keys.push_back(first_side + (other == outside ? mine : std::min(mine, other)));
              ++face;
            }
          else
            keys.push_back(first_center + part.cell[c]);
      }
    return keys;
  }

  template std::vector<std::int64_t>
  node_keys(const CellShape &, const MeshSummary &, const LocalMesh<2> &);
  template std::vector<std::int64_t>
  node_keys(const CellShape &, const MeshSummary &, const LocalMesh<3> &);
} // namespace callus
