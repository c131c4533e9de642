// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "transport/two_level_gradients.h"

#include <memory>

namespace callus
{
  /**
   * Solves DiffusionEquations, the fields independent of each other but in the same sweeps, by refinement: the residual is computed in double
   * precision, corrections in single precision, which moves half as much through the memory, until the residual is small enough.
   *
   * First there is a correction by a constant, which alone solves spatially uniform problems. Then by conjugate gradients with Gauss-Seidel
   * (gauss_seidel), or, where exchange between nodes is much larger than what acts at a node, by those with two levels. Should
   * two levels be slow, one goes on; should single precision no more help, as with condition numbers beyond 1e7, double precision.
   *
   * Convergence is measured on the residual, relative to the right-hand side with what flows from the held values, in the norm of the inverse
   * diagonal; what round-off makes of it does not count. The last correction's residual is what its iterations know of it, with a bound of the
   * round-off of single precision; only where that is not enough it is computed.
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
    using Result    = IterationResult<n_lanes>;

    /// @p vertices may be null: no second level; @p memory, too, else of bytes_of_arrays() at least. All must outlive this.
    DiffusionSolver(const NodeEdges     &edges,
                    const GhostExchange &ghosts,
                    const VertexLevel   *vertices,
                    MPI_Comm             communicator,
                    LaneMemory          *memory = nullptr);

    /// What the arrays take but for those of two levels.
    static std::size_t
    bytes_of_arrays(std::size_t n_local)
    {
      constexpr std::size_t n_arrays = 8; // seven of the level, and the correction
      return n_arrays * LaneMemory::rounded(n_local * sizeof(LaneValues<n_lanes, float>));
    }

    /// @p values, an entry for each local node, holds the start and the result, ghosts too.
    /// A lane that does not converge ends with a residual above the tolerance: that is the caller's to judge.
    Result
    solve(const Equations &equations,
          double           relative_tolerance,
          unsigned int     largest_number_of_iterations,
          Fields          &values);

  private:
    /// How corrections are found; if one helps no more, the next.
    enum class Method
    {
      two_levels,
      single_precision,
      double_precision
    };

    bool
    is_stiff(const Equations &equations, const Numbers &stiffness) const;
    /// Squares of norms: of residual_, and of the round-off in it.
    struct Residual
    {
      Numbers squared{}, round_off{};
    };
    /// Residual of @p values, ghosts of which it brings up to date, into residual_, after a correction by the constant that makes its sum zero;
    /// but only if no more than a share of its square is left then. @p scale: may be null; becomes the square of the norm of the right-hand
    /// side.
    Residual
    find_residual(const Equations &equations,
                  double           largest_share_left,
                  Fields          &values,
                  Numbers         *scale);
    /// What flows from the held values counts as right-hand side.
    Numbers
    scale_with_held(const Equations &equations, const Fields &values);
    /// Adds a correction to @p values, whose residual is known. The residual of the result: what is left of that at most, as a share, infinite where
    /// the iterations do not know.
    Result
    improve(Method                        method,
            const Equations              &equations,
            const IterationGoal<n_lanes> &goal,
            const Numbers                &squared,
            Fields                       &values);
    template <typename Number, typename Iterate>
    Result
    correct(DiffusionLevel<n_lanes, Number> &level,
            LaneFields<n_lanes, Number>     &correction,
            const Numbers                   &squared,
            Fields                          &values,
            const Iterate                   &iterate) const;
    void
    balance_sums(const Equations &equations, Fields &values) const;

    std::unique_ptr<LaneMemory> own_memory_; ///< where the caller gave none
    DiffusionLevel<n_lanes>     level_;
    LaneFields<n_lanes, float>  correction_;
    LaneMemory                  under_iterations_; ///< the place of level_.upper and level_.work
    Fields             residual_; ///< at local nodes; there, as iterations begin with a copy
    const VertexLevel *vertices_;
    std::unique_ptr<TwoLevelGradients<n_lanes>> two_levels_; ///< made when first needed
  };
} // namespace callus
