// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/drainage_layer.h"

#include "linear/ghost_exchange.h"
#include "mechanics/boundary_conditions.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace callus
{
  namespace
  {
    /// Normals out of cells with pores at the local nodes of the linear space, summed over the drained faces by area; zero off them.
    template <int dim>
    std::vector<double>
    normals_at_vertices(const Mesh<dim>                &mesh,
                        const MaterialMap<dim>         &map,
                        const std::vector<std::string> &surfaces)
    {
      const NodalSpace<dim> &space = mesh.space(1);
      std::vector<double>    normals(dim * space.n_local(), 0.);
      for (const std::string &surface : surfaces)
        for (const SurfaceFace<dim> &face : mesh.faces(surface))
          {
            const bool inside = map.has_pores(face.cell);
            if (!inside &&
                (face.neighbor == SurfaceFace<dim>::invalid || !map.has_pores(face.neighbor)))
              continue;
            for (const unsigned int v : mesh.shape().faces[face.face])
              {
                const std::size_t node =
                  space.local_index(space.cell_nodes[space.nodes_per_cell * face.cell + v]);
                for (unsigned int k = 0; k < dim; ++k)
                  normals[dim * node + k] += (inside ? 1 : -1) * face.area * face.normal[k];
              }
          }
      GhostExchange(numbering(space), mesh.communicator()).update(normals, dim);
      return normals;
    }

    /// The layer's cell from the normals at its vertices; depth 0 if there is no layer in it.
    template <int dim>
    LayerCell
    layer_cell(const Mesh<dim> &mesh, const std::vector<double> &normals, const std::size_t cell)
    {
      const NodalSpace<dim>         &space      = mesh.space(1);
      const std::array<double, dim> *vertices   = mesh.cells().vertices_of(cell);
      const unsigned int             n_vertices = mesh.shape().n_vertices;
      LayerCell                      result;
      result.is_inner.assign(n_vertices, 1);
      std::array<double, dim> origin{}, inner{};
      unsigned int            n_drained = 0;
      for (unsigned int v = 0; v < n_vertices; ++v)
        {
          const std::size_t node =
            space.local_index(space.cell_nodes[space.nodes_per_cell * cell + v]);
          double square = 0;
          for (unsigned int k = 0; k < dim; ++k)
            square += std::pow(normals[dim * node + k], 2);
          result.is_inner[v] = square == 0;
          n_drained += square > 0;
          for (unsigned int k = 0; k < dim; ++k)
            {
              result.normal[k] += square > 0 ? normals[dim * node + k] / std::sqrt(square) : 0;
              (square > 0 ? origin : inner)[k] += vertices[v][k];
            }
        }
      const unsigned int n_inner = n_vertices - n_drained;
      double             length  = 0;
      for (unsigned int k = 0; k < dim; ++k)
        length += std::pow(result.normal[k], 2);
      length = std::sqrt(length);
      if (n_drained == 0 || n_inner == 0 || !(length > 1e-6))
        return result;
      for (unsigned int k = 0; k < dim; ++k)
        {
          result.normal[k] /= length;
          result.depth += result.normal[k] * (origin[k] / n_drained - inner[k] / n_inner);
        }
      if (result.depth < 0) // the other side of a drained interface
        {
          result.depth = -result.depth;
          for (double &component : result.normal)
            component = -component;
        }
      std::vector<double> vertex_depths(n_vertices, 0.);
      for (unsigned int v = 0; v < n_vertices; ++v)
        if (result.is_inner[v])
          {
            for (unsigned int k = 0; k < dim; ++k)
              vertex_depths[v] += result.normal[k] * (origin[k] / n_drained - vertices[v][k]);
            vertex_depths[v] = std::min(std::max(vertex_depths[v], 0.), result.depth);
          }
      for (const auto &parents : mesh.shape().node_parents)
        {
          double sum = 0;
          for (const unsigned int v : parents)
            sum += vertex_depths[v];
          result.node_depths.push_back(sum / parents.size());
        }
      return result;
    }
  } // namespace


  template <int dim>
  DrainageLayer<dim>::DrainageLayer(const Mesh<dim>                &mesh,
                                    const MaterialMap<dim>         &map,
                                    const std::vector<std::string> &surfaces)
  {
    const std::vector<double> normals = normals_at_vertices(mesh, map, surfaces);
    for (std::size_t cell = 0; cell < mesh.cells().n_cells; ++cell)
      if (map.has_pores(cell))
        {
          LayerCell here = layer_cell(mesh, normals, cell);
          if (here.depth > 0)
            cells_.emplace(cell, std::move(here));
        }
  }


  template <int dim>
  std::vector<LayerResolution>
  layer_resolutions(const Mesh<dim>                &mesh,
                    const MaterialMap<dim>         &map,
                    const std::vector<std::string> &surfaces,
                    const LayerProfile             &profile)
  {
    std::vector<LayerResolution> result;
    for (const std::string &surface : surfaces)
      {
        const DrainageLayer<dim> layer(mesh, map, {surface});
        std::vector<double>      depths(mesh.region_names().size(), 0.), deepest(depths);
        for (std::size_t cell = 0; cell < mesh.cells().n_owned; ++cell)
          if (const LayerCell *here = layer.find(cell))
            depths[mesh.cells().region[cell]] =
              std::max(depths[mesh.cells().region[cell]], here->depth);
        MPI_Allreduce(
          depths.data(), deepest.data(), depths.size(), MPI_DOUBLE, MPI_MAX, mesh.communicator());
        for (std::size_t region = 0; region < deepest.size(); ++region)
          {
            if (deepest[region] == 0)
              continue;
            LayerResolution here{surface,
                                 mesh.region_names()[region],
                                 "",
                                 std::numeric_limits<double>::infinity(),
                                 deepest[region]};
            for (const NamedMaterial &tissue : map.porous_materials(region))
              {
                const PoroelasticMaterial &material = tissue.material;
                const double               thickness =
                  profile.thickness(material.permeability / material.confined_storage());
                if (thickness < here.thickness)
                  {
                    here.thickness = thickness;
                    here.tissue    = tissue.name;
                  }
              }
            result.push_back(here);
          }
      }
    return result;
  }


  template class DrainageLayer<2>;
  template class DrainageLayer<3>;
  template std::vector<LayerResolution>
  layer_resolutions(const Mesh<2> &,
                    const MaterialMap<2> &,
                    const std::vector<std::string> &,
                    const LayerProfile &);
  template std::vector<LayerResolution>
  layer_resolutions(const Mesh<3> &,
                    const MaterialMap<3> &,
                    const std::vector<std::string> &,
                    const LayerProfile &);
} // namespace callus
