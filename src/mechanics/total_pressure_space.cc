// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/total_pressure_space.h"

#include "linear/ghost_exchange.h"
#include "mechanics/boundary_conditions.h"

#include <algorithm>
#include <bitset>
#include <cmath>

namespace callus
{
  namespace
  {
    constexpr unsigned int bits = 32; // regions to a number: a double holds them exactly

    /// The regions around a host, bit by bit.
    class RegionSet
    {
    public:
      explicit RegionSet(double *words)
        : words_(words)
      {
      }
      void
      insert(const unsigned int region)
      {
        words_[region / bits] = std::uint32_t(words_[region / bits]) | 1u << region % bits;
      }
      unsigned int
      n_before(const unsigned int region) const
      {
        unsigned int result = 0;
        for (unsigned int r = 0; r < region; ++r)
          result += contains(r);
        return result;
      }
      bool
      contains(const unsigned int region) const
      {
        return std::uint32_t(words_[region / bits]) >> region % bits & 1;
      }

    private:
      double *words_;
    };
  } // namespace


  template <int dim>
  TotalPressureSpace<dim>::TotalPressureSpace(const Mesh<dim>        &mesh,
                                              const MaterialMap<dim> &materials)
    : mesh_(mesh)
    , is_cellwise_(mesh.shape().n_vertices != dim + 1)
  {
    number_cells(number_hosts());
    const NodeNumbering nodes = numbering();
    mask_.assign(nodes.n_local(), 0);
    for (std::size_t cell = 0; cell < nodes.n_cells(); ++cell)
      for (unsigned int i = 0; i < nodes.nodes_per_cell; ++i)
        if (materials.is_left_out(cell))
          mask_[nodes.local_index(nodes.node(cell, i))] = (1 << n_components()) - 1;
  }


  template <int dim>
  NodeNumbering
  TotalPressureSpace<dim>::numbering() const
  {
    NodeNumbering result;
    result.first_owned    = first_owned_;
    result.n_owned        = n_owned_;
    result.nodes_per_cell = is_cellwise_ ? 1 : dim + 1;
    result.cell_nodes     = &cell_nodes_;
    result.ghost_nodes    = &ghosts_;
    return result;
  }


  template <int dim>
  typename TotalPressureSpace<dim>::Hosts
  TotalPressureSpace<dim>::number_hosts()
  {
    const NodalSpace<dim> &space     = host_space();
    const unsigned int     n_regions = mesh_.region_names().size(), n = space.nodes_per_cell;
    Hosts                  hosts;
    hosts.width = 1 + (n_regions + bits - 1) / bits;
    hosts.data.assign(hosts.width * space.n_local(), 0.);
    for (std::size_t cell = 0; cell < mesh_.cells().n_cells; ++cell)
      for (unsigned int i = is_cellwise_ ? n - 1 : 0; i < n; ++i) // the last one is the centre
        RegionSet(&hosts.data[hosts.width * space.local_index(space.cell_nodes[n * cell + i]) + 1])
          .insert(mesh_.cells().region[cell]);

    std::vector<unsigned int> n_nodes(space.n_owned, 0);
    for (std::int64_t host = 0; host < space.n_owned; ++host)
      {
        n_nodes[host] = RegionSet(&hosts.data[hosts.width * host + 1]).n_before(n_regions);
        n_owned_ += n_nodes[host];
        n_slots_ = std::max(n_slots_, n_nodes[host]);
      }
    MPI_Allreduce(MPI_IN_PLACE, &n_slots_, 1, MPI_UNSIGNED, MPI_MAX, mesh_.communicator());
    std::int64_t end = 0;
    MPI_Scan(&n_owned_, &end, 1, MPI_INT64_T, MPI_SUM, mesh_.communicator());
    first_owned_      = end - n_owned_;
    std::int64_t next = first_owned_;
    for (std::int64_t host = 0; host < space.n_owned; ++host)
      {
        hosts.data[hosts.width * host] = next;
        next += n_nodes[host];
        for (unsigned int slot = 0; slot < n_nodes[host]; ++slot)
          place_.push_back(n_slots_ * host + slot);
      }
    GhostExchange(callus::numbering(space), mesh_.communicator()).update(hosts.data, hosts.width);
    return hosts;
  }


