// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/assembly.h"
#include "mechanics/boundary_conditions.h"
#include "mechanics/loading_settings.h"
#include "mechanics/mechanics.h"
#include "mechanics/mechanics_memory.h"

#include <memory>
#include <vector>

namespace callus
{
  /**
   * One loading cycle: backward Euler from rest to the peak, in equal steps that share one matrix.
   *
   * The equations are linear but for the fixator, which acts on one number, the plate's displacement w. So the state after
   * step k is put together from responses,
   *
   *   x_k = w_k x_plate + l_k x_load + y_k,
   *
   * to a unit displacement of the plate, to the full nodal loads and prescribed motions, and to the fluid's history (y_1 = 0), and w_k solves the scalar
   * equation fixator(w) + bone(w) = force exactly. The responses of the last update are the initial guesses of the next.
   *
   * The response to the plate is a rigid motion of the fragments of fixed material under the plate, and a correction (likewise to a
   * prescribed motion), which is what
   * the linear system is solved for: so neither tolerance nor round-off of the stiff bone hides the soft tissue.
   */
  template <int dim>
  class LoadingCycle
  {
  public:
    LoadingCycle(const LoadingSettings         &settings,
                 const Mesh<dim>               &mesh,
                 const MaterialMap<dim>        &materials,
                 const BoundaryConditions<dim> &conditions);
    ~LoadingCycle();

    /// Runs one cycle; @p displacement, @p pressure: the peak, at local nodes. Collective.
    LoadingResult
    run(const BiotAssembly<dim> &assembly,
        double                   load_factor,
        std::vector<double>     &displacement,
        std::vector<double>     &pressure,
        MechanicsReport         &report);

    /// How often the multigrid's aggregates were made so far.
    unsigned int
    n_hierarchies() const;
    /// Adds responses and counts of iterations, see MechanicsMemory.
    void
    remember(MechanicsMemory &memory) const;
    /// The same cycle as that which remembered; @p of_aggregates: with the material of its last aggregates. Collective.
    void
    restore(const MechanicsMemory &memory, const BiotAssembly<dim> &of_aggregates);

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
  };
} // namespace callus
