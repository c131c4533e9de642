// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/cell_couplings.h"

#include "mesh/sub_cells.h"

#include <deal.II/base/tensor.h>

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

  template std::vector<double>
  cell_couplings<2>(const Mesh<2> &, const std::vector<Region> &, std::size_t);
  template std::vector<double>
  cell_couplings<3>(const Mesh<3> &, const std::vector<Region> &, std::size_t);
} // namespace callus
