// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/reference_grid.h"

#include <algorithm>
#include <map>

namespace callus
{
  std::vector<std::vector<unsigned int>>
  halved_boxes(const CellShape &shape)
  {
    const unsigned int n = shape.n_vertices;
    // place of each quadratic node on the grid 0, 1, 2 along each axis, as i + 3 j + 9 k
    constexpr unsigned int               stride[3] = {1, 3, 9};
    std::vector<unsigned int>            place_of_vertex(n);
    std::map<unsigned int, unsigned int> node_at;
    for (unsigned int corner = 0; corner < n; ++corner)
      for (unsigned int k = 0; k < shape.dim; ++k)
        place_of_vertex[vertex_of_corner(corner)] += 2 * (corner >> k & 1) * stride[k];
    for (unsigned int i = 0; i < shape.node_parents.size(); ++i)
      {
        unsigned int sum = 0;
        for (const unsigned int v : shape.node_parents[i])
          sum += place_of_vertex[v];
        node_at[sum / shape.node_parents[i].size()] = i;
      }

    std::vector<std::vector<unsigned int>> boxes;
    for (unsigned int part = 0; part < n; ++part)
      {
        std::vector<unsigned int> box(n);
        for (unsigned int corner = 0; corner < n; ++corner)
          {
            unsigned int place = 0;
            for (unsigned int k = 0; k < shape.dim; ++k)
              place += ((part >> k & 1) + (corner >> k & 1)) * stride[k];
            box[vertex_of_corner(corner)] = node_at.at(place);
          }
        boxes.push_back(box);
      }
    return boxes;
  }
} // namespace callus
