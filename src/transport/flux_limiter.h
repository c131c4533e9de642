// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/ghost_exchange.h"
#include "transport/node_coupling.h"

#include <mpi.h>

#include <vector>

namespace callus
{
  /// Bounds of one field at the owned nodes.
  struct NodeBounds
  {
    std::vector<double> lower, upper;
  };

  /**
   * Flux-corrected transport (Zalesak 1979, J. Comput. Phys. 31:335; on finite elements Kuzmin & Turek 2002, J. Comput. Phys. 175:525),
   * applied only around nodes that need it.
   *
   * A solution @e low of first order is within bounds; one of higher order differs from it by fluxes along the edges and by what
   * sources give each node. As much of the difference is added as the bounds allow, edge by edge:
   *     y_i = low_i + (sum_j a_ij A_ij + b_i B_i) / m_i,     a_ij = a_ji and b_i between 0 and 1.
   * Fluxes stay the same number with two signs, so mass is exchanged and never made.
   *
   * Zalesak's shares a, b < 1 apply to the fluxes of nodes that the full difference (or what is left of it) would bring out of their
   * bounds; all others are 1. So the result is that of higher order but for the surroundings of such nodes, and depends on it
   * continuously. Whatever is limited, a node stays between the smallest and the largest of its neighbours' low values
   * and its own full value: a small node that large fluxes only pass through gains nothing from being left by less of them.
   */
  class FluxLimiter
  {
  public:
    FluxLimiter(const NodeEdges           &edges,
                const std::vector<double> &volumes,
                const GhostExchange       &ghosts,
                MPI_Comm                   communicator);

    /// @p flux: from the owned node of each edge to the other one; @p source: at the owned nodes [both unit mm3]; infinite
    /// bounds: the node takes what comes. @p low: local nodes. @p values becomes y, owned nodes. @p kept_source, if not null, becomes
    /// b_i B_i. Collective.
    void
    limit(const std::vector<double> &flux,
          const std::vector<double> &source,
          NodeBounds                 bounds,
          const std::vector<double> &low,
          double                    *values,
          std::vector<double>       *kept_source = nullptr);

    /// The smallest and largest of the values of each owned node and its neighbours; entries for all local nodes.
    NodeBounds
    neighbourhood(const std::vector<double> &values) const;

  private:
    /// gain_ and loss_: sums, then the shares of them that are allowed.
    void
    find_shares(const std::vector<double> &flux,
                const std::vector<double> &source,
                const NodeBounds          &bounds,
                const std::vector<double> &low);
    /// @p values: low and what the shares let through of the difference.
    void
    add_difference(const std::vector<double> &flux,
                   const std::vector<double> &source,
                   const std::vector<double> &low,
                   double                    *values,
                   std::vector<double>       *kept_source) const;
    /// The values become bounds, too, as long as the neighbours do not exceed them.
    void
    narrow(NodeBounds &bounds, const std::vector<double> &low, const double *values) const;
    /// Limits the fluxes of nodes beyond their bounds from now on; how many more these are, on all ranks.
    std::size_t
    limit_nodes_beyond(const NodeBounds &bounds, const double *values);

    const NodeEdges           &edges_;
    const std::vector<double> &volumes_;
    const GhostExchange       &ghosts_;
    MPI_Comm                   communicator_;
    std::vector<double>        gain_, loss_;
    std::vector<double>        is_limited_; ///< 0 or 1 at local nodes
  };
} // namespace callus
