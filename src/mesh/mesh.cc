// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/mesh.h"

#include "base/units.h"
#include "mesh/gmsh_names.h"
#include "mesh/mesh_implementation.h"

#include <deal.II/dofs/dof_renumbering.h>
#include <deal.II/grid/grid_in.h>
#include <deal.II/grid/grid_tools.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

namespace callus
{
  namespace
  {
    /// Ranks that share one reading of the file; the first of each group holds the whole mesh for a moment.
    constexpr unsigned int ranks_per_reader = 64;

    /// The same outcome on every rank: throws InputError if any rank brings a message.
    void
    agree(const std::string &message,
          const Place       &place,
          const std::string &remedy,
          MPI_Comm           communicator)
    {
      const std::vector<std::string> all =
        dealii::Utilities::MPI::all_gather(communicator, message);
      const auto first =
        std::find_if(all.begin(), all.end(), [](const std::string &m) { return !m.empty(); });
      if (first != all.end())
        throw InputError({Problem{place, *first, "a mesh that can be read", remedy}});
    }

    template <int dim>
    void
    read_serial(const std::string &file, double scale, dealii::Triangulation<dim> &triangulation)
    {
      dealii::GridIn<dim> reader(triangulation);
      std::ifstream       in(file);
      reader.read_msh(in);
      if (!triangulation.all_reference_cells_are_simplex())
        throw std::runtime_error(
          file + " holds cells that are not tetrahedra; mesh it with tetrahedra only");
      if (scale != 1.)
        dealii::GridTools::scale(scale, triangulation);
    }

    /// The first line of deal.II's exception that says something to a user.
    std::string
    explain(const std::string &file, const std::string &what)
    {
      if (what.find("internal") != std::string::npos && what.find("boundary") != std::string::npos)
        return file + " has a physical group on faces inside the body; interfaces are found from "
                      "their two regions "
                      "('callus|marrow'), so remove that group";
      return file + " cannot be read: " + what.substr(0, 400);
    }

    template <int dim>
    void
    distribute(const std::string                  &file,
               double                              scale,
               const Place                        &place,
               typename Mesh<dim>::Implementation &mesh)
    {
      namespace Description        = dealii::TriangulationDescription::Utilities;
      const unsigned int rank      = dealii::Utilities::MPI::this_mpi_process(mesh.communicator);
      const bool         is_reader = rank % ranks_per_reader == 0;

      // deal.II would hang if one reader threw inside its collective call: read first, agree, then distribute
      dealii::Triangulation<dim> serial;
      std::string                message;
      if (is_reader)
        try
          {
            read_serial(file, scale, serial);
          }
        catch (const std::exception &exception)
          {
            message = explain(file, exception.what());
          }
      agree(message,
            place,
            "Open it in Gmsh, check its physical groups and save it as .msh 2.2 ASCII.",
            mesh.communicator);

      const auto generator = [&](dealii::Triangulation<dim> &triangulation) {
        triangulation.copy_triangulation(serial);
      };
      const auto partitioner =
        [](dealii::Triangulation<dim> &triangulation, MPI_Comm comm, unsigned int) {
          const unsigned int n = dealii::Utilities::MPI::n_mpi_processes(comm);
          if (n > 1)
            dealii::GridTools::partition_triangulation(
              n, triangulation, dealii::SparsityTools::Partitioner::metis);
          else
            for (const auto &cell : triangulation.active_cell_iterators())
              cell->set_subdomain_id(0);
        };
      const MPI_Comm everyone = mesh.communicator;
      const auto     description =
        Description::create_description_from_triangulation_in_groups<dim, dim>(
          generator,
          [&](dealii::Triangulation<dim> &triangulation, MPI_Comm, unsigned int group_size) {
            partitioner(triangulation, everyone, group_size);
          },
          everyone,
          ranks_per_reader);
      mesh.triangulation.create_triangulation(description);
    }

    template <int dim>
    double
    determinant_volume(const std::array<std::array<double, dim>, dim + 1> &x)
    {
      static_assert(dim == 3, "tetrahedra only so far");
      double e[3][3];
      for (unsigned int i = 0; i < 3; ++i)
        for (unsigned int k = 0; k < 3; ++k)
          e[i][k] = x[i + 1][k] - x[0][k];
      return std::abs(e[0][0] * (e[1][1] * e[2][2] - e[1][2] * e[2][1]) -
                      e[0][1] * (e[1][0] * e[2][2] - e[1][2] * e[2][0]) +
                      e[0][2] * (e[1][0] * e[2][1] - e[1][1] * e[2][0])) /
             6.;
    }

