// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/krylov_system.h"
#include "linear/own_rows.h"
#include "mechanics/assembly.h"
#include "mechanics/boundary_conditions.h"
#include "mechanics/loaded_state.h"
#include "mechanics/total_pressure_space.h"

#include <vector>

namespace callus
{
  template <int dim>
  class DisplacementPressureStep;

  /**
   * The equations of a time step in one formulation of poroelasticity: its unknowns and matrices.
   *
   * Vectors hold this rank's displacements, then its pore pressures, then its total pressures if the formulation has them.
   */
  template <int dim>
  class StepEquations
  {
  public:
    using Values      = std::vector<double>;
    using Constraints = typename BoundaryConditions<dim>::Constraints;

    /// A motion of constrained nodes: displacement at local nodes, and what it gives in the rows of the matrix before elimination.
    struct Motion
    {
      Values displacement;
      Values on_u, on_rest;
    };

    virtual ~StepEquations() = default;

    virtual KrylovSystem &
    system() = 0;
    /// All matrices of this material, and the motions' rows.
    virtual void
    assemble(const BiotAssembly<dim> &assembly, double time_step, std::vector<Motion> &motions) = 0;
    /// Right-hand side of the pore pressures (owned nodes of the linear space) that a state leaves to the next step.
    virtual Values
    history(const BiotAssembly<dim> &assembly, const PoroelasticState &state) const = 0;
    /// Nodal forces at owned displacement unknowns of a uniform pressure [MPa] that acts as those outside do.
    virtual Values
    forces_of_pressure() const = 0;
    /// This, where it has displacements and pore pressures alone (of which OscillatingSystem is made); else null.
    virtual DisplacementPressureStep<dim> *
    displacement_pressure()
    {
      return nullptr;
    }
    /// Null if the formulation has no total pressures.
    virtual const TotalPressureSpace<dim> *
    total_pressures() const
    {
      return nullptr;
    }
    /// Makes owned total pressures known where they are ghosts.
    virtual void
    update_ghosts(Values &) const
    {
    }
  };

  /// What all formulations stand on; outlives them.
  template <int dim>
  struct StepSetting
  {
    const Mesh<dim>                                     &mesh;
    const MaterialMap<dim>                              &materials;
    const BoundaryConditions<dim>                       &conditions;
    const typename BoundaryConditions<dim>::Constraints &constraints;
    const GhostExchange                                 &quadratic_exchange;
    std::string                                          prefix; ///< of PETSc's options
  };
} // namespace callus
