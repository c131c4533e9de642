// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/assembly.h"
#include "mechanics/boundary_conditions.h"
#include "mechanics/loaded_state.h"
#include "mechanics/loading_settings.h"
#include "mechanics/mechanics_memory.h"
#include "mechanics/total_pressure_space.h"

#include <memory>
#include <vector>

namespace callus
{
  /**
   * The loading cycles of the load cases, day after day: a LoadedSystem with the material of the day, the UnitResponses to its loads, and the
   * kind of cycle that puts them together (Cycle).
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

    /// Runs one cycle of each load case; @p states: their peaks. Collective.
    void
    run(const BiotAssembly<dim>  &assembly,
        double                    load_factor,
        std::vector<LoadedState> &states,
        MechanicsReport          &report);

    /// Where total pressures live; null if the formulation has none.
    const TotalPressureSpace<dim> *
    total_pressures() const;

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
