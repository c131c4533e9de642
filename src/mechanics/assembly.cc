// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/assembly.h"

#include "mechanics/tetrahedron.h"

namespace callus
{
  namespace
  {
    using Tetrahedron = straight_tetrahedron::Shape;
    using straight_tetrahedron::n_points;

    /// Lame's parameters times a weight.
    struct Lame
    {
      Lame(const PoroelasticMaterial &material, const double weight)
        : lambda(weight * material.lambda())
        , mu(weight * material.mu())
      {
      }
      double lambda, mu;
    };

    /// block += lambda ga (x) gb + mu gb (x) ga + mu (ga . gb) I
    inline void
    add_stiffness(const Lame                         &material,
                  const straight_tetrahedron::Vector &ga,
                  const straight_tetrahedron::Vector &gb,
                  double                             *block)
    {
      const double trace = material.mu * (ga[0] * gb[0] + ga[1] * gb[1] + ga[2] * gb[2]);
      for (unsigned int i = 0; i < 3; ++i)
        {
          for (unsigned int j = 0; j < 3; ++j)
            block[3 * i + j] += material.lambda * ga[i] * gb[j] + material.mu * ga[j] * gb[i];
          block[3 * i + i] += trace;
        }
    }

    /// Adds an element matrix of 3x3 blocks (upper triangle given, the rest by symmetry) to the owned rows.
    template <unsigned int n>
    void
    scatter(const double (&element)[n][n][9], const int *blocks, OwnRows &matrix)
    {
      for (unsigned int a = 0; a < n; ++a)
        for (unsigned int b = 0; b < n; ++b)
          if (blocks[a * n + b] >= 0)
            {
              double *target = matrix.block(blocks[a * n + b]);
              for (unsigned int i = 0; i < 3; ++i)
                for (unsigned int j = 0; j < 3; ++j)
                  target[3 * i + j] += a <= b ? element[a][b][3 * i + j] : element[b][a][3 * j + i];
            }
    }
  } // namespace


  BiotAssembly::BiotAssembly(const Mesh<3>                          &mesh,
                             const MaterialMap                      &map,
                             const std::vector<PoroelasticMaterial> &materials)
    : mesh_(mesh)
    , map_(map)
    , materials_(materials)
  {
  }


  void
  BiotAssembly::stiffness(OwnRows &matrix) const
  {
    matrix.clear();
    for (std::size_t cell = 0; cell < mesh_.cells().n_cells; ++cell)
      if (!map_.is_left_out(cell))
        {
          const Tetrahedron tet(mesh_.cells().vertices_of(cell));
          double            element[10][10][9] = {};
          for (unsigned int q = 0; q < n_points; ++q)
            {
              const Lame material(materials_[n_points * cell + q], tet.volume / n_points);
              const auto gradients = straight_tetrahedron::quadratic_gradients(tet, q);
              for (unsigned int a = 0; a < 10; ++a)
                for (unsigned int b = a; b < 10; ++b)
                  add_stiffness(material, gradients[a], gradients[b], element[a][b]);
            }
          scatter(element, matrix.cell_blocks(cell), matrix);
        }
  }


  void
  BiotAssembly::linear_stiffness(OwnRows &matrix) const
  {
    matrix.clear();
    for (std::size_t cell = 0; cell < mesh_.cells().n_cells; ++cell)
      if (!map_.is_left_out(cell))
        {
          const Tetrahedron tet(mesh_.cells().vertices_of(cell));
          double            element[4][4][9] = {};
          for (unsigned int q = 0; q < n_points; ++q)
            {
              const Lame material(materials_[n_points * cell + q], tet.volume / n_points);
              for (unsigned int a = 0; a < 4; ++a)
                for (unsigned int b = a; b < 4; ++b)
                  add_stiffness(material, tet.gradient[a], tet.gradient[b], element[a][b]);
            }
          scatter(element, matrix.cell_blocks(cell), matrix);
        }
  }


