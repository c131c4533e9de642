// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/whole_mesh.h"

#include <cstdint>
#include <vector>

namespace callus
{
  /// The rank of each cell: METIS on the graph of cells that share a side, so that each rank has its share of all cells and its share of
  /// the cells that heal, and few sides lie between ranks. @p heals: by region. The same result for the same mesh and number of
  /// ranks.
  template <int dim>
  std::vector<std::uint32_t>
  partition_cells(const WholeMesh<dim> &mesh, const std::vector<char> &heals, unsigned int n_ranks);

  /// How evenly the ranks are loaded: the largest number of cells of a rank over the mean; 1 is perfect.
  struct Imbalance
  {
    double cells   = 1; ///< of all cells: mechanics
    double healing = 1; ///< of the cells that heal: biology; 1 if there are none
  };
  template <int dim>
  Imbalance
  imbalance_of(const WholeMesh<dim>             &mesh,
               const std::vector<char>          &heals,
               const std::vector<std::uint32_t> &rank_of_cell,
               unsigned int                      n_ranks);
} // namespace callus
