// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <limits>
#include <vector>

namespace callus
{
  /// Part of ||b|| below which round-off allows no residual.
  constexpr double round_off = 5e-15;

  /**
   * What a solution x of A x = b has to reach: a residual, and an error.
   *
   * A residual alone says little where stiff and soft tissue meet: against the forces in the stiff one it may be small while the motion of the soft one is wrong
   * altogether. So the error is estimated as what the preconditioner makes of the residual, e = M^-1 r, and each field of it is measured in its energy norm
   * (KrylovSystem::energies) against the state that the solution is part of:
   *
   *     energy(e_u) <= error^2 E_u,   E_u = elsewhere_u + 2 forces . u + energy(u),
   *     energy(e_p) <= error^2 (E_u + E_p),   E_p = elsewhere_p + energy(p).
   *
   * Fields are measured each for itself, because the pressure of soft tissue that cannot drain weighs far more than its motion.
   */
  struct Accuracy
  {
    double residual;                                        ///< largest ||b - A x||
    double error = std::numeric_limits<double>::infinity(); ///< relative
    /// Of the rest of the state: the energy of each field, and the forces of its displacements on this rank's unknowns; empty: none.
    std::vector<double> elsewhere = {};
    std::vector<double> forces    = {};
  };
} // namespace callus
