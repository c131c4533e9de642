// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/stimulus/claes_heigele.h"
#include "laws/stimulus/prendergast_lacroix.h"
#include "laws/stimulus/stimulus_law.h"

namespace callus
{
  const std::vector<StimulusLawEntry> &
  stimulus_laws()
  {
    static const std::vector<StimulusLawEntry> list = {ClaesHeigele::entry(),
                                                       PrendergastLacroix::entry()};
    return list;
  }


  std::unique_ptr<StimulusLaw>
  read_stimulus_law(const Section &stimulus)
  {
    std::vector<std::string> names;
    for (const StimulusLawEntry &law : stimulus_laws())
      names.push_back(law.name);
    const std::string chosen    = stimulus.choice("Law", names, "The mechano-regulation law.");
    const double      smoothing = stimulus.quantity("Smoothing",
                                               "1",
                                               Range::non_negative(),
                                               "Width of the thresholds in the logarithm of the "
                                                    "stimulus; 0 for the published steps.");

    std::unique_ptr<StimulusLaw> result;
    for (const StimulusLawEntry &law : stimulus_laws())
      if (law.name == chosen || stimulus.has_subsection(law.name))
        {
          std::unique_ptr<StimulusLaw> made = law.make(stimulus.subsection(law.name), smoothing);
          if (law.name == chosen)
            result = std::move(made);
        }
    return result;
  }
} // namespace callus
