// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/stimulus/claes_heigele.h"
#include "laws/stimulus/prendergast_lacroix.h"
#include "support/parameter_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace callus
{
  namespace
  {
    const std::string library = "include library/stimulus_laws.prm\n"
                                "subsection Mechanics\nsubsection Stimulus\n";

    std::unique_ptr<StimulusLaw>
    shipped(const std::string &name, const double smoothing)
    {
      test::ParameterText          text(library + "set Law = " + name + "\nset Smoothing = " +
                               std::to_string(smoothing) + " 1 [assumed]\nend\nend\n");
      std::unique_ptr<StimulusLaw> law =
        read_stimulus_law(text->root().subsection("Mechanics").subsection("Stimulus"));
      text->throw_if_wrong();
      return law;
    }

    double
    sum(const OutcomeWeights &w)
    {
      return w.resorption + w.mature_bone + w.woven_bone + w.cartilage + w.fibrous + w.destruction;
    }

    /// Drivers from "nothing" to far beyond every threshold.
    MechanicalDrivers
    random_drivers(std::mt19937 &generator)
    {
      std::uniform_real_distribution<double> exponent(-6, 1);
      std::bernoulli_distribution            coin(0.5), rarely(0.05);
      const auto                             magnitude = [&] {
        return rarely(generator) ? 0. : std::pow(10., exponent(generator));
      };
      const auto        sign = [&] { return coin(generator) ? 1. : -1.; };
      MechanicalDrivers d;
      d.octahedral_shear_strain  = magnitude();
      d.volumetric_strain        = sign() * magnitude();
      d.minimum_principal_strain = sign() * magnitude();
      d.fluid_speed              = 100 * magnitude();
      d.pore_pressure            = sign() * magnitude();
      d.hydrostatic_stress       = sign() * magnitude();
      d.strain_energy_density    = magnitude();
      return d;
    }
  } // namespace


  // every registered law, whatever it is
  TEST(StimulusLaws, AreDocumentedAndRead)
  {
    ASSERT_GE(stimulus_laws().size(), 2u);
    for (const StimulusLawEntry &law : stimulus_laws())
      {
        SCOPED_TRACE(law.name);
        EXPECT_FALSE(law.description.empty());
        EXPECT_FALSE(law.equation.empty());
        EXPECT_FALSE(law.sources.empty());
        EXPECT_FALSE(law.parameters.empty());
        for (const auto &parameter : law.parameters)
          EXPECT_FALSE(parameter.name.empty() || parameter.unit.empty() ||
                       parameter.description.empty());
        EXPECT_NE(shipped(law.name, 0.1), nullptr);
      }
  }


  TEST(StimulusLaws, WeightsAreSharesOfOne)
  {
    std::mt19937 generator(11);
    for (const StimulusLawEntry &entry : stimulus_laws())
      for (const double smoothing : {0., 0.02, 0.1, 0.5})
        {
          SCOPED_TRACE(entry.name + " with smoothing " + std::to_string(smoothing));
          const std::unique_ptr<StimulusLaw> law = shipped(entry.name, smoothing);
          for (unsigned int trial = 0; trial < 2000; ++trial)
            {
              const OutcomeWeights w = law->weights(random_drivers(generator));
              EXPECT_NEAR(sum(w), 1, 5e-16);
              for (const double weight : {w.resorption,
                                          w.mature_bone,
                                          w.woven_bone,
                                          w.cartilage,
                                          w.fibrous,
                                          w.destruction})
                {
                  EXPECT_GE(weight, 0);
                  EXPECT_LE(weight, 1);
                }
            }
        }
  }


  TEST(StimulusLaws, AreContinuousWhenSmoothed)
  {
    // a relative change of 1e-6 in a driver moves ln S by 1e-6, so a weight by at most about 1e-6 / (4 delta) a threshold
    std::mt19937 generator(13);
    for (const StimulusLawEntry &entry : stimulus_laws())
      {
        SCOPED_TRACE(entry.name);
        const std::unique_ptr<StimulusLaw> law = shipped(entry.name, 0.1);
        for (unsigned int trial = 0; trial < 5000; ++trial)
          {
            const MechanicalDrivers d     = random_drivers(generator);
            MechanicalDrivers       close = d;
            close.octahedral_shear_strain *= 1 + 1e-6;
            close.minimum_principal_strain *= 1 + 1e-6;
            close.fluid_speed *= 1 + 1e-6;
            close.hydrostatic_stress *= 1 + 1e-6;
            const OutcomeWeights a = law->weights(d), b = law->weights(close);
            EXPECT_NEAR(a.woven_bone, b.woven_bone, 2e-5);
            EXPECT_NEAR(a.mature_bone, b.mature_bone, 2e-5);
            EXPECT_NEAR(a.cartilage, b.cartilage, 2e-5);
            EXPECT_NEAR(a.fibrous, b.fibrous, 2e-5);
            EXPECT_NEAR(a.resorption, b.resorption, 2e-5);
          }
      }
  }


  TEST(ClaesHeigele, PublishedWindowsAsSteps)
  {
    const std::unique_ptr<StimulusLaw> law = shipped("Claes-Heigele", 0);
    const auto                         at  = [&](const double pressure, const double strain) {
      MechanicalDrivers d;
      d.hydrostatic_stress       = pressure;
      d.minimum_principal_strain = strain;
      return law->weights(d);
    };
    EXPECT_EQ(at(0.1, -0.04).woven_bone, 1);
    EXPECT_EQ(at(-0.14, -0.04).woven_bone, 1);
    EXPECT_EQ(at(-0.16, -0.04).cartilage, 1); // compression beyond the limit
    EXPECT_EQ(at(-0.16, -0.14).cartilage, 1);
    EXPECT_EQ(at(0.16, -0.04).fibrous, 1); // tension never makes cartilage
    EXPECT_EQ(at(-0.16, -0.16).fibrous, 1);
    EXPECT_EQ(at(0.1, -0.06).fibrous, 1);
    EXPECT_EQ(at(0, 0).woven_bone, 1);
  }


  TEST(ClaesHeigele, ThresholdIsHalfWayWhenSmoothed)
  {
    const ClaesHeigele law({0.15, 0.05, 0.15}, 0.1);
    MechanicalDrivers  d;
    d.hydrostatic_stress = -0.15;
    EXPECT_NEAR(law.weights(d).woven_bone, 0.5, 1e-12);
    EXPECT_NEAR(law.weights(d).cartilage, 0.5, 1e-12);
    // ln S above ln t by one width: 1 / (1 + exp(-1))
    d.hydrostatic_stress = -0.15 * std::exp(0.1);
    EXPECT_NEAR(law.weights(d).cartilage, 0.731058578630005, 1e-12);
  }


  TEST(ClaesHeigele, ResorptionOnlyIfAskedFor)
  {
    MechanicalDrivers idle;
    idle.hydrostatic_stress       = 0.001;
    idle.minimum_principal_strain = -0.0001;
    EXPECT_EQ(ClaesHeigele({0.15, 0.05, 0.15}, 0).weights(idle).resorption, 0);
    EXPECT_EQ(ClaesHeigele({0.15, 0.05, 0.15, 0.0016, 0.0004}, 0).weights(idle).resorption, 1);
  }


  TEST(PrendergastLacroix, PublishedLimitsAsSteps)
  {
    const std::unique_ptr<StimulusLaw> law = shipped("Prendergast-Lacroix", 0);
    const auto                         at  = [&](const double shear, const double speed) {
      MechanicalDrivers d;
      d.octahedral_shear_strain = shear;
      d.fluid_speed             = speed;
      return law->weights(d);
    };
    EXPECT_EQ(at(0.0375 * 3.01, 0).fibrous, 1);
    EXPECT_EQ(at(0.0375 * 2.99, 0).cartilage, 1);
    EXPECT_EQ(at(0.0375 * 0.99, 0).woven_bone, 1);
    EXPECT_EQ(at(0.0375 * 0.52, 0).mature_bone, 1);
    EXPECT_EQ(at(0.0375 * 0.009, 0).resorption, 1);
    EXPECT_EQ(at(0.0375 * 0.9, 3 * 0.9).cartilage, 1); // shear and flow add up
    EXPECT_EQ(at(0, 9.1).fibrous, 1);                  // 3 um/s
    EXPECT_EQ(at(0, 0).resorption, 1);
  }


  TEST(StimulusLaws, WrongParametersAreProblems)
  {
    test::ParameterText text(library +
                             "set Law = Prendergast-Lacroix\nsubsection Prendergast-Lacroix\n"
                             "set Mature bone limit = 5 1 [assumed]\nend\nend\nend\n");
    read_stimulus_law(text->root().subsection("Mechanics").subsection("Stimulus"));
    ASSERT_EQ(text->problems().list().size(), 1u);
    EXPECT_NE(text->problems().list()[0].expected.find("mature bone <= woven bone"),
              std::string::npos);
  }
} // namespace callus
