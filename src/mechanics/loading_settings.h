// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "linear/persistent_solve.h"

namespace callus
{
  /// Kind, time and accuracy of a loading cycle: the entry `Mechanics/Cycle`, the sections `Mechanics/Ramp`, `Mechanics/Harmonic` and
  /// `Mechanics/Linear solver`.
  struct LoadingSettings
  {
    double         frequency = 0;      ///< Hz; 0: a ramp
    double         duration  = 0;      ///< s, of a ramp
    unsigned int   n_steps   = 1;      ///< of a ramp
    bool           is_step   = false;  ///< the whole load from the first step on, instead of a ramp
    double         relative_tolerance; ///< of the residuals of linear solves
    double         error_tolerance;    ///< of their errors in the energy norm
    SolverSettings solver;
    bool           has_total_pressure = false; ///< `Mechanics/Formulation`
    bool           has_linear_displacements =
      false; ///< likewise: at the vertices alone, and no pore pressure

    static LoadingSettings
    read(const Section &mechanics);

    bool
    is_harmonic() const
    {
      return frequency != 0; // an unreadable one, which is not a number, is one
    }
    /// Real solves for each load case beside the unit responses, of which a complex one counts as two.
    unsigned int
    solves_per_case() const
    {
      return is_harmonic() ? 3 : n_steps;
    }
    /// Fraction of the load at the end of step 1 ... n_steps.
    double
    level(const unsigned int step) const
    {
      return is_step ? 1. : double(step) / n_steps;
    }
  };
} // namespace callus
