// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/vertex_level.h"

#include "base/communication.h"
#include "base/processor_versions.h"
#include "transport/cell_couplings.h"
#include "transport/lane_vectors.h"

#include <algorithm>
#include <limits>

namespace callus
{
  namespace
  {
    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    interpolate_loop(std::size_t                       n_nodes,
                     const unsigned int               *begin,
                     const unsigned int               *parents,
                     const LaneVector<n_lanes, float> *coarse,
                     LaneVector<n_lanes, float>       *fine)
    {
      for (std::size_t i = 0; i < n_nodes; ++i)
        {
          LaneVector<n_lanes, float> sum = {};
          for (unsigned int k = begin[i]; k < begin[i + 1]; ++k)
            sum += coarse[parents[k]];
          fine[i] += (1.f / (begin[i + 1] - begin[i])) * sum;
        }
    }

    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    restrict_loop(std::size_t                       n_nodes,
                  const unsigned int               *begin,
                  const unsigned int               *parents,
                  const LaneVector<n_lanes, float> *fine,
                  LaneVector<n_lanes, float>       *coarse)
    {
      for (std::size_t i = 0; i < n_nodes; ++i)
        {
          const LaneVector<n_lanes, float> share = (1.f / (begin[i + 1] - begin[i])) * fine[i];
          for (unsigned int k = begin[i]; k < begin[i + 1]; ++k)
            coarse[parents[k]] += share;
        }
    }

    /// Which vertices of a cell make up each of its quadratic nodes, and which of these lies between two vertices.
    struct VerticesOfCell
    {
      explicit VerticesOfCell(const CellShape &shape)
        : n(shape.n_vertices)
        , share(shape.node_parents.size(), std::vector<double>(n, 0.))
        , middle(n, std::vector<unsigned int>(n))
      {
        std::vector<std::vector<std::size_t>> fewest(
          n, std::vector<std::size_t>(n, std::numeric_limits<std::size_t>::max()));
        for (unsigned int i = 0; i < share.size(); ++i)
          {
            const auto &parents = shape.node_parents[i];
            for (const unsigned int a : parents)
              {
                share[i][a] = 1. / parents.size();
                for (const unsigned int b : parents)
                  if (parents.size() < fewest[a][b])
                    {
                      fewest[a][b] = parents.size();
                      middle[a][b] = i;
                    }
              }
          }
      }

      /// -(P^T K P) of a cell for -K of its quadratic nodes, off the diagonal.
      std::vector<double>
      couplings(const std::vector<double> &fine) const
      {
        std::vector<double> result(n * n, 0.);
        for (unsigned int i = 0; i < share.size(); ++i)
          for (unsigned int j = 0; j < i; ++j)
            if (const double w = fine[i * share.size() + j]; w != 0)
              for (unsigned int a = 0; a < n; ++a)
                for (unsigned int b = 0; b < n; ++b)
                  result[a * n + b] -=
                    w * (share[i][a] - share[j][a]) * (share[i][b] - share[j][b]);
        return result;
      }

      unsigned int                           n;
      std::vector<std::vector<double>>       share;
      std::vector<std::vector<unsigned int>> middle;
    };

    /// Numbers the vertices: local ones in the order of the nodes, global ones rank after rank. Returns of each local node its local vertex.
    template <int dim>
    std::vector<unsigned int>
    number_vertices(const Mesh<dim>         &mesh,
                    const HealingNodes<dim> &nodes,
                    VertexLevel::Parts      &parts)
    {
      std::vector<char> is_vertex(nodes.n_local(), 0);
      for (const std::size_t c : nodes.cells())
        for (unsigned int i = 0; i < mesh.space(2).nodes_per_cell; ++i)
          if (mesh.shape().node_parents[i].size() == 1)
            is_vertex[nodes.in_cell(c, i)] = 1;
      std::vector<unsigned int> vertex_of(nodes.n_local());
      for (std::size_t i = 0; i < is_vertex.size(); ++i)
        if (is_vertex[i])
          {
            vertex_of[i] = parts.vertex_nodes.size();
            parts.vertex_nodes.push_back(i);
            parts.edges.n_owned += i < nodes.n_owned();
          }
      parts.edges.n_local = parts.vertex_nodes.size();

      const auto counts = mpi::all_gather(std::int64_t(parts.edges.n_owned), mesh.communicator());
      for (unsigned int r = 0; r < mpi::this_rank(mesh.communicator()); ++r)
        parts.first_owned += counts[r];
      std::vector<double> number(nodes.n_local(), -1.);
      for (std::size_t v = 0; v < parts.edges.n_owned; ++v)
        number[parts.vertex_nodes[v]] = parts.first_owned + v;
      nodes.update_ghosts(number);
      for (std::size_t v = parts.edges.n_owned; v < parts.edges.n_local; ++v)
        parts.ghosts.push_back(number[parts.vertex_nodes[v]]);
      return vertex_of;
    }
  } // namespace


