// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/mesh_report.h"

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
    using Vector = std::array<double, 3>;

    Vector
    difference(const Vector &a, const Vector &b)
    {
      return {{a[0] - b[0], a[1] - b[1], a[2] - b[2]}};
    }
    Vector
    cross(const Vector &a, const Vector &b)
    {
      return {{a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]}};
    }
    double
    dot(const Vector &a, const Vector &b)
    {
      return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    struct WorstCell
    {
      double quality = 1;
      Vector center{};
    };

    template <int dim>
    WorstCell
    worst_cell(const Mesh<dim> &mesh, unsigned int region)
    {
      WorstCell worst;
      for (std::size_t c = 0; c < mesh.cells().n_owned; ++c)
        if (mesh.cells().region[c] == region)
          if (const double quality = tetrahedron_quality(mesh.cells().vertices[c]);
              quality < worst.quality)
            {
              worst.quality = quality;
              worst.center  = Vector{};
              for (const auto &vertex : mesh.cells().vertices[c])
                for (unsigned int k = 0; k < 3; ++k)
                  worst.center[k] += vertex[k] / 4;
            }
      for (const auto &[quality, center] : dealii::Utilities::MPI::all_gather(
             mesh.communicator(), std::make_pair(worst.quality, worst.center)))
        if (quality < worst.quality)
          worst = {quality, center};
      return worst;
    }
  } // namespace

  double
  tetrahedron_quality(const std::array<Vector, 4> &x)
  {
    const Vector a = difference(x[1], x[0]), b = difference(x[2], x[0]), c = difference(x[3], x[0]);
    const double volume = std::abs(dot(a, cross(b, c))) / 6;
    double       areas  = 0;
    for (const auto &n :
         {cross(a, b), cross(b, c), cross(c, a), cross(difference(b, a), difference(c, a))})
      areas += std::sqrt(dot(n, n)) / 2;
    const double p = std::sqrt(dot(a, a)) * std::sqrt(dot(difference(b, c), difference(b, c)));
    const double q = std::sqrt(dot(b, b)) * std::sqrt(dot(difference(a, c), difference(a, c)));
    const double r = std::sqrt(dot(c, c)) * std::sqrt(dot(difference(a, b), difference(a, b)));
    const double root =
      std::sqrt(std::max(0., (p + q + r) * (p + q - r) * (p - q + r) * (-p + q + r)));
    if (volume == 0 || root == 0)
      return 0;
    return 3 * (3 * volume / areas) / (root / (24 * volume));
  }

  template <int dim>
  void
  report_mesh(const Mesh<dim> &mesh, std::ostream &out)
  {
    const MPI_Comm comm  = mesh.communicator();
    const auto    &cells = mesh.cells();
    Vector         low, high;
    low.fill(std::numeric_limits<double>::max());
    high.fill(std::numeric_limits<double>::lowest());
    std::vector<double> count(mesh.region_names().size(), 0.);
    for (std::size_t c = 0; c < cells.n_owned; ++c)
      {
        count[cells.region[c]] += 1;
        for (const auto &vertex : cells.vertices[c])
          for (unsigned int k = 0; k < dim; ++k)
            {
              low[k]  = std::min(low[k], vertex[k]);
              high[k] = std::max(high[k], vertex[k]);
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
  report_mesh(const Mesh<3> &, std::ostream &);
} // namespace callus
