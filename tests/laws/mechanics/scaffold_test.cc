// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/scaffold/scaffold.h"
#include "support/parameter_text.h"

#include <gtest/gtest.h>

#include <cmath>

namespace callus
{
  namespace
  {
    const std::string materials = "subsection Materials\nsubsection polymer\nset Young's modulus = "
                                  "400 MPa [assumed]\nset Poisson ratio = "
                                  "0.38 1 [assumed]\nset Permeability = 0 m4/(N s) [assumed]\nset "
                                  "Cell-scale stiffness = 400 MPa "
                                  "[assumed]\nsubsection Softening\nset Field = chain_length\nset "
                                  "Exponent = 2 [assumed]\nend\nend\nend\n";

    Scaffold
    read(test::ParameterText &text, const ScaffoldAtStart &start)
    {
      const Section root = text->root();
      return Scaffold::read(root.subsection("Scaffold"),
                            root.subsection("Materials"),
                            MaterialTable::read(root.subsection("Materials")),
                            start);
    }

    test::ParameterText
    scaffold(const std::string &entries)
    {
      return test::ParameterText(materials + "subsection Scaffold\n" + entries + "end\n");
    }

    PoroelasticMaterial
    granulation()
    {
      PoroelasticMaterial tissue;
      tissue.youngs_modulus = 0.2;
      tissue.poisson_ratio  = 0.167;
      tissue.permeability   = 1e-2;
      tissue.storage        = 4e-4;
      tissue.porosity       = 0.8;
      return tissue;
    }
  } // namespace


  TEST(StiffnessLaws, AllStayBelowTheirBoundAndRiseWithTheSolid)
  {
    const ElasticModuli solid = {1000, 0.3};
    test::ParameterText text("subsection Scaffold\nset Coefficient = 0.9 1 [assumed]\nset Exponent "
                             "= 2 1 [assumed]\nend\n");
    for (const StiffnessLaw &law : stiffness_laws())
      {
        const ApparentModuli moduli = law.read(text->root().subsection("Scaffold"), {0.5, true});
        double               last   = 0;
        for (double s = 0; s < 0.6; s += 0.05)
          {
            const ElasticModuli now = moduli(s, solid);
            EXPECT_GE(now.youngs_modulus, last) << law.documentation.name << ", s = " << s;
            EXPECT_TRUE(now.poisson_ratio > -1 && now.poisson_ratio < 0.5)
              << law.documentation.name;
            if (law.is_of_solid) // Voigt: no structure exceeds the mean over its volume
              EXPECT_LE(now.youngs_modulus, s * solid.youngs_modulus + 1e-9)
                << law.documentation.name;
            last = now.youngs_modulus;
          }
        EXPECT_GT(last, 0) << law.documentation.name;
      }
  }


  TEST(StiffnessLaws, TheUpperBoundIsThatOfHashinAndShtrikman)
  {
    // s = 1: the solid; K_s = 1000 / 1.2, G_s = 1000 / 2.6
    EXPECT_NEAR(hashin_shtrikman_upper_bound(1, {1000, 0.3}).youngs_modulus, 1000, 1e-9);
    EXPECT_NEAR(hashin_shtrikman_upper_bound(1, {1000, 0.3}).poisson_ratio, 0.3, 1e-12);
    // mechanics.md 3.3 with the porosity 0.4: K = 0.6 K_s 4 G_s/(4 G_s + 3 0.4 K_s)
    const double K_s = 1000 / 1.2, G_s = 1000 / 2.6;
    const double K = 0.6 * K_s * 4 * G_s / (4 * G_s + 3 * 0.4 * K_s);
    const double G =
      0.6 * G_s * (9 * K_s + 8 * G_s) / (9 * K_s + 8 * G_s + 6 * 0.4 * (K_s + 2 * G_s));
    EXPECT_NEAR(
      hashin_shtrikman_upper_bound(0.6, {1000, 0.3}).youngs_modulus, 9 * K * G / (3 * K + G), 1e-9);
  }


  TEST(StiffnessLaws, StrutsFillTheirSolidFraction)
  {
    for (const double x : {0., 0.05, 0.3, 0.5, 0.8})
      EXPECT_NEAR(strut_width(3 * x * x - 2 * x * x * x), x, 1e-10);
  }


