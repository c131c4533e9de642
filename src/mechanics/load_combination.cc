// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/load_combination.h"

#include <cmath>
#include <numeric>

namespace callus
{
  namespace
  {
    constexpr double MechanicalDrivers::*all_drivers[] = {
      &MechanicalDrivers::octahedral_shear_strain,
      &MechanicalDrivers::volumetric_strain,
      &MechanicalDrivers::minimum_principal_strain,
      &MechanicalDrivers::fluid_speed,
      &MechanicalDrivers::pore_pressure,
      &MechanicalDrivers::hydrostatic_stress,
      &MechanicalDrivers::strain_energy_density};

    const std::string cycles_meaning =
      "How often the load case acts in a day; unused, and optional, with the combination peak.";
  } // namespace


  LoadCombination
  LoadCombination::read(const Section &load_cases)
  {
    const std::string combination = load_cases.choice(
      "Combination",
      {"peak", "mean", "weighted sum"},
      "What a point feels of several load cases, driver by driver. peak: the value of the largest "
      "magnitude; mean: the mean of the day's cycles; weighted sum: values times cycles per day, "
      "over Reference cycles per day.");
    LoadCombination result;
    double          reference = 1;
    if (combination == "weighted sum")
      reference = load_cases.quantity("Reference cycles per day",
                                      "1/day",
                                      Range::positive(),
                                      "Cycles per day that the thresholds of the stimulus law "
                                      "stand for; for the combination weighted sum.");
    for (const std::string &name : load_cases.subsections())
      {
        const Section load_case = load_cases.subsection(name);
        if (combination == "peak")
          load_case.optional_quantity(
            "Cycles per day", "1/day", Range::positive(), 1, cycles_meaning);
        else
          result.weights_.push_back(
            load_case.quantity("Cycles per day", "1/day", Range::positive(), cycles_meaning));
      }
    if (combination == "mean")
      reference = std::accumulate(result.weights_.begin(), result.weights_.end(), 0.);
    for (double &weight : result.weights_)
      weight /= reference;
    return result;
  }


  MechanicalDrivers
  LoadCombination::operator()(const std::vector<MechanicalDrivers> &of_cases) const
  {
    MechanicalDrivers result = of_cases.front();
    if (weights_.empty())
      {
        for (const MechanicalDrivers &other : of_cases)
          for (const auto driver : all_drivers)
            if (std::abs(other.*driver) > std::abs(result.*driver))
              result.*driver = other.*driver;
        return result;
      }
    for (const auto driver : all_drivers)
      {
        result.*driver = 0;
        for (std::size_t i = 0; i < weights_.size(); ++i)
          result.*driver += weights_[i] * of_cases[i].*driver;
      }
    return result;
  }
} // namespace callus
