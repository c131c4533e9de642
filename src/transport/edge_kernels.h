// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "transport/lanes.h"
#include "transport/node_coupling.h"

namespace callus
{
  /**
   * The loops over nodes and edges where the time of transport goes, up to four fields at a time (lanes). They are compiled for processors with
   * AVX2 and for all others; the program takes what the processor has. Exchange is summed edge by edge, the same number with two signs.
   *
   * @p weight is that of each edge (hindered geometric coefficients), @p diffusivity one number for each field.
   */
  template <std::size_t n_lanes>
  struct EdgeKernels
  {
    using Fields  = LaneFields<n_lanes>;
    using Numbers = LaneNumbers<n_lanes>;

    /// result_i = diffusivity sum_j w_ij (y_i - y_j) at the owned nodes; @p result has an entry for each local node.
    static void
    exchange(const NodeEdges           &edges,
             const std::vector<double> &weight,
             const Numbers             &diffusivity,
             const Fields              &y,
             Fields                    &result);

    /// The same plus diagonal_i y_i.
    static void
    apply(const NodeEdges           &edges,
          const std::vector<double> &weight,
          const Numbers             &diffusivity,
          const Fields              &diagonal,
          const Fields              &y,
          Fields                    &result);

    /**
     * Gauss-Seidel's triangles. The matrix of apply() between owned nodes is L + D + U, D its diagonal with all edges, U the edges to later
     * nodes; @p inverse is that of D, zero at nodes that are held.
     *
     * (D + U) t = v, from the last node to the first; @p sum becomes -U t. Ghosts of @p t become zero.
     */
    static void
    solve_upper(const NodeEdges           &edges,
                const std::vector<double> &weight,
                const Numbers             &diffusivity,
                const Fields              &inverse,
                const Fields              &v,
                Fields                    &t,
                Fields                    &sum);

    /// (D + L) z = v, from the first node to the last; @p work has an entry for each local node.
    static void
    solve_lower(const NodeEdges           &edges,
                const std::vector<double> &weight,
                const Numbers             &diffusivity,
                const Fields              &inverse,
                const Fields              &v,
                Fields                    &z,
                Fields                    &work);

    /// For v with t and @p sum from solve_upper, ghosts of t up to date: product = (D + L)^-1 A (D + U)^-1 v, written over @p sum.
    /// Returns sum_i v_i product_i of the owned nodes.
    static Numbers
    finish_product(const NodeEdges           &edges,
                   const std::vector<double> &weight,
                   const Numbers             &diffusivity,
                   const Fields              &inverse,
                   const Fields              &v,
                   const Fields              &t,
                   Fields                    &sum,
                   Fields                    &work);

    /// y += alpha t, residual -= alpha product; returns sum_i diagonal_i residual_i^2 of the owned nodes.
    static Numbers
    advance(std::size_t    n,
            const Numbers &alpha,
            const Fields  &t,
            const Fields  &product,
            const Fields  &diagonal,
            Fields        &y,
            Fields        &residual);

    /// direction = diagonal residual + beta direction
    static void
    turn(std::size_t    n,
         const Numbers &beta,
         const Fields  &diagonal,
         const Fields  &residual,
         Fields        &direction);
  };
} // namespace callus
