// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Faces of named surfaces and interfaces.

#include "mesh/mesh_implementation.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

namespace callus
{
  namespace
  {
    /// The face opposite vertex i of a tetrahedron has, in deal.II's numbering, these corners.
    constexpr unsigned int corners_of_face[4][3] = {{0, 1, 2}, {1, 0, 3}, {0, 2, 3}, {2, 1, 3}};

    template <int dim>
    SurfaceFace<dim>
    describe(const typename Mesh<dim>::Implementation &mesh, std::size_t cell, unsigned int face)
    {
      static_assert(dim == 3, "tetrahedra only so far");
      SurfaceFace<dim> result;
      result.cell     = cell;
      result.face     = face;
      result.neighbor = mesh.neighbors[cell][face];
      const auto &x   = mesh.cells.vertices[cell];
      for (unsigned int i = 0; i < dim; ++i)
        result.corners[i] = corners_of_face[face][i];
      const auto &a = x[result.corners[0]], &b = x[result.corners[1]], &c = x[result.corners[2]];
      std::array<double, dim> normal;
      for (unsigned int k = 0; k < dim; ++k)
        {
          const unsigned int i = (k + 1) % 3, j = (k + 2) % 3;
          normal[k]        = (b[i] - a[i]) * (c[j] - a[j]) - (b[j] - a[j]) * (c[i] - a[i]);
          result.center[k] = (a[k] + b[k] + c[k]) / 3;
        }
      // outward: away from the vertex that the face does not have
      const unsigned int opposite = 6 - result.corners[0] - result.corners[1] - result.corners[2];
      double             inward = 0, length = 0;
      for (unsigned int k = 0; k < dim; ++k)
        {
          inward += normal[k] * (x[opposite][k] - a[k]);
          length += normal[k] * normal[k];
        }
      length      = std::sqrt(length);
      result.area = length / 2;
      for (unsigned int k = 0; k < dim; ++k)
        result.normal[k] = (inward > 0 ? -1 : 1) * normal[k] / length;
      return result;
    }
  } // namespace

  template <int dim>
  std::vector<SurfaceFace<dim>>
  Mesh<dim>::faces(const std::string &surface) const
  {
    const Implementation &mesh    = *implementation_;
    const auto            limited = mesh.limited_surfaces.find(surface);
    const LimitedSurface  limit =
      limited == mesh.limited_surfaces.end() ? LimitedSurface{surface} : limited->second;
    std::string side, other_side;
    const bool  is_interface = split_interface(limit.of, side, other_side);
    if (!has_surface(surface))
      throw std::out_of_range("the mesh has no surface '" + surface + "'");

    std::vector<SurfaceFace<dim>> result;
    const auto                    name_of = [&](std::size_t cell) {
      return mesh.region_names[mesh.cells.region[cell]];
    };
    for (std::size_t c = 0; c < mesh.cells.n_cells; ++c)
      for (unsigned int f = 0; f < mesh.neighbors[c].size(); ++f)
        {
          const std::size_t other   = mesh.neighbors[c][f];
          const bool        belongs = is_interface
                                        ? other != SurfaceFace<dim>::invalid && name_of(c) == side &&
                                     name_of(other) == other_side
                                        : mesh.face_boundary_ids[c][f] == mesh.boundary_ids.at(limit.of);
          if (!belongs)
            continue;
          const SurfaceFace<dim> face  = describe<dim>(mesh, c, f);
          double                 axial = 0, cosine = 0;
          for (unsigned int k = 0; k < dim; ++k)
            {
              axial += face.center[k] * mesh.axis[k];
              cosine += face.normal[k] * mesh.axis[k];
            }
          if (limit.contains(axial, cosine))
            result.push_back(face);
        }
    return result;
  }

  template <int dim>
  bool
  Mesh<dim>::has_surface(const std::string &name) const
  {
    const std::vector<std::string> all = all_surface_names();
    return std::find(all.begin(), all.end(), name) != all.end();
  }

  template <int dim>
  std::vector<std::string>
  Mesh<dim>::all_surface_names() const
  {
    const Implementation    &mesh = *implementation_;
    std::vector<std::string> names;
    for (const auto &[name, id] : mesh.boundary_ids)
      names.push_back(name);
    for (const std::string &interface : mesh.interfaces)
      names.push_back(interface);
    for (const auto &[name, limit] : mesh.limited_surfaces)
      if (std::find(names.begin(), names.end(), limit.of) != names.end())
        names.push_back(name);
    return names;
  }

  template <int dim>
  double
  Mesh<dim>::surface_area(const std::string &surface) const
  {
    double area = 0;
    for (const auto &face : faces(surface))
      if (face.cell < cells().n_owned)
        area += face.area;
    return dealii::Utilities::MPI::sum(area, communicator());
  }

  template std::vector<SurfaceFace<3>>
  Mesh<3>::faces(const std::string &) const;
  template bool
  Mesh<3>::has_surface(const std::string &) const;
  template std::vector<std::string>
  Mesh<3>::all_surface_names() const;
  template double
  Mesh<3>::surface_area(const std::string &) const;
} // namespace callus
