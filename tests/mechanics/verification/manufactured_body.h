// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/verification/biot_system.h"
#include "mechanics/verification/cell_quadrature.h"

#include <cmath>

namespace callus
{
  namespace test
  {
    /// A function of time and its derivative.
    struct Growth
    {
      std::function<double(double)> value, rate;
    };
    /// U, P and their gradients at a point.
    template <int dim>
    struct Fields
    {
      std::array<ShapeValue<dim>, dim> u;
      ShapeValue<dim>                  p;
    };

    template <int dim>
    using ExactFields = std::function<Fields<dim>(const std::array<double, dim> &)>;

    /// Strains e_ij and the hoop strain of a vector field at radius x[0].
    template <int dim>
    struct Strain
    {
      Strain(const std::array<ShapeValue<dim>, dim> &u, const double inverse_radius)
        : hoop(u[0].value * inverse_radius)
        , trace(hoop)
      {
        for (int i = 0; i < dim; ++i)
          {
            trace += u[i].gradient[i];
            for (int j = 0; j < dim; ++j)
              e[i][j] = (u[i].gradient[j] + u[j].gradient[i]) / 2;
          }
      }
      std::array<std::array<double, dim>, dim> e;
      double                                   hoop, trace;
    };

    template <int dim>
    double
    dot(const std::array<double, dim> &a, const std::array<double, dim> &b)
    {
      double sum = 0;
      for (int i = 0; i < dim; ++i)
        sum += a[i] * b[i];
      return sum;
    }

    /// Errors relative to the norm of the exact solution; H1: of the gradient.
    struct Errors
    {
      double u_l2 = 0, u_h1 = 0, p_l2 = 0, p_h1 = 0;
    };

    /**
     * A body whose displacements and pressures are chosen, u = g(t) U(x) and p = g(t) P(x), prescribed where the caller says. As test functions vanish
     * there, the loads that make them the solution are the weak form itself,
     *
     *   int f . v = g int (sigma'(U) : eps(v) - alpha P div v),   int s q = g' int (alpha div U + P / M) q + g int kappa grad P . grad q,
     *
     * integrated by CellQuadrature.
     */
    template <int dim>
    class ManufacturedBody
    {
    public:
      ManufacturedBody(const ShapedBox<dim>                                             &box,
                       const Variant                                                    &variant,
                       const PoroelasticMaterial                                        &material,
                       const ExactFields<dim>                                           &exact,
                       const std::function<Prescribed(const std::array<double, dim> &)> &prescribed)
        : problem_(body_alone<dim>(box, variant))
        , mesh_(*problem_.mesh)
        , variant_(variant)
        , material_(material)
        , prescribed_(prescribed)
        , exact_(exact)
        , quadrature_(mesh_)
      {
        integrate_loads();
      }

      /// After backward Euler in equal steps from rest: g(0) must vanish [s].
      Errors
      errors(const Growth &growth, const double duration, const unsigned int n_steps)
      {
        const double    dt = duration / n_steps;
        BiotSystem<dim> system(problem_, variant_, material_, dt, prescribed_);
        for (unsigned int step = 1; step <= n_steps; ++step)
          {
            const double        g = growth.value(step * dt), rate = growth.rate(step * dt);
            std::vector<double> force = force_, source(content_.size()), u, p;
            for (double &f : force)
              f *= g;
            for (std::size_t i = 0; i < source.size(); ++i)
              source[i] = dt * (rate * content_[i] + g * flow_[i]);
            set_exact(g, u, p);
            system.step(force, source, u, p);
          }
        return compare(growth.value(duration), system.displacement, system.pressure);
      }

    private:
      using Point = std::array<double, dim>;

