// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/mesh_survey.h"

#include "base/communication.h"
#include "mesh/local_mesh.h"
#include "mesh/quality.h"
#include "mesh/surfaces.h"

#include <deal.II/base/mpi.h>

#include <boost/serialization/array.hpp>
#include <boost/serialization/map.hpp>
#include <boost/serialization/utility.hpp>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>

namespace callus
{
  namespace
  {
    /// Volumes of the connected components of the marked cells, the largest first.
    template <int dim>
    std::vector<double>
    volumes_of_pieces(const Mesh<dim> &mesh, const std::vector<char> &marked)
    {
      using Volumes                         = std::map<std::int64_t, double>;
      const std::vector<std::int64_t> piece = mesh.connected_components(marked);
      Volumes                         mine, all;
      for (std::size_t c = 0; c < mesh.cells().n_owned; ++c)
        if (marked[c])
          mine[piece[c]] += mesh.cells().volume[c];
      for (const Volumes &of_rank : dealii::Utilities::MPI::all_gather(mesh.communicator(), mine))
        for (const auto &[label, volume] : of_rank)
          all[label] += volume;
      std::vector<double> volumes;
      for (const auto &[label, volume] : all)
        volumes.push_back(volume);
      std::sort(volumes.begin(), volumes.end(), std::greater<double>());
      return volumes;
    }

    /// Worst cell of a region; of several as bad the one with the least coordinates, whoever owns it.
    template <int dim>
    void
    find_worst_cell(const Mesh<dim> &mesh, const unsigned int region, RegionSurvey<dim> &survey)
    {
      const auto        &cells = mesh.cells();
      const unsigned int n     = mesh.shape().n_vertices;
      auto worst = std::make_pair(std::numeric_limits<double>::max(), std::array<double, dim>{});
      for (std::size_t c = 0; c < cells.n_owned; ++c)
        if (cells.region[c] == region)
          {
            std::array<double, dim> center{};
            for (unsigned int v = 0; v < n; ++v)
              for (unsigned int k = 0; k < dim; ++k)
                center[k] += cells.vertices_of(c)[v][k] / n;
            worst = std::min(
              worst, std::make_pair(cell_quality<dim>(mesh.shape(), cells.vertices_of(c)), center));
          }
      for (const auto &of_rank : dealii::Utilities::MPI::all_gather(mesh.communicator(), worst))
        worst = std::min(worst, of_rank);
      survey.worst_quality = worst.first;
      survey.worst_center  = worst.second;
    }

    template <int dim>
    RegionSurvey<dim>
    survey_region(const Mesh<dim> &mesh, const unsigned int region)
    {
      const auto       &cells = mesh.cells();
      RegionSurvey<dim> survey;
      survey.name = mesh.region_names()[region];
      std::vector<char> marked(cells.n_cells);
      for (std::size_t c = 0; c < cells.n_cells; ++c)
        {
          marked[c] = cells.region[c] == region;
          survey.n_cells += marked[c] && c < cells.n_owned;
        }
      survey.n_cells = mpi::sum(survey.n_cells, mesh.communicator());
      survey.volume  = mesh.region_volume(survey.name);
      survey.pieces  = volumes_of_pieces(mesh, marked);
      find_worst_cell(mesh, region, survey);
      return survey;
    }

    template <int dim>
    std::vector<SurfaceSurvey>
    survey_surfaces(const Mesh<dim> &mesh)
    {
      std::vector<SurfaceSurvey>     result;
      const std::vector<std::string> names = mesh.all_surface_names();
      for (auto name = names.begin(); name != names.end(); ++name)
        {
          std::string side, other_side;
          if (split_interface(*name, side, other_side) &&
              std::find(names.begin(), name, other_side + "|" + side) != name)
            continue;
          SurfaceSurvey surface;
          surface.name = *name;
          for (const auto &face : mesh.faces(*name))
            surface.n_faces += face.cell < mesh.cells().n_owned;
          surface.n_faces = mpi::sum(surface.n_faces, mesh.communicator());
          surface.area    = mesh.surface_area(*name);
          for (const NamedSurface &of_file : mesh.summary().surfaces)
            if (of_file.name == *name)
              surface.is_interface = of_file.is_interface;
          result.push_back(surface);
        }
      return result;
    }
  } // namespace

  template <int dim>
  double
  MeshSurvey<dim>::extent() const
  {
    double longest = 0;
    for (unsigned int k = 0; k < dim; ++k)
      longest = std::max(longest, high[k] - low[k]);
    return longest;
  }

  template <int dim>
  MeshSurvey<dim>
  survey_mesh(const Mesh<dim> &mesh)
  {
    const auto     &cells = mesh.cells();
    MeshSurvey<dim> survey;
    survey.low.fill(std::numeric_limits<double>::max());
    survey.high.fill(std::numeric_limits<double>::lowest());
    for (std::size_t i = 0; i < cells.n_owned * mesh.shape().n_vertices; ++i)
      for (unsigned int k = 0; k < dim; ++k)
        {
          survey.low[k]  = std::min(survey.low[k], cells.vertices[i][k]);
          survey.high[k] = std::max(survey.high[k], cells.vertices[i][k]);
        }
    for (unsigned int k = 0; k < dim; ++k)
      {
        survey.low[k]  = mpi::min(survey.low[k], mesh.communicator());
        survey.high[k] = mpi::max(survey.high[k], mesh.communicator());
      }
    for (unsigned int r = 0; r < mesh.region_names().size(); ++r)
      survey.regions.push_back(survey_region(mesh, r));
    survey.surfaces    = survey_surfaces(mesh);
    survey.pieces      = volumes_of_pieces(mesh, std::vector<char>(cells.n_cells, 1));
    survey.n_unnamed   = mesh.summary().n_unnamed;
    survey.length_unit = mesh.origin().length_unit;
    for (const NamedSurface &surface : mesh.summary().surfaces)
      if (surface.is_empty)
        survey.empty_groups.push_back(surface.name);
    return survey;
  }

  template struct MeshSurvey<2>;
  template struct MeshSurvey<3>;
  template MeshSurvey<2>
  survey_mesh(const Mesh<2> &);
  template MeshSurvey<3>
  survey_mesh(const Mesh<3> &);
} // namespace callus
