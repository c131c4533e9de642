// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/node_coupling.h"

#include "base/communication.h"
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

  namespace
  {
    struct Entry
    {
      unsigned int column;
      double       value;
    };

    /// The couplings of one cell, n_nodes x n_nodes.
    template <int dim>
    std::vector<double>
    cell_couplings(const Mesh<dim> &mesh, const std::vector<Region> &regions, std::size_t cell)
    {
      const auto  &scaffold = regions[mesh.cells().region[cell]].scaffold;
      const double factor =
        scaffold ? std::pow(1 - scaffold->solid_fraction, scaffold->diffusivity_exponent) : 1.;
      const auto x = quadratic_node_points<dim>(mesh.shape(), mesh.cells().vertices_of(cell));
      std::vector<double> matrix(x.size() * x.size(), 0.);
      for (const SubSimplex<dim> &simplex : sub_simplices<dim>(mesh.shape(), x))
        add_simplex<dim>(x, simplex, mesh.measure(), factor, matrix);
      return matrix;
    }

    /// Sorts the entries of a row by column and adds up those of the same column.
    void
    merge(std::vector<Entry> &row)
    {
      std::stable_sort(
        row.begin(), row.end(), [](const Entry &a, const Entry &b) { return a.column < b.column; });
      std::size_t n = 0;
      for (const Entry &entry : row)
        if (n > 0 && row[n - 1].column == entry.column)
          row[n - 1].value += entry.value;
        else
          row[n++] = entry;
      row.resize(n);
    }
  } // namespace

  template <int dim>
  NodeCoupling<dim>::NodeCoupling(const Mesh<dim>           &mesh,
                                  const std::vector<Region> &regions,
                                  const HealingNodes<dim>   &nodes)
  {
    edges_.n_owned = nodes.n_owned();
    edges_.n_local = nodes.n_local();
    std::vector<std::vector<Entry>> rows(nodes.n_owned());
    const unsigned int              n = mesh.space(2).nodes_per_cell;
    for (const std::size_t c : nodes.cells())
      {
        const std::vector<double> matrix = cell_couplings(mesh, regions, c);
        for (unsigned int i = 0; i < n; ++i)
          if (const std::size_t row = nodes.in_cell(c, i); row < nodes.n_owned())
            for (unsigned int j = 0; j < n; ++j)
              if (const std::size_t column = nodes.in_cell(c, j);
                  column > row && matrix[i * n + j] != 0)
                rows[row].push_back({static_cast<unsigned int>(column), matrix[i * n + j]});
      }

    edges_.row_begin.assign(1, 0);
    double positive = 0, negative = 0;
    for (std::vector<Entry> &row : rows)
      {
        merge(row);
        for (const Entry &entry : row)
          {
            edges_.column.push_back(entry.column);
            coefficient_.push_back(entry.value);
            (entry.value > 0 ? positive : negative) += std::abs(entry.value);
          }
        edges_.row_begin.push_back(edges_.column.size());
        std::vector<Entry>().swap(row);
      }
    positive        = mpi::sum(positive, mesh.communicator());
    negative        = mpi::sum(negative, mesh.communicator());
    negative_share_ = positive > 0 ? negative / (positive + negative) : 0.;
  }

  template class NodeCoupling<2>;
  template class NodeCoupling<3>;
} // namespace callus
