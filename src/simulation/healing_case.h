// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "kinetics/biology_step.h"
#include "kinetics/step_control.h"
#include "measures/bridging.h"
#include "measures/probes.h"
#include "measures/weighted_means.h"
#include "mechanics/mechanics.h"
#include "simulation/checkpoint_settings.h"
#include "simulation/events.h"
#include "transport/transport.h"

#include <algorithm>
#include <memory>

namespace callus
{
  /// Settings of the section `Output`.
  struct OutputSettings
  {
    double       history_interval; ///< day
    double       picture_interval; ///< day
    unsigned int files_per_picture;
  };

  /**
   * All parts of a case, read from one parameter file: each room reads its own sections. Mechanics and what depends on it are
   * absent if the file has no section `Mechanics` (biology alone, neutral drivers). If no region heals the run is one of mechanics alone: there are no
   * nodes of biology, no bridging, and the movement of fragments only if the file has a section `Measures`.
   */
  template <int dim>
  struct HealingCase
  {
    /// Reads everything and reports all problems together. Nothing is assembled. Collective.
    HealingCase(ParameterFile &file, MPI_Comm communicator);

    /// Does any region heal?
    bool
    anything_heals() const
    {
      return std::any_of(
        regions.begin(), regions.end(), [](const Region &region) { return region.heals; });
    }

    std::string                          title;
    std::unique_ptr<Mesh<dim>>           mesh;
    std::vector<Region>                  regions;
    std::unique_ptr<Network>             network;
    std::unique_ptr<State<dim>>          state;
    std::unique_ptr<Transport<dim>>      transport;
    std::unique_ptr<BiologyStep>         biology;
    std::unique_ptr<StepControl>         time;
    std::unique_ptr<Events>              events;
    OutputSettings                       output{};
    CheckpointSettings                   checkpoint{};
    double                               shortest_mechanics_interval = 0; ///< day
    std::unique_ptr<Mechanics<dim>>      mechanics;
    std::unique_ptr<FragmentMotion<dim>> motion;
    std::unique_ptr<Bridging<dim>>       bridging;
    std::unique_ptr<Probes<dim>>         probes; ///< of the tissue that heals
    std::unique_ptr<WeightedMeans<dim>>  means;  ///< of one field over where others are
  };
} // namespace callus
