// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/loading_settings.h"

namespace callus
{
  LoadingSettings
  LoadingSettings::read(const Section &mechanics)
  {
    LoadingSettings settings;
    const Section   ramp = mechanics.subsection("Ramp");
    settings.duration    = ramp.quantity(
      "Duration", "s", Range::positive(), "Time in which the load rises from zero to its peak.");
    settings.n_steps = ramp.count("Steps", 2, "Equal time steps of the ramp.");
    settings.is_step =
      ramp.choice("Shape",
                  {"linear", "step"},
                  "linear",
                  "linear: the load rises in proportion to time; step: all of it acts at once.") ==
      "step";
    if (settings.n_steps == 0)
      {
        ramp.problem("Steps", "0", "at least one step", "Two steps are a good start.");
        settings.n_steps = 1;
      }

    settings.has_total_pressure =
      mechanics.choice(
        "Formulation",
        {"displacement-pressure", "total pressure"},
        "displacement-pressure",
        "Unknowns. displacement-pressure: displacements and pore pressure; total pressure: also "
        "alpha p - lambda div u, for drained tissue that is nearly incompressible.") ==
      "total pressure";

    const Section linear        = mechanics.subsection("Linear solver");
    settings.relative_tolerance = linear.setting(
      "Relative tolerance",
      "1",
      Range::between(1e-14, 1e-2),
      "1e-6",
      "Largest residual, relative to that of a rigid motion of the loaded fragment.");
    settings.solver.max_iterations = linear.count("Largest number of iterations",
                                                  settings.solver.max_iterations,
                                                  "Of each attempt, before a fall-back is tried.");
    settings.solver.refresh_growth =
      linear.setting("Refresh growth",
                     "1",
                     Range::between(1, 100),
                     "1.3",
                     "The multigrid's aggregates are made anew when the number of iterations has "
                     "grown by this factor.");
    return settings;
  }
} // namespace callus
