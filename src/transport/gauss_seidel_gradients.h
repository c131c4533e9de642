// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "transport/diffusion_level.h"

namespace callus
{
  /**
   * Conjugate gradients on one level, the fields independent of each other but in the same sweeps.
   *
   * The preconditioner is symmetric Gauss-Seidel between the owned nodes of each rank, M = (D + L) D^-1 (D + U). In the variables
   * (D + U) y a product with the matrix costs no more than without it (Eisenstat 1981, SIAM J. Sci. Stat. Comput. 2:1): both
   * triangles are solved once, and each edge is met twice, as in a plain product; there are about half as many iterations as with Jacobi's.
   */
  namespace gauss_seidel
  {
    /// The square of the norm of M^-1 of the vector in level.product, whose lower triangle's solution becomes @p solution. Collective.
    template <std::size_t n_lanes>
    LaneNumbers<n_lanes>
    norm_squared(DiffusionLevel<n_lanes>           &level,
                 const DiffusionEquations<n_lanes> &equations,
                 LaneFields<n_lanes>               &solution);

    /// Improves @p values, whose residual lies in level.product; of the result `residual` is the square of its norm. @p start: that of the
    /// beginning, from norm_squared with level.residual. Collective.
    template <std::size_t n_lanes>
    IterationResult<n_lanes>
    iterate(DiffusionLevel<n_lanes>           &level,
            const DiffusionEquations<n_lanes> &equations,
            const LaneNumbers<n_lanes>        &start,
            const IterationGoal<n_lanes>      &goal,
            LaneFields<n_lanes>               &values);
  } // namespace gauss_seidel
} // namespace callus
