// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/local_mesh.h"

#include <cstdint>
#include <vector>

namespace callus
{
  /**
   * A number for each node of degree 2 of each local cell, cell after cell, that depends on the whole mesh only. With V vertices
   * and C cells of F sides:
   *     vertex v                        v
   *     middle of the edge a < b        V + a V + b
   *     middle of a side                V + V^2 + the smaller number of the two sides that meet
   *     centre of cell c                V + V^2 + C F + c
   */
  template <int dim>
  std::vector<std::int64_t>
  node_keys(const CellShape &shape, const MeshSummary &summary, const LocalMesh<dim> &part);
} // namespace callus
