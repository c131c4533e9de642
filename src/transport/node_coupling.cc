// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/node_coupling.h"

#include "mesh/sub_cells.h"

#include <deal.II/base/mpi.h>
#include <deal.II/base/tensor.h>

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    /// Adds -(integral over the body of grad N_i . grad N_j) of the linear functions on one simplex to a matrix with @p n columns.
    template <int dim>
    void
    add_simplex(const std::vector<std::array<double, dim>> &x,
                const SubSimplex<dim>                      &simplex,
                const Measure                              &measure,
                double                                      factor,
                std::vector<double>                        &matrix)
    {
      const auto             &t = simplex.nodes;
      dealii::Tensor<2, dim>  edges;
      std::array<double, dim> center{};
      dealii::Tensor<1, dim>  gradient[dim + 1];
      for (unsigned int k = 0; k < dim; ++k)
        {
          for (unsigned int i = 0; i <= dim; ++i)
            center[k] += x[t[i]][k] / (dim + 1);
          for (unsigned int i = 0; i < dim; ++i)
            edges[i][k] = x[t[i + 1]][k] - x[t[0]][k];
        }
      const auto inverse = dealii::invert(edges);
      for (unsigned int i = 0; i < dim; ++i)
        for (unsigned int k = 0; k < dim; ++k)
          {
            gradient[i + 1][k] = inverse[k][i];
            gradient[0][k] -= inverse[k][i];
          }
      // the measure is constant or linear in x: its value in the centre makes the integral exact
      const double volume = std::abs(dealii::determinant(edges)) / (dim == 2 ? 2 : 6) *
                            measure.template weight<dim>(center) * simplex.weight;
      for (unsigned int i = 0; i <= dim; ++i)
        for (unsigned int j = 0; j <= dim; ++j)
          if (i != j)
            matrix[t[i] * x.size() + t[j]] -= factor * volume * (gradient[i] * gradient[j]);
    }
  } // namespace

  template <int dim>
  NodeCoupling<dim>::NodeCoupling(const Mesh<dim>           &mesh,
                                  const std::vector<Region> &regions,
                                  const HealingNodes<dim>   &nodes)
  {
    struct Entry
    {
      unsigned int row, column;
      double       value;
    };
    std::vector<Entry> entries;
    const unsigned int n = mesh.space(2).nodes_per_cell;
    for (const std::size_t c : nodes.cells())
      {
        const auto  &scaffold = regions[mesh.cells().region[c]].scaffold;
        const double factor   = scaffold ? std::pow(1 - scaffold->solid_fraction, 1.5) : 1.;
        const auto   x = quadratic_node_points<dim>(mesh.shape(), mesh.cells().vertices_of(c));
        std::vector<double> matrix(n * n, 0.);
        for (const SubSimplex<dim> &simplex : sub_simplices<dim>(mesh.shape(), x))
          add_simplex<dim>(x, simplex, mesh.measure(), factor, matrix);
        for (unsigned int i = 0; i < n; ++i)
          if (const std::size_t row = nodes.in_cell(c, i); row < nodes.n_owned())
            for (unsigned int j = 0; j < n; ++j)
              if (matrix[i * n + j] != 0)
                entries.push_back({static_cast<unsigned int>(row),
                                   static_cast<unsigned int>(nodes.in_cell(c, j)),
                                   matrix[i * n + j]});
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

  template class NodeCoupling<2>;
  template class NodeCoupling<3>;
} // namespace callus
