// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/harmonic_system.h"
#include "mechanics/displacement_pressure_step.h"
#include "mechanics/loaded_system.h"

namespace callus
{
  /**
   * The body of a LoadedSystem where all oscillates at one frequency, as Re((in_phase + i out_of_phase) e^{i phase}), phase 0 at the peak of the load: its
   * complex matrices and their solver. Vectors as in LoadedSystem. Functions are collective.
   */
  template <int dim>
  class OscillatingSystem
  {
  public:
    using Values = std::vector<double>;

    /// @p system must outlive this, and have no total pressures.
    OscillatingSystem(LoadedSystem<dim> &system, double frequency);

    /// The matrices of this material, after those of the system: takes over its preconditioner, which serves no time step any more.
    void
    assemble(const BiotAssembly<dim> &assembly, MechanicsReport &report);

    /// Solves with a right-hand side in phase with the load, to the tolerances. The responses: the earlier ones, and then the result too.
    void
    solve(const Values        &right_side,
          SuccessiveSolutions &in_phase,
          SuccessiveSolutions &out_of_phase,
          ResponseReference    reference,
          MechanicsReport     &report);

    PersistentSolve &
    solver()
    {
      return solver_;
    }
    const PersistentSolve &
    solver() const
    {
      return solver_;
    }

  private:
    LoadedSystem<dim>             &system_;
    DisplacementPressureStep<dim> &step_equations_;
    double                         length_; // s, of the time step with the same conductivity: 1/w
    OwnRows                        storage_, step_, schur_;
    HarmonicSystem                 equations_;
    PersistentSolve                solver_;
  };
} // namespace callus
