// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/assembly.h"

#include "mechanics/elements/for_each_cell.h"
#include "mechanics/elements/lumping.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace callus
{
  namespace
  {
    template <int dim>
    using Vector = std::array<double, dim>;

    /// A displacement along one axis after the other: its gradient, and its hoop strain (axisymmetric bodies).
    template <int dim>
    struct ShapeFunction
    {
      Vector<dim> gradient;
      double      hoop = 0; ///< of a displacement along the first axis
    };

    /// block[i][j] += lambda div_a,i div_b,j + mu (ga,j gb,i + delta_ij ga . gb) + 2 mu hoop_a hoop_b delta_i0 delta_j0, weighted.
    template <int dim>
    inline void
    add_stiffness(const double              lambda,
                  const double              mu,
                  const ShapeFunction<dim> &a,
                  const ShapeFunction<dim> &b,
                  double                   *block)
    {
      const Vector<dim> &ga = a.gradient, &gb = b.gradient;
      Vector<dim>        da = ga, db = gb; // of the divergence
      double             trace = 0;
      if constexpr (dim == 2)
        {
          da[0] += a.hoop;
          db[0] += b.hoop;
          block[0] += 2 * mu * a.hoop * b.hoop;
        }
      for (unsigned int k = 0; k < dim; ++k)
        trace += ga[k] * gb[k];
      trace *= mu;
      for (unsigned int i = 0; i < dim; ++i)
        {
          for (unsigned int j = 0; j < dim; ++j)
            block[dim * i + j] += lambda * da[i] * db[j] + mu * ga[j] * gb[i];
          block[dim * i + i] += trace;
        }
    }

    /// The upper triangle of an element matrix with n x n blocks.
    template <int dim, unsigned int n>
    struct ElementMatrix
    {
      double blocks[n][n][dim * dim] = {};

      void
      add(const PoroelasticMaterial &material,
          const double               volume,
          const ShapeFunction<dim>  *shapes)
      {
        const double lambda = volume * material.lambda(), mu = volume * material.mu();
        for (unsigned int a = 0; a < n; ++a)
          for (unsigned int b = a; b < n; ++b)
            add_stiffness<dim>(lambda, mu, shapes[a], shapes[b], blocks[a][b]);
      }

      /// Adds it to the owned rows, the lower triangle by symmetry.
      void
      scatter(const int *numbers, OwnRows &matrix) const
      {
        for (unsigned int a = 0; a < n; ++a)
          for (unsigned int b = 0; b < n; ++b)
            if (numbers[a * n + b] >= 0)
              {
                double *target = matrix.block(numbers[a * n + b]);
                for (unsigned int i = 0; i < dim; ++i)
                  for (unsigned int j = 0; j < dim; ++j)
                    target[dim * i + j] +=
                      a <= b ? blocks[a][b][dim * i + j] : blocks[b][a][dim * j + i];
              }
      }
    };
  } // namespace


  template <int dim>
  BiotAssembly<dim>::BiotAssembly(const Mesh<dim>                        &mesh,
                                  const MaterialMap<dim>                 &map,
                                  const std::vector<PoroelasticMaterial> &materials)
    : mesh_(mesh)
    , map_(map)
    , materials_(materials)
  {
  }


  template <int dim>
  template <typename Action>
  void
  BiotAssembly<dim>::for_each_cell(const Action &action) const
  {
    elements::for_each_cell(
      mesh_, [&](const std::size_t cell) { return !map_.is_left_out(cell); }, action);
  }


  template <int dim>
  template <typename Action>
  void
  BiotAssembly<dim>::for_each_porous_cell(const Action &action) const
  {
    elements::for_each_cell(
      mesh_, [&](const std::size_t cell) { return map_.has_pores(cell); }, action);
  }


  template <int dim>
  void
  BiotAssembly<dim>::stiffness(OwnRows &matrix) const
  {
    matrix.clear();
    for_each_cell([&](const auto &element, auto &here, const std::size_t cell) {
      constexpr unsigned int n = std::decay_t<decltype(element)>::n_nodes;
      ElementMatrix<dim, n>  sum;
      ShapeFunction<dim>     shapes[n];
      for (unsigned int q = 0; q < element.n_points; ++q)
        {
          here.go_to(q);
          for (unsigned int a = 0; a < n; ++a)
            shapes[a] = {here.gradients[a], here.hoop(a)};
          sum.add(materials_[element.n_points * cell + q], here.volume, shapes);
        }
      sum.scatter(matrix.cell_blocks(cell), matrix);
    });
  }


  template <int dim>
  void
  BiotAssembly<dim>::linear_stiffness(OwnRows &matrix) const
  {
    matrix.clear();
    for_each_cell([&](const auto &element, auto &here, const std::size_t cell) {
      constexpr unsigned int n = std::decay_t<decltype(element)>::n_vertices;
      ElementMatrix<dim, n>  sum;
      ShapeFunction<dim>     shapes[n];
      for (unsigned int q = 0; q < element.n_points; ++q)
        {
          here.go_to(q);
          for (unsigned int a = 0; a < n; ++a)
            shapes[a] = {here.linear_gradients[a], here.point->linear[a] * here.inverse_radius};
          sum.add(materials_[element.n_points * cell + q], here.volume, shapes);
        }
      sum.scatter(matrix.cell_blocks(cell), matrix);
    });
  }


  template <int dim>
  void
  BiotAssembly<dim>::coupling(OwnRows &b, OwnRows &b_transposed) const
  {
    b.clear();
    b_transposed.clear();
    for_each_porous_cell([&](const auto &element, auto &here, const std::size_t cell) {
      constexpr unsigned int n_u                = std::decay_t<decltype(element)>::n_nodes;
      constexpr unsigned int n_p                = std::decay_t<decltype(element)>::n_vertices;
      double                 sum[n_p][n_u][dim] = {};
      for (unsigned int q = 0; q < element.n_points; ++q)
        {
          here.go_to(q);
          const double weight =
            here.volume * materials_[element.n_points * cell + q].biot_coefficient;
          for (unsigned int u = 0; u < n_u; ++u)
            {
              const Vector<dim> divergence = here.divergence(u);
              for (unsigned int p = 0; p < n_p; ++p)
                for (unsigned int i = 0; i < dim; ++i)
                  sum[p][u][i] -= weight * here.point->linear[p] * divergence[i];
            }
        }
      const int *blocks = b.cell_blocks(cell), *transposed = b_transposed.cell_blocks(cell);
      for (unsigned int p = 0; p < n_p; ++p)
        for (unsigned int u = 0; u < n_u; ++u)
          for (unsigned int i = 0; i < dim; ++i)
            {
              if (blocks[p * n_u + u] >= 0)
                b.block(blocks[p * n_u + u])[i] += sum[p][u][i];
              if (transposed[u * n_p + p] >= 0)
                b_transposed.block(transposed[u * n_p + p])[i] += sum[p][u][i];
            }
    });
  }


  template <int dim>
  std::vector<double>
  BiotAssembly<dim>::free_shares(const GhostExchange &exchange, const Modulus &modulus) const
  {
    const NodalSpace<dim> &space = mesh_.space(2);
    const unsigned int     n = space.nodes_per_cell, n_points = map_.n_points();
    std::vector<double>    own(mesh_.cells().n_cells, 0.);
    std::vector<double>    sums(2 * space.n_local(), 0.); // of moduli times volumes, of volumes
    for_each_cell([&](const auto &element, auto &here, const std::size_t cell) {
      double volume = 0;
      for (unsigned int q = 0; q < element.n_points; ++q)
        {
          here.go_to(q);
          volume += here.volume;
          own[cell] += modulus(materials_[n_points * cell + q]) / n_points;
        }
      for (unsigned int i = 0; i < n; ++i)
        {
          const std::size_t node = space.local_index(space.cell_nodes[n * cell + i]);
          sums[2 * node] += own[cell] * volume;
          sums[2 * node + 1] += volume;
        }
    });
    exchange.update(sums, 2); // ghosts have not all their cells here
    std::vector<double> result(own.size(), 0.);
    for_each_cell([&](const auto &, auto &, const std::size_t cell) {
      for (unsigned int i = 0; i < n; ++i)
        {
          const std::size_t node = space.local_index(space.cell_nodes[n * cell + i]);
          result[cell] += own[cell] / std::max(own[cell], sums[2 * node] / sums[2 * node + 1]) / n;
        }
    });
    return result;
  }


  template <int dim>
  void
  BiotAssembly<dim>::pressure(const double         time_step,
                              const GhostExchange &quadratic,
                              OwnRows             &c,
                              OwnRows             &schur) const
  {
    c.clear();
    schur.clear();
    const std::vector<double> free_share =
      free_shares(quadratic, [](const PoroelasticMaterial &material) {
        return material.lambda() + 2 * material.mu();
      });
    for_each_porous_cell([&](const auto &element, auto &here, const std::size_t cell) {
      constexpr unsigned int n         = std::decay_t<decltype(element)>::n_vertices;
      double                 sum[n][n] = {}, compliance[n][n] = {}, storage[n][n] = {};
      for (unsigned int q = 0; q < element.n_points; ++q)
        {
          here.go_to(q);
          const PoroelasticMaterial &material     = materials_[element.n_points * cell + q];
          const double               conductivity = time_step * here.volume * material.permeability;
          const double free_compliance            = free_share[cell] * material.biot_coefficient *
                                         material.biot_coefficient /
                                         (material.lambda() + 2 * material.mu());
          for (unsigned int a = 0; a < n; ++a)
            for (unsigned int b = 0; b < n; ++b)
              {
                const double mass = here.volume * here.point->linear[a] * here.point->linear[b];
                double       gradients = 0;
                for (unsigned int k = 0; k < dim; ++k)
                  gradients += here.linear_gradients[a][k] * here.linear_gradients[b][k];
                sum[a][b] += mass * material.storage + conductivity * gradients;
                compliance[a][b] += mass * free_compliance;
                storage[a][b] += mass * map_.lumped_storage(material);
              }
        }
      elements::replace_by_lumping(storage);
      const int *blocks = c.cell_blocks(cell);
      for (unsigned int a = 0; a < n; ++a)
        for (unsigned int b = 0; b < n; ++b)
          if (blocks[n * a + b] >= 0)
            {
              const double total = sum[a][b] + storage[a][b];
              *c.block(blocks[n * a + b]) += total;
              *schur.block(blocks[n * a + b]) += total + compliance[a][b];
            }
    });
  }


  template <int dim>
  std::vector<double>
  BiotAssembly<dim>::history(const std::vector<double> &displacement,
                             const std::vector<double> &pressure) const
  {
    const NodalSpace<dim> &quadratic = mesh_.space(2), &linear = mesh_.space(1);
    std::vector<double>    result(linear.n_owned, 0.);
    for_each_porous_cell([&](const auto &element, auto &here, const std::size_t cell) {
      constexpr unsigned int n_u = std::decay_t<decltype(element)>::n_nodes;
      constexpr unsigned int n_p = std::decay_t<decltype(element)>::n_vertices;
      std::size_t            u_nodes[n_u], p_nodes[n_p];
      for (unsigned int i = 0; i < n_u; ++i)
        u_nodes[i] = quadratic.local_index(quadratic.cell_nodes[n_u * cell + i]);
      for (unsigned int i = 0; i < n_p; ++i)
        p_nodes[i] = linear.local_index(linear.cell_nodes[n_p * cell + i]);
      for (unsigned int q = 0; q < element.n_points; ++q)
        {
          here.go_to(q);
          const PoroelasticMaterial &material = materials_[element.n_points * cell + q];
          double                     content  = 0; // of fluid: alpha div u + p / M
          for (unsigned int i = 0; i < n_u; ++i)
            {
              const Vector<dim> divergence = here.divergence(i);
              for (unsigned int k = 0; k < dim; ++k)
                content +=
                  material.biot_coefficient * divergence[k] * displacement[dim * u_nodes[i] + k];
            }
          double p = 0;
          for (unsigned int i = 0; i < n_p; ++i)
            p += here.point->linear[i] * pressure[p_nodes[i]];
          content += material.storage * p;
          for (unsigned int i = 0; i < n_p; ++i)
            if (p_nodes[i] < result.size())
              result[p_nodes[i]] -=
                here.volume * here.point->linear[i] *
                (content + map_.lumped_storage(material) * (pressure[p_nodes[i]] - p));
        }
    });
    return result;
  }


  template <int dim>
  double
  BiotAssembly<dim>::drainage_time(const double resistance) const
  {
    // storage, 1 / kappa, and the ends of the body along each axis with both signs
    std::array<double, 2 + 2 * dim> largest, all;
    largest.fill(-std::numeric_limits<double>::max());
    for_each_porous_cell([&](const auto &element, auto &, const std::size_t cell) {
      for (unsigned int q = 0; q < element.n_points; ++q)
        {
          const PoroelasticMaterial &material = materials_[element.n_points * cell + q];
          largest[0]                          = std::max(largest[0], material.confined_storage());
          largest[1]                          = std::max(largest[1], 1 / material.permeability);
        }
      for (unsigned int v = 0; v < element.n_vertices; ++v)
        for (unsigned int k = 0; k < dim; ++k)
          for (const int sign : {-1, 1})
            {
              double &end = largest[2 + 2 * k + (sign > 0)];
              end         = std::max(end, sign * mesh_.cells().vertices_of(cell)[v][k]);
            }
    });
    MPI_Allreduce(
      largest.data(), all.data(), all.size(), MPI_DOUBLE, MPI_MAX, mesh_.communicator());
    if (all[0] < 0) // no pores anywhere
      return 1;
    double squares = 0;
    for (unsigned int k = 0; k < dim; ++k)
      squares += std::pow(all[2 + 2 * k] + all[3 + 2 * k], 2);
    const double length = std::sqrt(squares);
    return all[0] * length * (length * all[1] + resistance);
  }


  template class BiotAssembly<2>;
  template class BiotAssembly<3>;
} // namespace callus
