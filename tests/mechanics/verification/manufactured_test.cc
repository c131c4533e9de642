// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Manufactured solutions: displacements and pressures that are chosen, body forces and fluid sources that make them the solution, and the
// order at which the error falls with the mesh and with the time step (manufactured_body.h).
//
// In space: u = t U(x), p = t P(x), where U_k and P are sines of oblique plane waves (in an axisymmetric body U_r has the factor r), prescribed on
// the whole boundary. Backward Euler is exact for what grows in proportion to time, so no time step pollutes these orders. Meshes are smooth
// maps of regular ones. In time: U quadratic and P linear, so that the mesh is exact, with g = 1 - exp(-t).

#include "mechanics/verification/manufactured_body.h"
#include "mechanics/verification/manufactured_linear_body.h"
#include "mechanics/verification/verification_table.h"

namespace callus
{
  using namespace test;

  namespace
  {
    const Growth linear_growth = {[](const double t) { return t; },
                                  [](const double) { return 1.; }};

    template <int dim>
    ShapeValue<dim>
    wave(const std::array<double, dim> &x, const std::array<double, 3> &k, const double phase)
    {
      double angle = phase;
      for (int i = 0; i < dim; ++i)
        angle += k[i] * x[i];
      ShapeValue<dim> result;
      result.value = std::sin(angle);
      for (int i = 0; i < dim; ++i)
        result.gradient[i] = k[i] * std::cos(angle);
      return result;
    }

    template <int dim>
    Fields<dim>
    waves(const std::array<double, dim> &x, const bool is_axisymmetric, const double pressure)
    {
      const std::array<std::array<double, 3>, 3> k = {{{{2, 1, -1}}, {{-1, 2.5, 1}}, {{1, -1, 2}}}};
      Fields<dim>                                result;
      for (int c = 0; c < dim; ++c)
        result.u[c] = wave<dim>(x, k[c], 0.3 + 0.5 * c);
      if (is_axisymmetric)
        {
          ShapeValue<dim> radius;
          radius.value       = x[0];
          radius.gradient[0] = 1;
          result.u[0]        = product(radius, result.u[0]);
        }
      result.p = wave<dim>(x, {{1.5, -2, 2.5}}, 0.7);
      result.p.value *= pressure;
      for (double &g : result.p.gradient)
        g *= pressure;
      return result;
    }

    /// U_k = (x_k + 0.1) (1 + x_0 + ... - 2 x_k), in an axisymmetric body U_r = r (1 + z - r); P = 1 + x_0 - 2 x_1 (+ x_2).
    template <int dim>
    Fields<dim>
    polynomials(const std::array<double, dim> &x, const bool is_axisymmetric)
    {
      const auto linear = [&](const double constant, const std::array<double, 3> &slopes) {
        ShapeValue<dim> result;
        result.value = constant;
        for (int i = 0; i < dim; ++i)
          {
            result.value += slopes[i] * x[i];
            result.gradient[i] = slopes[i];
          }
        return result;
      };
      Fields<dim> result;
      for (int c = 0; c < dim; ++c)
        {
          std::array<double, 3> along{}, across = {{1, 1, 1}};
          along[c]  = 1;
          across[c] = -1;
          result.u[c] =
            product(linear(is_axisymmetric && c == 0 ? 0 : 0.1, along), linear(1, across));
        }
      result.p = linear(1, {{1, -2, 1}});
      return result;
    }

    PoroelasticMaterial
    compressible_material()
    {
      PoroelasticMaterial result;
      result.youngs_modulus   = 1;
      result.poisson_ratio    = 0.3;
      result.permeability     = 0.1;
      result.storage          = 0.05;
      result.biot_coefficient = 0.9;
      return result;
    }

    /// The unit box, with a smooth bump inside if it is @p curved.
    template <int dim>
    ShapedBox<dim>
    unit_box(const Variant &variant, const unsigned int n, const bool curved)
    {
      ShapedBox<dim> box = bar<dim>(variant, 1, 1, n, n);
      if (curved)
        box.map = [](const std::array<double, dim> &p) {
          std::array<double, dim> moved = p;
          double                  bump  = dim == 3 ? 3 : 0.8;
          for (const double x : p)
            bump *= x * (1 - x);
          for (int k = 0; k < dim; ++k)
            moved[k] += (k == 1 ? -1 : 1) * bump;
          return moved;
        };
      return box;
    }

    /// Everything on the boundary of the unit box; on the axis of an axisymmetric body only u_r.
    template <int dim>
    std::function<Prescribed(const std::array<double, dim> &)>
    on_the_boundary(const Variant &variant, const bool is_elastic)
    {
      const bool has_axis = variant.geometry == "axisymmetric";
      return [=](const std::array<double, dim> &x) {
        bool is_on = false;
        for (int k = 0; k < dim; ++k)
          is_on = is_on || x[k] > 1 - 1e-9 || (x[k] < 1e-9 && !(has_axis && k == 0));
        Prescribed result;
        result.displacement = is_on ? 7 : has_axis && x[0] < 1e-9 ? 1 : 0;
        result.pressure     = is_on || is_elastic;
        return result;
      };
    }

    double
    order(const double coarse, const double fine, const double ratio)
    {
      return std::log(coarse / fine) / std::log(ratio);
    }

    class Manufactured : public ::testing::TestWithParam<Variant>
    {
    };
    INSTANTIATE_TEST_SUITE_P(Verification,
                             Manufactured,
                             ::testing::ValuesIn(in_both_formulations(all_variants)),
                             variant_name);

