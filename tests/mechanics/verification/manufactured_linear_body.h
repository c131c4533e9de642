// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/linear_displacement_system.h"
#include "mechanics/verification/manufactured_body.h"

namespace callus
{
  namespace test
  {
    /**
     * ManufacturedBody at rest, without fluid, with displacements at the vertices alone: int f . v = int sigma(U) : eps(v) for linear v, solved with
     * LinearDisplacementSystem.
     */
    template <int dim>
    class ManufacturedLinearBody
    {
    public:
      using Point = std::array<double, dim>;

      ManufacturedLinearBody(const ShapedBox<dim>                           &box,
                             const Variant                                  &variant,
                             const PoroelasticMaterial                      &material,
                             const ExactFields<dim>                         &exact,
                             const std::function<Prescribed(const Point &)> &prescribed)
        : problem_(body_alone<dim>(box, variant))
        , mesh_(*problem_.mesh)
        , space_(mesh_.space(1))
        , is_axisymmetric_(variant.geometry == "axisymmetric")
        , material_(material)
        , exact_(exact)
        , quadrature_(mesh_)
      {
        for (const Point &point : space_.owned_points)
          mask_.push_back(prescribed(point).displacement);
      }

      /// Of the displacements, relative to the norm of the exact ones.
      Errors
      errors()
      {
        return compare(solve());
      }

    private:
      using Values = std::vector<double>;

      Strain<dim>
      strain_of(const std::array<ShapeValue<dim>, dim> &u, const Point &x) const
      {
        return Strain<dim>(u, is_axisymmetric_ ? 1 / x[0] : 0);
      }

      Values
      loads() const
      {
        Values result(dim * space_.n_owned, 0.);
        quadrature_.for_each_point([&](const std::size_t cell, const auto &at) {
          const Strain<dim> strain = strain_of(exact_(at.x).u, at.x);
          for (unsigned int i = 0; i < at.linear.size(); ++i)
            for (int c = 0; c < dim; ++c)
              {
                std::array<ShapeValue<dim>, dim> v;
                v.fill(ShapeValue<dim>{0, {}});
                v[c]                   = at.linear[i];
                const Strain<dim> test = strain_of(v, at.x);
                double            work = material_.lambda() * strain.trace * test.trace +
                              2 * material_.mu() * strain.hoop * test.hoop;
                for (int k = 0; k < dim; ++k)
                  work += 2 * material_.mu() * dot<dim>(strain.e[k], test.e[k]);
                result[dim * node(cell, i) + c] += at.volume * work;
              }
        });
        return result;
      }

      Values
      solve()
      {
        const MaterialMap<dim>                 map(problem_.file().root(), mesh_);
        const std::vector<PoroelasticMaterial> materials(map.n_points() * mesh_.cells().n_cells,
                                                         material_);
        const NodeNumbering                    nodes = numbering(space_);
        OwnRows                                a(nodes, dim, nodes, dim);
        BiotAssembly<dim>(mesh_, map, materials).linear_stiffness(a);

        Values right = loads(), given(right.size(), 0.), points;
        for (std::size_t i = 0; i < space_.owned_points.size(); ++i)
          for (int c = 0; c < dim; ++c)
            {
              points.push_back(space_.owned_points[i][c]);
              if (mask_[i] >> c & 1)
                given[dim * i + c] = exact_(space_.owned_points[i]).u[c].value;
            }
        Values of_given(right.size(), 0.);
        a.multiply_add(given, of_given);
        for (std::size_t i = 0; i < right.size(); ++i)
          right[i] = mask_[i / dim] >> i % dim & 1 ? 0 : right[i] - of_given[i];
        a.eliminate(mask_, mask_, true);

        LinearDisplacementSystem system(points, dim, SolverSettings().prefix, mesh_.communicator());
        system.set_matrix(a);
        PersistentSolve solver(system, SolverSettings());
        solver.matrices_changed();
        Values x(right.size(), 0.);
        solver.solve(right, x, {1e-11 * solver.norm(right)});
        for (std::size_t i = 0; i < x.size(); ++i)
          x[i] += given[i];
        return x;
      }

      Errors
      compare(const Values &u) const
      {
        Errors     sum, size;
        const auto add = [](Errors &errors, const ShapeValue<dim> &f, const double volume) {
          errors.u_l2 += volume * f.value * f.value;
          errors.u_h1 += volume * dot<dim>(f.gradient, f.gradient);
        };
        quadrature_.for_each_point([&](const std::size_t cell, const auto &at) {
          const Fields<dim> exact = exact_(at.x);
          for (int c = 0; c < dim; ++c)
            {
              ShapeValue<dim> difference = exact.u[c];
              for (unsigned int i = 0; i < at.linear.size(); ++i)
                {
                  const double at_node = u[dim * node(cell, i) + c];
                  difference.value -= at_node * at.linear[i].value;
                  for (int k = 0; k < dim; ++k)
                    difference.gradient[k] -= at_node * at.linear[i].gradient[k];
                }
              add(sum, difference, at.volume);
              add(size, exact.u[c], at.volume);
            }
        });
        return {std::sqrt(sum.u_l2 / size.u_l2), std::sqrt(sum.u_h1 / size.u_h1), 0, 0};
      }

      std::size_t
      node(const std::size_t cell, const unsigned int i) const
      {
        return space_.cell_nodes[cell * space_.nodes_per_cell + i];
      }

      ProblemInDimension<dim>    problem_;
      const Mesh<dim>           &mesh_;
      const NodalSpace<dim>     &space_;
      bool                       is_axisymmetric_;
      PoroelasticMaterial        material_;
      ExactFields<dim>           exact_;
      CellQuadrature<dim>        quadrature_;
      std::vector<unsigned char> mask_; // prescribed
    };
  } // namespace test
} // namespace callus
