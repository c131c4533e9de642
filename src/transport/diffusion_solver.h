// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "transport/two_level_gradients.h"

#include <memory>

namespace callus
{
  /**
   * Solves DiffusionEquations, the fields independent of each other but in the same sweeps, after a correction by a constant (which alone
   * solves spatially uniform problems): by conjugate gradients with Gauss-Seidel (gauss_seidel), where exchange between nodes is much larger
   * than what acts at a node by those with two levels (and, should that be slow, by the former).
   *
   * Convergence is measured on the residual, relative to the right-hand side with what flows from the held values, in the norm
   * of the Gauss-Seidel preconditioner's inverse, or of the inverse diagonal with two levels.
   *
   * Exchange between nodes sums up to nothing, so the solution has sum_i diagonal_i y_i = sum_i right_hand_side_i. What the tolerance
   * leaves of that is put right at the end, where no value is held, by y += s |y| with one small s: zeros stay zero.
   *
   * Negative couplings in tissue whose mobility jumps can make the matrix indefinite. A field for which that shows stops there: its
   * values are of no use.
   */
  template <std::size_t n_lanes>
  class DiffusionSolver
  {
  public:
    using Fields    = LaneFields<n_lanes>;
    using Numbers   = LaneNumbers<n_lanes>;
    using Equations = DiffusionEquations<n_lanes>;

    /// @p vertices may be null: no second level. All must outlive this.
    DiffusionSolver(const NodeEdges     &edges,
                    const GhostExchange &ghosts,
                    const VertexLevel   *vertices,
                    MPI_Comm             communicator);

    using Result = IterationResult<n_lanes>;

    /// @p values, an entry for each local node, holds the start and the result, ghosts too.
    /// A lane that does not converge ends with a residual above the tolerance: that is the caller's to judge.
    Result
    solve(const Equations &equations,
          double           relative_tolerance,
          unsigned int     largest_number_of_iterations,
          Fields          &values);

    /// Brings the ghosts of @p values up to date.
    void
    update_ghosts(Fields &values) const
    {
      level_.update_ghosts(values);
    }

  private:
    using Diagonal = typename DiffusionLevel<n_lanes>::Diagonal;
    bool
    is_stiff(const Equations &equations, const Diagonal &diagonal) const;
    /// The right-hand side with what flows from the held values, in level_.product.
    void
    find_scale(const Equations &equations, const Fields &values);
    Result
    iterate(const Equations &equations,
            const Diagonal  &diagonal,
            double           relative_tolerance,
            unsigned int     largest_number_of_iterations,
            bool             two_levels,
            Fields          &values);
    void
    balance_sums(const Equations &equations, Fields &values) const;

    DiffusionLevel<n_lanes>                     level_;
    const VertexLevel                          *vertices_;
    std::unique_ptr<TwoLevelGradients<n_lanes>> two_levels_; ///< made when first needed
  };
} // namespace callus
