// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "state/healing_nodes.h"
#include "transport/lanes.h"
#include "transport/node_edges.h"

#include <memory>
#include <vector>

namespace callus
{
  /**
   * The healing nodes that are vertices of cells: about an eighth of all (a quarter in the plane). Functions that are linear on each cell, or
   * multilinear, are known by their values there; at every other node they take the mean of its parents (CellShape::node_parents). The
   * coarse level of TwoLevelGradients.
   *
   * Couplings are those of all nodes between such functions, P^T K P with K of NodeCoupling and the interpolation P, as long as nothing
   * hinders; what hinders multiplies them (weights()). On tetrahedra and triangles that is the coupling of linear elements on whole cells.
   */
  class VertexLevel
  {
  public:
    /// Of a rank: how its local nodes hang on vertices, and the couplings of the vertices that it owns.
    struct Parts
    {
      NodeEdges   edges;       ///< between vertices; owned ones first, in the order of the nodes
      EdgeWeights coefficient; ///< [mm] of each edge
      std::vector<unsigned int> middle;                ///< of each edge: the local node there
      std::vector<unsigned int> vertex_nodes;          ///< of each local vertex: its local node
      std::vector<unsigned int> parent_begin, parents; ///< of each local node: local vertices
      std::vector<std::int64_t>
                   ghosts;          ///< global numbers of the vertices that others own, ascending
      std::int64_t first_owned = 0; ///< global number of the first that this rank owns
    };

    VertexLevel(Parts parts, MPI_Comm communicator);

    const NodeEdges &
    edges() const
    {
      return parts_.edges;
    }
    const GhostExchange &
    ghost_exchange() const
    {
      return *exchange_;
    }

    /// The local node of a local vertex.
    std::size_t
    node_of(std::size_t vertex) const
    {
      return parts_.vertex_nodes[vertex];
    }

    /// [mm] of the edges, where nothing hinders.
    const EdgeWeights &
    coefficients() const
    {
      return parts_.coefficient;
    }
    /// Of the edges, for mobilities at the local nodes, empty for 1 everywhere: the coefficient where it is positive, times the mean of the
    /// mobilities along the edge, its middle counted twice. Rather too much than too little: a correction by functions whose couplings
    /// were too small would overshoot, and the more so the more mobility jumps.
    EdgeWeights
    weights(const std::vector<double> &mobility) const;

    /// At all local nodes: fine += P coarse, for a @p coarse with ghosts up to date.
    template <std::size_t n_lanes>
    void
    interpolate(const LaneFields<n_lanes, float> &coarse, LaneFields<n_lanes, float> &fine) const;

    /// At the owned vertices: coarse = P^T fine, for a @p fine with ghosts up to date.
    template <std::size_t n_lanes>
    void
    restrict_to_vertices(const LaneFields<n_lanes, float> &fine,
                         LaneFields<n_lanes, float>       &coarse) const;

  private:
    Parts                          parts_;
    std::unique_ptr<GhostExchange> exchange_;
  };

  /// Collective.
  template <int dim>
  VertexLevel
  make_vertex_level(const Mesh<dim>           &mesh,
                    const std::vector<Region> &regions,
                    const HealingNodes<dim>   &nodes);
} // namespace callus
