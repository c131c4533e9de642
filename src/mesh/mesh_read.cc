// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// From the parameter file and the mesh file to a Mesh.

#include "mesh/mesh.h"

#include "base/units.h"
#include "mesh/mesh_cache.h"
#include "mesh/mesh_implementation.h"
#include "mesh/node_keys.h"
#include "mesh/reading.h"
#include "mesh/regions.h"
#include "mesh/space_numbering.h"
#include "mesh/sub_cells.h"
#include "mesh/symmetry_reading.h"

#include <algorithm>
#include <filesystem>
#include <numeric>

namespace callus
{
  namespace
  {
    /// The regions with the role healing; whether the other entries of `Regions` are right is read_regions()' business.
    std::vector<std::string>
    healing_regions(const Section &regions)
    {
      std::vector<std::string> result;
      for (const std::string &name : regions.subsections())
        if (const Section region = regions.subsection(name);
            region.has("Role") && read_role(region) == "healing")
          result.push_back(name);
      return result;
    }

    /// Names of the data of cells that regions ask for, sorted.
    std::vector<std::string>
    cell_data_of(const Section &regions)
    {
      std::vector<std::string> names;
      for (const std::string &region : regions.subsections())
        for (const VaryingCoefficient &varying : read_varying(regions.subsection(region)))
          if (!varying.cell_data.empty())
            names.push_back(varying.cell_data);
      std::sort(names.begin(), names.end());
      names.erase(std::unique(names.begin(), names.end()), names.end());
      return names;
    }

    /// The axes along which the bone may lie.
    std::vector<std::string>
    possible_axes(const Geometry geometry)
    {
      if (geometry == Geometry::axisymmetric)
        return {"y"};
      if (geometry == Geometry::plane_strain)
        return {"x", "y"};
      return {"x", "y", "z"};
    }

    template <int dim>
    void
    take_cells(const LocalMesh<dim> &part, const Measure &measure, LocalCells<dim> &cells)
    {
      cells.n_cells = part.cell.size();
      cells.n_owned = part.n_owned;
      cells.region.assign(part.region.begin(), part.region.end());
      cells.global_index = part.cell;
      for (const std::uint32_t vertex : part.vertices)
        cells.vertices.push_back(part.points[vertex]);
      for (std::size_t c = 0; c < cells.n_cells; ++c)
        {
          const std::vector<double> volumes = lumped_volumes<dim>(
            *cells.shape, quadratic_node_points<dim>(*cells.shape, cells.vertices_of(c)), measure);
          cells.volume.push_back(std::accumulate(volumes.begin(), volumes.end(), 0.));
        }
    }

    /// Local cell on the other side of each side.
    template <int dim>
    std::vector<std::size_t>
    find_neighbors(const LocalMesh<dim> &part, const std::size_t n_faces)
    {
      const auto begin = part.cell.begin(), middle = begin + part.n_owned, end = part.cell.end();
      std::vector<std::size_t> result;
      for (const std::int64_t side : part.opposite)
        {
          std::size_t neighbor = SurfaceFace<dim>::invalid;
          for (const auto &[first, last] :
               {std::make_pair(begin, middle), std::make_pair(middle, end)})
            if (side != outside && neighbor == SurfaceFace<dim>::invalid)
              if (const auto it = std::lower_bound(first, last, std::uint64_t(side) / n_faces);
                  it != last && *it == std::uint64_t(side) / n_faces)
                neighbor = it - begin;
          result.push_back(neighbor);
        }
      return result;
    }

    /// Every pair of regions that share a face anywhere in the mesh, the same list on every rank.
    template <int dim>
    std::vector<std::string>
    find_interfaces(const std::vector<std::string> &names,
                    const LocalCells<dim>          &cells,
                    const std::vector<std::size_t> &neighbors,
                    MPI_Comm                        communicator)
    {
      const std::size_t        n = names.size(), n_faces = cells.shape->faces.size();
      std::vector<char>        touch(n * n, 0);
      std::vector<std::string> result;
      for (std::size_t i = 0; i < cells.n_owned * n_faces; ++i)
        if (neighbors[i] != SurfaceFace<dim>::invalid)
          {
            const unsigned int a = cells.region[i / n_faces], b = cells.region[neighbors[i]];
            touch[a * n + b] = touch[b * n + a] = 1;
          }
      MPI_Allreduce(MPI_IN_PLACE, touch.data(), touch.size(), MPI_CHAR, MPI_MAX, communicator);
      for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = 0; b < n; ++b)
          if (a != b && touch[a * n + b])
            result.push_back(names[a] + "|" + names[b]);
      return result;
    }

