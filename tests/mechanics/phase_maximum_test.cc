// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// The drivers of what oscillates against those at many phases of the cycle.

#include "mechanics/phase_maximum.h"
#include "mechanics/point_drivers.h"

#include <gtest/gtest.h>

#include <random>

namespace callus
{
  namespace
  {
    constexpr unsigned int many = 20000;

    constexpr double MechanicalDrivers::*all_drivers[] = {
      &MechanicalDrivers::octahedral_shear_strain,
      &MechanicalDrivers::volumetric_strain,
      &MechanicalDrivers::minimum_principal_strain,
      &MechanicalDrivers::fluid_speed,
      &MechanicalDrivers::pore_pressure,
      &MechanicalDrivers::hydrostatic_stress,
      &MechanicalDrivers::strain_energy_density};

    PoroelasticMaterial
    soft_tissue()
    {
      PoroelasticMaterial material;
      material.youngs_modulus = 2;
      material.poisson_ratio  = 0.3;
      material.permeability   = 0.01;
      material.storage        = 1e-3;
      return material;
    }

    PointState
    at_phase(const PointCycle &cycle, const double phase)
    {
      const double c = std::cos(phase), s = std::sin(phase);
      PointState   state = cycle[0];
      for (unsigned int k = 0; k < 6; ++k)
        state.strain[k] += cycle[1].strain[k] * c - cycle[2].strain[k] * s;
      state.pressure += cycle[1].pressure * c - cycle[2].pressure * s;
      for (unsigned int k = 0; k < 3; ++k)
        state.pressure_gradient[k] +=
          cycle[1].pressure_gradient[k] * c - cycle[2].pressure_gradient[k] * s;
      return state;
    }

    /// Each driver's value of the largest magnitude.
    MechanicalDrivers
    largest_of_many(const PoroelasticMaterial &material, const PointCycle &cycle)
    {
      MechanicalDrivers result;
      for (unsigned int i = 0; i < many; ++i)
        {
          const PointState        state = at_phase(cycle, 2 * std::acos(-1.) * i / many);
          const MechanicalDrivers here  = mechanical_drivers(material, state);
          for (const auto driver : all_drivers)
            if (std::abs(here.*driver) > std::abs(result.*driver))
              result.*driver = here.*driver;
        }
      return result;
    }
  } // namespace


  TEST(PhaseMaximum, DriversAreTheLargestOfTheCycle)
  {
    std::mt19937                           generator(1);
    std::uniform_real_distribution<double> number(-1, 1);
    for (unsigned int sample = 0; sample < 30; ++sample)
      {
        PointCycle cycle(3);
        for (unsigned int part = 0; part < 3; ++part)
          {
            const double scale = part == 0 ? number(generator) * (sample % 3) : 1; // mean 0 too
            for (double &value : cycle[part].strain)
              value = 0.01 * scale * number(generator);
            cycle[part].pressure = scale * number(generator);
            for (double &value : cycle[part].pressure_gradient)
              value = scale * number(generator);
          }
        const MechanicalDrivers found    = mechanical_drivers(soft_tissue(), cycle),
                                expected = largest_of_many(soft_tissue(), cycle);
        for (const auto driver : all_drivers)
          {
            const bool   is_sampled = driver == &MechanicalDrivers::minimum_principal_strain;
            const double magnitude  = std::abs(expected.*driver);
            EXPECT_NEAR(std::abs(found.*driver), magnitude, (is_sampled ? 1e-3 : 1e-6) * magnitude)
              << sample;
            if (sample % 3 != 0) // else both signs are as large
              EXPECT_GT(found.*driver * expected.*driver, 0) << sample;
          }
      }
  }


  // in phase and out of phase alike along x and y: |q| is constant, though the norm of the amplitudes is sqrt(2) times as large
  TEST(PhaseMaximum, IsNotTheNormOfTheAmplitudes)
  {
    PointCycle cycle(3);
    cycle[1].pressure_gradient = {{1, 0, 0}};
    cycle[2].pressure_gradient = {{0, 1, 0}};
    EXPECT_NEAR(mechanical_drivers(soft_tissue(), cycle).fluid_speed, 10, 1e-12);
  }


  TEST(PhaseMaximum, OfNearlyEqualPeaksFindsTheHigher)
  {
    for (double mean = -1e-3; mean < 1e-3; mean += 1e-4)
      for (double turn = 0; turn < 0.4; turn += 0.01)
        {
          SquaresOverCycle squares;
          squares.add(1, mean, std::cos(turn), std::sin(turn));
          EXPECT_NEAR(squares.maximum(), std::pow(1 + std::abs(mean), 2), 1e-12);
        }
  }
} // namespace callus
