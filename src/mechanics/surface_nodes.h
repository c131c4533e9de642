// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/mesh.h"

#include <string>

namespace callus
{
  /// Calls the action with the owned nodes of a surface in the space of this degree, numbered from the first owned one, and a face (again where
  /// faces meet).
  template <int dim, typename Action>
  void
  for_each_owned_node(const Mesh<dim>   &mesh,
                      const std::string &surface,
                      const Action      &action,
                      const unsigned int degree = 2)
  {
    const NodalSpace<dim> &space = mesh.space(degree);
    for (const SurfaceFace<dim> &face : mesh.faces(surface))
      for (const unsigned int i : mesh.shape().face_nodes[face.face])
        if (i < space.nodes_per_cell)
          {
            const std::int64_t node = space.cell_nodes[face.cell * space.nodes_per_cell + i];
            if (space.owns(node))
              action(node - space.first_owned, face);
          }
  }
} // namespace callus
