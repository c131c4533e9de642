// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/driver_projection.h"

#include "mechanics/cell_cycles.h"
#include "mechanics/elements/choose_element.h"

namespace callus
{
  namespace
  {
    constexpr unsigned int n_rows = 13;

    /// The rows of standard_drivers() that mechanics fills, in that order.
    std::array<double, n_rows>
    row_values(const MechanicalDrivers &d, const OutcomeWeights &w)
    {
      std::array<double, n_rows> values;
      values[drivers::octahedral_shear_strain.value]  = d.octahedral_shear_strain;
      values[drivers::volumetric_strain.value]        = d.volumetric_strain;
      values[drivers::minimum_principal_strain.value] = d.minimum_principal_strain;
      values[drivers::fluid_speed.value]              = d.fluid_speed;
      values[drivers::pore_pressure.value]            = d.pore_pressure;
      values[drivers::hydrostatic_stress.value]       = d.hydrostatic_stress;
      values[drivers::strain_energy_density.value]    = d.strain_energy_density;
      values[drivers::resorption_weight.value]        = w.resorption;
      values[drivers::mature_bone_weight.value]       = w.mature_bone;
      values[drivers::woven_bone_weight.value]        = w.woven_bone;
      values[drivers::cartilage_weight.value]         = w.cartilage;
      values[drivers::fibrous_weight.value]           = w.fibrous;
      values[drivers::destruction_weight.value]       = w.destruction;
      return values;
    }

    /// Gives what moves of the pressure gradient another component along the normal of a layer: @p gradient is dp/dz, inwards.
    void
    replace_normal_gradient(const std::array<double, 3> &normal,
                            const std::complex<double>   gradient,
                            PointCycle                  &cycle)
    {
      const auto replace = [&](std::array<double, 3> &g, const double inwards) {
        const double outwards = g[0] * normal[0] + g[1] * normal[1] + g[2] * normal[2];
        for (unsigned int k = 0; k < 3; ++k)
          g[k] -= (outwards + inwards) * normal[k];
      };
      if (cycle.size() == 1)
        return replace(cycle[0].pressure_gradient, gradient.real());
      replace(cycle[1].pressure_gradient, gradient.real());
      replace(cycle[2].pressure_gradient, gradient.imag());
    }
  } // namespace


  template <int dim>
  DriverProjection<dim>::DriverProjection(const Mesh<dim>                &mesh,
                                          const MaterialMap<dim>         &map,
                                          const std::vector<std::string> &drained_surfaces,
                                          const LoadingSettings          &cycle,
                                          const DriverSettings           &settings)
    : mesh_(mesh)
    , map_(map)
    , settings_(settings)
    , profile_(cycle)
  {
    if (settings.is_layer_analytical)
      layer_.emplace(mesh, map, drained_surfaces);
  }


  template <int dim>
  void
  DriverProjection<dim>::operator()(const std::vector<PoroelasticMaterial> &materials,
                                    const StimulusLaw                      &law,
                                    const std::vector<LoadedState>         &load_cases,
                                    const LoadCombination                  &combination,
                                    const TotalPressureSpace<dim>          *total_pressures,
                                    PointTable                             &drivers) const
  {
    std::vector<double> weight(mesh_.space(2).n_owned, 0.), sums(n_rows * weight.size(), 0.);

    const auto row_values_of = [&](const PoroelasticMaterial     &material,
                                   const std::vector<PointCycle> &cycles) {
      std::vector<MechanicalDrivers> of_cases;
      for (const PointCycle &cycle : cycles)
        {
          of_cases.push_back(mechanical_drivers(material, cycle));
          if (settings_.is_relative_velocity)
            of_cases.back().fluid_speed /= material.porosity;
        }
      const MechanicalDrivers combined = combination(of_cases);
      return row_values(combined, law.weights(combined));
    };

    const auto add_cell = [&](const auto &element, const std::size_t cell) {
      using Element = std::decay_t<decltype(element)>;
      cell_cycles::CellCycles<Element> cycles(
        mesh_, element, cell, &materials[Element::n_points * cell], load_cases, total_pressures);
      const LayerCell         *geometry = layer_ ? layer_->find(cell) : nullptr;
      std::vector<DrainedCell> layers;
      for (std::size_t i = 0; geometry && i < load_cases.size(); ++i)
        layers.push_back(cycles.layer(*geometry, i, load_cases[i]));
      const bool has_layer = geometry && profile_.applies_to(layers.front());

      for (unsigned int q = 0; q < Element::n_points; ++q)
        {
          cycles.here.go_to(q);
          const PoroelasticMaterial &material        = cycles.materials[q];
          const auto                 values          = row_values_of(material, cycles.at_points[q]);
          const auto                 values_at_depth = [&](const double depth) {
            std::vector<PointCycle> in_layer = cycles.at_points[q];
            for (std::size_t i = 0; i < layers.size(); ++i)
              replace_normal_gradient(
                geometry->normal, profile_.gradient(layers[i], depth), in_layer[i]);
            return row_values_of(material, in_layer);
          };
          for (unsigned int i = 0; i < Element::n_nodes; ++i)
            {
              const double      share = cycles.here.point->piecewise_linear[i];
              const std::size_t node  = cycles.nodes[i];
              if (!(share > 0 && node < weight.size()))
                continue;
              const bool in_layer = has_layer && geometry->node_depths[i] < 0.75 * geometry->depth;
              const auto of_node  = in_layer ? values_at_depth(geometry->node_depths[i]) : values;
              const double w      = share * cycles.here.volume;
              weight[node] += w;
              for (unsigned int r = 0; r < n_rows; ++r)
                sums[node * n_rows + r] += w * of_node[r];
            }
        }
    };
    elements::with_element<dim>(mesh_.shape(), [&](const auto &element) {
      for (std::size_t cell = 0; cell < mesh_.cells().n_cells; ++cell)
        if (map_.heals(cell))
          add_cell(element, cell);
    });

    for (std::size_t node = 0; node < weight.size(); ++node)
      if (weight[node] > 0)
        for (unsigned int r = 0; r < n_rows; ++r)
          drivers[r][node] = sums[node * n_rows + r] / weight[node];
  }


  template class DriverProjection<2>;
  template class DriverProjection<3>;
} // namespace callus
