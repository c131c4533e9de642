// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/problems.h"
#include "homogenise/homogenised_cell.h"
#include "homogenise/structures.h"
#include "homogenise/unit_cell_input.h"
#include "laws/scaffold/stiffness_law.h"
#include "support/parameter_text.h"

#include <gtest/gtest.h>

#include <cmath>

namespace callus
{
  namespace
  {
    constexpr double tolerance = 1e-9;

    const Structure &
    structure(const std::string &name)
    {
      for (const Structure &candidate : structures())
        if (candidate.name == name)
          return candidate;
      throw std::out_of_range(name);
    }

    HomogenisedCell
    homogenised(const std::string &name, double solid_fraction, std::size_t voxels)
    {
      return homogenise(
        build_unit_cell(structure(name), solid_fraction, voxels, 2), isotropic(1000, 0.3), 1e-6);
    }

    void
    expect_near(const ElasticityTensor &a, const ElasticityTensor &b, double scale)
    {
      for (unsigned int i = 0; i < 6; ++i)
        for (unsigned int j = 0; j < 6; ++j)
          EXPECT_NEAR(a[i][j], b[i][j], 1e-7 * scale) << i << ' ' << j;
    }

    /// Layers of two phases across z (Backus 1962): exact, and linear in each layer, so that elements give it exactly.
    ElasticityTensor
    laminate(double share, const ElasticityTensor &a, const ElasticityTensor &b)
    {
      const auto       mean = [&](const auto &f) { return share * f(a) + (1 - share) * f(b); };
      const auto       M    = [](const ElasticityTensor &t) { return t[2][2]; };
      const auto       L    = [](const ElasticityTensor &t) { return t[0][1]; };
      const auto       G    = [](const ElasticityTensor &t) { return t[3][3]; };
      ElasticityTensor c{};
      const double     across = 1 / mean([&](const auto &t) { return 1 / M(t); });
      const double     ratio  = mean([&](const auto &t) { return L(t) / M(t); });
      c[2][2]                 = across;
      c[0][2] = c[2][0] = c[1][2] = c[2][1] = ratio * across;
      c[0][0]                               = c[1][1] =
        mean([&](const auto &t) { return M(t) - L(t) * L(t) / M(t); }) + ratio * ratio * across;
      c[0][1] = c[1][0] =
        mean([&](const auto &t) { return L(t) - L(t) * L(t) / M(t); }) + ratio * ratio * across;
      c[3][3] = c[4][4] = 1 / mean([&](const auto &t) { return 1 / G(t); });
      c[5][5]           = mean(G);
      return c;
    }
  } // namespace


  TEST(UnitCell, OfOnePhaseIsThatPhase)
  {
    UnitCell               cell{{{4, 3, 2}}, {{1, 2, 3}}, std::vector<std::uint8_t>(24, 1)};
    const ElasticityTensor solid = isotropic(700, 0.4);
    HomogenisedCell        report;
    expect_near(
      homogenised_stiffness(cell, {ElasticityTensor{}, solid}, tolerance, report), solid, 1000);
    const auto diffusivity = homogenised_diffusivity(cell, {0, 3}, tolerance, report);
    for (unsigned int i = 0; i < 3; ++i)
      for (unsigned int j = 0; j < 3; ++j)
        EXPECT_NEAR(diffusivity[i][j], i == j ? 3 : 0, 1e-9);
    const EngineeringConstants constants = engineering_constants(solid);
    EXPECT_NEAR(constants.youngs_modulus[1], 700, 1e-9);
    EXPECT_NEAR(constants.poisson_ratio[2], 0.4, 1e-12);
    EXPECT_NEAR(constants.mean_youngs_modulus, 700, 1e-9);
    EXPECT_NEAR(constants.mean_poisson_ratio, 0.4, 1e-12);
  }


  TEST(UnitCell, OfLayersIsTheExactLaminate)
  {
    const UnitCell         cell = build_unit_cell(structure("layers"), 0.25, 8, 1);
    const ElasticityTensor soft = isotropic(100, 0.2), hard = isotropic(5000, 0.35);
    HomogenisedCell        report;
    EXPECT_DOUBLE_EQ(cell.fraction(1), 0.25);
    expect_near(homogenised_stiffness(cell, {soft, hard}, tolerance, report),
                laminate(0.25, hard, soft),
                5000);
    const auto diffusivity = homogenised_diffusivity(cell, {1, 0.1}, tolerance, report);
    EXPECT_NEAR(diffusivity[0][0], 0.75 + 0.25 * 0.1, 1e-7);       // side by side
    EXPECT_NEAR(diffusivity[2][2], 1 / (0.75 + 0.25 / 0.1), 1e-7); // one behind the other
  }


  TEST(UnitCell, StaysBelowTheBoundsOfHashinAndShtrikman)
  {
    for (const std::string name :
         {"gyroid network", "gyroid sheet", "primitive sheet", "diamond sheet"})
      {
        const HomogenisedCell      cell      = homogenised(name, 0.3, 16);
        const EngineeringConstants constants = engineering_constants(cell.stiffness);
        const double               s         = cell.solid_fraction;
        EXPECT_GT(constants.mean_youngs_modulus, 0) << name;
        EXPECT_LT(constants.mean_youngs_modulus,
                  hashin_shtrikman_upper_bound(s, {1000, 0.3}).youngs_modulus)
          << name;
        // of what diffuses in the pores: 2 phi/(3 - phi)
        for (unsigned int k = 0; k < 3; ++k)
          EXPECT_LT(cell.diffusivity[k][k], 2 * (1 - s) / (2 + s)) << name;
      }
  }


