// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/whole_mesh.h"

#include <cstdint>
#include <vector>

namespace callus
{
  /// The rank of each cell: METIS on the graph of cells that share a side, so that the ranks' sums of @p weights are alike and few
  /// sides lie between ranks. The same result for the same mesh, weights and number of ranks.
  template <int dim>
  std::vector<std::uint32_t>
  partition_cells(const WholeMesh<dim>   &mesh,
                  const std::vector<int> &weights,
                  unsigned int            n_ranks);
} // namespace callus
