// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/recycling_gmres.h"

#include <functional>
#include <string>
#include <vector>

namespace callus
{
  /// How hard to try.
  struct SolverSettings
  {
    unsigned int max_iterations  = 300;  ///< of FGMRES, per attempt
    unsigned int restart         = 60;   ///< length of the Krylov basis
    unsigned int n_recycled      = 6;    ///< directions that are kept from solve to solve
    bool         has_scaled_norm = true; ///< of what is minimised (RecyclingGmres)
    double refresh_growth = 1.3; ///< make new aggregates when the iterations grew by this factor
    std::string prefix    = "mechanics_"; ///< of PETSc's options
  };

  /// What one solve did.
  struct SolveReport
  {
    unsigned int iterations    = 0; ///< of all attempts
    double       true_residual = 0; ///< ||b - A x||, computed after the solve
    double       tolerance     = 0; ///< that it had to stay below
    double       error         = 0; ///< estimate, relative (Accuracy), if one was asked for
    std::vector<double>
                energies;  ///< of the fields of the state that the solution is part of, likewise
    std::string fallbacks; ///< what else had to be tried, and why; empty if all went well
  };

  /**
   * Solves a KrylovSystem by right-preconditioned FGMRES with recycling, day after day.
   *
   * Every solve looks at the true residual. A failed one is repeated from the same guess with a fresh hierarchy, then with a safer multigrid
   * (MultigridEffort), then directly (MUMPS); when this fails too, it throws NumericalFailure on all ranks. What helped stays
   * until the next matrices, which get a fresh hierarchy.
   */
  class PersistentSolve
  {
  public:
    /// @p system must outlive this.
    PersistentSolve(KrylovSystem &system, SolverSettings settings);

    /// The system has got matrices, its first or others: prepares its preconditioner. Aggregates stay unless the number of iterations has
    /// grown too much, or a fall-back was needed. Collective.
    void
    matrices_changed();

    /// Vectors hold this rank's unknowns. @p x is the initial guess and the result. Iterates until it is as accurate as that, or as
    /// round-off allows. Collective.
    SolveReport
    solve(const std::vector<double> &b, std::vector<double> &x, Accuracy accuracy);

    /// b - A x of the last solve.
    const std::vector<double> &
    last_residual() const
    {
      return last_residual_;
    }
    /// b - A x. Collective.
    std::vector<double>
    residual(const std::vector<double> &b, const std::vector<double> &x) const;
    /// A x. Collective.
    std::vector<double>
    product(const std::vector<double> &x) const;
    /// x . D^-1 y of two residuals, in the norm that the solver minimises. Collective.
    double
    dot_of_residuals(const std::vector<double> &x, const std::vector<double> &y) const;
    /// ||x||, also before there are matrices. Collective.
    double
    norm(const std::vector<double> &x) const;

    double
    setup_seconds() const ///< of all set-ups so far
    {
      return setup_seconds_;
    }
    /// How often aggregates were made so far.
    unsigned int
    n_hierarchies() const
    {
      return n_hierarchies_;
    }

    /// Numbers of iterations that decide when aggregates are made anew: of a solve with fresh ones, and of the last solve
    /// (the largest integer after a fall-back).
    struct IterationMemory
    {
      unsigned int when_fresh = 0, last = 0;
    };
    IterationMemory
    iteration_memory() const
    {
      return iterations_;
    }
    void
    restore(const IterationMemory &memory);
    /// The directions that the next solves begin with.
    RecycledDirections::Memory
    recycled_directions() const;
    void
    restore(const RecycledDirections::Memory &directions);

  private:
    /// b - A x into residual_; returns its norm.
    double
    compute_residual(const std::vector<double> &b, const std::vector<double> &x) const;
    void
    set_up(bool keep_aggregates, MultigridEffort effort = MultigridEffort::usual);
    void
    create_direct_solver(PetscSolver &solver) const;
    /// What iterations came to: of one attempt.
    struct Attempt
    {
      unsigned int iterations = 0;
      bool         converged  = false;
    };
    /// From right_side_ and solution_ into solution_.
    using Solver = std::function<Attempt(const Accuracy &accuracy, SolveReport &report)>;
    Solver
    iterative();
    Attempt
    solve_directly(KSP solver, const Accuracy &accuracy);
    /// Runs one solver; empty if it converged, else what went wrong.
    std::string
    attempt(const Solver              &solver,
            const std::vector<double> &b,
            std::vector<double>       &x,
            const Accuracy            &accuracy,
            SolveReport               &report);
    /// Tries what may still help after a failure, one after the other; what remains of it.
    std::string
    fall_back(std::string                failure,
              const std::vector<double> &b,
              std::vector<double>       &x,
              const std::vector<double> &guess,
              const Accuracy            &accuracy,
              SolveReport               &report);

    KrylovSystem       &system_;
    SolverSettings      settings_;
    PetscVector         right_side_, solution_, residual_;
    std::vector<double> last_residual_;
    RecyclingGmres      krylov_;
    IterationMemory     iterations_;
    unsigned int        n_hierarchies_ = 0;
    bool                is_fresh_      = false;
    bool                fell_back_     = false; ///< with the present matrices
    double              setup_seconds_ = 0;
  };
} // namespace callus
