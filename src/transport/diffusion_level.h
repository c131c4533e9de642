// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/ghost_exchange.h"
#include "transport/diffusion_equations.h"
#include "transport/edge_kernels.h"

#include <mpi.h>

namespace callus
{
  /// Nodes with the matrix's diagonal and the vectors that solving DiffusionEquations on them takes: all nodes, or the vertices.
  template <std::size_t n_lanes>
  struct DiffusionLevel
  {
    using Fields    = LaneFields<n_lanes>;
    using Numbers   = LaneNumbers<n_lanes>;
    using Equations = DiffusionEquations<n_lanes>;

    DiffusionLevel(const NodeEdges &edges, const GhostExchange &ghosts, MPI_Comm communicator);

    EdgeKernels<n_lanes>
    kernels(const Equations &equations) const
    {
      return {edges, *equations.weight, equations.diffusivity};
    }

    /// Brings the ghosts of @p values up to date.
    void
    update_ghosts(Fields &values) const;

    struct Diagonal
    {
      Numbers n_negative{}; ///< entries, on all ranks
      Numbers
        stiffness{}; ///< exchange between nodes over what acts at a node: means over all nodes
    };
    /// Fills in `diagonal` and `inverse`. Collective.
    Diagonal
    find_diagonal(const Equations &equations);

    /// product = right-hand side - A values
    void
    compute_residual(const Equations &equations, Fields &values);
    /// Adds to @p values, in lanes that hold nothing, the constant that makes the sum of the residual (in product) zero. Behind a barrier
    /// nobody may notice what happens before it: there only if the constant alone solves the problem. Collective.
    void
    correct_by_constants(const Equations &equations, Fields &values);

    const NodeEdges     &edges;
    const GhostExchange &ghosts;
    MPI_Comm             communicator;
    Fields diagonal, inverse; ///< of the matrix with its exchange; both zero where a value is held
    Fields residual, direction;  ///< at owned nodes
    Fields product, upper, work; ///< at local nodes
  };
} // namespace callus
