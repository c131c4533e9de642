// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/scaffold/parallel_scaffold.h"
#include "laws/tissue/mixture.h"
#include "support/parameter_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace callus
{
  namespace
  {
    struct Library
    {
      Library()
        : text("include library/materials.prm\n")
        , materials(MaterialTable::read(text->root().subsection("Materials")))
        , mixture(TissueMixture::read(text->root().subsection("Mixture"), materials))
      {
      }
      PoroelasticMaterial
      material(const std::string &name)
      {
        return materials.find(name, text->root(), "");
      }

      test::ParameterText text;
      MaterialTable       materials;
      TissueMixture       mixture;
    };
  } // namespace


  TEST(Materials, LibraryReadsWithoutProblems)
  {
    Library library;
    EXPECT_NO_THROW(library.text->throw_if_wrong());
    const PoroelasticMaterial granulation = library.material("granulation_tissue");
    EXPECT_DOUBLE_EQ(granulation.youngs_modulus, 0.2);
    // 1e-14 m4/(N s) is 1e-2 mm4/(N s)
    EXPECT_NEAR(granulation.permeability, 1e-2, 1e-12);
    EXPECT_DOUBLE_EQ(library.material("cortical_bone").youngs_modulus, 20000);
    EXPECT_DOUBLE_EQ(library.material("titanium_alloy").youngs_modulus, 112000);
  }


  TEST(Materials, GranulationTissueIsNearlyIncompressibleUndrained)
  {
    const PoroelasticMaterial material = Library().material("granulation_tissue");
    const double              k = material.undrained_bulk_modulus(), g = material.mu();
    EXPECT_NEAR((3 * k - 2 * g) / (2 * (3 * k + g)), 0.49998, 1e-5);
    // consolidation coefficient 2.14e-9 m2/s = 2.14e-3 mm2/s
    const double oedometric = material.lambda() + 2 * material.mu();
    EXPECT_NEAR(material.permeability / (1 / oedometric + material.storage), 2.14e-3, 1e-5);
  }


  TEST(Materials, UnknownNameIsAProblemWithARemedy)
  {
    Library library;
    library.materials.find(
      "cortical_bonne", library.text->root().subsection("Regions"), "Material");
    ASSERT_EQ(library.text->problems().list().size(), 1u);
    EXPECT_NE(library.text->problems().list()[0].remedy.find("cortical_bone"), std::string::npos);
  }


  TEST(Mixture, PureTissuesHaveTheirOwnProperties)
  {
    Library                        library;
    const TissueMixture           &mixture  = library.mixture;
    const std::vector<std::string> expected = {
      "fibrous_matrix", "cartilage_matrix", "woven_bone", "mature_bone"};
    ASSERT_EQ(mixture.fields(), expected);

    const char *const names[] = {"fibrous_tissue", "cartilage", "woven_bone", "mature_bone"};
    for (unsigned int i = 0; i < 4; ++i)
      {
        double fractions[4]              = {0, 0, 0, 0};
        fractions[i]                     = 1;
        const PoroelasticMaterial mixed  = mixture.material(fractions);
        const PoroelasticMaterial tissue = library.material(names[i]);
        EXPECT_NEAR(mixed.youngs_modulus / tissue.youngs_modulus, 1, 1e-12);
        EXPECT_NEAR(mixed.poisson_ratio, tissue.poisson_ratio, 1e-12);
        EXPECT_NEAR(mixed.permeability / tissue.permeability, 1, 1e-12);
        EXPECT_NEAR(mixed.storage / tissue.storage, 1, 1e-12);
      }
    const double nothing[4] = {0, 0, 0, 0};
    EXPECT_DOUBLE_EQ(mixture.material(nothing).youngs_modulus, 0.2);
  }


  TEST(Mixture, ModulusIsCubicAndBoneCountsAsOneFraction)
  {
    Library      library;
    const double cartilage[4] = {0, 0.5, 0, 0};
    EXPECT_NEAR(
      library.mixture.material(cartilage).youngs_modulus, 0.2 + (10 - 0.2) * 0.125, 1e-12);

    // 0.2 woven and 0.3 mature: half bone of modulus 4000 MPa
    const double bone[4] = {0, 0, 0.2, 0.3};
    EXPECT_NEAR(library.mixture.material(bone).youngs_modulus, 0.2 + (4000 - 0.2) * 0.125, 1e-9);
    EXPECT_NEAR(library.mixture.material(bone).poisson_ratio, 0.5 * 0.167 + 0.5 * 0.3, 1e-12);
    const double logarithm = 0.5 * std::log(1e-2) + 0.2 * std::log(1e-1) + 0.3 * std::log(3.7e-1);
    EXPECT_NEAR(library.mixture.material(bone).permeability, std::exp(logarithm), 1e-9);
  }


  TEST(Mixture, StaysBetweenItsTissuesWhateverTheFractions)
  {
    Library                                library;
    std::mt19937                           generator(3);
    std::uniform_real_distribution<double> uniform(-0.05, 0.6);
    for (unsigned int trial = 0; trial < 500; ++trial)
      {
        double fractions[4];
        for (double &fraction : fractions)
          fraction =
            uniform(generator); // may exceed one in sum, or lie below zero, as round-off does
        const PoroelasticMaterial mixed = library.mixture.material(fractions);
        EXPECT_GE(mixed.youngs_modulus, 0.2);
        EXPECT_LE(mixed.youngs_modulus, 6000);
        EXPECT_GE(mixed.poisson_ratio, 0.167 - 1e-12);
        EXPECT_LE(mixed.poisson_ratio, 0.3 + 1e-12);
        EXPECT_GE(mixed.permeability, 5e-3 * (1 - 1e-9));
        EXPECT_LE(mixed.permeability, 0.37 * (1 + 1e-9));
      }
  }


  TEST(ParallelScaffold, AddsToTheTissueInItsPores)
  {
    Library                   library;
    const PoroelasticMaterial tissue   = library.material("cartilage");
    const ParallelScaffold    scaffold = {0.3, 100, 0.25};
    const PoroelasticMaterial both     = scaffold.with_tissue(tissue);
    EXPECT_DOUBLE_EQ(both.youngs_modulus, 100 + 0.7 * 10);
    EXPECT_NEAR(both.poisson_ratio, (100 * 0.25 + 7 * 0.167) / 107, 1e-14);
    EXPECT_DOUBLE_EQ(both.permeability, 0.7 * tissue.permeability);
    EXPECT_DOUBLE_EQ(both.storage, 0.7 * tissue.storage);
  }
} // namespace callus
