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

    /// The same plus diagonal_i y_i; returns sum_i y_i result_i of the owned nodes.
    FourNumbers
    apply(const NodeEdges           &edges,
          const std::vector<double> &weight,
          const FourNumbers         &diffusivity,
          const FourFields          &diagonal,
          const FourFields          &y,
          FourFields                &result);

    /// y += alpha direction, residual -= alpha product; returns sum_i residual_i^2 inverse_i of the owned nodes.
    FourNumbers
    advance(std::size_t        n,
            const FourNumbers &alpha,
            const FourFields  &direction,
            const FourFields  &product,
            const FourFields  &inverse,
            FourFields        &y,
            FourFields        &residual);

    /// direction = inverse residual + beta direction
    void
    turn(std::size_t        n,
         const FourNumbers &beta,
         const FourFields  &inverse,
         const FourFields  &residual,
         FourFields        &direction);
  } // namespace edge_kernels
} // namespace callus
