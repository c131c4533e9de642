// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Faces of named surfaces and interfaces.

#include "mesh/mesh_implementation.h"
#include "mesh/sub_cells.h"
#include "mesh/vectors.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace callus
{
  namespace
  {
    std::array<double, 2>
    area_vector(const std::array<double, 2> *x, const std::vector<unsigned int> &face)
    {
      const auto along = difference(x[face[1]], x[face[0]]);
      return {{along[1], -along[0]}};
    }
    std::array<double, 3>
    area_vector(const std::array<double, 3> *x, const std::vector<unsigned int> &face)
    {
      // of a quadrilateral: the mean normal of the surface that straight lines span
      const unsigned int a = face[0], b = face[1], c = face[2], d = face.back();
      return c == d ? cross(difference(x[b], x[a]), difference(x[c], x[a]))
                    : cross(difference(x[c], x[a]), difference(x[d], x[b]));
    }

    template <int dim>
    std::array<double, dim>
    mean(const std::array<double, dim> *x, const std::vector<unsigned int> &vertices)
    {
      std::array<double, dim> result{};
      for (const unsigned int v : vertices)
        for (unsigned int k = 0; k < dim; ++k)
          result[k] += x[v][k] / vertices.size();
      return result;
    }

    template <int dim>
    SurfaceFace<dim>
    describe(const typename Mesh<dim>::Implementation &mesh, std::size_t cell, unsigned int face)
    {
      const CellShape               &shape = *mesh.shape;
      const std::array<double, dim> *x     = mesh.cells.vertices_of(cell);
      SurfaceFace<dim>               result;
      result.cell          = cell;
      result.face          = face;
      result.neighbor      = mesh.neighbor(cell, face);
      result.center        = mean<dim>(x, shape.faces[face]);
      result.normal        = area_vector(x, shape.faces[face]);
      const double size    = length(result.normal);
      double       outward = 0; // away from the mean of the vertices
      for (unsigned int v = 0; v < shape.n_vertices; ++v)
        outward += dot(result.normal, difference(result.center, x[v]));
      for (double &component : result.normal)
        component *= (outward < 0 ? -1 : 1) / size;
      const std::vector<double> areas =
        lumped_areas<dim>(shape, face, quadratic_node_points<dim>(shape, x), mesh.measure);
      result.area = std::accumulate(areas.begin(), areas.end(), 0.);
      return result;
    }
  } // namespace

  template <int dim>
  std::vector<SurfaceFace<dim>>
  Mesh<dim>::faces(const std::string &surface) const
  {
    if (!has_surface(surface))
      throw std::out_of_range("the mesh has no surface '" + surface + "'");
    const Implementation &mesh    = *implementation_;
    const auto            limited = mesh.limited_surfaces.find(surface);
    const LimitedSurface  limit =
      limited == mesh.limited_surfaces.end() ? LimitedSurface{surface} : limited->second;

    std::vector<SurfaceFace<dim>> result;
    const auto                    add = [&](const std::size_t cell, const unsigned int face) {
      const SurfaceFace<dim> candidate = describe<dim>(mesh, cell, face);
      if (limit.contains(dot(candidate.center, mesh.axis), dot(candidate.normal, mesh.axis)))
        result.push_back(candidate);
    };
    std::string side, other_side;
    if (!split_interface(limit.of, side, other_side))
      {
        for (const NamedFace &face : mesh.named_faces)
          if (mesh.summary.surfaces[face.surface].name == limit.of)
            add(face.cell, face.face);
        return result;
      }
    const auto region = [&](const std::string &name) {
      return std::find(region_names().begin(), region_names().end(), name) - region_names().begin();
    };
    const unsigned int a = region(side), b = region(other_side);
    for (std::size_t c = 0; c < mesh.cells.n_cells; ++c)
      for (unsigned int f = 0; mesh.cells.region[c] == a && f < mesh.shape->faces.size(); ++f)
        if (const std::size_t other = mesh.neighbor(c, f);
            other != SurfaceFace<dim>::invalid && mesh.cells.region[other] == b)
          add(c, f);
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
    for (const NamedSurface &surface : mesh.summary.surfaces)
      if (!surface.is_empty) // else who names it hears that it is not there
        names.push_back(surface.name);
    std::sort(names.begin(), names.end());
    names.insert(names.end(), mesh.interfaces.begin(), mesh.interfaces.end());
    for (const auto &[name, limit] : mesh.limited_surfaces)
      if (std::find(names.begin(), names.end(), limit.of) != names.end())
        names.push_back(name);
    return names;
  }

  template <int dim>
  double
  Mesh<dim>::surface_area(const std::string &surface) const
  {
    double area = 0, all = 0;
    for (const auto &face : faces(surface))
      if (face.cell < cells().n_owned)
        area += face.area;
    MPI_Allreduce(&area, &all, 1, MPI_DOUBLE, MPI_SUM, communicator());
    return symmetry().plane_of(surface) ? all / 2 : all; // its own mirror image is itself
  }

  template <int dim>
  std::vector<NodeArea>
  Mesh<dim>::node_areas(const SurfaceFace<dim> &face) const
  {
    const std::vector<double> areas =
      lumped_areas<dim>(shape(),
                        face.face,
                        quadratic_node_points<dim>(shape(), cells().vertices_of(face.cell)),
                        measure());
    std::vector<NodeArea> result;
    for (std::size_t i = 0; i < areas.size(); ++i)
      result.push_back({shape().face_nodes[face.face][i], areas[i]});
    return result;
  }

  template std::vector<SurfaceFace<2>>
  Mesh<2>::faces(const std::string &) const;
  template bool
  Mesh<2>::has_surface(const std::string &) const;
  template std::vector<std::string>
  Mesh<2>::all_surface_names() const;
  template double
  Mesh<2>::surface_area(const std::string &) const;
  template std::vector<NodeArea>
  Mesh<2>::node_areas(const SurfaceFace<2> &) const;
  template std::vector<SurfaceFace<3>>
  Mesh<3>::faces(const std::string &) const;
  template bool
  Mesh<3>::has_surface(const std::string &) const;
  template std::vector<std::string>
  Mesh<3>::all_surface_names() const;
  template double
  Mesh<3>::surface_area(const std::string &) const;
  template std::vector<NodeArea>
  Mesh<3>::node_areas(const SurfaceFace<3> &) const;
} // namespace callus
