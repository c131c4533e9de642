// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// The formulation with the total pressure: it agrees with displacement-pressure, its total pressure jumps where the stiffness does, and its iterations
// do not depend on the drained Poisson ratio.

#include "linear/petsc.h"
#include "mechanics/variants.h"
#include "mechanics/verification/poroelastic_sample.h"

#include <algorithm>
#include <cstdio>

namespace callus
{
  using namespace test;

  namespace
  {
    class TotalPressure : public ::testing::TestWithParam<Variant>
    {
    };
    INSTANTIATE_TEST_SUITE_P(Shapes,
                             TotalPressure,
                             ::testing::ValuesIn(all_variants),
                             variant_name);

    const std::string formulation = "set Formulation = total pressure\n";

    /// A cube of two halves along the axis, soft below and hard above, pressed at its top.
    struct Halves
    {
      PoroelasticSample soft, hard;
      bool              is_drained;
      double            time = 1;
    };

    /// Its subsection of `Materials`; of a solid without pores, its moduli only.
    std::string
    text_of(const std::string &name, const PoroelasticSample &material)
    {
      if (material.kappa > 0)
        return material.text(name);
      return subsection("Materials",
                        subsection(name,
                                   "set Young's modulus = " + digits(material.e) +
                                     " MPa [assumed]\nset Poisson ratio = " + digits(material.nu) +
                                     " 1 [assumed]\nset Permeability = 0 mm4/(N s) [assumed]\n"));
    }

    template <int dim>
    ProblemInDimension<dim>
    pressed_halves(const Variant     &variant,
                   const unsigned int n,
                   const Halves      &halves,
                   const std::string &more,
                   const bool         are_walls_free = false)
    {
      ShapedBox<dim> box = bar<dim>(variant, 1, 1, n, n);
      box.region         = [](const std::array<double, dim> &x) {
        return x[dim - 1] < 0.5 ? "lower" : "upper";
      };
      Setting setting                = variant.setting();
      setting.more                   = text_of("soft", halves.soft) + text_of("hard", halves.hard);
      std::vector<std::string> walls = variant.sides("min");
      if (!are_walls_free)
        for (const std::string &side : variant.sides("max"))
          walls.push_back(side);
      return ProblemInDimension<dim>(
        box,
        subsection("lower", fixed("soft")) + subsection("upper", fixed("hard")),
        subsection("Supports", on_surface("base", variant.low_end(), "fixed") + sliding(walls)) +
          (halves.is_drained ? "set Drained surfaces = " + variant.high_end() + "\n" : "") +
          consolidation(halves.time, 1) + more +
          subsection("Loads",
                     on_surface("weight",
                                variant.high_end(),
                                "traction",
                                "set Traction = " + variant.axial("-0.001 MPa [assumed]\n"))),
        MPI_COMM_SELF,
        setting);
    }

    PoroelasticSample
    sample(const double e, const double nu)
    {
      PoroelasticSample result;
      result.e  = e;
      result.nu = nu;
      return result;
    }
  } // namespace


  // Confined layers under one stress s: t = alpha p - lambda eps, eps = (s + alpha p) / H. Drained p = 0 and t = -lambda / H s, with a jump at the
  // interface; porous tissue below bone, and on a solid without pores.
  TEST_P(TotalPressure, JumpsWithTheStiffness)
  {
    const Variant variant = GetParam();
    in_dimension(variant, [&](auto dim) {
      PoroelasticSample solid = sample(20000, 0.4);
      solid.kappa             = 0;
      for (const Halves &halves : {Halves{sample(0.2, 0.167), sample(20000, 0.4), true, 1e9},
                                   Halves{solid, sample(0.2, 0.167), true, 1e9}})
        {
          auto problem = pressed_halves<dim>(variant, 4, halves, formulation + tolerance("1e-9"));
          problem.update();
          const auto         values = problem.mechanics.total_pressure();
          const unsigned int n      = problem.mesh->shape().n_vertices;
          double             worst  = 0;
          for (std::size_t cell = 0; cell < problem.mesh->cells().n_cells; ++cell)
            {
              const auto *vertices = problem.mesh->cells().vertices_of(cell);
              double      height   = 0;
              for (unsigned int v = 0; v < n; ++v)
                height += vertices[v][dim - 1] / n;
              const PoroelasticSample &here  = height < 0.5 ? halves.soft : halves.hard;
              const double             exact = 0.001 * here.nu / (1 - here.nu);
              for (unsigned int v = 0; v < n; ++v)
                worst = std::max(worst, std::abs(values[n * cell + v] / exact - 1));
            }
          std::printf(
            "total pressure on both sides of a jump of 1e5: largest relative error %.1e\n", worst);
          EXPECT_LE(worst, 1e-5);
        }
    });
  }


