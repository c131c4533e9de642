// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/assembly.h"

#include "mechanics/elements/element_stiffness.h"
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
    struct ShapeInPlane
    {
      Vector<2> gradient;
      double    hoop; ///< of a displacement along the first axis
    };

    /// block[i][j] += lambda div_a,i div_b,j + mu (ga,j gb,i + delta_ij ga . gb) + 2 mu hoop_a hoop_b delta_i0 delta_j0
    inline void
    add_stiffness(const double        lambda,
                  const double        mu,
                  const ShapeInPlane &a,
                  const ShapeInPlane &b,
                  double             *block)
    {
      const Vector<2> &ga = a.gradient, &gb = b.gradient;
      Vector<2>        da = ga, db = gb; // of the divergence
      da[0] += a.hoop;
      db[0] += b.hoop;
      block[0] += 2 * mu * a.hoop * b.hoop;
      const double trace = mu * (ga[0] * gb[0] + ga[1] * gb[1]);
      for (unsigned int i = 0; i < 2; ++i)
        {
          for (unsigned int j = 0; j < 2; ++j)
            block[2 * i + j] += lambda * da[i] * db[j] + mu * ga[j] * gb[i];
          block[2 * i + i] += trace;
        }
    }

    /// The upper triangle of an element matrix with n x n blocks.
    template <int dim, unsigned int n>
    struct ElementMatrix
    {
      double blocks[n][n][dim * dim];

      /// In the plane, over all points. @p shape(a): function a of the element where it stands.
      template <typename Cell, typename Shape>
      void
      sum_in_plane(Cell                      &here,
                   const PoroelasticMaterial *materials,
                   const unsigned int         n_points,
                   const Shape               &shape)
      {
        std::fill_n(&blocks[0][0][0], n * n * dim * dim, 0.);
        for (unsigned int q = 0; q < n_points; ++q)
          {
            here.go_to(q);
            const double lambda = here.volume * materials[q].lambda(),
                         mu     = here.volume * materials[q].mu();
            ShapeInPlane shapes[n];
            for (unsigned int a = 0; a < n; ++a)
              shapes[a] = shape(a);
            for (unsigned int a = 0; a < n; ++a)
              for (unsigned int b = a; b < n; ++b)
                add_stiffness(lambda, mu, shapes[a], shapes[b], blocks[a][b]);
          }
      }

      /// In space, likewise. @p gradients: those of the functions where the cell stands. Where they are the same at all @p n_points points, there is one
      /// for all, @p n_different = 1.
      template <unsigned int n_different, typename Cell, typename Gradients>
      void
      sum_in_space(Cell                      &here,
                   const PoroelasticMaterial *materials,
                   const unsigned int         n_points,
                   const Gradients           &gradients)
      {
        elements::StiffnessPoints<n, n_different> points;
        std::fill_n(points.lambda, n_different, 0.);
        std::fill_n(points.mu, n_different, 0.);
        for (unsigned int q = 0; q < n_points; ++q)
          {
            here.go_to(q);
            const unsigned int to = n_different == 1 ? 0 : q;
            points.lambda[to] += here.volume * materials[q].lambda();
            points.mu[to] += here.volume * materials[q].mu();
            for (unsigned int a = 0; a < n; ++a)
              std::copy(gradients[a].begin(), gradients[a].end(), points.gradients[a][to]);
          }
        elements::stiffness_in_space(points, blocks);
      }

      /// Asks the memory for the rows it will be added to: they are far from each other, and the sum over the points takes as long.
      static void
      announce(const int *numbers, OwnRows &matrix)
      {
        for (unsigned int k = 0; k < n * n; ++k)
          if (numbers[k] >= 0)
            {
              const double *const target = matrix.block(numbers[k]);
              __builtin_prefetch(target, 1);
              __builtin_prefetch(target + dim * dim - 1, 1);
            }
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
      using Element                                 = std::decay_t<decltype(element)>;
      constexpr unsigned int               n_points = Element::n_points;
      const PoroelasticMaterial *const     there    = &materials_[n_points * cell];
      ElementMatrix<dim, Element::n_nodes> sum;
      sum.announce(matrix.cell_blocks(cell), matrix);
      if constexpr (dim == 2)
        sum.sum_in_plane(here, there, n_points, [&](const unsigned int a) {
          return ShapeInPlane{here.gradients[a], here.hoop(a)};
        });
      else
        sum.template sum_in_space<n_points>(here, there, n_points, here.gradients);
      sum.scatter(matrix.cell_blocks(cell), matrix);
    });
  }


  template <int dim>
  void
  BiotAssembly<dim>::linear_stiffness(OwnRows &matrix) const
  {
    matrix.clear();
    for_each_cell([&](const auto &element, auto &here, const std::size_t cell) {
      using Element                                    = std::decay_t<decltype(element)>;
      constexpr unsigned int                  n_points = Element::n_points;
      const PoroelasticMaterial *const        there    = &materials_[n_points * cell];
      ElementMatrix<dim, Element::n_vertices> sum;
      sum.announce(matrix.cell_blocks(cell), matrix);
      if constexpr (dim == 2)
        sum.sum_in_plane(here, there, n_points, [&](const unsigned int a) {
          return ShapeInPlane{here.linear_gradients[a],
                              here.point->linear[a] * here.inverse_radius};
        });
      else
        sum.template sum_in_space<(Element::is_affine ? 1 : n_points)>(
          here, there, n_points, here.linear_gradients);
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
