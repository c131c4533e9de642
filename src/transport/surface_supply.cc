// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/surface_supply.h"

#include "base/nearest_name.h"

#include <algorithm>
#include <map>

namespace callus
{
  namespace
  {
    template <int dim>
    void
    add_face(const Mesh<dim>               &mesh,
             const SurfaceFace<dim>        &face,
             const HealingNodes<dim>       &nodes,
             std::map<std::size_t, double> &areas)
    {
      for (const NodeArea &part : mesh.node_areas(face))
        if (const std::size_t node = nodes.in_cell(face.cell, part.node_in_cell);
            node < nodes.n_owned())
          areas[node] += part.area;
    }
  } // namespace

  template <int dim>
  SurfaceSupply<dim>::SurfaceSupply(const Section             &processes,
                                    const Mesh<dim>           &mesh,
                                    const std::vector<Region> &regions,
                                    const HealingNodes<dim>   &nodes,
                                    const Network             &network)
    : network_(network)
    , n_owned_(nodes.n_owned())
  {
    std::size_t most_nodes = 0;
    for (unsigned int index = 0; index < network.surface_processes().size(); ++index)
      {
        const SurfaceProcess         &process = network.surface_processes()[index];
        std::map<std::size_t, double> areas;
        bool                          bounds_no_healing_region = false;
        for (const std::string &surface : process.surfaces)
          {
            if (!mesh.has_surface(surface))
              {
                processes.subsection(process.name)
                  .problem("Surfaces",
                           "'" + surface + "'",
                           "a surface or interface of the mesh, or one of the section Surfaces",
                           suggest(surface, mesh.all_surface_names()));
                continue;
              }
            if (mesh.symmetry().plane_of(surface))
              processes.subsection(process.name)
                .problem("Surfaces",
                         "the plane of symmetry '" + surface + "'",
                         "a surface of the whole body",
                         "Behind the plane the body goes on, and nothing flows through it. Name "
                         "another surface.");
            for (const auto &face : mesh.faces(surface))
              if (regions[mesh.cells().region[face.cell]].heals)
                add_face(mesh, face, nodes, areas);
              else
                bounds_no_healing_region = true;
          }
        if (bounds_no_healing_region)
          processes.subsection(process.name)
            .problem(
              "Surfaces",
              "a surface of a region that does not heal",
              "surfaces of healing regions",
              "Name the healing region first in an interface: callus|marrow, not marrow|callus.");
        Supply supply;
        supply.index = index;
        for (const auto &[node, area] : areas)
          {
            supply.node.push_back(node);
            supply.area.push_back(area);
          }
        supply.modifier.assign(supply.node.size(), 1.);
        most_nodes = std::max(most_nodes, supply.node.size());
        supplies_.push_back(std::move(supply));
      }
    fields_  = PointTable(network.catalogue().n_fields(), most_nodes);
    drivers_ = PointTable(network.catalogue().n_drivers(), most_nodes);
  }

  template <int dim>
  void
  SurfaceSupply<dim>::update(double day, const PointTable &fields, const PointTable &drivers)
  {
    for (Supply &supply : supplies_)
      {
        const std::size_t n = supply.node.size();
        if (n == 0)
          continue;
        for (unsigned int f = 0; f < fields.n_quantities(); ++f)
          for (std::size_t i = 0; i < n; ++i)
            fields_[f][i] = fields[f][supply.node[i]];
        for (unsigned int d = 0; d < drivers.n_quantities(); ++d)
          for (std::size_t i = 0; i < n; ++i)
            drivers_[d][i] = drivers[d][supply.node[i]];
        network_.surface_modifier(
          supply.index, day, fields_, drivers_, 0, n, supply.modifier.data(), scratch_);
      }
  }

  template <int dim>
  std::vector<typename SurfaceSupply<dim>::Inflow>
  SurfaceSupply<dim>::inflows(FieldId field) const
  {
    std::vector<Inflow> result;
    for (const Supply &supply : supplies_)
      {
        const SurfaceProcess &process = network_.surface_processes()[supply.index];
        if (process.field != field || process.form == SurfaceForm::fixed_value)
          continue;
        for (std::size_t i = 0; i < supply.node.size(); ++i)
          {
            const double area = supply.area[i] * supply.modifier[i];
            if (process.form == SurfaceForm::exchange)
              result.push_back({supply.node[i],
                                area * process.coefficient,
                                area * process.coefficient * process.level});
            else
              result.push_back({supply.node[i], 0., area * process.level});
          }
      }
    return result;
  }

  template <int dim>
  bool
  SurfaceSupply<dim>::holds(FieldId field) const
  {
    return std::any_of(supplies_.begin(), supplies_.end(), [&](const Supply &supply) {
      const SurfaceProcess &process = network_.surface_processes()[supply.index];
      return process.field == field && process.form == SurfaceForm::fixed_value &&
             network_.factor(process.process) != 0;
    });
  }

  template <int dim>
  bool
  SurfaceSupply<dim>::hold(FieldId field, double *values, std::vector<char> &held) const
  {
    held.clear();
    if (!holds(field))
      return false;
    held.resize(n_owned_, 0);
    for (const Supply &supply : supplies_)
      {
        const SurfaceProcess &process = network_.surface_processes()[supply.index];
        if (process.field != field || process.form != SurfaceForm::fixed_value ||
            network_.factor(process.process) == 0)
          continue;
        for (std::size_t i = 0; i < supply.node.size(); ++i)
          {
            held[supply.node[i]]   = 1;
            values[supply.node[i]] = process.level * supply.modifier[i];
          }
      }
    return true;
  }

  template class SurfaceSupply<2>;
  template class SurfaceSupply<3>;
} // namespace callus
