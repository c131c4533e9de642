// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "state/healing_nodes.h"

#include "base/communication.h"

#include <algorithm>

namespace callus
{
  template <int dim>
  HealingNodes<dim>::HealingNodes(const Mesh<dim> &mesh, const std::vector<Region> &regions)
    : mesh_(mesh)
  {
    const auto &space = mesh.space(2);
    for (std::size_t c = 0; c < mesh.cells().n_cells; ++c)
      if (regions[mesh.cells().region[c]].heals)
        cells_.push_back(c);

    std::vector<char> heals(space.n_local(), 0);
    for (const std::size_t c : cells_)
      for (unsigned int i = 0; i < space.nodes_per_cell; ++i)
        heals[space.local_index(space.cell_nodes[c * space.nodes_per_cell + i])] = 1;
    of_node_.assign(space.n_local(), static_cast<unsigned int>(invalid));
    for (std::size_t node = 0; node < space.n_local(); ++node)
      if (heals[node])
        {
          of_node_[node] = node_of_.size();
          node_of_.push_back(node);
        }
    n_owned_ = std::lower_bound(node_of_.begin(), node_of_.end(), std::size_t(space.n_owned)) -
               node_of_.begin();

    // global numbers: counted rank after rank; the ghosts' numbers come from their owners by way of the degree-2 nodes
    const auto   counts = mpi::all_gather(std::int64_t(n_owned_), mesh.communicator());
    const auto   rank   = mpi::this_rank(mesh.communicator());
    std::int64_t first  = 0;
    for (unsigned int r = 0; r < counts.size(); ++r)
      {
        first += r < rank ? counts[r] : 0;
        n_global_ += counts[r];
      }
    std::vector<double> number(space.n_local(), -1.);
    for (std::size_t i = 0; i < n_owned_; ++i)
      number[node_of_[i]] = first + i;
    const NodeNumbering all_nodes{space.first_owned, space.n_owned, 0, nullptr, &space.ghost_nodes};
    GhostExchange(all_nodes, mesh.communicator()).update(number, 1);
    for (std::size_t i = n_owned_; i < node_of_.size(); ++i)
      ghosts_.push_back(number[node_of_[i]]);
    const NodeNumbering numbering{first, static_cast<std::int64_t>(n_owned_), 0, nullptr, &ghosts_};
    exchange_ = std::make_unique<GhostExchange>(numbering, mesh.communicator());

    cells_.shrink_to_fit();
    node_of_.shrink_to_fit();
    volumes_.assign(n_owned_, 0.);
    volumes_in_cells_.reserve(cells_.size() * space.nodes_per_cell);
    for (const std::size_t c : cells_)
      {
        const std::vector<double> volumes = mesh.node_volumes(c);
        volumes_in_cells_.insert(volumes_in_cells_.end(), volumes.begin(), volumes.end());
        for (unsigned int i = 0; i < space.nodes_per_cell; ++i)
          if (const std::size_t node = in_cell(c, i); node < n_owned_)
            volumes_[node] += volumes[i];
      }
  }

  template <int dim>
  void
  HealingNodes<dim>::update_ghosts(std::vector<double> &values) const
  {
    exchange_->update(values, 1);
  }

  template <int dim>
  std::vector<double>
  HealingNodes<dim>::with_ghosts(const double *owned) const
  {
    std::vector<double> result(n_local());
    std::copy(owned, owned + n_owned(), result.begin());
    update_ghosts(result);
    return result;
  }

  template class HealingNodes<2>;
  template class HealingNodes<3>;
} // namespace callus
