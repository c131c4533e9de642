// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "transport/lanes.h"
#include "transport/node_coupling.h"

namespace callus
{
  /**
   * The loops over nodes and edges where the time of transport goes, up to eight fields at a time (lanes). They are compiled for processors with
   * AVX2 and for all others; the program takes what the processor has. Exchange is summed edge by edge, the same number with two signs.
   * What is added up over all nodes is added up in double precision whatever the Number.
   */
  template <std::size_t n_lanes, typename Number>
  class EdgeKernels
  {
  public:
    using Fields  = LaneFields<n_lanes, Number>;
    using Numbers = LaneNumbers<n_lanes>;

    /// @p weight: that of each edge (hindered geometric coefficients); @p diffusivity: one number for each field. Edges and weights must
    /// outlive this.
    EdgeKernels(const NodeEdges &edges, const EdgeWeights &weight, const Numbers &diffusivity);

    /// result_i = diffusivity sum_j w_ij (y_i - y_j) at the owned nodes; @p result has an entry for each local node.
    void
    exchange(const Fields &y, Fields &result) const;

    /// What find_residual() adds up over the owned nodes, with the matrix's diagonal D (d with the exchange).
    enum ResidualSum
    {
      residual,                ///< r
      diagonal,                ///< d
      residual_squared,        ///< r^2/D
      mixed,                   ///< r d/D
      diagonal_squared,        ///< d^2/D
      right_hand_side_squared, ///< b^2/D
      terms_squared,           ///< (D y)^2/D: of the terms that r is made of
      n_residual_sums
    };
    using ResidualSums = std::array<Numbers, n_residual_sums>;
    /// r = b - d y - exchange(y) at the owned nodes; D in @p with_exchange and @p inverse, zero where a value is held; @p r has an entry for each local node.
    ResidualSums
    find_residual(const Fields                     &y,
                  const Fields                     &d,
                  const Fields                     &b,
                  const LaneFields<n_lanes, float> &with_exchange,
                  const LaneFields<n_lanes, float> &inverse,
                  Fields                           &r) const;

    /**
     * Gauss-Seidel's triangles. The matrix of DiffusionEquations between owned nodes is L + D + U, D its diagonal with all edges, U the edges
     * to later nodes; @p inverse is that of D, zero at nodes that are held.
     *
     * (D + U) t = v, from the last node to the first; @p sum becomes -U t. Ghosts of @p t become zero.
     */
    void
    solve_upper(const Fields &inverse, const Fields &v, Fields &t, Fields &sum) const;

    /// (D + L) z = v, from the first node to the last; @p work has an entry for each local node.
    void
    solve_lower(const Fields &inverse, const Fields &v, Fields &z, Fields &work) const;

    /// For v with t and @p sum from solve_upper, ghosts of t up to date: product = (D + L)^-1 A (D + U)^-1 v, written over @p sum.
    /// Returns sum_i v_i product_i of the owned nodes.
    Numbers
    finish_product(const Fields &inverse,
                   const Fields &v,
                   const Fields &t,
                   Fields       &sum,
                   Fields       &work) const;

    /// What two-level solvers need of the couplings, for an @p x with ghosts up to date:
    /// result_i = diffusivity sum_j w_ij x_j over the later nodes j > i and the ghosts.
    void
    flow_from_later(const Fields &x, Fields &result) const;
    /// result_i = base_i + factor diffusivity sum_j w_ij x_j over the earlier nodes j < i and the ghosts; @p result has an entry for each
    /// local node and may not be @p base.
    void
    add_flow_from_earlier(double factor, const Fields &base, const Fields &x, Fields &result) const;

    /// At the owned nodes: y += alpha t, residual -= alpha product; returns sum_i diagonal_i residual_i^2.
    Numbers
    advance(const Numbers &alpha,
            const Fields  &t,
            const Fields  &product,
            const Fields  &diagonal,
            Fields        &y,
            Fields        &residual) const;

    /// At the owned nodes: direction = diagonal residual + beta direction
    void
    turn(const Numbers &beta,
         const Fields  &diagonal,
         const Fields  &residual,
         Fields        &direction) const;

  private:
    const NodeEdges            &edges_;
    const EdgeWeights          &weight_;
    LaneValues<n_lanes, Number> diffusivity_;
  };
} // namespace callus
