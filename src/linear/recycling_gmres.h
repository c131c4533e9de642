// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/accuracy.h"
#include "linear/krylov_system.h"
#include "linear/recycled_directions.h"

namespace callus
{
  /**
   * Flexible GMRES with right preconditioning for bodies of stiff and soft parts.
   *
   * **Norm.** What is minimised is ||D^-1/2 (b - A x)||, D the diagonal of the matrices whose energy counts (KrylovSystem::energies). In the plain norm the
   * forces of the stiffest part hide those of the softest, whose motion they decide on: a residual of 1e-3 in an error estimate came with a true error of
   * 2e-2 there, with this norm of 1e-3. Below, A stands for D^-1/2 A and r for D^-1/2 (b - A x).
   *
   * **Recycling.** The directions that the preconditioner serves worst are kept from solve to solve (RecycledDirections), so that they need not be found
   * again. Residuals are kept orthogonal to the products C = A U of these directions:
   *
   *     x <- x + U C^T r,   then with the basis V of (1 - C C^T) A M^-1:   x <- x + Z y - U C^T A Z y,   Z = M^-1 V.
   *
   * (Parks, de Sturler, Mackey, Johnson and Maiti 2006, SIAM J. Sci. Comput. 28, 1651-1674; what is kept: recycled_directions.h.)
   *
   * **Error.** It is estimated one iteration late (Accuracy): then M^-1 r needs the last column of Z only, which the next iteration needs as well.
   *
   * All functions are collective.
   */
  class RecyclingGmres
  {
  public:
    struct Settings
    {
      unsigned int max_iterations;
      unsigned int restart;          ///< length of the basis
      unsigned int n_recycled;       ///< directions; 0: plain flexible GMRES
      bool         is_scaled = true; ///< or D = 1
    };

    /// @p system must outlive this.
    RecyclingGmres(KrylovSystem &system, const Settings &settings)
      : system_(system)
      , settings_(settings)
      , recycled_(settings.n_recycled)
    {
    }

    /// The system has got matrices, its first or others.
    void
    matrices_changed();
    /// D^-1/2
    Vec
    scale() const
    {
      return scale_;
    }

    struct Result
    {
      unsigned int        iterations = 0;
      bool                converged  = false;
      double              error      = 0; ///< estimate, relative; 0 if none was asked for
      std::vector<double> energies;       ///< of the state, likewise
    };
    /// From the guess @p x. The residual that counts is carried along: round-off may make the true one larger.
    Result
    solve(Vec b, Vec x, const Accuracy &accuracy);

    RecycledDirections::Memory
    memory() const
    {
      return recycled_.memory();
    }
    void
    restore(const RecycledDirections::Memory &memory, const Vec model)
    {
      recycled_.restore(memory, model);
    }

  private:
    struct Goal;
    struct Cycle;

    /// Iterates from the residual in the first vector of the basis, and adds the correction to x.
    void
    run_cycle(double norm, Goal &goal, Vec x);
    /// The next column of V and H from the last of Z.
    void
    extend(Cycle &cycle);
    /// D^-1/2 A x
    void
    multiply(Vec x, Vec product) const;
    /// x += Z y - U B y
    void
    add_correction(const Cycle &cycle, Vec x) const;
    /// Is ||b - A x|| as small as it has to be?
    bool
    has_small_residual(const Cycle &cycle, Goal &goal);
    /// With one column of Z more than the problem has.
    void
    estimate_error(const Cycle &cycle, Vec x, Goal &goal);

    KrylovSystem      &system_;
    Settings           settings_;
    RecycledDirections recycled_;
    PetscVectors       basis_, corrections_; // V, Z
    PetscVector        work_, scale_, inverse_scale_;
  };
} // namespace callus
