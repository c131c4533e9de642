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
    /// Adds to @p values what reduces the residual in level.product, in the norm of M^-1, to the goal's share; or until a direction without
    /// positive curvature is met. The residual of the result is not filled in. Collective.
    template <std::size_t n_lanes, typename Number>
    IterationResult<n_lanes>
    iterate(DiffusionLevel<n_lanes, Number>   &level,
            const DiffusionEquations<n_lanes> &equations,
            const IterationGoal<n_lanes>      &goal,
            LaneFields<n_lanes, Number>       &values);

    /// After iterate(): the norm of the residual that it ended with, by the inverse diagonal. Collective.
    template <std::size_t n_lanes, typename Number>
    LaneNumbers<n_lanes>
    norm_of_residual(DiffusionLevel<n_lanes, Number>   &level,
                     const DiffusionEquations<n_lanes> &equations);
  } // namespace gauss_seidel
} // namespace callus
