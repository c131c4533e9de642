// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/own_rows.h"

#include <array>
#include <string>

namespace callus
{
  /// Each node of the quadratic space as the mean of one or two nodes of the linear space: itself, if it is a vertex, or the
  /// ends of its edge.
  struct NodeParents
  {
    std::vector<std::array<std::int64_t, 2>>
      parents; ///< of the owned quadratic nodes, global; [1] = -1 for a vertex
    std::vector<unsigned char>
      fine_mask; ///< of the owned quadratic nodes: unknowns that are eliminated
    std::vector<unsigned char>         coarse_mask;   ///< of the local linear nodes, likewise
    std::vector<std::array<double, 3>> coarse_points; ///< of the owned linear nodes [mm]
    NodeNumbering                      coarse;
  };

  /**
   * Preconditioner for elasticity with quadratic tetrahedra: two levels, the coarse one being the same problem discretised
   * anew with linear tetrahedra. Smoother: Chebyshev with point-block Jacobi. Coarse problem: Chebyshev steps over algebraic
   * multigrid by unsmoothed aggregation with the rigid-body motions as near-null space.
   *
   * The bounds of the spectrum are estimated with 20 steps and a safety factor of 1.2: with fewer the estimate misses the
   * largest eigenvalue now and then where cortical bone meets soft callus, and the preconditioner becomes indefinite.
   */
  class DisplacementMultigrid
  {
  public:
    /// Options of PETSc begin with @p prefix.
    DisplacementMultigrid(const NodeParents &nodes, MPI_Comm communicator, std::string prefix);

    /// For the present values of the matrices. With @p keep_aggregates the coarse levels keep their aggregates and only their
    /// values are computed anew (the bounds of the spectrum always are). Collective.
    void
    set_up(Mat fine, Mat coarse, bool keep_aggregates);

    /// One cycle.
    void
    apply(Vec residual, Vec correction) const;

  private:
    void
    create(Mat fine, Mat coarse);

    MPI_Comm            communicator_;
    std::string         prefix_;
    PetscMatrix         interpolation_;
    PetscVector         coarse_points_;
    PetscPreconditioner multigrid_;
  };
} // namespace callus
