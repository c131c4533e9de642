// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// The same physics with every shape of cells, in space, in plane strain and axisymmetric.

#include "mechanics/given_state.h"
#include "mechanics/variants.h"

namespace callus
{
  using namespace test;

  class EveryShape : public ::testing::TestWithParam<Variant>
  {
  };

  INSTANTIATE_TEST_SUITE_P(Mechanics, EveryShape, ::testing::ValuesIn(all_variants), variant_name);


  namespace
  {
    /// Inner vertices out of place.
    template <int dim>
    void
    distort(ShapedBox<dim> &box)
    {
      box.map = [](const std::array<double, dim> &p) {
        std::array<double, dim> moved = p;
        double                  bump  = 1;
        for (const double x : p)
          bump *= x * (1 - x);
        for (unsigned int k = 0; k < dim; ++k)
          moved[k] += (k == 1 ? -3 : 4) * bump * (dim == 3 ? 1 : .25);
        return moved;
      };
    }

    /// Elastic constants of sealed cartilage under a stress along the axis, free at the sides or (plane strain) free at two of them.
    struct Undrained
    {
      Undrained(const PoroelasticMaterial &material, const bool is_plane, const double stress)
      {
        const double k = material.undrained_bulk_modulus(), g = material.mu();
        const double e = 9 * k * g / (3 * k + g), nu = (3 * k - 2 * g) / (2 * (3 * k + g));
        axial                          = stress / e * (is_plane ? 1 - nu * nu : 1);
        lateral                        = -stress / e * nu * (is_plane ? 1 + nu : 1);
        hydrostatic                    = stress / 3 * (is_plane ? 1 + nu : 1);
        pressure                       = -hydrostatic / (material.storage * k);
        const std::array<double, 3> e3 = {{lateral, axial, is_plane ? 0 : lateral}};
        volumetric                     = e3[0] + e3[1] + e3[2];
        shear                          = 2. / 3. *
                std::sqrt(std::pow(e3[0] - e3[1], 2) + std::pow(e3[1] - e3[2], 2) +
                          std::pow(e3[2] - e3[0], 2));
      }
      double axial, lateral, hydrostatic, pressure, volumetric, shear;
    };

    template <int dim>
    void
    patch_test(const Variant &variant)
    {
      ShapedBox<dim> box = bar<dim>(variant, 1, 1, 3, 3);
      distort(box);
      std::vector<std::string> supports = variant.sides("min");
      supports.push_back(variant.low_end());
      ProblemInDimension<dim> problem(
        box,
        subsection("body", healing),
        subsection("Supports", sliding(supports)) + ramp(1, 2) + tolerance("1e-13") +
          subsection("Loads",
                     on_surface("top",
                                variant.high_end(),
                                "traction",
                                "set Traction = " + variant.axial("-0.01") + " MPa [assumed]\n")),
        MPI_COMM_SELF,
        variant.setting());
      std::fill_n(problem.tissue[1], problem.tissue.n_points(), 1.); // cartilage
      const LoadingResult result = problem.update();

      const PoroelasticMaterial cartilage =
        MaterialTable::read(problem.file().root().subsection("Materials"))
          .find("cartilage", problem.file().root(), "");
      const Undrained expected(cartilage, variant.geometry == "plane_strain", -0.01);
      const double    small = 1e-9 * std::abs(expected.axial);
      for (std::size_t i = 0; i < problem.points().size(); ++i)
        for (unsigned int k = 0; k < dim; ++k)
          EXPECT_NEAR(problem.mechanics.displacement()[dim * i + k],
                      (k == dim - 1 ? expected.axial : expected.lateral) * problem.points()[i][k],
                      small);
      for (const double p : problem.mechanics.pressure())
        EXPECT_NEAR(p, expected.pressure, 1e-11);

      const PointTable &d = problem.drivers;
      for (std::size_t i = 0; i < problem.points().size(); ++i)
        {
          EXPECT_NEAR(d[drivers::octahedral_shear_strain][i], expected.shear, small);
          EXPECT_NEAR(d[drivers::volumetric_strain][i], expected.volumetric, small);
          EXPECT_NEAR(d[drivers::minimum_principal_strain][i], expected.axial, small);
          EXPECT_NEAR(d[drivers::pore_pressure][i], expected.pressure, 1e-11);
          EXPECT_NEAR(d[drivers::hydrostatic_stress][i], expected.hydrostatic, 1e-10);
          double weights = 0;
          for (unsigned int w = drivers::resorption_weight.value;
               w <= drivers::destruction_weight.value;
               ++w)
            weights += d[w][i];
          EXPECT_NEAR(weights, 1, 1e-12);
        }
      const double force = 0.01 * variant.end_area(1);
      EXPECT_NEAR(result.axial_displacement, -expected.axial, small);
      EXPECT_NEAR(result.applied_force / force, 1, 1e-12);
      EXPECT_NEAR(result.support_force / force, 1, 1e-8);
    }
  } // namespace