  TEST(UnitCell, OfAGyroidIsCubicAndConvergesFromAbove)
  {
    std::vector<double>
      over_bound; // each at its own solid fraction, which whole voxels do not meet exactly
    for (const std::size_t voxels : {16, 32})
      {
        const HomogenisedCell cell = homogenised("gyroid sheet", 0.3, voxels);
        const auto           &c    = cell.stiffness;
        EXPECT_NEAR(c[0][0] / c[2][2], 1, 1e-4);
        EXPECT_NEAR(c[0][1] / c[1][2], 1, 1e-4);
        EXPECT_NEAR(c[0][3] / c[0][0], 0, 1e-4);
        over_bound.push_back(
          engineering_constants(c).youngs_modulus[0] /
          hashin_shtrikman_upper_bound(cell.solid_fraction, {1000, 0.3}).youngs_modulus);
      }
    EXPECT_GT(over_bound[0], over_bound[1]);
    EXPECT_LT(over_bound[0] - over_bound[1], 0.03);
  }


  // the coefficients of the laws stand in laws/scaffold/stiffness_law.cc
  TEST(UnitCell, StiffnessLawsFollowTheirStructures)
  {
    for (const StiffnessLaw &law : stiffness_laws())
      {
        const std::string &name = law.documentation.name;
        if (name != "gyroid network" && name != "gyroid sheet" && name != "strut lattice")
          continue;
        test::ParameterText   text("");
        const ApparentModuli  moduli = law.read(text->root(), {0.3, false});
        const HomogenisedCell cell   = homogenised(name, 0.3, 24);
        const double          E      = engineering_constants(cell.stiffness).youngs_modulus[0];
        EXPECT_NEAR(moduli(cell.solid_fraction, {1000, 0.3}).youngs_modulus / E, 1, 0.1)
          << name << ", s = " << cell.solid_fraction;
      }
  }


  TEST(UnitCell, WhoseSolidDoesNotHangTogetherIsRefused)
  {
    const HomogenisedCell cell = homogenised("layers", 0.3, 8);
    EXPECT_THROW(engineering_constants(cell.stiffness), NumericalFailure);
  }


  TEST(UnitCell, HasTheSurfaceOfItsPores)
  {
    // walls along x = 0, y = 0, z = 0: plates, whose voxel faces all count, so two thirds of two sides each
    const UnitCell layers = build_unit_cell(structure("layers"), 0.25, 8, 2);
    EXPECT_NEAR(pore_surface(layers), 2. / 3 * 2 / 2, 1e-12);
    // that of the gyroid (minimal surface) is 3.09 over the edge of the cell; a thin sheet has it twice, and voxels count it within 5 %
    EXPECT_NEAR(
      pore_surface(build_unit_cell(structure("gyroid sheet"), 0.1, 48, 1)), 2 * 3.09, 0.3);
  }


  TEST(UnitCellInput, ReportsWhatIsWrong)
  {
    const std::string solid =
      "subsection Solid\nset Young's modulus = 1 GPa [assumed]\nset Poisson "
      "ratio = 0.3 1 [assumed]\nend\n";
    test::ParameterText text(
      "subsection Unit cell\nset Structure = gyroid sheet\nset Solid fraction = 0.3 1 "
      "[assumed]\nset Edge length = 2 mm [assumed]\nset Voxels = 7\n" +
      solid + "end\n");
    read_unit_cell(text->root());
    ASSERT_EQ(text->problems().list().size(), 1u);
    EXPECT_NE(text->problems().list()[0].expected.find("even number"), std::string::npos);

    test::ParameterText image(
      "subsection Unit cell\nset Structure = label image\nset File = nothing.nrrd\nset "
      "Solid labels = 1\n" +
      solid + "end\n");
    read_unit_cell(image->root());
    ASSERT_EQ(image->problems().list().size(), 1u);
    EXPECT_NE(image->problems().list()[0].found.find("no such file"), std::string::npos);
  }


  TEST(UnitCellInput, ReadsALabelImage)
  {
    TemporaryDirectory directory;
    std::string        voxels(4 * 4 * 4, '\0');
    for (std::size_t v = 0; v < voxels.size(); ++v)
      voxels[v] = v / 16 == 0 ? 3 : 0; // the first of four layers across z
    const std::string path =
      directory.write("cell.nrrd",
                      "NRRD0004\ntype: uchar\ndimension: 3\nsizes: 4 4 4\nspacings: 0.1 "
                      "0.1 0.2\nencoding: raw\n\n" +
                        voxels);
    test::ParameterText text(
      "subsection Unit cell\nset Structure = label image\nset File = " + path +
      "\nset Solid labels = 1, 3\nsubsection Solid\nset Young's modulus = 1 GPa "
      "[assumed]\nset Poisson ratio = 0.3 1 [assumed]\nend\nend\n");
    const UnitCellInput input = read_unit_cell(text->root());
    text->throw_if_wrong();
    EXPECT_DOUBLE_EQ(input.cell.fraction(1), 0.25);
    EXPECT_DOUBLE_EQ(input.cell.edge[2], 0.8);
    EXPECT_EQ(input.cell.phase[15], 1);
    EXPECT_EQ(input.cell.phase[16], 0);
    EXPECT_EQ(input.coarser.n[1], 2u);
  }
} // namespace callus
