// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/displacement_multigrid.h"

#include <memory>
#include <string>
#include <vector>

namespace callus
{
  /// How hard to try.
  struct BiotSolverSettings
  {
    unsigned int max_iterations = 300; ///< of FGMRES, per attempt
    unsigned int restart        = 60;  ///< length of the Krylov basis
    double refresh_growth = 1.3; ///< make new aggregates when the iterations grew by this factor
    std::string prefix    = "mechanics_"; ///< of PETSc's options
  };

  /// What one solve did.
  struct BiotSolveReport
  {
    unsigned int iterations    = 0; ///< of all attempts
    double       true_residual = 0; ///< ||b - A x||, computed after the solve
    double       tolerance     = 0; ///< that it had to stay below
    std::string  fallbacks;         ///< what else had to be tried, and why; empty if all went well
  };

  /**
   * Solves a time step of Biot's equations
   *
   *     [ A  B^T ] [u]   [f]
   *     [ B  -C  ] [p] = [g]
   *
   * by FGMRES, preconditioned with the upper block triangle [A B^T; 0 -S]: one cycle of DisplacementMultigrid for A, one of
   * algebraic multigrid for S, an approximation of the Schur complement C + B A^-1 B^T that the caller gives (fixed-stress form).
   *
   * Every solve looks at the true residual. A failed one is repeated from the same guess with a fresh hierarchy, then with a safer multigrid
   * (MultigridEffort), then directly (MUMPS); when this fails too, it throws NumericalFailure on all ranks. What helped stays
   * until the next matrices, which get a fresh hierarchy.
   */
  class BiotSolver
  {
  public:
    BiotSolver(NodeParents               nodes,
               std::size_t               n_owned_pressures,
               const BiotSolverSettings &settings,
               MPI_Comm                  communicator);
    ~BiotSolver();

    /// New values: A of the quadratic space, its linear counterpart, B and B^T, C, S (all with the signs above). Unknowns without equation are eliminated
    /// already. B, B^T are copied on the first call and with @p is_new_coupling: they depend on the material only through a Biot coefficient that
    /// varies. Collective.
    void
    set_matrices(const OwnRows &a,
                 const OwnRows &a_coarse,
                 const OwnRows &b,
                 const OwnRows &b_transposed,
                 const OwnRows &c,
                 const OwnRows &schur,
                 bool           is_new_coupling = false);

    /// Vectors hold this rank's displacement unknowns (node by node, NodeParents::dim each), then its pressures. @p x is the initial guess and the
    /// result. Iterates until ||b - A x|| <= @p tolerance, or 5e-15 ||b|| if that is larger. Collective.
    BiotSolveReport
    solve(const std::vector<double> &b, std::vector<double> &x, double tolerance);

    /// b - A x. Collective.
    std::vector<double>
    residual(const std::vector<double> &b, const std::vector<double> &x) const;
    /// ||x||. Collective.
    double
    norm(const std::vector<double> &x) const;

    double
    setup_seconds() const; ///< of all set-ups so far
    /// How often aggregates were made so far.
    unsigned int
    n_hierarchies() const;

    /// Numbers of iterations that decide when aggregates are made anew: of a solve with fresh ones, and of the last solve
    /// (the largest integer after a fall-back).
    struct IterationMemory
    {
      unsigned int when_fresh = 0, last = 0;
    };
    IterationMemory
    iteration_memory() const;
    void
    restore(const IterationMemory &memory);

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
  };
} // namespace callus
