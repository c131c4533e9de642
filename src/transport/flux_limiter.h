// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/ghost_exchange.h"
#include "transport/node_coupling.h"

#include <vector>

namespace callus
{
  /// Bounds of one field at the owned nodes.
  struct NodeBounds
  {
    std::vector<double> lower, upper;
  };

  /**
   * Flux-corrected transport (Zalesak 1979, J. Comput. Phys. 31:335; on finite elements Kuzmin & Turek 2002, J. Comput. Phys. 175:525).
   *
   * A solution @e low of first order is within bounds; one of higher order differs from it by fluxes along the edges and by what
   * sources give each node. As much of the difference is added as the bounds allow, edge by edge:
   *     y_i = low_i + (sum_j a_ij A_ij + b_i B_i) / m_i,     a_ij = a_ji and b_i between 0 and 1.
   * Fluxes stay the same number with two signs, so mass is exchanged and never made.
   */
  class FluxLimiter
  {
  public:
    FluxLimiter(const NodeEdges           &edges,
                const std::vector<double> &volumes,
                const GhostExchange       &ghosts);

    /// @p flux: from the owned node of each edge to the other one; @p source: at the owned nodes [both unit mm3]. @p values holds
    /// low on entry and y on return, owned nodes. @p kept_source, if not null, becomes b_i B_i.
    void
    limit(const std::vector<double> &flux,
          const std::vector<double> &source,
          const NodeBounds          &bounds,
          double                    *values,
          std::vector<double>       *kept_source = nullptr);

    /// The smallest and largest of the values of each owned node and its neighbours; entries for all local nodes.
    NodeBounds
    neighbourhood(const std::vector<double> &values) const;

  private:
    const NodeEdges           &edges_;
    const std::vector<double> &volumes_;
    const GhostExchange       &ghosts_;
    std::vector<double>        gain_, loss_; ///< sums, then the shares of them that are allowed
  };
} // namespace callus
