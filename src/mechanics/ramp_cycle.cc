// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/ramp_cycle.h"

namespace callus
{
  template <int dim>
  RampCycle<dim>::RampCycle(LoadedSystem<dim> &system, const UnitResponses<dim> &responses)
    : system_(system)
    , responses_(responses)
    , support_(system.add_motion(system.constraints().support))
    , history_response_(system.settings().n_steps)
  {
    if (!system.conditions().motions().empty())
      driven_ = system.add_motion(system.constraints().driven);
  }


  template <int dim>
  void
  RampCycle<dim>::respond_to_history(const Step              &step,
                                     const BiotAssembly<dim> &assembly,
                                     const double             w,
                                     const Values            &displacement,
                                     const Values            &pressure,
                                     MechanicsReport         &report)
  {
    Values &history = history_response_[step.number - 1];
    if (history.empty())
      history =
        step.number > 2 ? history_response_[step.number - 2] : Values(system_.n_unknowns(), 0.);
    const auto &leaking = system_.conditions().leaking_surfaces();
    if (step.number == 1 && !leaking.has_pressure_outside())
      return;
    Values right_side(system_.n_displacements(), 0.),
      content = assembly.history(displacement, pressure);
    leaking.add_inflow(system_.time_step(), system_.materials(), content);
    right_side.insert(right_side.end(), content.begin(), content.end());
    system_.mask(right_side);
    system_.solve(right_side,
                  history,
                  responses_.reference(w, step.level) + system_.outside_reference(),
                  report);
  }


  template <int dim>
  void
  RampCycle<dim>::set_plate(const Step    &step,
                            Values        &displacement,
                            Values        &pressure,
                            LoadingResult &result) const
  {
    const BoundaryConditions<dim> &conditions = system_.conditions();
    const Values                  &history    = history_response_[step.number - 1];
    const auto                     force_at   = [&](const double w) {
      responses_.compose(w, step.level, history, displacement, pressure);
      return responses_.plate_force(step.level, displacement, pressure);
    };
    const double     offset    = force_at(0);
    const double     stiffness = force_at(1) - offset;
    const double     load      = step.level * conditions.plate_force();
    const FixatorLaw nothing({0, 1}, {0, 0});
    const double     w =
      (conditions.fixator() ? *conditions.fixator() : nothing).equilibrium(stiffness, offset, load);
    result.axial_displacement = w;
    result.applied_force      = load;
    result.fixator_force      = conditions.fixator() ? conditions.fixator()->force(w) : 0.;
    result.callus_force       = force_at(w);
  }


  template <int dim>
  void
  RampCycle<dim>::set_forces(const double   level,
                             const Values  &displacement,
                             const Values  &pressure,
                             LoadingResult &result) const
  {
    const BoundaryConditions<dim> &conditions = system_.conditions();
    const Values                  &loads      = responses_.nodal_loads();
    result.support_force = level * system_.work(loads, system_.motion(support_)) -
                           system_.internal_force(support_, displacement, pressure);
    if (conditions.has_plate())
      return;
    result.axial_displacement = conditions.mean_closing(displacement);
    result.applied_force      = level * conditions.nodal_load_resultant();
    if (!conditions.motions().empty()) // and what it takes to move them
      result.applied_force += system_.internal_force(driven_, displacement, pressure) -
                              level * system_.work(loads, system_.motion(driven_));
    result.callus_force = result.applied_force;
  }


  template <int dim>
  LoadingResult
  RampCycle<dim>::run(const BiotAssembly<dim> &assembly,
                      const double             load_factor,
                      Values                  &displacement,
                      Values                  &pressure,
                      MechanicsReport         &report)
  {
    displacement.assign(dim * system_.mesh().space(2).n_local(), 0.);
    pressure.assign(system_.mesh().space(1).n_local(), 0.);
    LoadingResult result;
    for (unsigned int number = 1; number <= system_.settings().n_steps; ++number)
      {
        const Step step{number, load_factor * system_.settings().level(number)};
        respond_to_history(
          step, assembly, result.axial_displacement, displacement, pressure, report);
        if (system_.conditions().has_plate())
          set_plate(step, displacement, pressure, result);
        else
          responses_.compose(0, step.level, history_response_[number - 1], displacement, pressure);
        system_.update_ghosts(displacement, pressure);
        set_forces(step.level, displacement, pressure, result);
      }
    return result;
  }


  template <int dim>
  void
  RampCycle<dim>::for_each(const std::function<void(const std::string &, Values &)> &action)
  {
    for (std::size_t step = 0; step < history_response_.size(); ++step)
      action("history_response_" + std::to_string(step + 1), history_response_[step]);
  }


  template class RampCycle<2>;
  template class RampCycle<3>;
} // namespace callus
