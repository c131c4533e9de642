// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/variants.h"

namespace callus
{
  using namespace test;

  namespace
  {
    class Membranes : public ::testing::TestWithParam<Variant>
    {
    };

    const double load = 1e-3, permeability = 0.01; // MPa, mm4/(N s)

    /// Largest pressure, and settlement, of a confined column of granulation tissue of height 1 under a sudden load, after a time.
    template <int dim>
    std::pair<double, double>
    column(const Variant     &variant,
           const std::string &top,
           const double       seconds,
           const unsigned int steps)
    {
      std::vector<std::string> held = variant.sides("min");
      for (const std::string &side : variant.sides("max"))
        held.push_back(side);
      held.push_back(variant.low_end());
      ProblemInDimension<dim> problem(
        bar<dim>(variant, 0.5, 1, 1, 8),
        subsection("body", fixed("granulation_tissue")),
        subsection("Supports", sliding(held)) + top + tolerance("1e-9") +
          ramp(seconds, steps, "step") +
          subsection("Loads",
                     on_surface("top",
                                variant.high_end(),
                                "traction",
                                "set Traction = " + variant.axial("-0.001 MPa [assumed]\n"))),
        MPI_COMM_SELF,
        variant.setting());
      const double settlement = problem.update().axial_displacement;
      const auto  &pressure   = problem.mechanics.pressure();
      return {*std::max_element(pressure.begin(), pressure.end()), settlement};
    }

    std::string
    membrane(const Variant &variant, const double conductance, const std::string &more = "")
    {
      std::ostringstream text;
      text << "set Surface = " << variant.high_end() << "\nset Conductance = " << conductance
           << " mm/(s MPa) [assumed]\n"
           << more;
      return subsection("Semi-permeable surfaces", subsection("membrane", text.str()));
    }
  } // namespace


  TEST_P(Membranes, SealAndDrainInTheirLimits)
  {
    in_dimension(GetParam(), [](const auto dimension) {
      constexpr int  dim     = decltype(dimension)::value;
      const Variant &variant = GetParam();
      const auto     sealed  = column<dim>(variant, "", 100, 4);
      const auto     drained =
        column<dim>(variant, "set Drained surfaces = " + variant.high_end() + "\n", 100, 4);
      EXPECT_LT(drained.first, 0.8 * sealed.first);
      const auto none = column<dim>(variant, membrane(variant, 0), 100, 4);
      EXPECT_NEAR(none.first / sealed.first, 1, 1e-7);
      const auto much = column<dim>(variant, membrane(variant, 1e7 * permeability), 100, 4);
      EXPECT_NEAR(much.first / drained.first, 1, 1e-5);
      EXPECT_NEAR(much.second / drained.second, 1, 1e-5);
    });
  }


  // Where the membrane resists far more than the tissue, the pressure is uniform and p = p_0 exp(-k t / (L (1/M + 1/H))).
  TEST_P(Membranes, OfLittleConductanceLetThePressureDecayExponentially)
  {
    in_dimension(GetParam(), [](const auto dimension) {
      constexpr int dim         = decltype(dimension)::value;
      const double  conductance = 1e-4 * permeability;
      const double  modulus     = 0.2 * 0.167 / (1.167 * 0.666) + 0.2 / 1.167; // lambda + 2 mu
      const double  storage     = 1. / 2300 + 1 / modulus;
      const double  half        = std::log(2.) * storage / conductance;
      const auto    sealed      = column<dim>(GetParam(), "", 1, 1);
      const auto    leaking = column<dim>(GetParam(), membrane(GetParam(), conductance), half, 50);
      EXPECT_NEAR(leaking.first / sealed.first, 0.5, 0.005); // backward Euler, 50 steps: 0.5017
    });
  }


  // In the end the fluid has the pressure outside, and the tissue the rest of the load.
  TEST_P(Membranes, TakeThePressureOutside)
  {
    in_dimension(GetParam(), [](const auto dimension) {
      constexpr int     dim     = decltype(dimension)::value;
      const double      modulus = 0.2 * 0.167 / (1.167 * 0.666) + 0.2 / 1.167;
      const std::string outside = "set Pressure outside = 0.4 kPa [assumed]\n";
      const auto [pressure, settlement] =
        column<dim>(GetParam(), membrane(GetParam(), 1, outside), 1e4, 6);
      EXPECT_NEAR(pressure / 0.4e-3, 1, 1e-4);
      EXPECT_NEAR(settlement / ((load - 0.4e-3) / modulus), 1, 1e-4);
    });
  }


  INSTANTIATE_TEST_SUITE_P(Shapes, Membranes, ::testing::ValuesIn(all_variants), variant_name);
} // namespace callus
