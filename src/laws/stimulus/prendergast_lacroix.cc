// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/stimulus/prendergast_lacroix.h"

#include <algorithm>

namespace callus
{
  PrendergastLacroix::PrendergastLacroix(const Parameters &p, const double smoothing)
    : shear_scale_(p.shear_scale)
    , speed_scale_(p.speed_scale)
    , resorption_(p.resorption_limit, smoothing)
    , mature_(p.mature_limit, smoothing)
    , woven_(p.woven_limit, smoothing)
    , cartilage_(p.cartilage_limit, smoothing)
  {
  }


  OutcomeWeights
  PrendergastLacroix::weights(const MechanicalDrivers &drivers) const
  {
    const double s =
      drivers.octahedral_shear_strain / shear_scale_ + drivers.fluid_speed / speed_scale_;

    OutcomeWeights w;
    w.fibrous     = cartilage_.above(s);
    w.cartilage   = std::max(0., woven_.above(s) - cartilage_.above(s));
    w.woven_bone  = std::max(0., mature_.above(s) - woven_.above(s));
    w.mature_bone = std::max(0., resorption_.above(s) - mature_.above(s));
    w.resorption  = std::max(0., 1 - (w.mature_bone + w.woven_bone + w.cartilage + w.fibrous));
    return w;
  }


  StimulusLawEntry
  PrendergastLacroix::entry()
  {
    StimulusLawEntry law;
    law.name        = "Prendergast-Lacroix";
    law.description = "Tissue by octahedral shear strain and the speed of the fluid.";
    law.equation =
      "S = gamma / a + v / b; resorption up to t_r, mature bone up to t, woven bone up to "
      "t_w, cartilage up to t_c, fibrous above";
    law.parameters = {
      {"Shear strain scale", "1", "a: octahedral shear strain that counts as a stimulus of 1"},
      {"Fluid speed scale", "um/s", "b: fluid speed (Darcy flux) that counts as a stimulus of 1"},
      {"Resorption limit", "1", "t_r: bone is resorbed below this stimulus."},
      {"Mature bone limit", "1", "t: mature bone forms up to this stimulus."},
      {"Woven bone limit", "1", "t_w: woven bone forms up to this stimulus."},
      {"Cartilage limit", "1", "t_c: cartilage forms up to this stimulus."}};
    law.sources = {"prendergast1997", "lacroix2002", "periermetz2020"};
    law.make    = [](const Section &section, const double smoothing) {
      const std::vector<StimulusLawEntry::Parameter> known = entry().parameters;
      const auto                                     read  = [&](const unsigned int i) {
        return section.quantity(
          known[i].name, known[i].unit, Range::positive(), known[i].description);
      };
      const Parameters p = {read(0), read(1), read(2), read(3), read(4), read(5)};
      if (!(p.resorption_limit <= p.mature_limit && p.mature_limit <= p.woven_limit &&
            p.woven_limit <= p.cartilage_limit))
        section.problem("Resorption limit",
                        "limits that are not in ascending order",
                        "resorption <= mature bone <= woven bone <= cartilage",
                        "Order the four limits.");
      return std::make_unique<PrendergastLacroix>(p, smoothing);
    };
    return law;
  }
} // namespace callus
