// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/ghost_exchange.h"
#include "mesh/mesh.h"
#include "mesh/regions.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace callus
{
  /**
   * The nodes of the degree-2 space that lie in healing regions: where biology lives. Numbered contiguously by rank; on each
   * rank the owned ones first, then the ghosts. There are none if nothing heals.
   */
  template <int dim>
  class HealingNodes
  {
  public:
    static constexpr std::size_t invalid = -1;

    HealingNodes(const Mesh<dim> &mesh, const std::vector<Region> &regions);

    std::size_t
    n_owned() const
    {
      return n_owned_;
    }
    std::size_t
    n_local() const
    {
      return node_of_.size();
    }
    std::int64_t
    n_global() const
    {
      return n_global_;
    }

    /// Local cells in healing regions.
    const std::vector<std::size_t> &
    cells() const
    {
      return cells_;
    }
    /// Local healing index of node i of local cell c; valid for the cells in cells().
    std::size_t
    in_cell(std::size_t cell, unsigned int i) const
    {
      return of_node_[mesh_.space(2).local_index(
        mesh_.space(2).cell_nodes[cell * mesh_.space(2).nodes_per_cell + i])];
    }
    /// Local index in the degree-2 space of a local healing node.
    std::size_t
    node_of(std::size_t healing) const
    {
      return node_of_[healing];
    }

    /// Lumped volume [mm3] of the owned nodes: the integral over the body of the piecewise linear function of each.
    const std::vector<double> &
    volumes() const
    {
      return volumes_;
    }
    /// The part of it [mm3] that each node of the cell cells()[k] gets from that cell.
    const double *
    volumes_in_cell(std::size_t k) const
    {
      return &volumes_in_cells_[k * mesh_.space(2).nodes_per_cell];
    }

    /// Brings ghosts up to date: values has n_local() entries.
    void
    update_ghosts(std::vector<double> &values) const;
    /// @p owned, an entry for each owned node, and the ghosts behind them.
    std::vector<double>
    with_ghosts(const double *owned) const;
    /// What brings them up to date, for several values a node, wherever they are.
    const GhostExchange &
    ghost_exchange() const
    {
      return *exchange_;
    }

  private:
    const Mesh<dim>         &mesh_;
    std::size_t              n_owned_  = 0;
    std::int64_t             n_global_ = 0;
    std::vector<std::size_t> cells_;
    std::vector<unsigned int>
      of_node_; ///< local degree-2 node -> local healing node, or its largest number
    std::vector<unsigned int>      node_of_;
    std::vector<double>            volumes_, volumes_in_cells_;
    std::vector<std::int64_t>      ghosts_; ///< global healing numbers of the ghosts
    std::unique_ptr<GhostExchange> exchange_;
  };
} // namespace callus