  template <int dim>
  void
  TotalPressureSpace<dim>::number_cells(const Hosts &hosts)
  {
    const NodalSpace<dim> &space = host_space();
    const unsigned int     n     = space.nodes_per_cell;
    std::vector<double>    data  = hosts.data;
    for (std::size_t cell = 0; cell < mesh_.cells().n_cells; ++cell)
      for (unsigned int i = is_cellwise_ ? n - 1 : 0; i < n; ++i)
        {
          double *host = &data[hosts.width * space.local_index(space.cell_nodes[n * cell + i])];
          cell_nodes_.push_back(std::int64_t(host[0]) +
                                RegionSet(host + 1).n_before(mesh_.cells().region[cell]));
        }
    for (const std::int64_t node : cell_nodes_)
      if (node < first_owned_ || node >= first_owned_ + n_owned_)
        ghosts_.push_back(node);
    std::sort(ghosts_.begin(), ghosts_.end());
    ghosts_.erase(std::unique(ghosts_.begin(), ghosts_.end()), ghosts_.end());
  }


  template <int dim>
  std::size_t
  TotalPressureSpace<dim>::unknown(const std::size_t cell, const unsigned int function) const
  {
    const NodeNumbering nodes = numbering();
    if (is_cellwise_)
      return nodes.local_index(nodes.node(cell, 0)) * n_components() + function;
    return nodes.local_index(nodes.node(cell, function));
  }


  template <int dim>
  std::array<double, TotalPressureSpace<dim>::n_functions>
  TotalPressureSpace<dim>::functions(const std::size_t cell, const double *linear) const
  {
    std::array<double, n_functions> result{};
    if (!is_cellwise_)
      {
        std::copy(linear, linear + n_functions, result.begin());
        return result;
      }
    const auto        *vertices = mesh_.cells().vertices_of(cell);
    const unsigned int n        = mesh_.shape().n_vertices;
    double             size     = 0; // of the cell, so that all functions are about 1
    result[0]                   = 1;
    for (unsigned int k = 0; k < dim; ++k)
      {
        double least = vertices[0][k], largest = least;
        for (unsigned int v = 0; v < n; ++v)
          {
            result[k + 1] += (linear[v] - 1. / n) * vertices[v][k];
            least   = std::min(least, vertices[v][k]);
            largest = std::max(largest, vertices[v][k]);
          }
        size = std::max(size, largest - least);
      }
    for (unsigned int k = 0; k < dim; ++k)
      result[k + 1] *= 2 / size;
    return result;
  }


  template <int dim>
  double
  TotalPressureSpace<dim>::value(const std::size_t cell,
                                 const double     *linear,
                                 const Values     &total_pressure) const
  {
    const auto at     = functions(cell, linear);
    double     result = 0;
    for (unsigned int f = 0; f < n_functions; ++f)
      result += at[f] * total_pressure[unknown(cell, f)];
    return result;
  }


  template <int dim>
  std::vector<double>
  TotalPressureSpace<dim>::at_vertices(const Values &total_pressure) const
  {
    const unsigned int n = mesh_.shape().n_vertices;
    Values             result(n * mesh_.cells().n_cells, 0.);
    for (std::size_t cell = 0; cell < mesh_.cells().n_cells; ++cell)
      for (unsigned int v = 0; v < n; ++v)
        {
          Values linear(n, 0.);
          linear[v]            = 1;
          result[n * cell + v] = value(cell, linear.data(), total_pressure);
        }
    return result;
  }


  template <int dim>
  std::vector<double>
  TotalPressureSpace<dim>::one() const
  {
    Values result(n_local(), 0.);
    for (std::size_t i = 0; i < result.size(); i += n_components())
      result[i] = 1;
    return result;
  }


  template <int dim>
  std::vector<double>
  TotalPressureSpace<dim>::to_hosts(const Values &owned) const
  {
    const unsigned int n = n_components();
    Values             result(host_space().n_owned * n_host_components(), 0.);
    for (std::size_t i = 0; i < place_.size(); ++i)
      std::copy_n(&owned[n * i], n, &result[n * place_[i]]);
    return result;
  }


  template <int dim>
  std::vector<double>
  TotalPressureSpace<dim>::from_hosts(const Values &at_hosts) const
  {
    const unsigned int n = n_components();
    Values             result(n * place_.size());
    for (std::size_t i = 0; i < place_.size(); ++i)
      std::copy_n(&at_hosts[n * place_[i]], n, &result[n * i]);
    return result;
  }


  template class TotalPressureSpace<2>;
  template class TotalPressureSpace<3>;
} // namespace callus
