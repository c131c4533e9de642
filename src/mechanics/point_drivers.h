// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "fields/drivers.h"
#include "laws/tissue/poroelastic_material.h"
#include "laws/tissue/strain_invariants.h"

#include <array>
#include <optional>
#include <vector>

namespace callus
{
  /// What the drivers at a point follow from.
  struct PointState
  {
    SymmetricTensor3      strain            = {};
    double                pressure          = 0;  ///< MPa
    std::array<double, 3> pressure_gradient = {}; ///< MPa/mm
    /// MPa, t, where the formulation has it: the stress is 2 mu eps - t and the volumetric part of the energy (alpha p - t)^2 / (2 lambda), which div u
    /// would give with an error that grows with lambda
    std::optional<double> total_pressure = {};
  };

  /// A point in a loading cycle: its state at the peak, or mean, in_phase and out_of_phase of an oscillation (OscillatingState).
  using PointCycle = std::vector<PointState>;

  /// The drivers at a point of a poroelastic material; the fluid speed is the Darcy flux.
  MechanicalDrivers
  mechanical_drivers(const PoroelasticMaterial &material, const PointState &state);

  /**
   * Those of a cycle. What oscillates gives each driver its value of the largest magnitude over all phases, with its sign, one by one: of norms the
   * largest, which is not the norm of the amplitudes. Exact, but for the minimum principal strain (largest_sample_over_cycle()).
   */
  MechanicalDrivers
  mechanical_drivers(const PoroelasticMaterial &material, const PointCycle &cycle);
} // namespace callus
