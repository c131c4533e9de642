// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace callus
{
  /// Nodes numbered across the ranks: this rank owns first_owned ... first_owned + n_owned - 1, and knows the nodes of its
  /// local cells (owned and ghost). A view: the arrays belong to the mesh.
  struct NodeNumbering
  {
    std::int64_t                     first_owned    = 0;
    std::int64_t                     n_owned        = 0;
    unsigned int                     nodes_per_cell = 0;
    const std::vector<std::int64_t> *cell_nodes     = nullptr; ///< global numbers, cell after cell
    const std::vector<std::int64_t> *ghost_nodes =
      nullptr; ///< of local cells, owned by others, ascending

    std::size_t
    n_cells() const
    {
      return cell_nodes->size() / nodes_per_cell;
    }
    std::int64_t
    node(const std::size_t cell, const unsigned int i) const
    {
      return (*cell_nodes)[cell * nodes_per_cell + i];
    }
    bool
    owns(const std::int64_t node) const
    {
      return node >= first_owned && node < first_owned + n_owned;
    }
    std::size_t
    n_local() const
    {
      return n_owned + ghost_nodes->size();
    }
    /// Owned nodes first, then the ghosts in ascending order.
    std::size_t
    local_index(const std::int64_t node) const
    {
      if (owns(node))
        return node - first_owned;
      return n_owned + (std::lower_bound(ghost_nodes->begin(), ghost_nodes->end(), node) -
                        ghost_nodes->begin());
    }
  };
} // namespace callus
