// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/stimulus/stimulus_law.h"
#include "mechanics/drainage_layer.h"
#include "mechanics/driver_settings.h"
#include "mechanics/load_combination.h"
#include "mechanics/loaded_state.h"
#include "mechanics/material_map.h"
#include "mechanics/point_drivers.h"
#include "mechanics/total_pressure_space.h"

#include <optional>
#include <vector>

namespace callus
{
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
   * The drivers of several load cases are combined at each point, before the law reads them.
   *
   * With DriverSettings::is_layer_analytical the pressure gradient across a drainage layer is that of LayerProfile, at the depth of the node, for the
   * nodes of the layer's cells above three quarters of their depth; the nodes below are shared with cells that have no layer.
   */
  template <int dim>
  class DriverProjection
  {
  public:
    /// All must outlive this. Collective.
    DriverProjection(const Mesh<dim>                &mesh,
                     const MaterialMap<dim>         &map,
                     const std::vector<std::string> &drained_surfaces,
                     const LoadingSettings          &cycle,
                     const DriverSettings           &settings);

    /// @p materials: at the quadrature points; @p drivers: columns are the owned nodes of the quadratic space; nodes without a healing cell, and
    /// cell_scale_stiffness, are not touched; @p total_pressures: null if the formulation has none.
    void
    operator()(const std::vector<PoroelasticMaterial> &materials,
               const StimulusLaw                      &law,
               const std::vector<LoadedState>         &load_cases,
               const LoadCombination                  &combination,
               const TotalPressureSpace<dim>          *total_pressures,
               PointTable                             &drivers) const;

  private:
    const Mesh<dim>                  &mesh_;
    const MaterialMap<dim>           &map_;
    DriverSettings                    settings_;
    LayerProfile                      profile_;
    std::optional<DrainageLayer<dim>> layer_; // if it is analytical
  };
} // namespace callus
