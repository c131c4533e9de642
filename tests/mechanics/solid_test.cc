// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/variants.h"

namespace callus
{
  using namespace test;

  namespace
  {
    class Solids : public ::testing::TestWithParam<Variant>
    {
    };

    /// A confined column of height 1 of granulation tissue, drained at its loaded top, on a base of titanium or on a rigid one.
    template <int dim>
    struct Column
    {
      Column(const Variant &variant, const bool on_titanium)
        : problem(
            box(variant, on_titanium),
            subsection("tissue", fixed("granulation_tissue")) +
              (on_titanium ? subsection("base", fixed("titanium_alloy")) : ""),
            subsection("Supports", sliding(held(variant))) + "set Drained surfaces = " +
              variant.high_end() + "\n" + tolerance("1e-10") + ramp(100, 4, "step") +
              subsection("Loads",
                         on_surface("top",
                                    variant.high_end(),
                                    "traction",
                                    "set Traction = " + variant.axial("-0.001 MPa [assumed]\n"))),
            MPI_COMM_SELF,
            variant.setting())
        , settlement(problem.update().axial_displacement)
      {
      }

      static std::vector<std::string>
      held(const Variant &variant)
      {
        std::vector<std::string> sides = variant.sides("min");
        for (const std::string &side : variant.sides("max"))
          sides.push_back(side);
        sides.push_back(variant.low_end());
        return sides;
      }

      /// From -1 to 0 the base, from 0 to 1 the tissue.
      static ShapedBox<dim>
      box(const Variant &variant, const bool on_titanium)
      {
        ShapedBox<dim> result = bar<dim>(variant, .25, 1, 1, on_titanium ? 12 : 6);
        result.region = [](const auto &center) { return center[dim - 1] < 0 ? "base" : "tissue"; };
        result.lower[dim - 1] = on_titanium ? -1 : 0;
        return result;
      }

      /// Largest pressure at a height, with its sign.
      double
      pressure_at(const double height) const
      {
        const NodalSpace<dim> &space   = problem.mesh->space(1);
        double                 largest = 0;
        for (std::int64_t i = 0; i < space.n_owned; ++i)
          if (std::abs(space.owned_points[i][dim - 1] - height) < 1e-9 &&
              std::abs(problem.mechanics.pressure()[i]) > std::abs(largest))
            largest = problem.mechanics.pressure()[i];
        return largest;
      }

      ProblemInDimension<dim> problem;
      double                  settlement;
    };
  } // namespace


  // Metal under tissue: a base that neither drains nor holds fluid. Its own settlement is two millionths of the tissue's.
  TEST_P(Solids, WithoutPoresAreASealedBase)
  {
    in_dimension(GetParam(), [](const auto dimension) {
      constexpr int     dim = decltype(dimension)::value;
      const Column<dim> titanium(GetParam(), true), rigid(GetParam(), false);
      EXPECT_GT(rigid.pressure_at(0), .7e-3); // of 1e-3 MPa, 0.77 by Terzaghi
      EXPECT_NEAR(titanium.settlement / rigid.settlement, 1, 1e-5);
      for (const double height : {0., .5})
        EXPECT_NEAR(titanium.pressure_at(height) / rigid.pressure_at(height), 1, 1e-4);
      for (unsigned int i = 1; i <= 6; ++i)
        EXPECT_EQ(titanium.pressure_at(-double(i) / 6), 0) << "in the metal";
    });
  }


  INSTANTIATE_TEST_SUITE_P(Shapes,
                           Solids,
                           ::testing::ValuesIn(in_both_formulations(all_variants)),
                           variant_name);
} // namespace callus
