// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/ghost_exchange.h"
#include "transport/edge_kernels.h"
#include "transport/node_coupling.h"

#include <mpi.h>

#include <vector>

namespace callus
{
  /// The equations of some fields (lanes) on the owned healing nodes,
  ///     diagonal_i y_i + diffusivity sum_j w_ij (y_i - y_j) = right_hand_side_i,
  /// diagonal >= 0 and positive somewhere: symmetric and positive definite. Lanes that are not used: diagonal 1, right-hand side 0.
  template <std::size_t n_lanes>
  struct DiffusionEquations
  {
    explicit DiffusionEquations(const NodeEdges &edges)
      : diagonal(edges.n_owned)
      , right_hand_side(edges.n_owned)
      , diffusivity{}
    {
    }

    const std::vector<double> *weight = nullptr; ///< of each edge
    bool                 has_barriers = false;   ///< parts of the body between which nothing flows
    LaneFields<n_lanes>  diagonal, right_hand_side;
    LaneNumbers<n_lanes> diffusivity;
    /// For each lane the owned nodes whose value is held; empty: none, on this rank. `any_held` is the same on all ranks.
    std::array<std::vector<char>, n_lanes> held;
    std::array<bool, n_lanes>              any_held{};
  };

  /**
   * Solves DiffusionEquations by conjugate gradients, the fields independent of each other but in the same
   * sweeps, after a correction by a constant (which alone solves spatially uniform problems).
   *
   * The preconditioner is symmetric Gauss-Seidel between the owned nodes of each rank, M = (D + L) D^-1 (D + U). In the variables
   * (D + U) y a product with the matrix costs no more than without it (Eisenstat 1981, SIAM J. Sci. Stat. Comput. 2:1): both
   * triangles are solved once, and each edge is met twice, as in a plain product; there are about half as many iterations as with Jacobi's.
   *
   * Convergence is measured on the residual in the norm of M^-1, relative
   * to the right-hand side with what flows from the held values.
   *
   * Exchange between nodes sums up to nothing, so the solution has sum_i diagonal_i y_i = sum_i right_hand_side_i. What the tolerance
   * leaves of that is put right at the end, where no value is held, by y += s |y| with one small s: zeros stay zero.
   *
   * Negative couplings in tissue whose mobility jumps can make the matrix indefinite. A field for which that shows stops there: its
   * values are of no use.
   */
  template <std::size_t n_lanes>
  class ConjugateGradients
  {
  public:
    using Fields    = LaneFields<n_lanes>;
    using Numbers   = LaneNumbers<n_lanes>;
    using Equations = DiffusionEquations<n_lanes>;

    ConjugateGradients(const NodeEdges &edges, const GhostExchange &ghosts, MPI_Comm communicator);

    struct Result
    {
      std::array<unsigned int, n_lanes> iterations{};
      Numbers                           residual{}; ///< relative, of the recursion
      std::array<bool, n_lanes>
        is_indefinite{}; ///< met a direction without positive curvature, and stopped
    };

    /// @p values, an entry for each local node, holds the start and the result, ghosts too.
    /// A lane that does not converge ends with a residual above the tolerance: that is the caller's to judge.
    Result
    solve(const Equations &equations,
          double           relative_tolerance,
          unsigned int     largest_number_of_iterations,
          Fields          &values);

    /// Brings the ghosts of @p values up to date.
    void
    update_ghosts(Fields &values) const;

  private:
    EdgeKernels<n_lanes>
    kernels(const Equations &equations) const
    {
      return {edges_, *equations.weight, equations.diffusivity};
    }
    /// The matrix's diagonal and its inverse; both zero where a value is held. Returns how many entries are negative, on all ranks.
    Numbers
    find_diagonal(const Equations &equations);
    /// b - A y in product_
    void
    compute_residual(const Equations &equations, Fields &values);
    /// The square of the norm of M^-1 of the vector in product_, whose lower triangle's solution becomes @p solution.
    Numbers
    norm_squared(const Equations &equations, Fields &solution);
    /// Of the right-hand side with what flows from the held values.
    Numbers
    scale_squared(const Equations &equations, const Fields &values);
    void
    correct_by_constants(const Equations &equations, Fields &values);
    void
    balance_sums(const Equations &equations, Fields &values) const;

    const NodeEdges     &edges_;
    const GhostExchange &ghosts_;
    MPI_Comm             communicator_;
    Fields               residual_, direction_, product_, upper_, work_, diagonal_, inverse_;
  };
} // namespace callus
