// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "transport/diffusion_level.h"
#include "transport/vertex_level.h"

namespace callus
{
  /**
   * Conjugate gradients for stiff fields, whose exchange between nodes is much larger than what acts at a node: the number of iterations
   * depends on that ratio no more.
   *
   * The preconditioner is one cycle between all nodes and the vertices: a Gauss-Seidel sweep from the first node to the last, a correction
   * by functions of the vertices (VertexLevel), a sweep back. The couplings of the vertices are not formed from those of the nodes, but from
   * geometry and mobility. Their problem is solved roughly, by a few iterations of gauss_seidel, so that the preconditioner is
   * not quite linear; each direction is therefore made conjugate to the last one explicitly (Notay 2000, SIAM J. Sci. Comput. 22:4).
   *
   * With the triangles solved in the cycle, A z costs one pass more: A z = v - F z for (D + U) z = v, F what comes from earlier nodes and ghosts.
   */
  template <std::size_t n_lanes>
  class TwoLevelGradients
  {
  public:
    using Fields    = LaneFields<n_lanes, float>;
    using Numbers   = LaneNumbers<n_lanes>;
    using Equations = DiffusionEquations<n_lanes>;

    /// All must outlive this.
    TwoLevelGradients(DiffusionLevel<n_lanes> &level, const VertexLevel &vertices);

    /// Adds to @p values, an entry for each local node, what reduces the residual in level.product, in the norm of the inverse diagonal, to the
    /// goal's share. The residual of the result is in that norm too. Collective.
    IterationResult<n_lanes>
    iterate(const Equations &equations, const IterationGoal<n_lanes> &goal, Fields &values);

  private:
    /// The square of the norm of the vector in level.product.
    Numbers
    norm_squared() const;
    /// The equations of the vertices.
    void
    prepare_vertices(const Equations &equations);
    /// z in level.upper with ghosts, and v = (D + U) z in level.product, for level.residual.
    void
    precondition(const Equations &equations);
    /// Solves for the residual in vertex_level_.product, roughly.
    void
    correct_vertices();
    /// Zero where lanes are held.
    void
    mask(const Equations &equations, Fields &values) const;

    DiffusionLevel<n_lanes> &level_;
    const VertexLevel       &vertices_;
    DiffusionLevel<n_lanes>  vertex_level_;
    Equations                vertex_equations_;
    Fields                   correction_, product_of_direction_;
  };
} // namespace callus
