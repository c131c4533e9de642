// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// One second of load on granulation tissue in cells of 0.3 mm, below the shortest time step of Vermeer and Verruijt, h^2/(6 c) = 7 s: the
// pressure falls from P to zero within 46 um of the drained surface, inside one cell. It must not pass P in the cells behind. With the
// consistent storage it does, by 53 % on tetrahedra; lumped it does not (docs/developer/numerics_mechanics.md).

#include "mechanics/verification/poroelastic_sample.h"
#include "mechanics/verification/verification_table.h"

#include <algorithm>

namespace callus
{
  using namespace test;

  class Oscillation : public ::testing::TestWithParam<Variant>
  {
  };
  INSTANTIATE_TEST_SUITE_P(Verification,
                           Oscillation,
                           ::testing::ValuesIn(in_both_formulations({all_variants[0],
                                                                     all_variants[1]})),
                           variant_name);


  TEST_P(Oscillation, PressureOfGranulationTissueAfterOneSecond)
  {
    const Variant           variant = GetParam();
    const PoroelasticSample sample; // granulation tissue
    Setting                 setting = variant.setting();
    setting.more                    = sample.text("sample");
    std::vector<std::string> walls  = variant.sides("min");
    for (const std::string &wall : variant.sides("max"))
      walls.push_back(wall);
    ProblemInDimension<3> problem(
      bar<3>(variant, 0.3, 3, 1, 10),
      subsection("body", fixed("sample")),
      subsection("Supports", on_surface("base", "z_min", "fixed") + sliding(walls)) +
        "set Drained surfaces = z_max\nset Pore storage = lumped\n" + tolerance("1e-9") +
        consolidation(1, 1) +
        subsection(
          "Loads",
          on_surface("top", "z_max", "traction", "set Traction = 0, 0, -0.001 MPa [assumed]\n")),
      MPI_COMM_SELF,
      setting);
    problem.update();
    const auto [lowest, highest] =
      std::minmax_element(problem.mechanics.pressure().begin(), problem.mechanics.pressure().end());
    VerificationTable table("Granulation tissue after 1 s, cells of 0.3 mm, " + variant.title(),
                            0.01);
    table.add_small("p / P below 0", std::max(0., -*lowest / 1e-3), 0.01);
    table.add_small("p / P above 1", std::max(0., *highest / 1e-3 - 1), 0.01);
  }
} // namespace callus
