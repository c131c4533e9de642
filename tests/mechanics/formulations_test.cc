// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// The same bone by both formulations: two fragments of cortical bone, a nail without pores between them, and a gap of tissue that differs from
// place to place. What is measured from outside must be the same but for the mesh; the two approach each other when that is refined.

#include "mechanics/variants.h"
#include "mechanics/verification/verification_table.h"

#include <cmath>

namespace callus
{
  using namespace test;

  namespace
  {
    class BothFormulations : public ::testing::TestWithParam<Variant>
    {
    };
    INSTANTIATE_TEST_SUITE_P(Mechanics,
                             BothFormulations,
                             ::testing::ValuesIn(all_variants),
                             variant_name);

    /// What is measured from outside, and the mean squares of strain and fluid speed in the gap.
    using Measures                = std::vector<std::pair<std::string, double>>;
    constexpr std::size_t closing = 0, shear = 3;

    template <int dim>
    double
    size_in_gap(const ProblemInDimension<dim> &problem, const unsigned int driver)
    {
      double       sum = 0;
      unsigned int n   = 0;
      for (std::size_t i = 0; i < problem.points().size(); ++i)
        if (std::abs(problem.points()[i][dim - 1] - 2.5) < 0.4)
          {
            sum += problem.drivers[driver][i] * problem.drivers[driver][i];
            ++n;
          }
      return std::sqrt(sum / n);
    }

    /// @p n bricks in the height of the gap.
    template <int dim>
    Measures
    measures(Variant            variant,
             const std::string &formulation,
             const unsigned int n,
             const std::string &mechanics)
    {
      variant.formulation = formulation;
      ShapedBox<dim> box  = bar<dim>(variant, 4, 5, 4 * n, 5 * n);
      box.region          = [](const std::array<double, dim> &x) {
        return x[dim - 1] > 2 && x[dim - 1] < 3 ? x[0] < 1 ? "nail" : "gap" : "bone";
      };
      ProblemInDimension<dim> problem(box,
                                      two_bones_regions +
                                        subsection("nail", fixed("titanium_alloy")),
                                      mechanics + ramp(1, 2) + tolerance("1e-9"),
                                      MPI_COMM_SELF,
                                      variant.setting());
      problem.set_tissue(1, [](const auto &x) { return 0.2 + 0.1 * std::sin(x[0]); }); // cartilage
      problem.set_tissue(2, [](const auto &x) { return 0.1 + 0.02 * x[0]; });          // woven bone
      const LoadingResult r = problem.update();
      return {
        {"closing [mm]", r.axial_displacement},
        {"fixators [N]", r.fixator_force},
        {"callus [N]", r.callus_force},
        {"shear strain in the gap",
         size_in_gap<dim>(problem, drivers::octahedral_shear_strain.value)},
        {"pressure in the gap [MPa]", size_in_gap<dim>(problem, drivers::pore_pressure.value)},
        {"fluid speed in the gap [um/s]", size_in_gap<dim>(problem, drivers::fluid_speed.value)}};
    }

    template <int dim>
    void
    compare(const Variant &variant, const std::string &title, const std::string &mechanics)
    {
      const unsigned int  n = dim == 2 ? 4 : 1;
      std::vector<double> differences;
      for (const unsigned int bricks : {n, 2 * n})
        {
          const Measures a = measures<dim>(variant, "displacement-pressure", bricks, mechanics),
                         b = measures<dim>(variant, total_pressure, bricks, mechanics);
          VerificationTable table("Total pressure against displacement-pressure, " +
                                    variant.title() + ", " + title + ", " + std::to_string(bricks) +
                                    " bricks in the height of the gap",
                                  bricks == n ? 0.05 : 0.02);
          for (std::size_t i = 0; i < a.size(); ++i)
            table.add(a[i].first, b[i].second, a[i].second);
          for (const std::size_t i : {closing, shear})
            differences.push_back(std::abs(b[i].second / a[i].second - 1));
        }
      // of first order, for the corners of the gap
      EXPECT_LT(differences[2], 0.7 * differences[0]);
      EXPECT_LT(differences[3], 0.7 * differences[1]);
    }
  } // namespace


  TEST_P(BothFormulations, AgreeUnderPlateAndFixator)
  {
    const Variant variant = GetParam();
    in_dimension(variant, [&](auto dim) {
      compare<dim>(variant,
                   "plate and fixator",
                   plate_and_fixator_between(variant.low_end(), variant.high_end()) +
                     "set Drained surfaces = x_max\n");
    });
  }


  TEST_P(BothFormulations, AgreeUnderADeviceWithABiotCoefficientFromTheModuli)
  {
    const Variant variant = GetParam();
    in_dimension(variant, [&](auto dim) {
      const bool        is_axisymmetric = variant.geometry == "axisymmetric";
      const std::string stiffness =
        is_axisymmetric ? "set Translational stiffness = 200 N/mm [assumed]\n"
        : dim == 2
          ? "set Translational stiffness = 40, 200 N/mm [assumed]\nset Rotational stiffness = "
            "5 N m [assumed]\n"
          : "set Translational stiffness = 30, 40, 200 N/mm [assumed]\nset Rotational "
            "stiffness = 5, 6, 3 N m [assumed]\n";
      compare<dim>(variant,
                   "device, Biot coefficient from the moduli",
                   "set Biot coefficient = from moduli\nset Drained surfaces = x_max\n" +
                     subsection("Supports", on_surface("distal", variant.low_end(), "fixed")) +
                     subsection("Loads",
                                on_surface("push",
                                           variant.high_end(),
                                           "resultant force",
                                           "set Force = " + variant.axial("-50 N [assumed]\n"))) +
                     subsection("Fixation",
                                subsection("plate",
                                           "set Between = " + variant.high_end() + ", " +
                                             variant.low_end() + "\n" + stiffness)));
    });
  }
} // namespace callus
