// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/fixation_balance.h"
#include "mechanics/loaded_state.h"
#include "mechanics/unit_responses.h"

namespace callus
{
  /// The numbers of a state at the peak of its load: movement, and the forces that devices, tissue and supports bear.
  template <int dim>
  class PeakResults
  {
  public:
    using Values = std::vector<double>;

    /// Adds the motions of supports and of what is driven to the system. All must outlive this.
    PeakResults(LoadedSystem<dim>          &system,
                const UnitResponses<dim>   &responses,
                const FixationBalance<dim> &balance);

    /// @p amplitudes: of the unit motions; @p force_on_plate: of the body [N], if there is one; @p state: with its ghosts. Collective.
    LoadingResult
    operator()(const Values                               &amplitudes,
               const typename UnitResponses<dim>::Loading &loading,
               double                                      force_on_plate,
               const LoadedState                          &state) const;

  private:
    void
    add_plate(const Values                               &amplitudes,
              const typename UnitResponses<dim>::Loading &loading,
              double                                      force_on_plate,
              LoadingResult                              &result) const;
    void
    add_loads(const typename UnitResponses<dim>::Loading &loading,
              const LoadedState                          &state,
              LoadingResult                              &result) const;

    LoadedSystem<dim>          &system_;
    const UnitResponses<dim>   &responses_;
    const FixationBalance<dim> &balance_;
    std::size_t                 support_, driven_ = 0; // numbers of the system's motions
  };
} // namespace callus