    /// Owned cells first, then ghosts; both in the order of the mesh file, so that sums do not depend on the partition more than they must.
    template <int dim>
    std::vector<typename dealii::Triangulation<dim>::active_cell_iterator>
    local_cells_in_order(const dealii::Triangulation<dim> &triangulation)
    {
      std::vector<typename dealii::Triangulation<dim>::active_cell_iterator> list;
      for (const auto &cell : triangulation.active_cell_iterators())
        if (!cell->is_artificial())
          list.push_back(cell);
      std::sort(list.begin(), list.end(), [](const auto &a, const auto &b) {
        return std::make_pair(a->is_ghost(), a->id()) < std::make_pair(b->is_ghost(), b->id());
      });
      return list;
    }

    template <int dim>
    void
    collect_cells(
      const std::vector<typename dealii::Triangulation<dim>::active_cell_iterator> &list,
      const GmshNames                                                              &names,
      typename Mesh<dim>::Implementation                                           &mesh)
    {
      std::map<int, unsigned int> region_of_tag;
      for (const auto &[tag, name] : names.volumes)
        {
          region_of_tag[tag] = mesh.region_names.size();
          mesh.region_names.push_back(name);
        }
      for (const auto &[tag, name] : names.surfaces)
        mesh.boundary_ids[name] = tag;

      LocalCells<dim>                      &cells = mesh.cells;
      std::map<dealii::CellId, std::size_t> position;
      cells.n_cells = list.size();
      for (const auto &cell : list)
        {
          position[cell->id()] = cells.vertices.size();
          if (cell->is_locally_owned())
            ++cells.n_owned;
          typename decltype(cells.vertices)::value_type vertices;
          for (unsigned int v = 0; v < vertices.size(); ++v)
            for (unsigned int k = 0; k < dim; ++k)
              vertices[v][k] = cell->vertex(v)[k];
          cells.vertices.push_back(vertices);
          cells.region.push_back(
            region_of_tag.count(cell->material_id()) ? region_of_tag.at(cell->material_id()) : 0);
          cells.volume.push_back(determinant_volume<dim>(vertices));
          cells.global_index.push_back(cell->id().get_coarse_cell_id());
        }

      mesh.neighbors.resize(list.size());
      mesh.face_boundary_ids.resize(list.size());
      for (std::size_t c = 0; c < list.size(); ++c)
        for (const unsigned int f : list[c]->face_indices())
          {
            mesh.neighbors[c][f]         = SurfaceFace<dim>::invalid;
            mesh.face_boundary_ids[c][f] = 0;
            if (list[c]->at_boundary(
                  f)) // also true at the rim of the ghost layer, where the id is zero
              mesh.face_boundary_ids[c][f] = list[c]->face(f)->boundary_id();
            else if (const auto it = position.find(list[c]->neighbor(f)->id());
                     it != position.end())
              mesh.neighbors[c][f] = it->second;
          }
    }

    /// Every pair of regions that share a face anywhere in the mesh, the same list on every rank.
    template <int dim>
    void
    find_interfaces(typename Mesh<dim>::Implementation &mesh)
    {
      const unsigned int        n = mesh.region_names.size();
      std::vector<unsigned int> touch(n * n, 0);
      for (std::size_t c = 0; c < mesh.cells.n_owned; ++c)
        for (const std::size_t other : mesh.neighbors[c])
          if (other != SurfaceFace<dim>::invalid)
            {
              const unsigned int a = mesh.cells.region[c], b = mesh.cells.region[other];
              touch[a * n + b] = touch[b * n + a] = 1;
            }
      dealii::Utilities::MPI::max(touch, mesh.communicator, touch);
      for (unsigned int a = 0; a < n; ++a)
        for (unsigned int b = 0; b < n; ++b)
          if (a != b && touch[a * n + b])
            mesh.interfaces.push_back(mesh.region_names[a] + "|" + mesh.region_names[b]);
    }

