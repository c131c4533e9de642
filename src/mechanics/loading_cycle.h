// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/biot_solver.h"
#include "mechanics/assembly.h"
#include "mechanics/boundary_conditions.h"
#include "mechanics/mechanics.h"

#include <memory>
#include <vector>

namespace callus
{
  /// Time and accuracy of a loading cycle: the sections `Mechanics/Ramp` and `Mechanics/Linear solver`.
  struct LoadingSettings
  {
    double             duration; ///< s
    unsigned int       n_steps;
    bool               is_step; ///< the whole load from the first step on, instead of a ramp
    double             relative_tolerance; ///< of the linear solves
    BiotSolverSettings solver;

    static LoadingSettings
    read(const Section &mechanics);

    /// Fraction of the load at the end of step 1 ... n_steps.
    double
    level(const unsigned int step) const
    {
      return is_step ? 1. : double(step) / n_steps;
    }
  };

  /**
   * One loading cycle: backward Euler from rest to the peak, in equal steps that share one matrix.
   *
   * The equations are linear but for the fixator, which acts on one number, the plate's displacement w. So the state after
   * step k is put together from responses,
   *
   *   x_k = w_k x_plate + l_k x_load + y_k,
   *
   * to a unit displacement of the plate, to the full nodal loads, and to the fluid's history (y_1 = 0), and w_k solves the scalar
   * equation fixator(w) + bone(w) = force exactly. The responses of the last update are the initial guesses of the next.
   *
   * The response to the plate is a rigid motion of the fragments of fixed material under the plate, and a correction, which is what
   * the linear system is solved for: so neither tolerance nor round-off of the stiff bone hides the soft tissue.
   */
  class LoadingCycle
  {
  public:
    LoadingCycle(const LoadingSettings    &settings,
                 const Mesh<3>            &mesh,
                 const MaterialMap        &materials,
                 const BoundaryConditions &conditions);
    ~LoadingCycle();

    /// Runs one cycle; @p displacement, @p pressure: the peak, at local nodes. Collective.
    LoadingResult
    run(const BiotAssembly  &assembly,
        double               load_factor,
        std::vector<double> &displacement,
        std::vector<double> &pressure,
        MechanicsReport     &report);

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
  };
} // namespace callus
