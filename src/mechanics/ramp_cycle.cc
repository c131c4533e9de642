// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/ramp_cycle.h"

namespace callus
{
  template <int dim>
  RampCycle<dim>::RampCycle(LoadedSystem<dim> &system, UnitResponses<dim> &responses)
    : system_(system)
    , responses_(responses)
    , balance_(system.conditions())
    , results_(system, responses, balance_)
    , history_responses_(system.conditions().load_cases().size(),
                         std::vector<SuccessiveSolutions>(system.settings().n_steps,
                                                          SuccessiveSolutions(system.n_unknowns())))
  {
  }


  template <int dim>
  void
  RampCycle<dim>::prepare_matrices(const BiotAssembly<dim> &assembly, MechanicsReport &report)
  {
    system_.assemble(assembly, system_.settings().duration / system_.settings().n_steps, report);
  }


  template <int dim>
  void
  RampCycle<dim>::prepare(const BiotAssembly<dim> &assembly, MechanicsReport &report)
  {
    prepare_matrices(assembly, report);
    responses_.solve(report);
  }


  template <int dim>
  void
  RampCycle<dim>::respond_to_history(const Step              &step,
                                     const BiotAssembly<dim> &assembly,
                                     const Values            &amplitudes,
                                     const LoadedState       &state,
                                     MechanicsReport         &report)
  {
    SuccessiveSolutions &history = history_of(step);
    if (step.number > 2 && system_.solver().norm(history.latest()) == 0) // the first cycle
      history.add(history_of({step.number - 1, step.loading}).latest());
    const auto &leaking = system_.conditions().leaking_surfaces();
    if (!system_.has_pressures() || (step.number == 1 && !leaking.has_pressure_outside()))
      return;
    Values right_side(system_.n_displacements(), 0.), content = system_.history(assembly, state);
    leaking.add_inflow(system_.time_step(), system_.materials(), content);
    right_side.insert(right_side.end(), content.begin(), content.end());
    right_side.resize(system_.n_unknowns(), 0.);
    system_.mask(right_side);
    ResponseReference reference = responses_.reference(amplitudes, step.loading);
    reference.force += system_.outside_reference();
    system_.solve(right_side, history, reference, report);
  }


  template <int dim>
  void
  RampCycle<dim>::set_motions(const Step &step, Values &amplitudes, LoadedState &state)
  {
    const double load =
      step.loading.level * system_.conditions().load_cases()[step.loading.load_case].plate_force;
    const auto compose = [&] {
      responses_.compose(amplitudes, step.loading, history_of(step), state);
    };
    amplitudes.assign(responses_.n_motions(), 0.);
    compose();
    if (amplitudes.empty())
      return;
    Values offsets;
    for (std::size_t i = 0; i < amplitudes.size(); ++i)
      offsets.push_back(responses_.force_on(i, step.loading, state));
    amplitudes = balance_.equilibrium(responses_.stiffness(), offsets, load);
    compose();
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
    state.oscillation.reset();
    Values     amplitudes(responses_.n_motions(), 0.);
    const auto step_of = [&](const unsigned int number) {
      return Step{number, {load_case, load_factor * system_.settings().level(number)}};
    };
    for (unsigned int number = 1; number <= system_.settings().n_steps; ++number)
      {
        const Step step = step_of(number);
        respond_to_history(step, assembly, amplitudes, state, report);
        set_motions(step, amplitudes, state);
        system_.update_ghosts(state);
      }
    const auto   peak  = step_of(system_.settings().n_steps).loading;
    const double force = system_.conditions().has_plate() ? responses_.force_on(0, peak, state) : 0;
    state.result       = results_(amplitudes, peak, force, state);
  }


  template <int dim>
  void
  RampCycle<dim>::for_each(const typename UnitResponses<dim>::NamedAction &action)
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
