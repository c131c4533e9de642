// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "transport/four_fields.h"
#include "transport/node_coupling.h"

namespace callus
{
  /**
   * The loops over nodes and edges where the time of transport goes, four fields at a time. They are compiled for processors with
   * AVX2 and for all others; the program takes what the processor has. Exchange is summed edge by edge, the same number with two signs.
   *
   * @p weight is that of each edge (hindered geometric coefficients), @p diffusivity one number for each of the four fields.
   */
  namespace edge_kernels
  {
    /// result_i = diffusivity sum_j w_ij (y_i - y_j) at the owned nodes; @p result has an entry for each local node.
    void
    exchange(const NodeEdges           &edges,
             const std::vector<double> &weight,
             const FourNumbers         &diffusivity,
             const FourFields          &y,
             FourFields                &result);

    /// The same plus diagonal_i y_i.
    void
    apply(const NodeEdges           &edges,
          const std::vector<double> &weight,
          const FourNumbers         &diffusivity,
          const FourFields          &diagonal,
          const FourFields          &y,
          FourFields                &result);

    /**
     * Gauss-Seidel's triangles. The matrix of apply() between owned nodes is L + D + U, D its diagonal with all edges, U the edges to later
     * nodes; @p inverse is that of D, zero at nodes that are held.
     *
     * (D + U) t = v, from the last node to the first; @p sum becomes -U t. Ghosts of @p t become zero.
     */
    void
    solve_upper(const NodeEdges           &edges,
                const std::vector<double> &weight,
                const FourNumbers         &diffusivity,
                const FourFields          &inverse,
                const FourFields          &v,
                FourFields                &t,
                FourFields                &sum);

    /// (D + L) z = v, from the first node to the last; @p work has an entry for each local node.
    void
    solve_lower(const NodeEdges           &edges,
                const std::vector<double> &weight,
                const FourNumbers         &diffusivity,
                const FourFields          &inverse,
                const FourFields          &v,
                FourFields                &z,
                FourFields                &work);

    /// For v with t and @p sum from solve_upper, ghosts of t up to date: product = (D + L)^-1 A (D + U)^-1 v, written over @p sum.
    /// Returns sum_i v_i product_i of the owned nodes.
    FourNumbers
    finish_product(const NodeEdges           &edges,
                   const std::vector<double> &weight,
                   const FourNumbers         &diffusivity,
                   const FourFields          &inverse,
                   const FourFields          &v,
                   const FourFields          &t,
                   FourFields                &sum,
                   FourFields                &work);

    /// y += alpha t, residual -= alpha product; returns sum_i diagonal_i residual_i^2 of the owned nodes.
    FourNumbers
    advance(std::size_t        n,
            const FourNumbers &alpha,
            const FourFields  &t,
            const FourFields  &product,
            const FourFields  &diagonal,
            FourFields        &y,
            FourFields        &residual);

    /// direction = diagonal residual + beta direction
    void
    turn(std::size_t        n,
         const FourNumbers &beta,
         const FourFields  &diagonal,
         const FourFields  &residual,
         FourFields        &direction);
  } // namespace edge_kernels
} // namespace callus
