// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/stimulus/stimulus_law.h"
#include "mechanics/driver_projection.h"
#include "mechanics/load_combination.h"
#include "mechanics/load_schedule.h"
#include "mechanics/loading_cycle.h"
#include "mechanics/mechanics.h"

#include <memory>

namespace callus
{
  /// What mechanics.cc, mechanics_input.cc (all that is read from the parameter file) and mechanics_restart.cc (all that a checkpoint keeps) share.
  template <int dim>
  class Mechanics<dim>::Implementation
  {
  public:
    Implementation(const Section &root, const Mesh<dim> &mesh, const Catalogue &catalogue);

    /// What only some kinds of cycle and of drivers ask for.
    void
    check_cycle(const Section &mechanics) const;
    /// What the formulation without pore pressures would pass over.
    void
    check_pressure_is_unused(const Section &mechanics) const;

    /// Share of the healing regions' volume in which the modulus changed by more than the stated fraction.
    double
    changed_share(const PointTable &tissue) const;
    void
    average_modulus();
    void
    set_tissue(const PointTable &tissue);
    void
    make_cycle();

    /// Values at local nodes from those that a memory has at owned ones.
    std::vector<double>
    with_ghosts(const MechanicsMemory &memory, const std::string &name) const;
    PointTable
    tissue_from(const MechanicsMemory &memory, const std::string &name) const;

    const Mesh<dim>        &mesh_;
    MaterialMap<dim>        materials_;
    std::vector<FieldId>    tissue_fields_;
    BoundaryConditions<dim> conditions_;
    LoadingSettings         settings_;
    DriverSettings          drivers_;
    DriverProjection<dim>   projection_;
    double                  modulus_change_, volume_share_, load_change_;
    LoadSchedule            schedule_;
    LoadCombination         combination_;

    std::unique_ptr<StimulusLaw>       law_;   // or nothing if nothing heals
    std::unique_ptr<LoadingCycle<dim>> cycle_; // from the first update on

    PointTable                       tissue_, tissue_of_aggregates_;            // at local nodes
    double                           load_factor_ = 1, solved_load_factor_ = 0; // of events
    double                           day_ = 0, solved_schedule_factor_ = 0;
    std::vector<PoroelasticMaterial> at_points_; // of the last update
    std::vector<std::string>         load_cases_, devices_;
    std::vector<LoadedState>         states_; // of the load cases
    std::vector<double>              youngs_modulus_;
    double                           scaffold_share_ = 0;
  };
} // namespace callus
