// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Connected components of a region over all ranks.

#include "base/communication.h"
#include "mesh/mesh_implementation.h"
#include "mesh/vectors.h"

#include <deal.II/base/mpi.h>

#include <boost/serialization/array.hpp>
#include <boost/serialization/map.hpp>
#include <boost/serialization/utility.hpp>

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

namespace callus
{
  namespace
  {
    /// Union by smallest label.
    class DisjointSets
    {
    public:
      explicit DisjointSets(std::size_t n)
        : parent_(n)
      {
        std::iota(parent_.begin(), parent_.end(), std::size_t(0));
      }
      std::size_t
      find(std::size_t i)
      {
        while (parent_[i] != i)
          i = parent_[i] = parent_[parent_[i]];
        return i;
      }
      void
      join(std::size_t a, std::size_t b)
      {
        a                       = find(a);
        b                       = find(b);
        parent_[std::max(a, b)] = std::min(a, b);
      }

    private:
      std::vector<std::size_t> parent_;
    };

    /// Marked local cells that other ranks may see too: those with a vertex of the ghost layer.
    template <int dim>
    std::vector<std::size_t>
    shared_cells(const Mesh<dim> &mesh, const std::vector<char> &marked)
    {
      const auto                      &space = mesh.space(1);
      std::unordered_set<std::int64_t> ghost_layer_nodes;
      for (std::size_t i = mesh.cells().n_owned * space.nodes_per_cell; i < space.cell_nodes.size();
           ++i)
        ghost_layer_nodes.insert(space.cell_nodes[i]);
      std::vector<std::size_t> result;
      for (std::size_t c = 0; c < mesh.cells().n_cells; ++c)
        for (unsigned int i = 0; marked[c] && i < space.nodes_per_cell; ++i)
          if (ghost_layer_nodes.count(space.cell_nodes[c * space.nodes_per_cell + i]))
            {
              result.push_back(c);
              break;
            }
      return result;
    }
  } // namespace

  template <int dim>
  std::vector<std::int64_t>
  Mesh<dim>::connected_components(const std::vector<char> &marked) const
  {
    const Implementation &mesh = *implementation_;
    const std::size_t     n    = mesh.cells.n_cells;

    // components of the local cells
    DisjointSets local(n);
    for (std::size_t c = 0; c < n; ++c)
      for (unsigned int f = 0; marked[c] && f < mesh.shape->faces.size(); ++f)
        if (const std::size_t other = mesh.neighbor(c, f);
            other != SurfaceFace<dim>::invalid && marked[other])
          local.join(c, other);

    // joined over ranks through the cells that more than one rank sees; (cell number, component) with components
    // numbered rank after rank
    using Pair                             = std::pair<std::uint64_t, std::uint64_t>;
    const std::vector<std::uint64_t> sizes = mpi::all_gather(std::uint64_t(n), mesh.communicator);
    const unsigned int               rank  = mpi::this_rank(mesh.communicator);
    const std::uint64_t              offset =
      std::accumulate(sizes.begin(), sizes.begin() + rank, std::uint64_t(0));
    const std::uint64_t total = std::accumulate(sizes.begin(), sizes.end(), std::uint64_t(0));
    std::vector<Pair>   pairs;
    for (const std::size_t c : shared_cells(*this, marked))
      pairs.emplace_back(mesh.cells.global_index[c], offset + local.find(c));
    DisjointSets                                     everywhere(total);
    std::unordered_map<std::uint64_t, std::uint64_t> component_of_cell;
    for (const auto &of_rank : dealii::Utilities::MPI::all_gather(mesh.communicator, pairs))
      for (const auto &[cell, component] : of_rank)
        if (const auto [it, is_new] = component_of_cell.emplace(cell, component); !is_new)
          everywhere.join(it->second, component);

    std::vector<std::int64_t> result(n, -1);
    for (std::size_t c = 0; c < n; ++c)
      if (marked[c])
        result[c] = everywhere.find(offset + local.find(c));
    return result;
  }

  template <int dim>
  std::vector<unsigned int>
  Mesh<dim>::fragments_of(const std::string &region, std::vector<Fragment> &list) const
  {
    const Implementation &mesh = *implementation_;
    const std::size_t     n    = mesh.cells.n_cells;
    std::vector<char>     in_region(n);
    for (std::size_t c = 0; c < n; ++c)
      in_region[c] = region_names()[mesh.cells.region[c]] == region;
    const std::vector<std::int64_t> component = connected_components(in_region);

    // volume and mean coordinate of each component, on every rank
    using Sums = std::map<std::int64_t, std::array<double, 2>>;
    Sums sums;
    for (std::size_t c = 0; c < mesh.cells.n_owned; ++c)
      if (in_region[c])
        {
          double axial = 0;
          for (unsigned int v = 0; v < mesh.shape->n_vertices; ++v)
            axial += dot(mesh.cells.vertices_of(c)[v], mesh.axis) / mesh.shape->n_vertices;
          auto &sum = sums[component[c]];
          sum[0] += mesh.cells.volume[c];
          sum[1] += mesh.cells.volume[c] * axial;
        }
    Sums all;
    for (const Sums &of_rank : dealii::Utilities::MPI::all_gather(mesh.communicator, sums))
      for (const auto &[label, sum] : of_rank)
        for (unsigned int i = 0; i < 2; ++i)
          all[label][i] += sum[i];

    // numbered along the axis
    std::vector<std::pair<double, std::int64_t>> order;
    for (const auto &[label, sum] : all)
      order.emplace_back(sum[1] / sum[0], label);
    std::sort(order.begin(), order.end());
    std::map<std::int64_t, unsigned int> number;
    list.clear();
    for (const auto &[axial, label] : order)
      {
        number[label] = list.size();
        list.push_back({all[label][0], axial});
      }
    std::vector<unsigned int> result(n, static_cast<unsigned int>(-1));
    for (std::size_t c = 0; c < n; ++c)
      if (in_region[c])
        if (const auto it = number.find(component[c]); it != number.end())
          result[c] = it->second;
    return result;
  }

  template std::vector<std::int64_t>
  Mesh<2>::connected_components(const std::vector<char> &) const;
  template std::vector<unsigned int>
  Mesh<2>::fragments_of(const std::string &, std::vector<Fragment> &) const;
  template std::vector<std::int64_t>
  Mesh<3>::connected_components(const std::vector<char> &) const;
  template std::vector<unsigned int>
  Mesh<3>::fragments_of(const std::string &, std::vector<Fragment> &) const;
} // namespace callus
