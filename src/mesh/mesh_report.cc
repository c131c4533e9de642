// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/mesh_report.h"

#include "mesh/quality.h"

#include <deal.II/base/mpi.h>

#include <boost/serialization/array.hpp>
#include <boost/serialization/utility.hpp>

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <limits>
#include <ostream>

namespace callus
{
  namespace
  {
    struct WorstCell
    {
      double                quality = 1;
      std::array<double, 3> center{};
    };

    template <int dim>
    WorstCell
    worst_cell(const Mesh<dim> &mesh, unsigned int region)
    {
      WorstCell worst;
      for (std::size_t c = 0; c < mesh.cells().n_owned; ++c)
        if (mesh.cells().region[c] == region)
          if (const double quality = cell_quality<dim>(mesh.shape(), mesh.cells().vertices_of(c));
              quality < worst.quality)
            {
              worst.quality        = quality;
              worst.center         = {};
              const unsigned int n = mesh.shape().n_vertices;
              for (unsigned int v = 0; v < n; ++v)
                for (unsigned int k = 0; k < dim; ++k)
                  worst.center[k] += mesh.cells().vertices_of(c)[v][k] / n;
            }
      for (const auto &[quality, center] : dealii::Utilities::MPI::all_gather(
             mesh.communicator(), std::make_pair(worst.quality, worst.center)))
        if (quality < worst.quality)
          worst = {quality, center};
      return worst;
    }
  } // namespace

  template <int dim>
  void
  report_mesh(const Mesh<dim> &mesh, std::ostream &out)
  {
    const MPI_Comm          comm  = mesh.communicator();
    const auto             &cells = mesh.cells();
    std::array<double, dim> low, high;
    low.fill(std::numeric_limits<double>::max());
    high.fill(std::numeric_limits<double>::lowest());
    std::vector<double> count(mesh.region_names().size(), 0.);
    for (std::size_t c = 0; c < cells.n_owned; ++c)
      {
        count[cells.region[c]] += 1;
        for (unsigned int v = 0; v < mesh.shape().n_vertices; ++v)
          for (unsigned int k = 0; k < dim; ++k)
            {
              low[k]  = std::min(low[k], cells.vertices_of(c)[v][k]);
              high[k] = std::max(high[k], cells.vertices_of(c)[v][k]);
            }
      }
    dealii::Utilities::MPI::sum(count, comm, count);
    for (unsigned int k = 0; k < dim; ++k)
      {
        low[k]  = dealii::Utilities::MPI::min(low[k], comm);
        high[k] = dealii::Utilities::MPI::max(high[k], comm);
      }

    out << "Mesh " << mesh.file() << '\n' << std::fixed << std::setprecision(2);
    out << "  bounding box [mm]: ";
    for (unsigned int k = 0; k < dim; ++k)
      out << (k > 0 ? " x " : "") << low[k] << " ... " << high[k];
    out << '\n' << "  regions:\n";
    for (unsigned int r = 0; r < mesh.region_names().size(); ++r)
      {
        const WorstCell worst  = worst_cell(mesh, r);
        const double    volume = mesh.region_volume(mesh.region_names()[r]);
        out << "    " << std::left << std::setw(20) << mesh.region_names()[r] << std::right
            << std::setw(10) << std::size_t(count[r]) << " cells" << std::setw(12) << volume
            << " mm3   worst element quality " << worst.quality << " at (" << worst.center[0]
            << ", " << worst.center[1] << ", " << worst.center[2] << ") mm\n";
      }
    out << "  surfaces and interfaces:\n";
    for (const std::string &name : mesh.all_surface_names())
      {
        unsigned int n = 0;
        for (const auto &face : mesh.faces(name))
          n += face.cell < cells.n_owned;
        n                 = dealii::Utilities::MPI::sum(n, comm);
        const double area = mesh.surface_area(name);
        out << "    " << std::left << std::setw(32) << name << std::right << std::setw(8) << n
            << " faces" << std::setw(12) << area << " mm2\n";
      }
    out << "  nodes: " << mesh.space(1).n_global << " (linear), " << mesh.space(2).n_global
        << " (quadratic)\n";
    out.unsetf(std::ios::floatfield);
  }

  template void
  report_mesh(const Mesh<2> &, std::ostream &);
  template void
  report_mesh(const Mesh<3> &, std::ostream &);
} // namespace callus