  void
  BiotAssembly::coupling(OwnRows &b, OwnRows &b_transposed) const
  {
    b.clear();
    b_transposed.clear();
    for (std::size_t cell = 0; cell < mesh_.cells().n_cells; ++cell)
      if (!map_.is_left_out(cell))
        {
          const Tetrahedron tet(mesh_.cells().vertices_of(cell));
          double            element[4][10][3] = {};
          for (unsigned int q = 0; q < n_points; ++q)
            {
              const auto gradients = straight_tetrahedron::quadratic_gradients(tet, q);
              for (unsigned int p = 0; p < 4; ++p)
                for (unsigned int u = 0; u < 10; ++u)
                  for (unsigned int i = 0; i < 3; ++i)
                    element[p][u][i] -= tet.volume / n_points *
                                        straight_tetrahedron::barycentric(q, p) * gradients[u][i];
            }
          const int *blocks = b.cell_blocks(cell), *transposed = b_transposed.cell_blocks(cell);
          for (unsigned int p = 0; p < 4; ++p)
            for (unsigned int u = 0; u < 10; ++u)
              for (unsigned int i = 0; i < 3; ++i)
                {
                  if (blocks[p * 10 + u] >= 0)
                    b.block(blocks[p * 10 + u])[i] += element[p][u][i];
                  if (transposed[u * 4 + p] >= 0)
                    b_transposed.block(transposed[u * 4 + p])[i] += element[p][u][i];
                }
        }
  }


  void
  BiotAssembly::pressure(const double time_step, OwnRows &c, OwnRows &schur) const
  {
    c.clear();
    schur.clear();
    for (std::size_t cell = 0; cell < mesh_.cells().n_cells; ++cell)
      if (!map_.is_left_out(cell))
        {
          const Tetrahedron tet(mesh_.cells().vertices_of(cell));
          double            storage[4][4] = {}, compliance[4][4] = {}, conductivity = 0;
          for (unsigned int q = 0; q < n_points; ++q)
            {
              const PoroelasticMaterial &material = materials_[n_points * cell + q];
              const double               weight   = tet.volume / n_points;
              conductivity += time_step * weight * material.permeability;
              for (unsigned int a = 0; a < 4; ++a)
                for (unsigned int b = 0; b < 4; ++b)
                  {
                    const double mass = weight * straight_tetrahedron::barycentric(q, a) *
                                        straight_tetrahedron::barycentric(q, b);
                    storage[a][b] += mass * material.storage;
                    compliance[a][b] += mass / (material.lambda() + 2 * material.mu());
                  }
            }
          const int *blocks = c.cell_blocks(cell);
          for (unsigned int a = 0; a < 4; ++a)
            for (unsigned int b = 0; b < 4; ++b)
              if (blocks[4 * a + b] >= 0)
                {
                  const auto  &ga = tet.gradient[a], &gb = tet.gradient[b];
                  const double entry =
                    storage[a][b] + conductivity * (ga[0] * gb[0] + ga[1] * gb[1] + ga[2] * gb[2]);
                  *c.block(blocks[4 * a + b]) += entry;
                  *schur.block(blocks[4 * a + b]) += entry + compliance[a][b];
                }
        }
  }


  std::vector<double>
  BiotAssembly::history(const std::vector<double> &displacement,
                        const std::vector<double> &pressure) const
  {
    const NodalSpace<3> &quadratic = mesh_.space(2), &linear = mesh_.space(1);
    std::vector<double>  result(linear.n_owned, 0.);
    for (std::size_t cell = 0; cell < mesh_.cells().n_cells; ++cell)
      if (!map_.is_left_out(cell))
        {
          const Tetrahedron tet(mesh_.cells().vertices_of(cell));
          std::size_t       u_nodes[10], p_nodes[4];
          for (unsigned int i = 0; i < 10; ++i)
            u_nodes[i] = quadratic.local_index(quadratic.cell_nodes[10 * cell + i]);
          for (unsigned int i = 0; i < 4; ++i)
            p_nodes[i] = linear.local_index(linear.cell_nodes[4 * cell + i]);
          for (unsigned int q = 0; q < n_points; ++q)
            {
              const auto gradients = straight_tetrahedron::quadratic_gradients(tet, q);
              double     content   = 0; // of fluid: div u + p / M
              for (unsigned int i = 0; i < 10; ++i)
                for (unsigned int k = 0; k < 3; ++k)
                  content += gradients[i][k] * displacement[3 * u_nodes[i] + k];
              for (unsigned int i = 0; i < 4; ++i)
                content += materials_[n_points * cell + q].storage *
                           straight_tetrahedron::barycentric(q, i) * pressure[p_nodes[i]];
              for (unsigned int i = 0; i < 4; ++i)
                if (p_nodes[i] < result.size())
                  result[p_nodes[i]] -=
                    tet.volume / n_points * straight_tetrahedron::barycentric(q, i) * content;
            }
        }
    return result;
  }
} // namespace callus
