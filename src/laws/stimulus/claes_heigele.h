// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/stimulus/stimulus_law.h"
#include "laws/stimulus/threshold.h"

namespace callus
{
  /**
   * Claes and Heigele (1999): tissue by hydrostatic stress p (total, tension positive) and strain e (magnitude of the
   * minimum principal strain).
   *
   *   bone (intramembranous)     |p| < p_0  and  e < e_bone
   *   cartilage (endochondral)    p < -p_0  and  e < e_cartilage
   *   fibrous                     otherwise
   *   resorption                 |p| < p_r  and  e < e_r    (an addition of later users; off where p_r or e_r is absent)
   *
   * p in MPa, e in 1; published p_0 = 0.15 MPa, e_bone = 5 %, e_cartilage = 15 %. Windows are smoothed (Threshold) and
   * multiplied; what they leave is fibrous. All new bone is woven; nothing is destroyed. Source: [claes1999], thresholds as
   * coded in [periermetz2022].
   */
  class ClaesHeigele : public StimulusLaw
  {
  public:
    struct Parameters
    {
      double pressure_limit;          ///< p_0 [MPa]
      double bone_strain_limit;       ///< e_bone
      double cartilage_strain_limit;  ///< e_cartilage
      double resorption_pressure = 0; ///< p_r [MPa], 0: no resorption
      double resorption_strain   = 0; ///< e_r, 0: no resorption
    };

    ClaesHeigele(const Parameters &parameters, double smoothing);

    OutcomeWeights
    weights(const MechanicalDrivers &drivers) const override;
    bool
    uses_fluid_speed() const override
    {
      return false;
    }

    static StimulusLawEntry
    entry();

  private:
    bool      resorbs_;
    Threshold pressure_, bone_strain_, cartilage_strain_, resorption_pressure_, resorption_strain_;
  };
} // namespace callus
