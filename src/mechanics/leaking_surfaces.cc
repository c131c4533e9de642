// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/leaking_surfaces.h"

#include "mechanics/face_integrals.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace callus
{
  template <int dim>
  LeakingSurfaces<dim>::LeakingSurfaces(const Mesh<dim> &mesh)
    : mesh_(mesh)
  {
  }


  template <int dim>
  void
  LeakingSurfaces<dim>::add(const std::string &surface,
                            const double       conductance,
                            const double       pressure_outside)
  {
    membranes_.push_back({surface, conductance, pressure_outside});
  }


  template <int dim>
  bool
  LeakingSurfaces<dim>::has(const std::string &surface) const
  {
    return std::any_of(membranes_.begin(), membranes_.end(), [&](const Membrane &membrane) {
      return membrane.surface == surface;
    });
  }


  template <int dim>
  double
  LeakingSurfaces<dim>::largest_pressure() const
  {
    double result = 0;
    for (const Membrane &membrane : membranes_)
      if (membrane.conductance > 0)
        result = std::max(result, std::abs(membrane.pressure_outside));
    return result;
  }


  template <int dim>
  double
  LeakingSurfaces<dim>::smallest_conductance() const
  {
    double result = std::numeric_limits<double>::infinity();
    for (const Membrane &membrane : membranes_)
      if (membrane.conductance > 0)
        result = std::min(result, membrane.conductance);
    return result;
  }


  template <int dim>
  void
  LeakingSurfaces<dim>::add_to(const double            time_step,
                               const MaterialMap<dim> &materials,
                               OwnRows                &c,
                               OwnRows                &schur) const
  {
    const CellShape &shape = mesh_.shape();
    for (const Membrane &membrane : membranes_)
      for (const SurfaceFace<dim> &face : mesh_.faces(membrane.surface))
        if (materials.has_pores(face.cell))
          {
            const auto &vertices = shape.faces[face.face];
            const int  *blocks   = c.cell_blocks(face.cell);
            for_each_face_point<dim>(mesh_, face, [&](const FacePoint<dim> &point) {
              const double factor = time_step * membrane.conductance * point.area;
              for (unsigned int a = 0; a < vertices.size(); ++a)
                for (unsigned int b = 0; b < vertices.size(); ++b)
                  {
                    const int block = blocks[shape.n_vertices * vertices[a] + vertices[b]];
                    if (block < 0)
                      continue;
                    const double value = factor * point.linear[a] * point.linear[b];
                    *c.block(block) += value;
                    *schur.block(block) += value;
                  }
            });
          }
  }


  template <int dim>
  void
  LeakingSurfaces<dim>::add_inflow(const double            time_step,
                                   const MaterialMap<dim> &materials,
                                   std::vector<double>    &history) const
  {
    const NodalSpace<dim> &space = mesh_.space(1);
    for (const Membrane &membrane : membranes_)
      for (const SurfaceFace<dim> &face : mesh_.faces(membrane.surface))
        if (materials.has_pores(face.cell))
          for_each_face_point<dim>(mesh_, face, [&](const FacePoint<dim> &point) {
            const double inflow =
              time_step * membrane.conductance * membrane.pressure_outside * point.area;
            const auto &vertices = mesh_.shape().faces[face.face];
            for (unsigned int a = 0; a < vertices.size(); ++a)
              {
                const std::int64_t node =
                  space.cell_nodes[face.cell * space.nodes_per_cell + vertices[a]];
                if (space.owns(node)) // the sign of B u - C p
                  history[node - space.first_owned] -= inflow * point.linear[a];
              }
          });
  }


  template class LeakingSurfaces<2>;
  template class LeakingSurfaces<3>;
} // namespace callus
