// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/stimulus/stimulus_law.h"
#include "laws/stimulus/threshold.h"

namespace callus
{
  /**
   * Prendergast, Huiskes and Soballe (1997) with the limits of Lacroix and Prendergast (2002): tissue by the stimulus
   *
   *   S = gamma / a + v / b,
   *
   * with the octahedral shear strain gamma [1] (prefactor 2/3) and the speed v [um/s] of the fluid relative to the solid
   * (Darcy flux). S <= t_r: resorption; up to t: mature bone; up to 1: woven bone; up to 3: cartilage; above: fibrous.
   * Published a = 0.0375, b = 3 um/s, t_r = 0.01, t = 0.267 or 0.53. Limits are smoothed (Threshold); differences of
   * neighbouring ones are the weights. Valid where the mesh resolves the drainage layer: at walking frequency soft callus
   * drains over tens of micrometres only, and v depends on the mesh there.
   */
  class PrendergastLacroix : public StimulusLaw
  {
  public:
    struct Parameters
    {
      double shear_scale;      ///< a
      double speed_scale;      ///< b [um/s]
      double resorption_limit; ///< t_r
      double mature_limit;     ///< t
      double woven_limit;      ///< 1
      double cartilage_limit;  ///< 3
    };

    PrendergastLacroix(const Parameters &parameters, double smoothing);

    OutcomeWeights
    weights(const MechanicalDrivers &drivers) const override;
    bool
    uses_fluid_speed() const override
    {
      return true;
    }

    static StimulusLawEntry
    entry();

  private:
    double    shear_scale_, speed_scale_;
    Threshold resorption_, mature_, woven_, cartilage_;
  };
} // namespace callus
