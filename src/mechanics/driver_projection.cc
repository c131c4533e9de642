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
  } // namespace


  MechanicalDrivers
  mechanical_drivers(const PoroelasticMaterial   &material,
                     const SymmetricTensor3      &e,
                     const double                 pressure,
                     const std::array<double, 3> &g)
  {
    const double squares =
      e[0] * e[0] + e[1] * e[1] + e[2] * e[2] + 2 * (e[3] * e[3] + e[4] * e[4] + e[5] * e[5]);

    MechanicalDrivers d;
    d.octahedral_shear_strain  = octahedral_shear_strain(e);
    d.volumetric_strain        = trace(e);
    d.minimum_principal_strain = principal_values(e)[0];
    d.fluid_speed              = 1000 * material.permeability * // mm/s to um/s
                    std::sqrt(g[0] * g[0] + g[1] * g[1] + g[2] * g[2]);
    d.pore_pressure = pressure;
    d.hydrostatic_stress =
      material.drained_bulk_modulus() * trace(e) - material.biot_coefficient * pressure;
    d.strain_energy_density = material.mu() * squares + material.lambda() / 2 * trace(e) * trace(e);
    return d;
  }


  MechanicalDrivers
  mechanical_drivers(const PoroelasticMaterial   &material,
                     const SymmetricTensor3      &e,
                     const double                 pressure,
                     const std::array<double, 3> &g,
                     const double                 total_pressure)
  {
    MechanicalDrivers d         = mechanical_drivers(material, e, pressure, g);
    const double      effective = material.biot_coefficient * pressure - total_pressure;
    d.hydrostatic_stress        = 2. / 3 * material.mu() * trace(e) - total_pressure;
    d.strain_energy_density +=
      effective * effective / (2 * material.lambda()) - material.lambda() / 2 * trace(e) * trace(e);
    return d;
  }


  template <int dim>
  void
  project_drivers(const Mesh<dim>                        &mesh,
                  const MaterialMap<dim>                 &map,
                  const std::vector<PoroelasticMaterial> &materials,
                  const StimulusLaw                      &law,
                  const std::vector<LoadedState>         &load_cases,
                  const LoadCombination                  &combination,
                  const TotalPressureSpace<dim>          *total_pressures,
                  PointTable                             &drivers)
  {
    const NodalSpace<dim> &quadratic = mesh.space(2), &linear = mesh.space(1);
    std::vector<double>    weight(quadratic.n_owned, 0.), sums(n_rows * weight.size(), 0.);

    const auto add_cell = [&](const auto &element, const std::size_t cell) {
      using Element = std::decay_t<decltype(element)>;
      std::array<std::size_t, Element::n_nodes>    nodes;
      std::array<std::size_t, Element::n_vertices> vertices;
      std::vector<MechanicalDrivers>               of_cases(load_cases.size());
      for (unsigned int i = 0; i < nodes.size(); ++i)
        nodes[i] = quadratic.local_index(quadratic.cell_nodes[nodes.size() * cell + i]);
      for (unsigned int v = 0; v < vertices.size(); ++v)
        vertices[v] = linear.local_index(linear.cell_nodes[vertices.size() * cell + v]);

      elements::CellAtPoint here(element, mesh.cells().vertices_of(cell), mesh.measure());
      for (unsigned int q = 0; q < Element::n_points; ++q)
        {
          here.go_to(q);
          for (std::size_t i = 0; i < load_cases.size(); ++i)
            {
              const std::vector<double> &pressure          = load_cases[i].pressure;
              double                     p                 = 0;
              std::array<double, 3>      pressure_gradient = {};
              for (unsigned int v = 0; v < vertices.size(); ++v)
                {
                  p += here.point->linear[v] * pressure[vertices[v]];
                  for (unsigned int k = 0; k < dim; ++k)
                    pressure_gradient[k] += pressure[vertices[v]] * here.linear_gradients[v][k];
                }
              const PoroelasticMaterial &material = materials[Element::n_points * cell + q];
              const SymmetricTensor3 strain = strain_at(here, nodes, load_cases[i].displacement);
              of_cases[i]                   = total_pressures
                                                ? mechanical_drivers(
                                  material,
                                  strain,
                                  p,
                                  pressure_gradient,
                                  total_pressures->value(
                                    cell, here.point->linear.data(), load_cases[i].total_pressure))
                                                : mechanical_drivers(material, strain, p, pressure_gradient);
            }
          const MechanicalDrivers          at_point = combination(of_cases);
          const std::array<double, n_rows> values   = row_values(at_point, law.weights(at_point));
          for (unsigned int i = 0; i < nodes.size(); ++i)
            if (here.point->piecewise_linear[i] > 0 && nodes[i] < weight.size())
              {
                const double w = here.point->piecewise_linear[i] * here.volume;
                weight[nodes[i]] += w;
                for (unsigned int r = 0; r < n_rows; ++r)
                  sums[nodes[i] * n_rows + r] += w * values[r];
              }
        }
    };
    elements::with_element<dim>(mesh.shape(), [&](const auto &element) {
      for (std::size_t cell = 0; cell < mesh.cells().n_cells; ++cell)
        if (map.heals(cell))
          add_cell(element, cell);
    });

    for (std::size_t node = 0; node < weight.size(); ++node)
      if (weight[node] > 0)
        for (unsigned int r = 0; r < n_rows; ++r)
          drivers[r][node] = sums[node * n_rows + r] / weight[node];
  }


  template void
  project_drivers(const Mesh<2> &,
                  const MaterialMap<2> &,
                  const std::vector<PoroelasticMaterial> &,
                  const StimulusLaw &,
                  const std::vector<LoadedState> &,
                  const LoadCombination &,
                  const TotalPressureSpace<2> *,
                  PointTable &);

  template void
  project_drivers(const Mesh<3> &,
                  const MaterialMap<3> &,
                  const std::vector<PoroelasticMaterial> &,
                  const StimulusLaw &,
                  const std::vector<LoadedState> &,
                  const LoadCombination &,
                  const TotalPressureSpace<3> *,
                  PointTable &);
} // namespace callus
