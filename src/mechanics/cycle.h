// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/loaded_state.h"
#include "mechanics/unit_responses.h"

#include <map>

namespace callus
{
  /// A kind of loading cycle: how the responses of a LoadedSystem are put together. All functions are collective.
  template <int dim>
  class Cycle
  {
  public:
    virtual ~Cycle() = default;

    /// Matrices and unit responses of this material.
    virtual void
    prepare(const BiotAssembly<dim> &assembly, MechanicsReport &report) = 0;
    /// A load case, with what was prepared.
    virtual void
    run(const BiotAssembly<dim> &assembly,
        std::size_t              load_case,
        double                   load_factor,
        LoadedState             &state,
        MechanicsReport         &report) = 0;

    /// The matrices alone: the same aggregates as those which a material had when they were made.
    virtual void
    prepare_matrices(const BiotAssembly<dim> &assembly, MechanicsReport &report) = 0;
    /// All that the next update starts from, beside UnitResponses, by name, in one order.
    virtual void
    for_each(const typename UnitResponses<dim>::NamedAction &action) = 0;
    /// Its solvers, by what their numbers in a MechanicsMemory end with.
    virtual std::map<std::string, PersistentSolve *>
    solvers() = 0;
  };

  /// The kind that the settings ask for. Adds motions to the system; both must outlive the cycle.
  template <int dim>
  std::unique_ptr<Cycle<dim>>
  make_cycle(LoadedSystem<dim> &system, UnitResponses<dim> &responses);
} // namespace callus
