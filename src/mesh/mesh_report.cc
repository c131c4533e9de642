// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/mesh_report.h"

#include "base/communication.h"
#include "mesh/local_mesh.h"
#include "mesh/mesh_survey.h"


#include <algorithm>
#include <cstdio>
#include <ostream>

namespace callus
{
  namespace
  {
    std::string
    number(const char *format, const double value)
    {
      char buffer[64];
      std::snprintf(buffer, sizeof(buffer), format, value);
      return buffer;
    }

    std::string
    padded(std::string text, const std::size_t width)
    {
      text.resize(std::max(width, text.size()), ' ');
      return text;
    }

    template <int dim>
    std::string
    place_text(const std::array<double, dim> &x)
    {
      std::string result = "(";
      for (unsigned int k = 0; k < dim; ++k)
        result += (k > 0 ? ", " : "") + number("%.2f", x[k]);
      return result + ")";
    }

    /// Width of the column of names.
    template <int dim>
    std::size_t
    name_width(const MeshSurvey<dim> &survey)
    {
      std::size_t width = 12;
      for (const auto &region : survey.regions)
        width = std::max(width, region.name.size());
      for (const auto &surface : survey.surfaces)
        width = std::max(width, surface.name.size());
      return width + 2;
    }

    template <int dim>
    void
    write_extent(const MeshSurvey<dim> &survey, std::ostream &out)
    {
      out << "  bounding box [mm]: ";
      for (unsigned int k = 0; k < dim; ++k)
        out << (k > 0 ? " x " : "") << number("%.2f", survey.low[k]) << " ... "
            << number("%.2f", survey.high[k]);
      out << "; " << number("%.3g", survey.extent()) << " mm long"
          << (survey.extent() >= 1 && survey.extent() <= 2000 ? ": plausible for a bone in mm" : "")
          << '\n';
    }

    template <int dim>
    void
    write_regions(const MeshSurvey<dim> &survey, const std::size_t width, std::ostream &out)
    {
      out << "  " << padded("regions", width + 2)
          << "     cells  volume [mm3]  pieces  worst element quality (0 flat, 1 ideal)\n";
      for (const auto &region : survey.regions)
        out << "    " << padded(region.name, width) << number("%10.0f", region.n_cells)
            << number("%14.2f", region.volume) << number("%8.0f", region.pieces.size())
            << number("  %.2f", region.worst_quality) << " at "
            << place_text<dim>(region.worst_center) << " mm\n";
      double n_cells = 0, volume = 0;
      for (const auto &region : survey.regions)
        {
          n_cells += region.n_cells;
          volume += region.volume;
        }
      out << "    " << padded("whole body", width) << number("%10.0f", n_cells)
          << number("%14.2f", volume) << number("%8.0f", survey.pieces.size()) << '\n';
    }

    template <int dim>
    void
    write_surfaces(const MeshSurvey<dim> &survey, const std::size_t width, std::ostream &out)
    {
      out << "  " << padded("surfaces", width + 2)
          << "     faces    area [mm2]  (a|b: seen from a; b|a are the same faces seen from b)\n";
      for (const SurfaceSurvey &surface : survey.surfaces)
        out << "    " << padded(surface.name, width) << number("%10.0f", surface.n_faces)
            << number("%14.2f", surface.area)
            << (surface.is_interface ? "  named interface, inside the body" : "") << '\n';
      if (survey.n_unnamed > 0)
        out << "    " << padded("(unnamed)", width) << number("%10.0f", survey.n_unnamed)
            << "  outer faces that nothing acts on\n";
    }
  } // namespace

  template <int dim>
  void
  report_mesh(const Mesh<dim> &mesh, std::ostream &out)
  {
    const MeshSurvey<dim> survey = survey_mesh(mesh);
    const std::size_t     width  = name_width(survey);
    out << "Mesh " << mesh.file() << '\n';
    write_extent(survey, out);
    mesh.symmetry().describe(out);
    write_regions(survey, width, out);
    write_surfaces(survey, width, out);
    out << "  nodes: " << mesh.space(1).n_global << " (linear), " << mesh.space(2).n_global
        << " (quadratic)\n";
    const unsigned int n_ranks = mpi::n_ranks(mesh.communicator());
    const Imbalance   &balance = mesh.summary().imbalance;
    if (n_ranks > 1)
      out << "  ranks: " << n_ranks << "; the busiest has " << number("%.2f", balance.cells)
          << " times the mean of all cells, " << number("%.2f", balance.healing)
          << " times that of cells that heal\n";
    if (!mesh.origin().cache.empty())
      out << "  cache: " << mesh.origin().cache << '\n';
    for (const std::string &warning : mesh_warnings(survey))
      out << "  Warning: " << warning << ".\n";
  }

  template void
  report_mesh(const Mesh<2> &, std::ostream &);
  template void
  report_mesh(const Mesh<3> &, std::ostream &);
} // namespace callus