  // displacements linear, pressure constant: both are in the finite element space of any cells
  TEST_P(EveryShape, UndrainedUniformStressIsReproduced)
  {
    in_dimension(GetParam(), [&](auto dim) { patch_test<dim>(GetParam()); });
  }


  namespace
  {
    /// A small rigid motion: translation and rotation; along the axis only, if the body is axisymmetric.
    std::vector<double>
    rigid_motion(const Variant &variant, const std::array<double, 2> &x)
    {
      if (variant.geometry == "axisymmetric")
        return {0, 0.7};
      return {0.3 - 0.02 * x[1], -0.7 + 0.02 * x[0]};
    }
    std::vector<double>
    rigid_motion(const Variant &, const std::array<double, 3> &x)
    {
      return {0.3 - 0.02 * x[1] + 0.05 * x[2],
              -0.7 + 0.02 * x[0] - 0.01 * x[2],
              1.1 - 0.05 * x[0] + 0.01 * x[1]};
    }

    template <int dim>
    void
    move_rigidly(const Variant &variant)
    {
      ShapedBox<dim> box = bar<dim>(variant, 1, 1, 3, 3);
      distort(box);
      ProblemInDimension<dim> problem(
        box,
        subsection("body", healing),
        subsection("Supports", on_surface("base", variant.low_end(), "fixed")) + ramp(1, 1) +
          subsection(
            "Loads",
            on_surface(
              "top", variant.high_end(), "rigid plate force", "set Force = 1 N [assumed]\n")),
        MPI_COMM_SELF,
        variant.setting());
      problem.file().throw_if_wrong();
      std::vector<double> u, p(problem.mesh->space(1).n_owned, 0.);
      for (const auto &x : problem.points())
        for (const double component : rigid_motion(variant, x))
          u.push_back(component);
      set_drivers_of(u, p, problem);
      for (unsigned int d = 0; d <= drivers::strain_energy_density.value; ++d)
        for (std::size_t i = 0; i < problem.points().size(); ++i)
          EXPECT_NEAR(problem.drivers[d][i], 0, 1e-13);
    }
  } // namespace


  TEST_P(EveryShape, RigidMotionGivesNoDrivers)
  {
    in_dimension(GetParam(), [&](auto dim) { move_rigidly<dim>(GetParam()); });
  }


  namespace
  {
    template <int dim>
    void
    consolidate(const Variant &variant)
    {
      // Terzaghi at c t / L^2 = 0.2; H_A = lambda + 2 mu for E = 0.2 MPa, nu = 0.167; kappa = 0.01 mm4/(N s)
      const double length = 1, load = 1e-3, lambda = 0.2 * 0.167 / (1.167 * 0.666),
                   mu = 0.2 / (2 * 1.167), modulus = lambda + 2 * mu;
      std::vector<std::string> walls = variant.sides("min");
      for (const std::string &wall : variant.sides("max"))
        walls.push_back(wall);
      ProblemInDimension<dim> problem(
        bar<dim>(variant, 0.1, length, 1, 16),
        subsection("body", fixed("granulation_tissue")),
        subsection("Supports", on_surface("base", variant.low_end(), "fixed") + sliding(walls)) +
          "set Drained surfaces = " + variant.high_end() + "\n" + tolerance("1e-8") +
          ramp(0.2 * length * length / (modulus * 0.01), 70, "step") +
          subsection("Loads",
                     on_surface("top",
                                variant.high_end(),
                                "traction",
                                "set Traction = " + variant.axial("-0.001") + " MPa [assumed]\n")),
        MPI_COMM_SELF,
        variant.setting());
      const LoadingResult result = problem.update();
      EXPECT_NEAR(result.axial_displacement / (load * length / modulus) / 0.504088, 1, 0.01);
      const NodalSpace<dim> &space = problem.mesh->space(1);
      for (std::int64_t i = 0; i < space.n_owned; ++i)
        {
          const double z = space.owned_points[i][dim - 1];
          if (z < 1e-12)
            EXPECT_NEAR(problem.mechanics.pressure()[i] / load / 0.772312, 1, 0.01);
          if (std::abs(z - length / 2) < 1e-12)
            EXPECT_NEAR(problem.mechanics.pressure()[i] / load / 0.553176, 1, 0.01);
        }
    }
  } // namespace


