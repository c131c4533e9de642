// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "fields/catalogue.h"

namespace callus
{
  /// The drivers every run has. The order is fixed; the ids below index it.
  ///
  /// From mechanics (at the peak of a ramp, or the largest magnitude in a harmonic cycle): octahedral_shear_strain [1], volumetric_strain [1],
  /// minimum_principal_strain [1], fluid_speed [um/s] (Darcy flux, or that over the porosity), pore_pressure [MPa], hydrostatic_stress [MPa]
  /// (total, tension positive), strain_energy_density [MPa].
  /// From the stimulus law, weights in [0,1] that sum to one: resorption_weight, mature_bone_weight,
  /// woven_bone_weight, cartilage_weight, fibrous_weight, destruction_weight.
  /// By region: cell_scale_stiffness [kPa] (0 without a scaffold).
  std::vector<Driver>
  standard_drivers();

  namespace drivers
  {
    constexpr DriverId octahedral_shear_strain{0};
    constexpr DriverId volumetric_strain{1};
    constexpr DriverId minimum_principal_strain{2};
    constexpr DriverId fluid_speed{3};
    constexpr DriverId pore_pressure{4};
    constexpr DriverId hydrostatic_stress{5};
    constexpr DriverId strain_energy_density{6};
    constexpr DriverId resorption_weight{7};
    constexpr DriverId mature_bone_weight{8};
    constexpr DriverId woven_bone_weight{9};
    constexpr DriverId cartilage_weight{10};
    constexpr DriverId fibrous_weight{11};
    constexpr DriverId destruction_weight{12};
    constexpr DriverId cell_scale_stiffness{13};
  } // namespace drivers

  /// What one stimulus law says at one point: how strongly each outcome is called for; the weights sum to one.
  struct OutcomeWeights
  {
    double resorption  = 0;
    double mature_bone = 0;
    double woven_bone  = 0;
    double cartilage   = 0;
    double fibrous     = 0;
    double destruction = 0;
  };

  /// The mechanical drivers at one point, as mechanics computes them and stimulus laws read them.
  struct MechanicalDrivers
  {
    double octahedral_shear_strain  = 0; ///< 1
    double volumetric_strain        = 0; ///< 1
    double minimum_principal_strain = 0; ///< 1, negative in compression
    double fluid_speed              = 0; ///< um/s, Darcy flux, or that over the porosity
    double pore_pressure            = 0; ///< MPa
    double hydrostatic_stress       = 0; ///< MPa, total stress, tension positive
    double strain_energy_density    = 0; ///< MPa
  };
} // namespace callus