    /// From now on volumes and areas are those of the whole body.
    template <typename Implementation>
    void
    count_images(Implementation &mesh)
    {
      mesh.measure.n_images = mesh.symmetry.n_images();
      for (double &volume : mesh.cells.volume)
        volume *= mesh.measure.n_images;
    }
  } // namespace

  template <int dim>
  std::unique_ptr<Mesh<dim>>
  Mesh<dim>::read(const Section &root, MPI_Comm communicator)
  {
    MeshReading reading;
    reading.measure           = read_measure(root);
    const Section     section = root.subsection("Mesh");
    const std::string name    = section.text(
      "File",
      "The mesh: a Gmsh .msh file (2.2 or 4.1) with named physical groups; relative to this file");
    MeshOrigin origin;
    origin.length_unit =
      section.choice("Length unit", {"mm", "m", "um"}, "Unit of the coordinates in the mesh file");
    reading.scale = section.units().factor(origin.length_unit, "mm");
    const std::string axis =
      section.choice("Axis",
                     possible_axes(reading.measure.geometry),
                     "Axis of the bone in the mesh; it points from distal to proximal");
    const CacheSettings cache_settings = CacheSettings::read(section);
    const auto          limited        = read_limited_surfaces(root.subsection("Surfaces"));
    reading.healing                    = healing_regions(root.subsection("Regions"));
    reading.cell_data                  = cell_data_of(root.subsection("Regions"));
    if (name.empty())
      return nullptr;

    const std::string file =
      (std::filesystem::path(section.directory_of("File")) / name).lexically_normal().string();
    MeshCache     cache(cache_settings, file, reading, communicator);
    ReadMesh<dim> whole;
    if (!cache.load(whole))
      {
        whole = read_and_distribute<dim>(file, section.place("File"), reading, communicator);
        cache.store(whole);
      }
    origin.cache = cache.note();

    std::unique_ptr<Mesh> mesh(new Mesh);
    mesh->implementation_              = std::make_unique<Implementation>();
    Implementation &implementation     = *mesh->implementation_;
    implementation.communicator        = communicator;
    implementation.file                = file;
    implementation.measure             = reading.measure;
    implementation.limited_surfaces    = limited;
    implementation.origin              = origin;
    implementation.axis[axis[0] - 'x'] = 1;
    implementation.summary             = whole.summary;
    implementation.shape               = &cell_shape(whole.summary.shape);
    implementation.cells.shape         = implementation.shape;
    implementation.named_faces         = whole.part.named_faces;
    for (std::size_t i = 0; i < reading.cell_data.size(); ++i)
      implementation.cell_data[reading.cell_data[i]] = whole.part.cell_data.at(i);
    take_cells(whole.part, reading.measure, implementation.cells);
    implementation.neighbors  = find_neighbors(whole.part, implementation.shape->faces.size());
    implementation.interfaces = find_interfaces(
      whole.summary.region_names, implementation.cells, implementation.neighbors, communicator);
    const std::vector<std::int64_t> keys =
      node_keys(*implementation.shape, whole.summary, whole.part);
    for (const unsigned int degree : {1u, 2u})
      implementation.spaces[degree - 1] =
        number_space(degree, *implementation.shape, whole.part, keys, communicator);
    implementation.symmetry = read_symmetry(section, *mesh);
    count_images(implementation);
    return mesh;
  }

  template std::unique_ptr<Mesh<2>>
  Mesh<2>::read(const Section &, MPI_Comm);
  template std::unique_ptr<Mesh<3>>
  Mesh<3>::read(const Section &, MPI_Comm);
} // namespace callus
