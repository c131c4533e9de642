// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/total_pressure_assembly.h"

#include "mechanics/elements/for_each_cell.h"
#include "mechanics/elements/lumping.h"

namespace callus
{
  namespace
  {
    /// How a cell's unknowns of a field lie in blocks: nodes, and components of each.
    struct CellUnknowns
    {
      unsigned int nodes, components;
    };

    /// Adds @p values, a row for each unknown of the cell's rows, to the owned rows.
    void
    scatter(const double       *values,
            const CellUnknowns &rows,
            const CellUnknowns &columns,
            const int          *numbers,
            OwnRows            &matrix)
    {
      const unsigned int n_columns = columns.nodes * columns.components;
      for (unsigned int a = 0; a < rows.nodes; ++a)
        for (unsigned int b = 0; b < columns.nodes; ++b)
          if (numbers[a * columns.nodes + b] >= 0)
            {
              double *target = matrix.block(numbers[a * columns.nodes + b]);
              for (unsigned int i = 0; i < rows.components; ++i)
                for (unsigned int j = 0; j < columns.components; ++j)
                  *target++ +=
                    values[(a * rows.components + i) * n_columns + b * columns.components + j];
            }
    }

    template <unsigned int n, unsigned int m>
    void
    transpose(const double (&values)[n][m], double (&result)[m][n])
    {
      for (unsigned int i = 0; i < n; ++i)
        for (unsigned int j = 0; j < m; ++j)
          result[j][i] = values[i][j];
    }
  } // namespace


  template <int dim>
  TotalPressureAssembly<dim>::TotalPressureAssembly(const BiotAssembly<dim>       &biot,
                                                    const TotalPressureSpace<dim> &space)
    : biot_(biot)
    , space_(space)
  {
  }


  template <int dim>
  template <typename Action>
  void
  TotalPressureAssembly<dim>::for_each_cell(const bool has_pores, const Action &action) const
  {
    const MaterialMap<dim> &map = biot_.map();
    elements::for_each_cell(
      biot_.mesh(),
      [&](const std::size_t cell) {
        return has_pores ? map.has_pores(cell) : !map.is_left_out(cell);
      },
      action);
  }


  template <int dim>
  void
  TotalPressureAssembly<dim>::shear_stiffness(OwnRows &a, OwnRows &a_linear) const
  {
    std::vector<PoroelasticMaterial> shear = biot_.materials();
    for (PoroelasticMaterial &material : shear)
      { // the same mu without lambda
        material.youngs_modulus = 2 * material.mu();
        material.poisson_ratio  = 0;
      }
    const BiotAssembly<dim> of_shear(biot_.mesh(), biot_.map(), shear);
    of_shear.stiffness(a);
    of_shear.linear_stiffness(a_linear);
  }


  template <int dim>
  void
  TotalPressureAssembly<dim>::divergence(OwnRows &b, OwnRows &b_transposed) const
  {
    b.clear();
    b_transposed.clear();
    const unsigned int nc = space_.n_components();
    for_each_cell(false, [&](const auto &element, auto &here, const std::size_t cell) {
      constexpr unsigned int n_u = std::decay_t<decltype(element)>::n_nodes, n_t = dim + 1;
      double                 sum[n_t][n_u * dim] = {}, transposed[n_u * dim][n_t];
      for (unsigned int q = 0; q < element.n_points; ++q)
        {
          here.go_to(q);
          const auto t = space_.functions(cell, here.point->linear.data());
          for (unsigned int u = 0; u < n_u; ++u)
            {
              const auto divergence = here.divergence(u);
              for (unsigned int f = 0; f < n_t; ++f)
                for (unsigned int k = 0; k < dim; ++k)
                  sum[f][u * dim + k] -= here.volume * t[f] * divergence[k];
            }
        }
      transpose(sum, transposed);
      scatter(sum[0], {n_t / nc, nc}, {n_u, dim}, b.cell_blocks(cell), b);
      scatter(
        transposed[0], {n_u, dim}, {n_t / nc, nc}, b_transposed.cell_blocks(cell), b_transposed);
    });
  }


  template <int dim>
  std::vector<double>
  TotalPressureAssembly<dim>::free_shares(const GhostExchange &quadratic) const
  {
    return biot_.free_shares(quadratic,
                             [](const PoroelasticMaterial &material) { return material.mu(); });
  }


  template <int dim>
  void
  TotalPressureAssembly<dim>::compressibility(const std::vector<double> &free_share,
                                              OwnRows                   &d,
                                              OwnRows                   &total_schur) const
  {
    d.clear();
    total_schur.clear();
    const unsigned int nc = space_.n_components();
    for_each_cell(false, [&](const auto &element, auto &here, const std::size_t cell) {
      constexpr unsigned int n_t           = dim + 1;
      double                 sum[n_t][n_t] = {}, schur[n_t][n_t] = {};
      for (unsigned int q = 0; q < element.n_points; ++q)
        {
          here.go_to(q);
          const PoroelasticMaterial &material = biot_.materials()[element.n_points * cell + q];
          const auto                 t        = space_.functions(cell, here.point->linear.data());
          for (unsigned int f = 0; f < n_t; ++f)
            for (unsigned int g = 0; g < n_t; ++g)
              {
                const double mass = here.volume * t[f] * t[g];
                sum[f][g] += mass / material.lambda();
                schur[f][g] +=
                  mass * (1 / material.lambda() + free_share[cell] / (2 * material.mu()));
              }
        }
      const CellUnknowns unknowns{n_t / nc, nc};
      scatter(sum[0], unknowns, unknowns, d.cell_blocks(cell), d);
      scatter(schur[0], unknowns, unknowns, total_schur.cell_blocks(cell), total_schur);
    });
  }


