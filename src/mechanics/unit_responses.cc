// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/unit_responses.h"

#include "mechanics/rigid_fragments.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  template <int dim>
  UnitResponses<dim>::UnitResponses(LoadedSystem<dim> &system)
    : system_(system)
    , has_motions_(system.conditions().has_motions())
  {
    const BoundaryConditions<dim> &conditions = system.conditions();
    if (conditions.has_plate())
      add_motion("plate_response", system.constraints().plate, [&](const auto &) {
        return conditions.closing_direction();
      });
    for (const RigidSurface<dim> &rigid : conditions.rigid_surfaces())
      for (const unsigned int component : rigid.components)
        {
          const std::size_t i = motions_.size() - conditions.has_plate();
          add_motion("clamp_response_" + std::to_string(i + 1),
                     system.constraints().clamped[i],
                     [&](const auto &x) { return rigid.displacement(component, x); });
        }
    for (std::size_t i = 0; i < conditions.load_cases().size(); ++i)
      loads_.push_back(make_loads(i));
  }


  template <int dim>
  void
  UnitResponses<dim>::add_motion(const std::string  &name,
                                 const Values       &moving,
                                 const Displacement &rigid)
  {
    UnitMotion motion;
    motion.name         = name;
    motion.number       = system_.add_motion(moving);
    motion.rigid_motion = rigid_fragments<dim>(system_.mesh(), system_.materials(), moving, rigid);
    motion.rigid_motion.resize(system_.n_unknowns(), 0.);
    system_.mask(motion.rigid_motion);
    motion.response.assign(system_.n_unknowns(), 0.);
    motions_.push_back(motion);
  }


  template <int dim>
  typename UnitResponses<dim>::Loads
  UnitResponses<dim>::make_loads(const std::size_t load_case)
  {
    const BoundaryConditions<dim> &conditions = system_.conditions();
    const LoadCase<dim>           &all        = conditions.load_cases()[load_case];
    Loads                          loads;
    loads.act = all.has_proportional_loads();
    loads.nodal_forces.assign(system_.n_displacements(), 0.);
    loads.response.assign(system_.n_unknowns(), 0.);
    conditions.add_nodal_loads(all, system_.materials(), loads.nodal_forces);
    if (!has_motions_)
      return loads;

    loads.motion = system_.add_motion(system_.constraints().motions[load_case]);
    loads.rigid_motion.assign(system_.n_unknowns(), 0.);
    for (const PrescribedMotion<dim> &motion : all.motions)
      {
        const Values fragments =
          rigid_fragments<dim>(system_.mesh(),
                               system_.materials(),
                               conditions.displacement_of(motion, system_.quadratic_exchange()),
                               [&](const auto &) { return motion.displacement; });
        for (std::size_t i = 0; i < fragments.size(); ++i)
          if (fragments[i] != 0)
            loads.rigid_motion[i] = fragments[i];
      }
    system_.mask(loads.rigid_motion);
    return loads;
  }


  template <int dim>
  void
  UnitResponses<dim>::solve(MechanicsReport &report)
  {
    for (UnitMotion &motion : motions_)
      respond_to(motion, report);
    set_stiffness();
    for (Loads &loads : loads_)
      if (loads.act)
        respond_to(loads, report);
  }


  template <int dim>
  void
  UnitResponses<dim>::respond_to(UnitMotion &motion, MechanicsReport &report)
  {
    const Values right_side = system_.right_side_of_motion(motion.number);
    // what the rigid motion leaves; where nothing resists (the gap left out) it is round-off
    const PersistentSolve &solver = system_.solver();
    const Values           rest   = solver.residual(right_side, motion.rigid_motion);
    motion.reference              = std::max(solver.norm(rest), 1e-6 * solver.norm(right_side));
    system_.solve(rest, motion.response, motion.reference, report);
  }


  template <int dim>
  void
  UnitResponses<dim>::set_stiffness()
  {
    const std::size_t n = motions_.size();
    stiffness_.reinit(n, n);
    const Values nothing(system_.n_unknowns(), 0.);
    LoadedState  state;
    system_.clear(state);
    for (std::size_t j = 0; j < n; ++j)
      {
        Values unit(n, 0.);
        unit[j] = 1;
        compose(unit, {0, 0.}, nothing, state);
        for (std::size_t i = 0; i < n; ++i)
          stiffness_(i, j) = system_.internal_force(motions_[i].number, state);
      }
  }


  template <int dim>
  void
  UnitResponses<dim>::respond_to(Loads &loads, MechanicsReport &report)
  {
    Values right_side = loads.nodal_forces;
    right_side.resize(system_.n_unknowns(), 0.);
    system_.mask(right_side);
    const PersistentSolve &solver = system_.solver();
    if (has_motions_)
      {
        const Values of_motions = system_.right_side_of_motion(loads.motion);
        for (std::size_t i = 0; i < right_side.size(); ++i)
          right_side[i] += of_motions[i];
      }
    loads.reference = solver.norm(right_side);
    if (loads.reference == 0) // all on nodes that plate or devices move
      return;
    if (has_motions_) // as with the plate
      {
        right_side      = solver.residual(right_side, loads.rigid_motion);
        loads.reference = std::max(solver.norm(right_side), 1e-6 * loads.reference);
      }
    system_.solve(right_side, loads.response, loads.reference, report);
  }


  template <int dim>
  void
  UnitResponses<dim>::compose(const Values  &amplitudes,
                              const Loading &loading,
                              const Values  &rest,
                              LoadedState   &state) const
  {
    const std::size_t n_u = system_.n_displacements(), n_p = system_.n_pressures();
    const Loads      &loads    = loads_[loading.load_case];
    const auto        pressure = rest.begin() + n_u, total_pressure = pressure + n_p;
    std::copy(rest.begin(), pressure, state.displacement.begin());
    std::copy(pressure, total_pressure, state.pressure.begin());
    std::copy(total_pressure, rest.end(), state.total_pressure.begin());
    // a multiple of a response, and of the constrained nodes' motion
    const auto add = [&](const double factor, const Values &response) {
      for (std::size_t i = 0; i < n_u; ++i)
        state.displacement[i] += factor * response[i];
      for (std::size_t i = 0; i < n_p; ++i)
        state.pressure[i] += factor * response[n_u + i];
      for (std::size_t i = n_u + n_p; i < response.size(); ++i)
        state.total_pressure[i - n_u - n_p] += factor * response[i];
    };
    const auto add_motion = [&](const double factor, const std::size_t number) {
      for (std::size_t i = 0; i < n_u; ++i)
        state.displacement[i] += factor * system_.motion(number)[i];
    };
    for (std::size_t j = 0; j < motions_.size(); ++j)
      {
        add(amplitudes[j], motions_[j].response);
        add(amplitudes[j], motions_[j].rigid_motion);
        add_motion(amplitudes[j], motions_[j].number);
      }
    if (loads.act)
      add(loading.level, loads.response);
    if (has_motions_)
      {
        add(loading.level, loads.rigid_motion);
        add_motion(loading.level, loads.motion);
      }
  }


  template <int dim>
  double
  UnitResponses<dim>::reference(const Values &amplitudes, const Loading &loading) const
  {
    double sum = std::abs(loading.level) * loads_[loading.load_case].reference;
    for (std::size_t j = 0; j < motions_.size(); ++j)
      sum += std::abs(amplitudes[j]) * motions_[j].reference;
    return sum;
  }


  template <int dim>
  double
  UnitResponses<dim>::force_on(const std::size_t  motion,
                               const Loading     &loading,
                               const LoadedState &state) const
  {
    const std::size_t number = motions_[motion].number;
    return system_.internal_force(number, state) -
           loading.level * system_.work(nodal_loads(loading.load_case), system_.motion(number));
  }


  template <int dim>
  void
  UnitResponses<dim>::for_each(const std::function<void(const std::string &, Values &)> &action)
  {
    for (UnitMotion &motion : motions_)
      action(motion.name, motion.response);
    for (std::size_t i = 0; i < loads_.size(); ++i)
      action("load_response" + (i == 0 ? std::string() : "_of_case_" + std::to_string(i + 1)),
             loads_[i].response);
  }


  template class UnitResponses<2>;
  template class UnitResponses<3>;
} // namespace callus