      double
      inverse_radius(const Point &x) const
      {
        return variant_.geometry == "axisymmetric" ? 1 / x[0] : 0;
      }
      std::size_t
      node(const unsigned int degree, const std::size_t cell, const unsigned int i) const
      {
        const NodalSpace<dim> &space = mesh_.space(degree);
        return space.cell_nodes[cell * space.nodes_per_cell + i];
      }
      void
      integrate_loads()
      {
        force_.assign(dim * mesh_.space(2).n_owned, 0.);
        content_.assign(mesh_.space(1).n_owned, 0.);
        flow_ = content_;
        quadrature_.for_each_point([&](const std::size_t cell, const auto &at) {
          const Fields<dim> exact = exact_(at.x);
          const Strain<dim> strain(exact.u, inverse_radius(at.x));
          const double      lambda = material_.lambda(), two_mu = 2 * material_.mu(),
                       mean = lambda * strain.trace - material_.biot_coefficient * exact.p.value;
          for (unsigned int i = 0; i < at.quadratic.size(); ++i)
            for (int c = 0; c < dim; ++c)
              {
                std::array<ShapeValue<dim>, dim> v;
                v.fill(ShapeValue<dim>{0, {}});
                v[c] = at.quadratic[i];
                const Strain<dim> test(v, inverse_radius(at.x));
                double            work = mean * test.trace + two_mu * strain.hoop * test.hoop;
                for (int k = 0; k < dim; ++k)
                  work += two_mu * dot<dim>(strain.e[k], test.e[k]);
                force_[dim * node(2, cell, i) + c] += at.volume * work;
              }
          for (unsigned int i = 0; i < at.linear.size(); ++i)
            {
              content_[node(1, cell, i)] +=
                at.volume * at.linear[i].value *
                (material_.biot_coefficient * strain.trace + material_.storage * exact.p.value);
              flow_[node(1, cell, i)] += at.volume * material_.permeability *
                                         dot<dim>(exact.p.gradient, at.linear[i].gradient);
            }
        });
      }
      void
      set_exact(const double g, std::vector<double> &u, std::vector<double> &p) const
      {
        u.clear();
        p.clear();
        for (const Point &point : mesh_.space(2).owned_points)
          for (const auto &component : exact_(point).u)
            u.push_back(g * component.value);
        for (const Point &point : mesh_.space(1).owned_points)
          p.push_back(g * exact_(point).p.value);
      }
      /// The finite element function minus the exact one.
      static ShapeValue<dim>
      difference(const std::vector<ShapeValue<dim>>              &shapes,
                 const std::function<double(const unsigned int)> &value,
                 const double                                     g,
                 const ShapeValue<dim>                           &exact)
      {
        ShapeValue<dim> result;
        result.value = -g * exact.value;
        for (int k = 0; k < dim; ++k)
          result.gradient[k] = -g * exact.gradient[k];
        for (unsigned int i = 0; i < shapes.size(); ++i)
          {
            const double at_node = value(i);
            result.value += at_node * shapes[i].value;
            for (int k = 0; k < dim; ++k)
              result.gradient[k] += at_node * shapes[i].gradient[k];
          }
        return result;
      }
      Errors
      compare(const double g, const std::vector<double> &u, const std::vector<double> &p) const
      {
        Errors     sum, size;
        const auto add =
          [&](double &l2, double &h1, const ShapeValue<dim> &f, const double factor) {
            l2 += factor * f.value * f.value;
            h1 += factor * dot<dim>(f.gradient, f.gradient);
          };
        quadrature_.for_each_point([&](const std::size_t cell, const auto &at) {
          const Fields<dim> exact = exact_(at.x);
          for (int c = 0; c < dim; ++c)
            {
              const auto at_node = [&](const unsigned int i) {
                return u[dim * node(2, cell, i) + c];
              };
              add(sum.u_l2, sum.u_h1, difference(at.quadratic, at_node, g, exact.u[c]), at.volume);
              add(size.u_l2, size.u_h1, exact.u[c], at.volume * g * g);
            }
          const auto at_node = [&](const unsigned int i) { return p[node(1, cell, i)]; };
          add(sum.p_l2, sum.p_h1, difference(at.linear, at_node, g, exact.p), at.volume);
          add(size.p_l2, size.p_h1, exact.p, at.volume * g * g);
        });
        return {std::sqrt(sum.u_l2 / size.u_l2),
                std::sqrt(sum.u_h1 / size.u_h1),
                std::sqrt(sum.p_l2 / size.p_l2),
                std::sqrt(sum.p_h1 / size.p_h1)};
      }

      ProblemInDimension<dim>                                    problem_;
      const Mesh<dim>                                           &mesh_;
      Variant                                                    variant_;
      PoroelasticMaterial                                        material_;
      std::function<Prescribed(const std::array<double, dim> &)> prescribed_;
      ExactFields<dim>                                           exact_;
      CellQuadrature<dim>                                        quadrature_;
      std::vector<double>                                        force_, content_, flow_;
    };
  } // namespace test
} // namespace callus
