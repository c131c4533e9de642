// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/node_coupling.h"

#include "mesh/sub_cells.h"

#include <deal.II/base/mpi.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace callus
{
  namespace
  {
    using Vector      = std::array<double, 3>;
    using Tetrahedron = std::array<unsigned int, 4>;
    using LocalMatrix = std::array<std::array<double, 10>, 10>;

    /// Adds -(integral of grad N_i . grad N_j) of the linear functions on one tetrahedron.
    void
    add_tetrahedron(const std::vector<Vector> &x,
                    const Tetrahedron         &t,
                    double                     factor,
                    LocalMatrix               &matrix)
    {
      Vector e[3], gradient[4];
      for (unsigned int i = 0; i < 3; ++i)
        for (unsigned int k = 0; k < 3; ++k)
          e[i][k] = x[t[i + 1]][k] - x[t[0]][k];
      double determinant = 0;
      gradient[0]        = {};
      for (unsigned int i = 0; i < 3; ++i)
        {
          const Vector &a = e[(i + 1) % 3], &b = e[(i + 2) % 3];
          gradient[i + 1] = {
            {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]}};
        }
      for (unsigned int k = 0; k < 3; ++k)
        determinant += e[0][k] * gradient[1][k];
      for (unsigned int i = 1; i < 4; ++i)
        for (unsigned int k = 0; k < 3; ++k)
          {
            gradient[i][k] /= determinant;
            gradient[0][k] -= gradient[i][k];
          }
      const double volume = std::abs(determinant) / 6;
      for (unsigned int i = 0; i < 4; ++i)
        for (unsigned int j = 0; j < 4; ++j)
          if (i != j)
            for (unsigned int k = 0; k < 3; ++k)
              matrix[t[i]][t[j]] -= factor * volume * gradient[i][k] * gradient[j][k];
    }
  } // namespace

  template <int dim>
  NodeCoupling<dim>::NodeCoupling(const Mesh<dim>           &mesh,
                                  const std::vector<Region> &regions,
                                  const HealingNodes<dim>   &nodes)
  {
    static_assert(dim == 3, "tetrahedra only so far");
    struct Entry
    {
      unsigned int row, column;
      double       value;
    };
    std::vector<Entry> entries;
    for (const std::size_t c : nodes.cells())
      {
        const auto  &scaffold = regions[mesh.cells().region[c]].scaffold;
        const double factor   = scaffold ? std::pow(1 - scaffold->solid_fraction, 1.5) : 1.;
        const auto   x        = quadratic_node_points<3>(mesh.shape(), mesh.cells().vertices_of(c));
        LocalMatrix  matrix{};
        for (const auto &simplex : sub_simplices<3>(mesh.shape(), x))
          add_tetrahedron(x, simplex.nodes, factor * simplex.weight, matrix);
        for (unsigned int i = 0; i < 10; ++i)
          if (const std::size_t row = nodes.in_cell(c, i); row < nodes.n_owned())
            for (unsigned int j = 0; j < 10; ++j)
              if (matrix[i][j] != 0)
                entries.push_back({static_cast<unsigned int>(row),
                                   static_cast<unsigned int>(nodes.in_cell(c, j)),
                                   matrix[i][j]});
      }
    std::stable_sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) {
      return std::make_pair(a.row, a.column) < std::make_pair(b.row, b.column);
    });

    row_sum_.assign(nodes.n_owned(), 0.);
    row_begin_.assign(nodes.n_owned() + 1, 0);
    double kept = 0, left_out = 0;
    for (std::size_t begin = 0, end = 0; begin < entries.size(); begin = end)
      {
        double sum = 0;
        for (end = begin; end < entries.size() && entries[end].row == entries[begin].row &&
                          entries[end].column == entries[begin].column;
             ++end)
          sum += entries[end].value;
        if (sum <= 0)
          {
            left_out -= sum;
            continue;
          }
        kept += sum;
        column_.push_back(entries[begin].column);
        coefficient_.push_back(sum);
        row_sum_[entries[begin].row] += sum;
        ++row_begin_[entries[begin].row + 1];
      }
    for (std::size_t i = 0; i < nodes.n_owned(); ++i)
      row_begin_[i + 1] += row_begin_[i];
    kept            = dealii::Utilities::MPI::sum(kept, mesh.communicator());
    left_out        = dealii::Utilities::MPI::sum(left_out, mesh.communicator());
    left_out_share_ = kept > 0 ? left_out / (kept + left_out) : 0.;
  }

  template class NodeCoupling<3>;
} // namespace callus