  TEST(Scaffold, HandsItsLoadOverWithoutAJump)
  {
    test::ParameterText text =
      scaffold("set Material = polymer\nset Stiffness law = Gibson-Ashby\nset "
               "Coefficient = 1 1 [assumed]\nset Exponent = 2 1 [assumed]\n");
    const Scaffold living = read(text, {0.4, true});
    text->root().subsection("Scaffold").leave_unread();
    const PoroelasticMaterial tissue = granulation();
    // at first the scaffold bears all but 0.2 %
    EXPECT_NEAR(living.with_tissue(tissue).youngs_modulus, 400 * 0.16 + 0.6 * 0.2, 1e-9);
    EXPECT_NEAR(
      living.with_tissue(tissue, 0.4, 0.5).youngs_modulus, 0.25 * 400 * 0.16 + 0.6 * 0.2, 1e-9);
    // at the end tissue is alone
    EXPECT_NEAR(living.with_tissue(tissue, 0, 0).youngs_modulus, 0.2, 1e-12);
    EXPECT_NEAR(living.with_tissue(tissue, 0, 0).permeability, tissue.permeability, 1e-15);
    double last = living.with_tissue(tissue).youngs_modulus;
    for (double left = 1; left > 0; left -= 0.01)
      {
        const double now = living.with_tissue(tissue, 0.4 * left, left).youngs_modulus;
        EXPECT_LE(now,
                  last + 0.01 * 0.2); // the tissue takes the room of the solid: 1 % of it a step
        EXPECT_LT(last - now, 0.05 * 64);
        last = now;
      }
  }


  TEST(Scaffold, PermeabilityIsThatOfTheTissueWherePoresAreWide)
  {
    const std::string direct =
      "set Young's modulus = 25 MPa [assumed]\nset Poisson ratio = 0.3 1 [assumed]\n";
    const std::string pores =
      "set Permeability law = Kozeny-Carman\nset Kozeny constant = 2 1 [assumed]\nset "
      "Fluid viscosity = 1 mPa s [assumed]\nset Pore size = ";
    test::ParameterText plain           = scaffold(direct),
                        wide            = scaffold(direct + pores + "500 um [assumed]\n"),
                        narrow          = scaffold(direct + pores + "0.1 um [assumed]\n");
    const PoroelasticMaterial tissue    = granulation();
    const double              of_tissue = 0.7 * tissue.permeability;
    EXPECT_DOUBLE_EQ(read(plain, {0.3, false}).with_tissue(tissue).permeability, of_tissue);
    EXPECT_NEAR(read(wide, {0.3, false}).with_tissue(tissue).permeability / of_tissue, 1, 1e-6);
    // straight tubes of 0.1 um: phi d^2 / (32 mu) = 0.7 1e-8 mm2 / (32 1e-9 MPa s)
    const double of_pores = 0.7 * 1e-8 / 32 / 1e-9;
    EXPECT_NEAR(read(narrow, {0.3, false}).with_tissue(tissue).permeability /
                  (1 / (1 / of_tissue + 1 / of_pores)),
                1,
                1e-9);
    // without tissue, by Hagen and Poiseuille
    EXPECT_NEAR(KozenyCarman(1e-4, 2, 1e-9, 0.7).permeability(0.7) / of_pores, 1, 1e-12);
    EXPECT_NEAR(KozenyCarman(0.5, 2, 1e-9, 0.5).pore_size(1), 0.5 * std::sqrt(2.), 1e-12);
  }


  TEST(Scaffold, AModulusBesideAMaterialIsAProblem)
  {
    test::ParameterText text =
      scaffold("set Material = polymer\nset Young's modulus = 3 MPa [assumed]\n");
    read(text, {0.3, false});
    ASSERT_EQ(text->problems().list().size(), 1u);
    EXPECT_NE(text->problems().list()[0].found.find("beside 'Material = polymer'"),
              std::string::npos);

    test::ParameterText stiff =
      scaffold("set Material = polymer\nset Stiffness law = Gibson-Ashby\nset "
               "Coefficient = 2 1 [assumed]\nset Exponent = 1 1 [assumed]\n");
    read(stiff, {0.3, false});
    ASSERT_EQ(stiff->problems().list().size(), 1u);
    EXPECT_NE(stiff->problems().list()[0].remedy.find("No structure is stiffer"),
              std::string::npos);
  }
} // namespace callus
