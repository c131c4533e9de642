// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/cycle.h"

#include "mechanics/harmonic_cycle.h"
#include "mechanics/ramp_cycle.h"

namespace callus
{
  template <int dim>
  std::unique_ptr<Cycle<dim>>
  make_cycle(LoadedSystem<dim> &system, UnitResponses<dim> &responses)
  {
    if (system.settings().is_harmonic())
      return std::make_unique<HarmonicCycle<dim>>(system, responses);
    return std::make_unique<RampCycle<dim>>(system, responses);
  }


  template std::unique_ptr<Cycle<2>>
  make_cycle(LoadedSystem<2> &, UnitResponses<2> &);
  template std::unique_ptr<Cycle<3>>
  make_cycle(LoadedSystem<3> &, UnitResponses<3> &);
} // namespace callus
