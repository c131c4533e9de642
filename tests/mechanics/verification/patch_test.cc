// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Uniform strain on distorted cells: displacements linear, pressure constant. Both lie in the finite element space of any shape of cells, so
// only round-off and the solver's tolerance may remain.

#include "mechanics/distorted_box.h"
#include "mechanics/verification/poroelastic_sample.h"
#include "mechanics/verification/verification_table.h"

namespace callus
{
  using namespace test;

  class Patch : public ::testing::TestWithParam<Variant>
  {
  };

  INSTANTIATE_TEST_SUITE_P(Verification,
                           Patch,
                           ::testing::ValuesIn(in_both_formulations(all_variants)),
                           variant_name);


  namespace
  {
    /// Strains along and across the bar under an axial stress; free sides, but in plane strain nothing moves out of the plane.
    struct UniformStrain
    {
      UniformStrain(const double e, const double nu, const bool is_plane, const double stress)
        : axial(stress / e * (is_plane ? 1 - nu * nu : 1))
        , lateral(-stress / e * nu * (is_plane ? 1 + nu : 1))
      {
      }
      double axial, lateral;
    };

    template <int dim>
    void
    check(const Variant &variant, const bool is_drained)
    {
      PoroelasticSample sample;
      sample.bulk     = 3; // compressible enough that drained, undrained and incompressible differ
      Setting setting = variant.setting();
      setting.more    = sample.text("sample");

      std::vector<std::string> held = variant.sides("min"), all = variant.sides("min");
      held.push_back(variant.low_end());
      std::string drained;
      for (const std::string &side : variant.sides("max"))
        all.push_back(side);
      for (const std::string &side : all)
        drained += side + ", ";
      const double            stress = -1e-3;
      ProblemInDimension<dim> problem(
        distorted_box<dim>(variant),
        subsection("body", fixed("sample")),
        subsection("Supports", sliding(held)) +
          (is_drained ? "set Drained surfaces = " + drained + variant.low_end() + "\n" : "") +
          ramp(is_drained ? 1e12 : 1, 1) + tolerance("1e-13") +
          subsection("Loads",
                     on_surface("top",
                                variant.high_end(),
                                "traction",
                                "set Traction = " + variant.axial("-0.001") + " MPa [assumed]\n")),
        MPI_COMM_SELF,
        setting);
      problem.update();

      const bool          is_plane = variant.geometry == "plane_strain";
      const double        nu       = is_drained ? sample.nu : sample.undrained_poisson_ratio();
      const double        e        = 2 * sample.mu() * (1 + nu);
      const UniformStrain exact(e, nu, is_plane, stress);
      const double        pressure =
        is_drained ? 0 : -sample.skempton_coefficient() * stress / 3 * (is_plane ? 1 + nu : 1);
      double largest_u = 0, largest_p = 0;
      for (std::size_t i = 0; i < problem.points().size(); ++i)
        for (unsigned int k = 0; k < dim; ++k)
          largest_u = std::max(
            largest_u,
            std::abs(problem.mechanics.displacement()[dim * i + k] -
                     (k == dim - 1 ? exact.axial : exact.lateral) * problem.points()[i][k]));
      for (const double p : problem.mechanics.pressure())
        largest_p = std::max(largest_p, std::abs(p - pressure));

      VerificationTable table(
        "Patch test, " + variant.title() + (is_drained ? ", drained" : ", sealed"), 1e-9);
      std::array<double, dim> corner;
      corner.fill(1);
      table.add("axial displacement of a corner",
                displacement_at<dim>(problem, corner, dim - 1),
                exact.axial);
      table.add("lateral displacement of a corner",
                displacement_at<dim>(problem, corner, 0),
                exact.lateral);
      table.add("pressure / stress",
                pressure_at<dim>(problem, corner) / -stress,
                pressure / -stress,
                1,
                1e-9);
      table.add_small("largest error of u / largest u", largest_u / std::abs(exact.axial), 1e-9);
      table.add_small("largest error of p / stress", largest_p / -stress, 1e-9);
    }
  } // namespace


  TEST_P(Patch, Drained)
  {
    in_dimension(GetParam(), [&](auto dim) { check<dim>(GetParam(), true); });
  }


  TEST_P(Patch, Sealed)
  {
    in_dimension(GetParam(), [&](auto dim) { check<dim>(GetParam(), false); });
  }
} // namespace callus
