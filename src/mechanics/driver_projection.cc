// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/driver_projection.h"

#include "mechanics/elements/cell_at_point.h"
#include "mechanics/elements/choose_element.h"

#include <cmath>

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

    /// Strain of the body in space at a quadrature point; @p nodes: local nodes of the cell.
    template <typename Cell, std::size_t n_nodes>
    SymmetricTensor3
    strain_at(const Cell                             &here,
              const std::array<std::size_t, n_nodes> &nodes,
              const std::vector<double>              &displacement)
    {
      constexpr unsigned int dim    = Cell::dim;
      SymmetricTensor3       strain = {};
      for (unsigned int i = 0; i < n_nodes; ++i)
        {
          const double *u = &displacement[dim * nodes[i]];
          const auto   &g = here.gradients[i];
          for (unsigned int k = 0; k < dim; ++k)
            strain[k] += u[k] * g[k];
          if constexpr (dim == 2)
            {
              strain[2] += here.hoop(i) * u[0];
              strain[3] += 0.5 * (u[0] * g[1] + u[1] * g[0]);
            }
          else
            for (unsigned int k = 0; k < 3; ++k)
              strain[3 + k] += 0.5 * (u[k] * g[(k + 1) % 3] + u[(k + 1) % 3] * g[k]);
        }
      return strain;
    }

    /// Displacement and pressure at local nodes, as one of the parts of a cycle.
    struct Part
    {
      const std::vector<double> &displacement, &pressure;
    };

    /// The peak of a ramp, or mean and both parts of an oscillation.
    template <typename Action>
    void
    for_each_part(const LoadedState &state, const Action &action)
    {
      action(Part{state.displacement, state.pressure});
      if (state.oscillation)
        {
          const OscillatingState &oscillation = *state.oscillation;
          action(Part{oscillation.displacement_in_phase, oscillation.pressure_in_phase});
          action(Part{oscillation.displacement_out_of_phase, oscillation.pressure_out_of_phase});
        }
    }

    /// Turns the state at the peak of the load, which comes first, into the mean: the peak is mean + in_phase.
    void
    subtract_oscillation(PointCycle &cycle)
    {
      if (cycle.size() == 1)
        return;
      PointState       &mean     = cycle[0];
      const PointState &in_phase = cycle[1];
      for (unsigned int k = 0; k < 6; ++k)
        mean.strain[k] -= in_phase.strain[k];
      mean.pressure -= in_phase.pressure;
      for (unsigned int k = 0; k < 3; ++k)
        mean.pressure_gradient[k] -= in_phase.pressure_gradient[k];
    }

    /// What oscillates of a value, or the value at the peak of a ramp.
    template <typename Value>
    std::complex<double>
    moving_part(const PointCycle &cycle, const Value &value)
    {
      return cycle.size() == 1 ? std::complex<double>(value(cycle[0]))
                               : std::complex<double>(value(cycle[1]), value(cycle[2]));
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

    /// One healing cell: what all load cases do at its quadrature points.
    template <typename Element>
    class CellCycles
    {
    public:
      static constexpr unsigned int dim = Element::dim;

      template <typename MeshType>
      CellCycles(const MeshType                 &mesh,
                 const Element                  &element,
                 const std::size_t               cell,
                 const PoroelasticMaterial      *materials,
                 const std::vector<LoadedState> &load_cases)
        : here(element, mesh.cells().vertices_of(cell), mesh.measure())
        , materials(materials)
      {
        const auto &quadratic = mesh.space(2), &linear = mesh.space(1);
        for (unsigned int i = 0; i < nodes.size(); ++i)
          nodes[i] = quadratic.local_index(quadratic.cell_nodes[nodes.size() * cell + i]);
        for (unsigned int v = 0; v < vertices.size(); ++v)
          vertices[v] = linear.local_index(linear.cell_nodes[vertices.size() * cell + v]);
        for (unsigned int q = 0; q < Element::n_points; ++q)
          {
            here.go_to(q);
            for (const LoadedState &load_case : load_cases)
              {
                PointCycle cycle;
                for_each_part(load_case,
                              [&](const Part &part) { cycle.push_back(state_of(part)); });
                subtract_oscillation(cycle);
                at_points[q].push_back(std::move(cycle));
              }
          }
      }

      /// The layer in this cell as a load case moves it.
      DrainedCell
      layer(const LayerCell &geometry, const std::size_t load_case, const LoadedState &state)
      {
        DrainedCell result{geometry.depth, 0, 0, 0, 0};
        double      volume = 0;
        for (unsigned int q = 0; q < Element::n_points; ++q)
          {
            here.go_to(q);
            const PoroelasticMaterial &material = materials[q];
            const double               storage  = material.confined_storage();
            volume += here.volume;
            result.storage += here.volume * storage;
            result.permeability += here.volume * material.permeability;
            // pressure once the content alpha tr e + p/M had flowed back, at this stress across and strain along the layer
            result.undrained +=
              here.volume * moving_part(at_points[q][load_case], [&](const PointState &s) {
                return s.pressure - (material.biot_coefficient * trace(s.strain) +
                                     material.storage * s.pressure) /
                                      storage;
              });
          }
        result.storage /= volume;
        result.permeability /= volume;
        result.undrained /= volume;

        unsigned int n_inner = 0;
        for (unsigned int v = 0; v < vertices.size(); ++v)
          if (geometry.is_inner[v])
            {
              ++n_inner;
              result.inner_pressure +=
                state.oscillation
                  ? std::complex<double>(state.oscillation->pressure_in_phase[vertices[v]],
                                         state.oscillation->pressure_out_of_phase[vertices[v]])
                  : std::complex<double>(state.pressure[vertices[v]]);
            }
        result.inner_pressure /= n_inner;
        return result;
      }

      elements::CellAtPoint<Element>                         here;
      const PoroelasticMaterial                             *materials;
      std::array<std::size_t, Element::n_nodes>              nodes;
      std::array<std::size_t, Element::n_vertices>           vertices;
      std::array<std::vector<PointCycle>, Element::n_points> at_points; // of the load cases

    private:
      PointState
      state_of(const Part &part) const
      {
        PointState state;
        state.strain = strain_at(here, nodes, part.displacement);
        for (unsigned int v = 0; v < vertices.size(); ++v)
          {
            const double p = part.pressure[vertices[v]];
            state.pressure += here.point->linear[v] * p;
            for (unsigned int k = 0; k < dim; ++k)
              state.pressure_gradient[k] += p * here.linear_gradients[v][k];
          }
        return state;
      }
    };
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
      CellCycles<Element> cycles(
        mesh_, element, cell, &materials[Element::n_points * cell], load_cases);
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