    class ManufacturedLinearDisplacement : public ::testing::TestWithParam<Variant>
    {
    };
    INSTANTIATE_TEST_SUITE_P(Verification,
                             ManufacturedLinearDisplacement,
                             ::testing::ValuesIn(all_variants),
                             variant_name);

    constexpr double order_tolerance = 0.15;

    /// Bricks along an edge of the coarser mesh; the other one has twice as many.
    template <int dim>
    unsigned int
    coarse_bricks()
    {
      return dim == 2 ? 16 : 5;
    }

    template <int dim>
    std::array<Errors, 2>
    errors_on_two_meshes(const Variant             &variant,
                         const PoroelasticMaterial &material,
                         const double               pressure,
                         const unsigned int         n_steps)
    {
      std::array<Errors, 2> result;
      for (const unsigned int k : {0, 1})
        {
          ManufacturedBody<dim> body(
            unit_box<dim>(variant, coarse_bricks<dim>() << k, true),
            variant,
            material,
            [&](const auto &x) {
              return waves<dim>(x, variant.geometry == "axisymmetric", pressure);
            },
            on_the_boundary<dim>(variant, pressure == 0));
          result[k] = body.errors(linear_growth, 1, n_steps);
        }
      return result;
    }

    std::string
    shown_error(const double error)
    {
      char text[16];
      std::snprintf(text, sizeof(text), "%.1e", error);
      return text;
    }

    void
    add_order(VerificationTable &table,
              const std::string &what,
              const double       coarse,
              const double       fine,
              const double       expected)
    {
      table.add("order of " + what + " (errors " + shown_error(coarse) + ", " + shown_error(fine) +
                  ")",
                order(coarse, fine, 2),
                expected,
                1,
                order_tolerance);
    }
  } // namespace


  // Biot's equations with the pressure prescribed as zero everywhere; one step.
  TEST_P(Manufactured, Elasticity)
  {
    const Variant variant = GetParam();
    in_dimension(variant, [&](auto dim) {
      const auto        e = errors_on_two_meshes<dim>(variant, compressible_material(), 0, 1);
      VerificationTable table("Manufactured elasticity, " + variant.title() + ", " +
                                std::to_string(coarse_bricks<dim>()) +
                                " bricks along an edge and twice as many",
                              order_tolerance);
      add_order(table, "u in L2", e[0].u_l2, e[1].u_l2, 3);
      add_order(table, "u in H1", e[0].u_h1, e[1].u_h1, 2);
    });
  }


  TEST_P(ManufacturedLinearDisplacement, Elasticity)
  {
    const Variant variant = GetParam();
    in_dimension(variant, [&](auto dim) {
      std::array<Errors, 2> e;
      for (const unsigned int k : {0, 1})
        e[k] =
          ManufacturedLinearBody<dim>(
            unit_box<dim>(variant, 2 * coarse_bricks<dim>() << k, true),
            variant,
            compressible_material(),
            [&](const auto &x) { return waves<dim>(x, variant.geometry == "axisymmetric", 0); },
            on_the_boundary<dim>(variant, true))
            .errors();
      VerificationTable table("Manufactured elasticity, linear displacement, " + variant.title() +
                                ", " + std::to_string(2 * coarse_bricks<dim>()) +
                                " bricks along an edge and twice as many",
                              order_tolerance);
      add_order(table, "u in L2", e[0].u_l2, e[1].u_l2, 2);
      add_order(table, "u in H1", e[0].u_h1, e[1].u_h1, 1);
    });
  }


  // The linear pressure's error, of second order, reaches the displacement: of second order in L2 as well, though its elements
  // could do third (above). P is large enough for that to be seen on these meshes.
  TEST_P(Manufactured, DrainedBiot)
  {
    const Variant variant = GetParam();
    in_dimension(variant, [&](auto dim) {
      const auto        e = errors_on_two_meshes<dim>(variant, compressible_material(), 5, 2);
      VerificationTable table("Manufactured Biot, " + variant.title() + ", " +
                                std::to_string(coarse_bricks<dim>()) +
                                " bricks along an edge and twice as many; 2 steps of 0.5 s",
                              order_tolerance);
      add_order(table, "u in L2", e[0].u_l2, e[1].u_l2, 2);
      add_order(table, "u in H1", e[0].u_h1, e[1].u_h1, 2);
      add_order(table, "p in L2", e[0].p_l2, e[1].p_l2, 2);
      add_order(table, "p in H1", e[0].p_h1, e[1].p_h1, 1);
    });
  }


  // Backward Euler
  TEST_P(Manufactured, TimeStep)
  {
    const Variant variant = GetParam();
    in_dimension(variant, [&](auto dim) {
      const Growth          growth = {[](const double t) { return 1 - std::exp(-t); },
                                      [](const double t) { return std::exp(-t); }};
      std::array<Errors, 2> e;
      for (const unsigned int k : {0, 1})
        {
          ManufacturedBody<dim> body(
            unit_box<dim>(variant, 3, false),
            variant,
            compressible_material(),
            [&](const auto &x) { return polynomials<dim>(x, variant.geometry == "axisymmetric"); },
            on_the_boundary<dim>(variant, false));
          e[k] = body.errors(growth, 1, 10 << k);
        }
      VerificationTable table("Manufactured Biot in time, " + variant.title() +
                                ", 10 and 20 steps of 0.1 and 0.05 s",
                              order_tolerance);
      add_order(table, "u in L2", e[0].u_l2, e[1].u_l2, 1);
      add_order(table, "p in L2", e[0].p_l2, e[1].p_l2, 1);
    });
  }
} // namespace callus
