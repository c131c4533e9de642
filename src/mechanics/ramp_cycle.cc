// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/ramp_cycle.h"

namespace callus
{
  template <int dim>
  RampCycle<dim>::RampCycle(LoadedSystem<dim> &system, const UnitResponses<dim> &responses)
    : system_(system)
    , responses_(responses)
    , balance_(system.conditions())
    , support_(system.add_motion(system.constraints().support))
    , history_responses_(system.conditions().load_cases().size(),
                         std::vector<Values>(system.settings().n_steps))
  {
    if (system.conditions().has_motions())
      driven_ = system.add_motion(system.constraints().driven);
  }


  template <int dim>
  void
  RampCycle<dim>::respond_to_history(const Step              &step,
                                     const BiotAssembly<dim> &assembly,
                                     const Values            &amplitudes,
                                     const LoadedState       &state,
                                     MechanicsReport         &report)
  {
    Values &history = history_of(step);
    if (history.empty())
      history = step.number > 2 ? history_of({step.number - 1, step.loading})
                                : Values(system_.n_unknowns(), 0.);
    const auto &leaking = system_.conditions().leaking_surfaces();
    if (step.number == 1 && !leaking.has_pressure_outside())
      return;
    Values right_side(system_.n_displacements(), 0.), content = system_.history(assembly, state);
    leaking.add_inflow(system_.time_step(), system_.materials(), content);
    right_side.insert(right_side.end(), content.begin(), content.end());
    right_side.resize(system_.n_unknowns(), 0.);
    system_.mask(right_side);
    system_.solve(right_side,
                  history,
                  responses_.reference(amplitudes, step.loading) + system_.outside_reference(),
                  report);
  }


  template <int dim>
  void
  RampCycle<dim>::set_motions(const Step &step, Values &amplitudes, LoadedState &state)
  {
    const BoundaryConditions<dim> &conditions = system_.conditions();
    const double                   load =
      step.loading.level * conditions.load_cases()[step.loading.load_case].plate_force;
    const auto compose = [&] {
      responses_.compose(amplitudes, step.loading, history_of(step), state);
    };
    const auto force_on = [&](const std::size_t motion) {
      return responses_.force_on(motion, step.loading, state);
    };
    amplitudes.assign(responses_.n_motions(), 0.);
    compose();
    state.result.fixation_loads.assign(conditions.fixations().size(),
                                       Values(n_rigid_components<dim>, 0.));
    if (amplitudes.empty())
      return;
    Values offsets;
    for (std::size_t i = 0; i < amplitudes.size(); ++i)
      offsets.push_back(force_on(i));
    amplitudes = balance_.equilibrium(responses_.stiffness(), offsets, load);
    compose();
    LoadingResult &result = state.result;
    result.fixator_force  = balance_.axial_force(amplitudes);
    for (std::size_t f = 0; f < conditions.fixations().size(); ++f)
      result.fixation_loads[f] = balance_.load_of(f, amplitudes);
    if (!conditions.has_plate())
      return;
    result.axial_displacement = system_.mesh().symmetry().n_along_axis() * amplitudes[0];
    result.applied_force      = load;
    result.callus_force       = force_on(0) - result.fixator_force;
    if (conditions.fixator())
      result.fixator_force += conditions.fixator()->force(amplitudes[0]);
  }


  template <int dim>
  void
  RampCycle<dim>::set_forces(const Step &step, LoadedState &state) const
  {
    const BoundaryConditions<dim> &conditions = system_.conditions();
    const LoadCase<dim>           &load_case  = conditions.load_cases()[step.loading.load_case];
    const Values                  &loads      = responses_.nodal_loads(step.loading.load_case);
    const double                   level      = step.loading.level;
    LoadingResult                 &result     = state.result;
    result.support_force = level * system_.work(loads, system_.motion(support_)) -
                           system_.internal_force(support_, state);
    if (conditions.has_plate())
      return;
    result.axial_displacement = system_.mesh().symmetry().n_along_axis() *
                                conditions.mean_closing(load_case, state.displacement);
    result.applied_force = level * load_case.resultant_along(conditions.closing_direction());
    if (conditions.has_motions()) // and what it takes to move them
      result.applied_force += system_.internal_force(driven_, state) -
                              level * system_.work(loads, system_.motion(driven_));
    result.callus_force = result.applied_force - result.fixator_force;
  }


  template <int dim>
  void
  RampCycle<dim>::run(const BiotAssembly<dim> &assembly,
                      const std::size_t        load_case,
                      const double             load_factor,
                      LoadedState             &state,
                      MechanicsReport         &report)
  {
    system_.clear(state);
    state.result = LoadingResult();
    Values amplitudes(responses_.n_motions(), 0.);
    for (unsigned int number = 1; number <= system_.settings().n_steps; ++number)
      {
        const Step step{number, {load_case, load_factor * system_.settings().level(number)}};
        respond_to_history(step, assembly, amplitudes, state, report);
        set_motions(step, amplitudes, state);
        system_.update_ghosts(state);
        set_forces(step, state);
      }
  }


  template <int dim>
  void
  RampCycle<dim>::for_each(const std::function<void(const std::string &, Values &)> &action)
  {
    for (std::size_t i = 0; i < history_responses_.size(); ++i)
      for (std::size_t step = 0; step < history_responses_[i].size(); ++step)
        action("history_response_" + std::to_string(step + 1) +
                 (i == 0 ? std::string() : "_of_case_" + std::to_string(i + 1)),
               history_responses_[i][step]);
  }


  template class RampCycle<2>;
  template class RampCycle<3>;
} // namespace callus
