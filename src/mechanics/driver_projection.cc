// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/driver_projection.h"

#include "mechanics/tetrahedron.h"

#include <cmath>

namespace callus
{
  namespace
  {
    using straight_tetrahedron::n_points;

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
    d.pore_pressure         = pressure;
    d.hydrostatic_stress    = material.drained_bulk_modulus() * trace(e) - pressure;
    d.strain_energy_density = material.mu() * squares + material.lambda() / 2 * trace(e) * trace(e);
    return d;
  }


  void
  project_drivers(const Mesh<3>                          &mesh,
                  const MaterialMap                      &map,
                  const std::vector<PoroelasticMaterial> &materials,
                  const StimulusLaw                      &law,
                  const std::vector<double>              &displacement,
                  const std::vector<double>              &pressure,
                  PointTable                             &drivers)
  {
    const NodalSpace<3> &quadratic = mesh.space(2), &linear = mesh.space(1);
    std::vector<double>  weight(quadratic.n_owned, 0.), sums(n_rows * weight.size(), 0.);

    for (std::size_t cell = 0; cell < mesh.cells().n_cells; ++cell)
      if (map.heals(cell))
        {
          const straight_tetrahedron::Shape tet(mesh.cells().vertices_of(cell));
          std::size_t                       nodes[10];
          for (unsigned int i = 0; i < 10; ++i)
            nodes[i] = quadratic.local_index(quadratic.cell_nodes[10 * cell + i]);
          double                at_vertices[4];
          std::array<double, 3> pressure_gradient = {};
          for (unsigned int v = 0; v < 4; ++v)
            {
              at_vertices[v] = pressure[linear.local_index(linear.cell_nodes[4 * cell + v])];
              for (unsigned int k = 0; k < 3; ++k)
                pressure_gradient[k] += at_vertices[v] * tet.gradient[v][k];
            }

          for (unsigned int q = 0; q < n_points; ++q)
            {
              const auto       gradients = straight_tetrahedron::quadratic_gradients(tet, q);
              SymmetricTensor3 strain    = {};
              for (unsigned int i = 0; i < 10; ++i)
                {
                  const double                       *u = &displacement[3 * nodes[i]];
                  const straight_tetrahedron::Vector &g = gradients[i];
                  for (unsigned int k = 0; k < 3; ++k)
                    {
                      strain[k] += u[k] * g[k];
                      strain[3 + k] += 0.5 * (u[k] * g[(k + 1) % 3] + u[(k + 1) % 3] * g[k]);
                    }
                }
              double p = 0;
              for (unsigned int v = 0; v < 4; ++v)
                p += straight_tetrahedron::barycentric(q, v) * at_vertices[v];

              const MechanicalDrivers here =
                mechanical_drivers(materials[n_points * cell + q], strain, p, pressure_gradient);
              const std::array<double, n_rows> values = row_values(here, law.weights(here));
              const std::array<double, 10>     shapes =
                straight_tetrahedron::piecewise_linear_values(q);
              for (unsigned int i = 0; i < 10; ++i)
                if (shapes[i] > 0 && nodes[i] < weight.size())
                  {
                    const double w = shapes[i] * tet.volume / n_points;
                    weight[nodes[i]] += w;
                    for (unsigned int r = 0; r < n_rows; ++r)
                      sums[nodes[i] * n_rows + r] += w * values[r];
                  }
            }
        }

    for (std::size_t node = 0; node < weight.size(); ++node)
      if (weight[node] > 0)
        for (unsigned int r = 0; r < n_rows; ++r)
          drivers[r][node] = sums[node * n_rows + r] / weight[node];
  }
} // namespace callus
