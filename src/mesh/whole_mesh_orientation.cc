// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Cells that are inside out, flat or folded.

#include "mesh/quality.h"
#include "mesh/vectors.h"
#include "mesh/whole_mesh.h"

#include <algorithm>
#include <limits>

namespace callus
{
  namespace
  {
    /// Relative to the product of the edge lengths at a corner; a cell below it has no volume but for round-off.
    constexpr double flat = 1e-10;

    /// The other way round: swaps vertices so that the cell keeps its edges and changes its orientation.
    void
    turn(const unsigned int n_vertices, const int dim, std::uint32_t *v)
    {
      if (n_vertices == 8)
        std::swap_ranges(v, v + 4, v + 4); // top and bottom
      else if (n_vertices == 4 && dim == 2)
        std::swap(v[1], v[3]);
      else
        std::swap(v[1], v[2]);
    }
  } // namespace

  template <int dim>
  void
  orient_cells(const std::string                &file,
               const std::vector<std::uint64_t> &tags,
               WholeMesh<dim>                   &mesh)
  {
    const unsigned int                   n = mesh.shape->n_vertices;
    std::vector<std::array<double, dim>> x(n);
    for (std::size_t c = 0; c < mesh.n_cells(); ++c)
      {
        std::array<double, dim> center{};
        for (unsigned int v = 0; v < n; ++v)
          {
            x[v] = mesh.points[mesh.vertices[c * n + v]];
            for (unsigned int k = 0; k < dim; ++k)
              center[k] += x[v][k] / n;
          }
        double smallest = std::numeric_limits<double>::max(), largest = -smallest;
        for (unsigned int v = 0; v < n; ++v)
          {
            const double jacobian = corner_jacobian<dim>(*mesh.shape, x.data(), v);
            smallest              = std::min(smallest, jacobian);
            largest               = std::max(largest, jacobian);
          }
        if (smallest > flat)
          continue;
        if (largest < -flat)
          {
            turn(n, dim, &mesh.vertices[c * n]);
            ++mesh.n_turned;
            continue;
          }
        const bool is_folded = smallest < -flat && largest > flat;
        refuse_mesh(
          file,
          "element " + std::to_string(tags[c]) + " at " + place_of(center) + " mm, which " +
            (is_folded        ? "is folded over"
             : largest > flat ? "has a flat corner"
                              : "is flat (it has no volume)"),
          "cells with a volume" + std::string(n == 1u << dim ? " and convex corners" : ""),
          "Improve the mesh there (in Gmsh: Optimize 3D elements), or mesh it finer.");
      }
  }

  template void
  orient_cells(const std::string &, const std::vector<std::uint64_t> &, WholeMesh<2> &);
  template void
  orient_cells(const std::string &, const std::vector<std::uint64_t> &, WholeMesh<3> &);
} // namespace callus
