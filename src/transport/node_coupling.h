// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "transport/vertex_level.h"

#include <vector>

namespace callus
{
  /**
   * Geometric coefficients of diffusion between neighbouring healing nodes: g_ij = -(integral of grad N_i . grad N_j) [mm] over the
   * body (mesh/measure.h) for linear functions on the sub-simplices of each quadratic cell, so that a field of diffusivity D exchanges
   *     D g_ij (y_i - y_j)
   * between nodes i and j: conservative by construction. One pattern and one set of coefficients serves every field.
   *
   * Across obtuse angles g_ij is negative; then diffusion by itself does not keep bounds (see FluxLimiter).
   *
   * In a scaffold of the solid fraction s on the day of surgery the coefficients are multiplied by (1 - s)^m, m = 1.5 by Bruggeman; what
   * opens later is the business of Movement.
   */
  template <int dim>
  class NodeCoupling
  {
  public:
    NodeCoupling(const Mesh<dim>           &mesh,
                 const std::vector<Region> &regions,
                 const HealingNodes<dim>   &nodes);

    const NodeEdges &
    edges() const
    {
      return edges_;
    }
    /// g_ij of each edge
    const EdgeWeights &
    coefficient() const
    {
      return coefficient_;
    }
    /// The same between functions that are known by the vertices of the cells.
    const VertexLevel &
    vertices() const
    {
      return vertices_;
    }
    /// Sum of the negative coefficients' magnitudes, relative to the sum of all; the same on all ranks.
    double
    negative_share() const
    {
      return negative_share_;
    }

  private:
    NodeEdges   edges_;
    EdgeWeights coefficient_;
    VertexLevel vertices_;
    double      negative_share_ = 0;
  };
} // namespace callus
