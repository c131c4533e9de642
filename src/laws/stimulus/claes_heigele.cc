// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/stimulus/claes_heigele.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  ClaesHeigele::ClaesHeigele(const Parameters &p, const double smoothing)
    : resorbs_(p.resorption_pressure > 0 && p.resorption_strain > 0)
    , pressure_(p.pressure_limit, smoothing)
    , bone_strain_(p.bone_strain_limit, smoothing)
    , cartilage_strain_(p.cartilage_strain_limit, smoothing)
    , resorption_pressure_(p.resorption_pressure, smoothing)
    , resorption_strain_(p.resorption_strain, smoothing)
  {
  }


  OutcomeWeights
  ClaesHeigele::weights(const MechanicalDrivers &drivers) const
  {
    const double p      = drivers.hydrostatic_stress;
    const double strain = std::abs(drivers.minimum_principal_strain);

    OutcomeWeights w;
    if (resorbs_)
      w.resorption = resorption_pressure_.below(std::abs(p)) * resorption_strain_.below(strain);
    const double rest = 1 - w.resorption;
    w.woven_bone      = rest * pressure_.below(std::abs(p)) * bone_strain_.below(strain);
    w.cartilage       = rest * pressure_.above(-p) * cartilage_strain_.below(strain);
    w.fibrous         = std::max(0., 1 - (w.resorption + w.woven_bone + w.cartilage));
    return w;
  }


  StimulusLawEntry
  ClaesHeigele::entry()
  {
    StimulusLawEntry law;
    law.name        = "Claes-Heigele";
    law.description = "Tissue by hydrostatic stress and the minimum principal strain.";
    law.equation    = "bone: |p| < p_0 and e < e_bone; cartilage: p < -p_0 and e < e_cartilage; "
                      "resorption, if wanted: |p| < p_r and e < e_r; otherwise fibrous";
    law.parameters  = {
       {"Hydrostatic stress limit",
        "MPa",
        "Magnitude p_0; compression beyond it calls for cartilage."},
       {"Bone strain limit", "1", "Largest strain magnitude e_bone at which bone forms."},
       {"Cartilage strain limit",
        "1",
        "Largest strain magnitude e_cartilage at which cartilage forms."},
       {"Resorption stress limit", "MPa", "Bone is resorbed below this stress p_r (optional)."},
       {"Resorption strain limit", "1", "... and below this strain e_r (optional)."}};
    law.sources = {"claes1999", "periermetz2022"};
    law.make    = [](const Section &section, const double smoothing) {
      const std::vector<StimulusLawEntry::Parameter> known = entry().parameters;
      const auto                                     read  = [&](const unsigned int i) {
        return section.quantity(
          known[i].name, known[i].unit, Range::positive(), known[i].description);
      };
      const auto read_optional = [&](const unsigned int i) {
        return section.optional_quantity(
          known[i].name, known[i].unit, Range::non_negative(), 0, known[i].description);
      };
      const Parameters p = {read(0), read(1), read(2), read_optional(3), read_optional(4)};
      if (p.cartilage_strain_limit < p.bone_strain_limit)
        section.problem("Cartilage strain limit",
                        "a limit below the one for bone",
                        "cartilage to tolerate at least the strain that bone tolerates",
                        "Give it a value not below 'Bone strain limit'.");
      return std::make_unique<ClaesHeigele>(p, smoothing);
    };
    return law;
  }
} // namespace callus
