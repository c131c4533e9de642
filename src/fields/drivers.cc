// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "fields/drivers.h"

namespace callus
{
  std::vector<Driver>
  standard_drivers()
  {
    // Without a stimulus law the three tissues of a healing callus are called for alike.
    const double third = 1. / 3.;
    return {
      {"octahedral_shear_strain",
       "octahedral shear strain",
       "1",
       0,
       "(2/3) sqrt((e1-e2)^2 + (e2-e3)^2 + (e3-e1)^2)"},
      {"volumetric_strain",
       "volumetric strain",
       "1",
       0,
       "Trace of the strain, positive in expansion"},
      {"minimum_principal_strain", "minimum principal strain", "1", 0, "Negative in compression"},
      {"fluid_speed",
       "fluid speed",
       "um/s",
       0,
       "Magnitude of the Darcy flux, or of the fluid's velocity against the solid, as "
       "Mechanics/Fluid velocity says"},
      {"pore_pressure", "pore pressure", "MPa", 0, "Positive in compression"},
      {"hydrostatic_stress",
       "hydrostatic stress",
       "MPa",
       0,
       "A third of the trace of the total stress, tension positive"},
      {"strain_energy_density",
       "strain energy density",
       "MPa",
       0,
       "Elastic energy of the solid per volume"},
      {"resorption_weight",
       "weight of resorption",
       "1",
       0,
       "How strongly the stimulus law calls for resorption of bone"},
      {"mature_bone_weight",
       "weight of mature bone",
       "1",
       0,
       "How strongly the stimulus law calls for mature bone"},
      {"woven_bone_weight",
       "weight of woven bone",
       "1",
       third,
       "How strongly the stimulus law calls for woven bone"},
      {"cartilage_weight",
       "weight of cartilage",
       "1",
       third,
       "How strongly the stimulus law calls for cartilage"},
      {"fibrous_weight",
       "weight of fibrous tissue",
       "1",
       third,
       "How strongly the stimulus law calls for fibrous tissue"},
      {"destruction_weight",
       "weight of destruction",
       "1",
       0,
       "How strongly the stimulus law calls tissue overloaded"},
      {"cell_scale_stiffness",
       "stiffness that cells feel",
       "kPa",
       0,
       "Modulus of the surface that cells sit on; never that of the tissue"},
    };
  }
} // namespace callus