  // The bounds of the multigrid's spectrum are spoilt: MUMPS must solve, and does.
  TEST_P(TotalPressure, FallsBackToTheDirectSolver)
  {
    const Variant variant = GetParam();
    in_dimension(variant, [&](auto dim) {
      const Halves halves{sample(0.2, 0.49), sample(20000, 0.3), true, 1};
      auto plain = pressed_halves<dim>(variant, 4, halves, formulation + tolerance("1e-9"), true);
      const double                   expected = plain.update().axial_displacement;
      const std::vector<std::string> options  = {
         "-mechanics_u_smoother_ksp_chebyshev_eigenvalues",
         "-mechanics_u_safer_smoother_ksp_chebyshev_eigenvalues"};
      for (const std::string &option : options)
        check_petsc(PetscOptionsSetValue(nullptr, option.c_str(), "1e-4,1e-3"));
      auto spoilt = pressed_halves<dim>(
        variant,
        4,
        halves,
        formulation + tolerance("1e-9", "set Largest number of iterations = 40\n"),
        true);
      const double closing = spoilt.update().axial_displacement;
      for (const std::string &option : options)
        check_petsc(PetscOptionsClearValue(nullptr, option.c_str()));
      EXPECT_NE(spoilt.report.reason.find("MUMPS): solved"), std::string::npos)
        << spoilt.report.reason;
      EXPECT_NEAR(closing, expected, 1e-6 * expected);
    });
  }


  TEST_P(TotalPressure, AgreesWithDisplacementPressure)
  {
    const Variant variant = GetParam();
    in_dimension(variant, [&](auto dim) {
      for (const double time : {1., 1e4})
        {
          const Halves halves{sample(0.2, 0.167), sample(2, 0.3), true, time};
          auto         a = pressed_halves<dim>(variant, 6, halves, tolerance("1e-10"), true);
          auto b = pressed_halves<dim>(variant, 6, halves, formulation + tolerance("1e-10"), true);
          const double first  = a.update().axial_displacement,
                       second = b.update().axial_displacement;
          std::printf("closing after %g s: %.6e and %.6e mm\n", time, first, second);
          EXPECT_NEAR(second, first, 0.02 * first);
        }
    });
  }


  // one more function a cell than it has dimensions, or one value at each vertex of each region
  TEST_P(TotalPressure, IsCountedAmongTheUnknowns)
  {
    const Variant variant = GetParam();
    in_dimension(variant, [&](auto dim) {
      const Halves halves  = {sample(0.2, 0.3), sample(2, 0.3), true, 1};
      const auto   without = pressed_halves<dim>(variant, 2, halves, "").mechanics.unknowns();
      const auto   with = pressed_halves<dim>(variant, 2, halves, formulation).mechanics.unknowns();
      const unsigned int n_cells = dim == 2 ? 4 : 8, n_layer = dim == 2 ? 3 : 9;
      const bool         is_box = variant.shape == "quadrilateral" || variant.shape == "hexahedron";
      EXPECT_EQ(with.number - without.number, is_box ? (dim + 1) * n_cells : 4 * n_layer);
      EXPECT_NE(with.fields.find("total pressure"), std::string::npos);
      EXPECT_EQ(without.fields.find("total pressure"), std::string::npos);
    });
  }


  TEST(TotalPressureInput, RefusesAPoissonRatioOfZero)
  {
    const Halves halves{sample(0.2, 0), sample(2, 0.3), true, 1};
    auto         problem = pressed_halves<2>(all_variants[2], 2, halves, formulation);
    try
      {
        problem.file().throw_if_wrong();
        FAIL() << "No error.";
      }
    catch (const InputError &error)
      {
        const std::string message = error.what();
        for (const char *part : {"Formulation", "lower", "displacement-pressure"})
          EXPECT_NE(message.find(part), std::string::npos) << message;
      }
  }


  // Iterations to a residual of 1e-8, soft half of this ratio
  TEST_P(TotalPressure, IterationsDoNotDependOnThePoissonRatio)
  {
    const Variant variant = GetParam();
    in_dimension(variant, [&](auto dim) {
      unsigned int least = 1000, largest = 0;
      for (const double contrast : {1., 1e5})
        for (const double time : {1e9, 1., 1e-9})
          {
            std::printf("contrast %.0e, %.0e s:", contrast, time);
            for (const double nu : {0.2, 0.4, 0.49, 0.4999})
              {
                const Halves halves{sample(0.2, nu), sample(0.2 * contrast, nu), true, time};
                auto         problem =
                  pressed_halves<dim>(variant,
                                      dim == 3 ? 6 : 16,
                                      halves,
                                      formulation + tolerance("1e-8", "set Norm = force\n"),
                                      true);
                problem.update();
                std::printf(" %u", problem.report.iterations);
                EXPECT_EQ(problem.report.reason, "");
                least   = std::min(least, problem.report.iterations);
                largest = std::max(largest, problem.report.iterations);
              }
            std::printf("\n");
          }
      std::printf("%s %s: largest over least %.2f\n",
                  variant.shape.c_str(),
                  variant.geometry.c_str(),
                  double(largest) / least);
      EXPECT_LE(largest, 2 * least);
    });
  }
} // namespace callus
