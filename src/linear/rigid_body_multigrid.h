// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/krylov_system.h"

#include <string>
#include <vector>

namespace callus
{
  /**
   * Preconditioner for elasticity with linear elements: Chebyshev steps over a cycle of algebraic multigrid by unsmoothed aggregation, with the
   * rigid-body motions as near-null space. In the plane these are two translations and a rotation, in an axisymmetric body too: only the axial
   * translation costs no energy there, but in a piece that is small against its radius the other two cost next to none.
   *
   * The bounds of the spectrum are estimated with 20 steps and a safety factor of 1.2: with fewer the estimate misses the
   * largest eigenvalue now and then where cortical bone meets soft callus, and the preconditioner becomes indefinite.
   *
   * MultigridEffort::safer: twice as many steps, 60 steps for the bounds of the spectrum and a safety factor of 1.5, smoothed aggregation.
   */
  class RigidBodyMultigrid
  {
  public:
    /// What an application does.
    struct Work
    {
      unsigned int n_steps;     ///< of Chebyshev over the cycle
      unsigned int n_smoothing; ///< steps before and after, on each level
      bool         is_w_cycle;  ///< coarser levels twice as often
    };

    /// @p points: coordinates [mm] of this rank's nodes, dim values a node. Collective.
    RigidBodyMultigrid(const std::vector<double> &points,
                       unsigned int               dim,
                       const Work                &work,
                       MPI_Comm                   communicator);

    /// For the present values of the matrix. @p products: the same matrix, of the type that multiplies fastest. Options of PETSc begin with
    /// @p prefix. With @p keep_aggregates the coarser levels keep their aggregates and only their values are computed anew (the bounds of the
    /// spectrum always are); another effort than before makes them anew in any case. Collective.
    void
    set_up(Mat                products,
           Mat                matrix,
           const std::string &prefix,
           bool               keep_aggregates,
           MultigridEffort    effort);

    void
    apply(const Vec residual, const Vec correction) const
    {
      check_petsc(KSPSolve(solver_, residual, correction));
    }

  private:
    void
    create(Mat products, Mat matrix, const std::string &prefix);
    PC
    cycle() const;

    Work            work_;
    MPI_Comm        communicator_;
    PetscVector     points_;
    PetscSolver     solver_;
    MultigridEffort effort_ = MultigridEffort::usual;
  };
} // namespace callus