  template <int dim>
  void
  TotalPressureAssembly<dim>::coupling(OwnRows &e, OwnRows &e_transposed) const
  {
    e.clear();
    e_transposed.clear();
    const unsigned int nc = space_.n_components();
    for_each_cell(true, [&](const auto &element, auto &here, const std::size_t cell) {
      constexpr unsigned int n_p = std::decay_t<decltype(element)>::n_vertices, n_t = dim + 1;
      double                 sum[n_p][n_t] = {}, transposed[n_t][n_p];
      for (unsigned int q = 0; q < element.n_points; ++q)
        {
          here.go_to(q);
          const PoroelasticMaterial &material = biot_.materials()[element.n_points * cell + q];
          const double weight = here.volume * material.biot_coefficient / material.lambda();
          const auto   t      = space_.functions(cell, here.point->linear.data());
          for (unsigned int p = 0; p < n_p; ++p)
            for (unsigned int f = 0; f < n_t; ++f)
              sum[p][f] += weight * here.point->linear[p] * t[f];
        }
      transpose(sum, transposed);
      scatter(sum[0], {n_p, 1}, {n_t / nc, nc}, e.cell_blocks(cell), e);
      scatter(
        transposed[0], {n_t / nc, nc}, {n_p, 1}, e_transposed.cell_blocks(cell), e_transposed);
    });
  }


  template <int dim>
  void
  TotalPressureAssembly<dim>::pressure(const double               time_step,
                                       const std::vector<double> &free_share,
                                       OwnRows                   &c,
                                       OwnRows                   &schur) const
  {
    c.clear();
    schur.clear();
    for_each_cell(true, [&](const auto &element, auto &here, const std::size_t cell) {
      constexpr unsigned int n         = std::decay_t<decltype(element)>::n_vertices;
      double                 sum[n][n] = {}, of_schur[n][n] = {}, storage[n][n] = {};
      for (unsigned int q = 0; q < element.n_points; ++q)
        {
          here.go_to(q);
          const PoroelasticMaterial &material     = biot_.materials()[element.n_points * cell + q];
          const double               conductivity = time_step * here.volume * material.permeability;
          const double               alpha2 = material.biot_coefficient * material.biot_coefficient;
          const double               content = material.storage + alpha2 / material.lambda(),
                       content_of_schur =
                         material.storage +
                         free_share[cell] * alpha2 /
                           (free_share[cell] * material.lambda() + 2 * material.mu());
          for (unsigned int a = 0; a < n; ++a)
            for (unsigned int b = 0; b < n; ++b)
              {
                const double mass = here.volume * here.point->linear[a] * here.point->linear[b];
                double       gradients = 0;
                for (unsigned int k = 0; k < dim; ++k)
                  gradients += here.linear_gradients[a][k] * here.linear_gradients[b][k];
                sum[a][b] += mass * content + conductivity * gradients;
                of_schur[a][b] += mass * content_of_schur + conductivity * gradients;
                storage[a][b] += mass * biot_.map().lumped_storage(material);
              }
        }
      elements::replace_by_lumping(storage);
      for (unsigned int a = 0; a < n; ++a)
        for (unsigned int b = 0; b < n; ++b)
          {
            sum[a][b] += storage[a][b];
            of_schur[a][b] += storage[a][b];
          }
      scatter(sum[0], {n, 1}, {n, 1}, c.cell_blocks(cell), c);
      scatter(of_schur[0], {n, 1}, {n, 1}, schur.cell_blocks(cell), schur);
    });
  }


  template <int dim>
  std::vector<double>
  TotalPressureAssembly<dim>::history(const std::vector<double> &pressure,
                                      const std::vector<double> &total_pressure) const
  {
    const NodalSpace<dim> &linear = biot_.mesh().space(1);
    std::vector<double>    result(linear.n_owned, 0.);
    for_each_cell(true, [&](const auto &element, auto &here, const std::size_t cell) {
      constexpr unsigned int n_p = std::decay_t<decltype(element)>::n_vertices;
      std::size_t            nodes[n_p];
      for (unsigned int i = 0; i < n_p; ++i)
        nodes[i] = linear.local_index(linear.cell_nodes[n_p * cell + i]);
      for (unsigned int q = 0; q < element.n_points; ++q)
        {
          here.go_to(q);
          const PoroelasticMaterial &material = biot_.materials()[element.n_points * cell + q];
          const double t = space_.value(cell, here.point->linear.data(), total_pressure);
          double       p = 0;
          for (unsigned int i = 0; i < n_p; ++i)
            p += here.point->linear[i] * pressure[nodes[i]];
          const double alpha =
            material.biot_coefficient; // alpha div u = alpha (alpha p - t) / lambda
          const double content = alpha * (alpha * p - t) / material.lambda() + material.storage * p;
          for (unsigned int i = 0; i < n_p; ++i)
            if (nodes[i] < result.size())
              result[nodes[i]] -=
                here.volume * here.point->linear[i] *
                (content + biot_.map().lumped_storage(material) * (pressure[nodes[i]] - p));
        }
    });
    return result;
  }


  template class TotalPressureAssembly<2>;
  template class TotalPressureAssembly<3>;
} // namespace callus
