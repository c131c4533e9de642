// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/drainage_layer.h"
#include "mechanics/elements/cell_at_point.h"
#include "mechanics/loaded_state.h"
#include "mechanics/point_drivers.h"
#include "mechanics/total_pressure_space.h"

#include <complex>
#include <vector>

namespace callus
{
  /// Strain, pressure and gradient of load cases in one cell, for DriverProjection.
  namespace cell_cycles
  {
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

    /// The peak of a ramp, or mean and both parts of an oscillation.
    template <typename Action>
    void
    for_each_part(const LoadedState &state, const Action &action)
    {
      action(static_cast<const PoroelasticState &>(state));
      if (state.oscillation)
        {
          action(state.oscillation->in_phase);
          action(state.oscillation->out_of_phase);
        }
    }

    /// Turns the state at the peak of the load, which comes first, into the mean: the peak is mean + in_phase.
    inline void
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
                 const std::vector<LoadedState> &load_cases,
                 const TotalPressureSpace<dim>  *total_pressures)
        : here(element, mesh.cells().vertices_of(cell), mesh.measure())
        , materials(materials)
        , cell_(cell)
        , total_pressures_(total_pressures)
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
                for_each_part(load_case, [&](const PoroelasticState &part) {
                  cycle.push_back(state_of(part));
                });
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
                  ? std::complex<double>(state.oscillation->in_phase.pressure[vertices[v]],
                                         state.oscillation->out_of_phase.pressure[vertices[v]])
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
      state_of(const PoroelasticState &part) const
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
        if (total_pressures_)
          state.total_pressure =
            total_pressures_->value(cell_, here.point->linear.data(), part.total_pressure);
        return state;
      }

      std::size_t                    cell_;
      const TotalPressureSpace<dim> *total_pressures_; // null if the formulation has none
    };
  } // namespace cell_cycles
} // namespace callus
