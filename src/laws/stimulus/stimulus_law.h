// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "fields/drivers.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace callus
{
  /// A mechano-regulation law: from the mechanical drivers at a point to the outcomes that they call for.
  class StimulusLaw
  {
  public:
    virtual ~StimulusLaw() = default;

    /// Weights in [0, 1] that sum to one.
    virtual OutcomeWeights
    weights(const MechanicalDrivers &drivers) const = 0;
    /// Do the weights depend on the speed of fluid?
    virtual bool
    uses_fluid_speed() const = 0;
  };

  /// What `callus list laws` and the manual say about a law, and how to make it.
  struct StimulusLawEntry
  {
    struct Parameter
    {
      std::string name; ///< entry in the parameter file
      std::string unit; ///< "1" for pure numbers
      std::string description;
    };

    std::string              name; ///< value of `Mechanics/Stimulus/Law` and name of the subsection
    std::string              description; ///< one line
    std::string              equation;
    std::vector<Parameter>   parameters;
    std::vector<std::string> sources; ///< keys of docs/references.bib

    /// Makes the law from its subsection. The width @p smoothing replaces each threshold t of a quantity S by
    /// 1 / (1 + exp(-(ln S - ln t) / smoothing)); 0 is the published step.
    std::function<std::unique_ptr<StimulusLaw>(const Section &parameters, double smoothing)> make;
  };

  /// Every law, in one explicit list.
  const std::vector<StimulusLawEntry> &
  stimulus_laws();

  /// The section `Mechanics/Stimulus`: the law chosen by `Law`, with the parameters of its subsection. The subsections of
  /// the other laws are read as well where they are present, so that a wrong entry is found there too.
  std::unique_ptr<StimulusLaw>
  read_stimulus_law(const Section &stimulus);
} // namespace callus