    template <int dim>
    void
    build_space(const std::vector<typename dealii::Triangulation<dim>::active_cell_iterator> &list,
                unsigned int                        degree,
                typename Mesh<dim>::Implementation &mesh)
    {
      auto &handler = mesh.dof_handlers[degree - 1];
      handler       = std::make_unique<dealii::DoFHandler<dim>>(mesh.triangulation);
      const dealii::FE_SimplexP<dim> element(degree);
      handler->distribute_dofs(element);
      dealii::DoFRenumbering::Cuthill_McKee(*handler);

      NodalSpace<dim> &space = mesh.spaces[degree - 1];
      const auto       owned = handler->locally_owned_dofs();
      space.degree           = degree;
      space.nodes_per_cell   = element.n_dofs_per_cell();
      space.n_global         = handler->n_dofs();
      space.n_owned          = owned.n_elements();
      space.first_owned      = owned.n_elements() > 0 ? owned.nth_index_in_set(0) : 0;
      space.owned_points.resize(space.n_owned);

      const auto                                  &edges = NodalSpace<dim>::edges();
      std::set<std::int64_t>                       ghosts;
      std::vector<dealii::types::global_dof_index> nodes(space.nodes_per_cell);
      for (std::size_t c = 0; c < list.size(); ++c)
        {
          const typename dealii::DoFHandler<dim>::active_cell_iterator cell(
            &mesh.triangulation, list[c]->level(), list[c]->index(), handler.get());
          cell->get_dof_indices(nodes);
          for (unsigned int i = 0; i < space.nodes_per_cell; ++i)
            {
              const std::int64_t node = nodes[i];
              space.cell_nodes.push_back(node);
              if (!space.owns(node))
                {
                  ghosts.insert(node);
                  continue;
                }
              const auto &x = mesh.cells.vertices[c];
              for (unsigned int k = 0; k < dim; ++k)
                space.owned_points[node - space.first_owned][k] =
                  i <= dim ? x[i][k]
                           : .5 * (x[edges[i - dim - 1][0]][k] + x[edges[i - dim - 1][1]][k]);
            }
        }
      space.ghost_nodes.assign(ghosts.begin(), ghosts.end());
    }
  } // namespace

  template <int dim>
  Mesh<dim>::Mesh() = default;
  template <int dim>
  Mesh<dim>::~Mesh() = default;

  template <int dim>
  std::unique_ptr<Mesh<dim>>
  Mesh<dim>::read(const Section &root, MPI_Comm communicator)
  {
    const Section     section = root.subsection("Mesh");
    const std::string name    = section.text(
      "File",
      "The mesh: a Gmsh .msh file of tetrahedra with named physical groups; relative to this file");
    const double scale = section.units().factor(
      section.choice("Length unit", {"mm", "m", "um"}, "Unit of the coordinates in the mesh file"),
      "mm");
    const std::string axis = section.choice(
      "Axis", {"x", "y", "z"}, "Axis of the bone in the mesh; it points from distal to proximal");
    const auto limited = read_limited_surfaces(root.subsection("Surfaces"));
    if (name.empty())
      return nullptr;

    std::string file =
      (std::filesystem::path(section.directory_of("File")) / name).lexically_normal().string();
    GmshNames   names;
    std::string message;
    try
      {
        names = read_gmsh_names(file, dim);
      }
    catch (const std::exception &exception)
      {
        message = exception.what();
      }
    agree(message,
          section.place("File"),
          "Give the path of the mesh relative to the parameter file, or generate it first (see the "
          "README of the case).",
          communicator);

    std::unique_ptr<Mesh> mesh(new Mesh);
    mesh->implementation_              = std::make_unique<Implementation>(communicator);
    Implementation &implementation     = *mesh->implementation_;
    implementation.file                = file;
    implementation.axis[axis[0] - 'x'] = 1;
    implementation.limited_surfaces    = limited;
    distribute<dim>(file, scale, section.place("File"), implementation);
    const auto list = local_cells_in_order<dim>(implementation.triangulation);
    collect_cells<dim>(list, names, implementation);
    find_interfaces<dim>(implementation);
    for (const unsigned int degree : {1u, 2u})
      build_space<dim>(list, degree, implementation);
    return mesh;
  }

  template <int dim>
  MPI_Comm
  Mesh<dim>::communicator() const
  {
    return implementation_->communicator;
  }

  template <int dim>
  const std::vector<std::string> &
  Mesh<dim>::region_names() const
  {
    return implementation_->region_names;
  }

  template <int dim>
  const LocalCells<dim> &
  Mesh<dim>::cells() const
  {
    return implementation_->cells;
  }

  template <int dim>
  const NodalSpace<dim> &
  Mesh<dim>::space(unsigned int degree) const
  {
    return implementation_->spaces.at(degree - 1);
  }

  template <int dim>
  std::array<double, dim>
  Mesh<dim>::axis() const
  {
    return implementation_->axis;
  }

  template <int dim>
  const std::string &
  Mesh<dim>::file() const
  {
    return implementation_->file;
  }

  template <int dim>
  const typename Mesh<dim>::Implementation &
  Mesh<dim>::implementation() const
  {
    return *implementation_;
  }

  template <int dim>
  double
  Mesh<dim>::region_volume(const std::string &region) const
  {
    double volume = 0;
    for (std::size_t c = 0; c < cells().n_owned; ++c)
      if (region_names()[cells().region[c]] == region)
        volume += cells().volume[c];
    return dealii::Utilities::MPI::sum(volume, communicator());
  }

  template class Mesh<3>;
} // namespace callus