  TEST_P(EveryShape, ColumnConsolidatesAsTerzaghiSays)
  {
    in_dimension(GetParam(), [&](auto dim) { consolidate<dim>(GetParam()); });
  }


  namespace
  {
    /// A bar of bone with a gap of 1 mm in the middle, 5 mm long.
    template <int dim>
    ShapedBox<dim>
    gapped_bar(const Variant &variant, const unsigned int n_across, const unsigned int n_along)
    {
      ShapedBox<dim> box = bar<dim>(variant, 2, 5, n_across, n_along);
      box.region         = [](const std::array<double, dim> &p) {
        return p[dim - 1] > 2 && p[dim - 1] < 3 ? "gap" : "bone";
      };
      return box;
    }

    std::string
    plate_force(const Variant &variant)
    {
      return subsection(
        "Loads",
        on_surface(
          "weight", variant.high_end(), "rigid plate force", "set Force = 2 N [assumed]\n"));
    }

    template <int dim>
    void
    compress_between_walls(const Variant &variant)
    {
      std::vector<std::string> walls = variant.sides("min");
      for (const std::string &wall : variant.sides("max"))
        walls.push_back(wall);
      std::string drained = variant.low_end();
      for (const std::string &wall : walls)
        drained += ", " + wall;
      ProblemInDimension<dim> problem(
        gapped_bar<dim>(variant, 2, 10),
        two_bones_regions,
        subsection("Supports", on_surface("base", variant.low_end(), "fixed") + sliding(walls)) +
          "set Drained surfaces = " + drained + "\n" + ramp(1e12, 1) + tolerance("1e-10") +
          plate_force(variant),
        MPI_COMM_SELF,
        variant.setting());
      const LoadingResult result = problem.update();

      const MaterialTable table =
        MaterialTable::read(problem.file().root().subsection("Materials"));
      const auto flexibility = [&](const std::string &name, const double length) {
        const PoroelasticMaterial m = table.find(name, problem.file().root(), "");
        return length / (m.lambda() + 2 * m.mu());
      };
      const double expected =
        2 / variant.end_area(2) *
        (flexibility("cortical_bone", 4) + flexibility("granulation_tissue", 1));
      EXPECT_NEAR(result.axial_displacement / expected, 1, 1e-6);
      EXPECT_NEAR(result.callus_force, 2, 1e-6);
      EXPECT_NEAR(result.support_force, 2, 1e-4);
    }
  } // namespace


  // layers in series: the movement of the plate is known
  TEST_P(EveryShape, DrainedBarBetweenWallsMovesAsItsLayersInSeries)
  {
    in_dimension(GetParam(), [&](auto dim) { compress_between_walls<dim>(GetParam()); });
  }


  namespace
  {
    template <int dim>
    void
    count_iterations(const Variant &variant)
    {
      ProblemInDimension<dim> problem(
        gapped_bar<dim>(variant, dim == 2 ? 16 : 6, dim == 2 ? 40 : 15),
        two_bones_regions,
        subsection("Supports", on_surface("base", variant.low_end(), "fixed")) + ramp(1, 2) +
          plate_force(variant) + tolerance("1e-6"),
        MPI_COMM_SELF,
        variant.setting());
      problem.update();
      EXPECT_EQ(problem.report.reason, "");
      EXPECT_EQ(problem.report.solves, 2u);
      EXPECT_LE(problem.report.iterations, 90u);
      EXPECT_LE(problem.report.largest_true_residual, 2e-6);
    }
  } // namespace


  // cortical bone beside granulation tissue is 100,000 times stiffer
  TEST_P(EveryShape, MultigridStandsTheJumpFromBoneToGranulationTissue)
  {
    in_dimension(GetParam(), [&](auto dim) { count_iterations<dim>(GetParam()); });
  }
} // namespace callus
