// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/mesh.h"
#include "mesh/regions.h"

#include <vector>

namespace callus
{
  /// -(integral of grad N_i . grad N_j) [mm] over the body in one cell, for the linear functions on its sub-simplices: n_nodes x n_nodes, row
  /// by row, the diagonal left at zero. In a scaffold of the solid fraction s multiplied by (1 - s)^m.
  template <int dim>
  std::vector<double>
  cell_couplings(const Mesh<dim> &mesh, const std::vector<Region> &regions, std::size_t cell);
} // namespace callus