  VertexLevel::VertexLevel(Parts parts, MPI_Comm communicator)
    : parts_(std::move(parts))
  {
    const NodeNumbering numbering{parts_.first_owned,
                                  static_cast<std::int64_t>(parts_.edges.n_owned),
                                  0,
                                  nullptr,
                                  &parts_.ghosts};
    exchange_ = std::make_unique<GhostExchange>(numbering, communicator);
  }


  EdgeWeights
  VertexLevel::weights(const std::vector<double> &mobility) const
  {
    EdgeWeights result(parts_.coefficient.size());
    const auto &edges = parts_.edges;
    const auto  at    = [&](unsigned int node) { return mobility[node]; };
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      for (unsigned int k = edges.row_begin[i]; k < edges.row_begin[i + 1]; ++k)
        {
          const double coefficient = std::max(parts_.coefficient[k], 0.);
          const double mean        = mobility.empty()
                                       ? 1.
                                       : .25 * (at(parts_.vertex_nodes[i]) + 2 * at(parts_.middle[k]) +
                                         at(parts_.vertex_nodes[edges.column[k]]));
          result.set(k, mean * coefficient);
        }
    return result;
  }


  template <std::size_t n_lanes>
  void
  VertexLevel::interpolate(const LaneFields<n_lanes, float> &coarse,
                           LaneFields<n_lanes, float>       &fine) const
  {
    interpolate_loop<n_lanes>(parts_.parent_begin.size() - 1,
                              parts_.parent_begin.data(),
                              parts_.parents.data(),
                              vectors<n_lanes, float>(coarse),
                              vectors<n_lanes, float>(fine));
  }


  template <std::size_t n_lanes>
  void
  VertexLevel::restrict_to_vertices(const LaneFields<n_lanes, float> &fine,
                                    LaneFields<n_lanes, float>       &coarse) const
  {
    std::fill(coarse.begin(), coarse.end(), LaneValues<n_lanes, float>{});
    // whatever touches an owned vertex is local; what else is there sums up at ghosts, where nobody looks
    restrict_loop<n_lanes>(parts_.parent_begin.size() - 1,
                           parts_.parent_begin.data(),
                           parts_.parents.data(),
                           vectors<n_lanes, float>(fine),
                           vectors<n_lanes, float>(coarse));
  }


  template <int dim>
  VertexLevel
  make_vertex_level(const Mesh<dim>           &mesh,
                    const std::vector<Region> &regions,
                    const HealingNodes<dim>   &nodes)
  {
    VertexLevel::Parts              parts;
    const std::vector<unsigned int> vertex_of = number_vertices(mesh, nodes, parts);
    const VerticesOfCell            cell(mesh.shape());

    std::vector<std::vector<unsigned int>> parents(nodes.n_local());
    EdgeCollector                          collector(parts.edges.n_owned);
    for (const std::size_t c : nodes.cells())
      {
        const auto vertex = [&](unsigned int a) { return vertex_of[nodes.in_cell(c, a)]; };
        for (unsigned int i = 0; i < mesh.space(2).nodes_per_cell; ++i)
          if (auto &of_node = parents[nodes.in_cell(c, i)]; of_node.empty())
            for (const unsigned int a : mesh.shape().node_parents[i])
              of_node.push_back(vertex(a));
        const std::vector<double> matrix = cell.couplings(cell_couplings(mesh, regions, c));
        for (unsigned int a = 0; a < cell.n; ++a)
          for (unsigned int b = 0; b < cell.n; ++b)
            if (a != b)
              collector.add(
                vertex(a), vertex(b), matrix[a * cell.n + b], nodes.in_cell(c, cell.middle[a][b]));
      }
    collector.take(parts.edges, parts.coefficient, &parts.middle);
    parts.parent_begin.push_back(0);
    for (const auto &of_node : parents)
      {
        parts.parents.insert(parts.parents.end(), of_node.begin(), of_node.end());
        parts.parent_begin.push_back(parts.parents.size());
      }
    return VertexLevel(std::move(parts), mesh.communicator());
  }

  template VertexLevel
  make_vertex_level(const Mesh<2> &, const std::vector<Region> &, const HealingNodes<2> &);
  template VertexLevel
  make_vertex_level(const Mesh<3> &, const std::vector<Region> &, const HealingNodes<3> &);

#define CALLUS_LANES(n)                                                                        \
  template void VertexLevel::interpolate(const LaneFields<n, float> &, LaneFields<n, float> &) \
    const;                                                                                     \
  template void VertexLevel::restrict_to_vertices(const LaneFields<n, float> &,                \
                                                  LaneFields<n, float> &) const
  CALLUS_LANES(1);
  CALLUS_LANES(most_lanes);
#undef CALLUS_LANES
} // namespace callus
