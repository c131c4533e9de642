// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/ghost_exchange.h"
#include "transport/diffusion_equations.h"
#include "transport/edge_kernels.h"

#include <mpi.h>

namespace callus
{
  /// Nodes with the matrix's diagonal and the vectors that improving a solution of DiffusionEquations on them takes, usually in single
  /// precision: all nodes, or the vertices.
  template <std::size_t n_lanes, typename Number = float>
  struct DiffusionLevel
  {
    using Fields    = LaneFields<n_lanes, Number>;
    using Numbers   = LaneNumbers<n_lanes>;
    using Equations = DiffusionEquations<n_lanes>;

    /// The arrays lie in @p memory, `upper` and `work` one after the other, or if it is null somewhere.
    DiffusionLevel(const NodeEdges     &edges,
                   const GhostExchange &ghosts,
                   MPI_Comm             communicator,
                   LaneMemory          *memory = nullptr);

    EdgeKernels<n_lanes, Number>
    kernels(const Equations &equations) const
    {
      return {edges, *equations.weight, equations.diffusivity};
    }

    struct Diagonal
    {
      Numbers n_negative{}; ///< entries, on all ranks
      Numbers
        stiffness{}; ///< exchange between nodes over what acts at a node: means over all nodes
    };
    /// Fills in `diagonal` and `inverse`. Collective.
    Diagonal
    find_diagonal(const Equations &equations);

    const NodeEdges     &edges;
    const GhostExchange &ghosts;
    MPI_Comm             communicator;
    Fields diagonal, inverse; ///< of the matrix with its exchange; both zero where a value is held
    Fields residual, direction;  ///< at owned nodes
    Fields product, upper, work; ///< at local nodes
  };

  /// Brings the ghosts of @p values up to date. Collective.
  template <std::size_t n_lanes, typename Number>
  void
  update_ghosts(const GhostExchange         &ghosts,
                std::size_t                  n_owned,
                LaneFields<n_lanes, Number> &values)
  {
    Number *first = values.empty() ? nullptr : values.front().lane;
    ghosts.update(first, first + n_lanes * n_owned, n_lanes);
  }

  /// Adds to @p values, in lanes that hold nothing, the constant that makes the sum of the residual, in level.product, zero, and takes its part
  /// off that. Collective.
  template <std::size_t n_lanes>
  void
  correct_by_constants(DiffusionLevel<n_lanes>           &level,
                       const DiffusionEquations<n_lanes> &equations,
                       LaneFields<n_lanes, float>        &values);
} // namespace callus
