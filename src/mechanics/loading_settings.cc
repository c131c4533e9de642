// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/loading_settings.h"

namespace callus
{
  namespace
  {
    void
    read_ramp(const Section &ramp, LoadingSettings &settings)
    {
      settings.duration = ramp.quantity(
        "Duration", "s", Range::positive(), "Time in which the load rises from zero to its peak.");
      settings.n_steps = ramp.count("Steps", 2, "Equal time steps of the ramp.");
      settings.is_step =
        ramp.choice(
          "Shape",
          {"linear", "step"},
          "linear",
          "linear: the load rises in proportion to time; step: all of it acts at once.") == "step";
      if (settings.n_steps == 0)
        {
          ramp.problem("Steps", "0", "at least one step", "Two steps are a good start.");
          settings.n_steps = 1;
        }
    }

    void
    read_formulation(const Section &mechanics, const bool is_harmonic, LoadingSettings &settings)
    {
      const std::string formulation = mechanics.choice(
        "Formulation",
        {"displacement-pressure", "total pressure", "linear displacement"},
        "displacement-pressure",
        "Unknowns. displacement-pressure: quadratic displacements and pore pressure; total "
        "pressure: also alpha p - lambda div u, for drained tissue that is nearly incompressible; "
        "linear displacement: displacements at the vertices alone, and no pore pressure, for many "
        "small elements in a body that drains at once.");
      settings.has_total_pressure       = formulation == "total pressure";
      settings.has_linear_displacements = formulation == "linear displacement";
      if (is_harmonic && formulation != "displacement-pressure")
        mechanics.problem("Cycle",
                          "harmonic, with Formulation = " + formulation,
                          "a ramp with this formulation, or a harmonic cycle with "
                          "displacement-pressure",
                          "Harmonic cycles are solved in displacements and pore pressure.");
    }

    double
    read_frequency(const Section &harmonic)
    {
      return harmonic.quantity(
        "Frequency", "Hz", Range::positive(), "Cycles of the load in a second.");
    }
  } // namespace


  LoadingSettings
  LoadingSettings::read(const Section &mechanics)
  {
    LoadingSettings settings;
    const bool      is_harmonic =
      mechanics.choice("Cycle",
                       {"ramp", "harmonic"},
                       "ramp",
                       "ramp: from rest to the peak of the load (section Ramp); harmonic: the load "
                       "goes between zero and its peak as a cosine of time, and has done so for "
                       "long (section Harmonic).") == "harmonic";
    // the section of the other kind is read as well, so that a wrong entry is found there too
    if (!is_harmonic || mechanics.has_subsection("Ramp"))
      read_ramp(mechanics.subsection("Ramp"), settings);
    if (is_harmonic || mechanics.has_subsection("Harmonic"))
      settings.frequency = read_frequency(mechanics.subsection("Harmonic"));
    if (!is_harmonic)
      settings.frequency = 0;

    read_formulation(mechanics, is_harmonic, settings);

    const Section linear        = mechanics.subsection("Linear solver");
    settings.relative_tolerance = linear.setting(
      "Relative tolerance",
      "1",
      Range::between(1e-14, 1),
      "1e-2",
      "Largest residual, relative to that of a rigid motion of the loaded fragment.");
    settings.error_tolerance = linear.setting(
      "Error tolerance",
      "1",
      Range::between(1e-14, 1e-1),
      "1e-4",
      "Largest error of a solution by estimate, in the energy norm, relative to the solution.");
    settings.solver.has_scaled_norm =
      linear.choice("Norm",
                    {"energy", "force"},
                    "energy",
                    "Of the residual that is minimised. energy: forces over the root of the "
                    "stiffness at their node; force: as they are, to compare with programs that "
                    "iterate to a residual.") == "energy";
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
