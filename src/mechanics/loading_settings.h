// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "linear/persistent_solve.h"

namespace callus
{
  /// Time and accuracy of a loading cycle: the sections `Mechanics/Ramp` and `Mechanics/Linear solver`.
  struct LoadingSettings
  {
    double         duration; ///< s
    unsigned int   n_steps;
    bool           is_step;            ///< the whole load from the first step on, instead of a ramp
    double         relative_tolerance; ///< of the linear solves
    SolverSettings solver;
    bool           has_total_pressure = false; ///< `Mechanics/Formulation`

    static LoadingSettings
    read(const Section &mechanics);

    /// Fraction of the load at the end of step 1 ... n_steps.
    double
    level(const unsigned int step) const
    {
      return is_step ? 1. : double(step) / n_steps;
    }
  };
} // namespace callus
