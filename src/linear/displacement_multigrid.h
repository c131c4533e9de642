// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/elasticity_matrices.h"
#include "linear/rigid_body_multigrid.h"

#include <string>

namespace callus
{
  /// Each node of the quadratic space as the mean of nodes of the linear space: itself, if it is a vertex, or the ends of its edge, or
  /// the vertices of the side or cell that it is the centre of (at most 8).
  struct NodeParents
  {
    /// of the owned quadratic nodes: global linear nodes, one node after the other, and where each begins (and the end)
    std::vector<std::int64_t> parents;
    std::vector<std::size_t>  begin;

    std::vector<unsigned char>
      fine_mask; ///< of the owned quadratic nodes: unknowns that are eliminated
    std::vector<unsigned char> coarse_mask;   ///< of the local linear nodes, likewise
    std::vector<double>        coarse_points; ///< of the owned linear nodes [mm], dim values a node
    NodeNumbering              coarse;
    unsigned int               dim = 3; ///< displacement components a node: 2 or 3

    std::size_t
    n_fine() const
    {
      return begin.size() - 1;
    }
  };

  /**
   * Preconditioner for elasticity with quadratic elements: two levels, the coarse one being the same problem discretised
   * anew with linear elements. First the coarse problem is solved, then the quadratic level is smoothed: one polynomial of degree 2 does more
   * than a step of degree 1 before and one after, at the same cost.
   *
   * Smoother: Chebyshev with point-block Jacobi. Coarse problem: RigidBodyMultigrid, four steps over a V cycle.
   *
   * MultigridEffort::safer: six smoothing steps, and the safer coarse problem.
   */
  class DisplacementMultigrid
  {
  public:
    /// Options of PETSc begin with @p prefix, those of the safer effort with @p prefix and "safer_"; then come smoother_ and coarse_.
    DisplacementMultigrid(const NodeParents &nodes, MPI_Comm communicator, std::string prefix);

    /// For the present values of the matrices. With @p keep_aggregates the coarse levels keep their aggregates and only their
    /// values are computed anew (the bounds of the spectrum always are); another effort than before makes them anew in any case. Collective.
    void
    set_up(const ElasticityMatrices &matrices,
           bool                      keep_aggregates,
           MultigridEffort           effort = MultigridEffort::usual);

    /// One cycle.
    void
    apply(Vec residual, Vec correction) const;

  private:
    void
    create_smoother(const ElasticityMatrices &matrices, const std::string &prefix);

    MPI_Comm           communicator_;
    std::string        prefix_;
    MultigridEffort    effort_ = MultigridEffort::usual;
    PetscMatrix        interpolation_;
    PetscVector        coarse_residual_, coarse_correction_;
    PetscSolver        smoother_;
    RigidBodyMultigrid coarse_multigrid_;
  };
} // namespace callus
