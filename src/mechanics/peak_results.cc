// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/peak_results.h"

namespace callus
{
  template <int dim>
  PeakResults<dim>::PeakResults(LoadedSystem<dim>          &system,
                                const UnitResponses<dim>   &responses,
                                const FixationBalance<dim> &balance)
    : system_(system)
    , responses_(responses)
    , balance_(balance)
    , support_(system.add_motion(system.constraints().support))
  {
    if (system.conditions().has_motions())
      driven_ = system.add_motion(system.constraints().driven);
  }


  template <int dim>
  void
  PeakResults<dim>::add_plate(const Values                               &amplitudes,
                              const typename UnitResponses<dim>::Loading &loading,
                              const double                                force_on_plate,
                              LoadingResult                              &result) const
  {
    const BoundaryConditions<dim> &conditions = system_.conditions();
    result.axial_displacement = system_.mesh().symmetry().n_along_axis() * amplitudes[0];
    result.applied_force = loading.level * conditions.load_cases()[loading.load_case].plate_force;
    result.callus_force  = force_on_plate - result.fixator_force;
    if (conditions.fixator())
      result.fixator_force += conditions.fixator()->force(amplitudes[0]);
  }


  template <int dim>
  void
  PeakResults<dim>::add_loads(const typename UnitResponses<dim>::Loading &loading,
                              const LoadedState                          &state,
                              LoadingResult                              &result) const
  {
    const BoundaryConditions<dim> &conditions = system_.conditions();
    const LoadCase<dim>           &load_case  = conditions.load_cases()[loading.load_case];
    result.axial_displacement                 = system_.mesh().symmetry().n_along_axis() *
                                conditions.mean_closing(load_case, state.displacement);
    result.applied_force =
      loading.level * load_case.resultant_along(conditions.closing_direction());
    if (conditions.has_motions()) // and what it takes to move them
      result.applied_force +=
        system_.internal_force(driven_, state) -
        loading.level *
          system_.work(responses_.nodal_loads(loading.load_case), system_.motion(driven_));
    result.callus_force = result.applied_force - result.fixator_force;
  }


  template <int dim>
  LoadingResult
  PeakResults<dim>::operator()(const Values                               &amplitudes,
                               const typename UnitResponses<dim>::Loading &loading,
                               const double                                force_on_plate,
                               const LoadedState                          &state) const
  {
    LoadingResult result;
    result.fixation_loads.assign(system_.conditions().fixations().size(),
                                 Values(n_rigid_components<dim>, 0.));
    if (!amplitudes.empty())
      {
        result.fixator_force = balance_.axial_force(amplitudes);
        for (std::size_t f = 0; f < result.fixation_loads.size(); ++f)
          result.fixation_loads[f] = balance_.load_of(f, amplitudes);
      }
    if (system_.conditions().has_plate())
      add_plate(amplitudes, loading, force_on_plate, result);
    else
      add_loads(loading, state, result);
    result.support_force = loading.level * system_.work(responses_.nodal_loads(loading.load_case),
                                                        system_.motion(support_)) -
                           system_.internal_force(support_, state);
    return result;
  }


  template class PeakResults<2>;
  template class PeakResults<3>;
} // namespace callus
