// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/stimulus/stimulus_law.h"
#include "laws/tissue/strain_invariants.h"
#include "mechanics/load_combination.h"
#include "mechanics/loaded_state.h"
#include "mechanics/material_map.h"
#include "mechanics/total_pressure_space.h"

#include <vector>

namespace callus
{
  /// The drivers at a point of a poroelastic material from the strain, the pore pressure [MPa] and its gradient [MPa/mm].
  MechanicalDrivers
  mechanical_drivers(const PoroelasticMaterial   &material,
                     const SymmetricTensor3      &strain,
                     double                       pressure,
                     const std::array<double, 3> &pressure_gradient);
  /// Likewise where the total pressure t [MPa] is known: the stress is 2 mu eps - t and the volumetric part of the energy (alpha p - t)^2 / (2 lambda), which
  /// div u would give with an error that grows with lambda.
  MechanicalDrivers
  mechanical_drivers(const PoroelasticMaterial   &material,
                     const SymmetricTensor3      &strain,
                     double                       pressure,
                     const std::array<double, 3> &pressure_gradient,
                     double                       total_pressure);

  /**
   * Drivers and outcome weights are computed at the quadrature points of healing cells and brought to the nodes of the quadratic
   * space by a lumped projection,
   *
   *   d_i = sum_q w_q phi_i(x_q) d(x_q) / sum_q w_q phi_i(x_q),
   *
   * with the piecewise linear functions phi_i of the sub-cells: a weighted mean of the points around the node, so that bounds
   * and the sum of the outcome weights are kept. Strains are those of the body in space: in plane strain e_zz = 0, in an axisymmetric
   * body the hoop strain is the third.
   *
   * The drivers of several load cases are combined at each point, before the law reads them. @p drivers: columns are the owned
   * nodes of the quadratic space; nodes without a healing cell, and cell_scale_stiffness, are not touched. @p total_pressures: null if the formulation has none.
   */
  template <int dim>
  void
  project_drivers(const Mesh<dim>                        &mesh,
                  const MaterialMap<dim>                 &map,
                  const std::vector<PoroelasticMaterial> &materials,
                  const StimulusLaw                      &law,
                  const std::vector<LoadedState>         &load_cases,
                  const LoadCombination                  &combination,
                  const TotalPressureSpace<dim>          *total_pressures,
                  PointTable                             &drivers);
} // namespace callus
