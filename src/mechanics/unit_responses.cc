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
    responses_ = zero_responses();
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
    motion.rigid_motion = system_.displacement_nodes().values_at_nodes(
      rigid_fragments<dim>(system_.mesh(), system_.materials(), moving, rigid));
    motion.rigid_motion.resize(system_.n_unknowns(), 0.);
    system_.mask(motion.rigid_motion);
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
    Values nodal_forces(dim * system_.mesh().space(2).n_owned, 0.);
    conditions.add_nodal_loads(all, system_.materials(), nodal_forces);
    loads.nodal_forces = system_.displacement_nodes().equivalent_forces(std::move(nodal_forces));
    if (!has_motions_)
      return loads;

    loads.motion = system_.add_motion(system_.constraints().motions[load_case]);
    loads.rigid_motion.assign(system_.n_unknowns(), 0.);
    for (const PrescribedMotion<dim> &motion : all.motions)
      {
        const Values fragments = system_.displacement_nodes().values_at_nodes(
          rigid_fragments<dim>(system_.mesh(),
                               system_.materials(),
                               conditions.displacement_of(motion, system_.quadratic_exchange()),
                               [&](const auto &) { return motion.displacement; }));
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
    const auto respond = [&](const Problem &problem, SuccessiveSolutions &responses, Size &size) {
      size = {problem.reference.force, {}};
      if (size.force > 0)
        size.energies = system_.solve(problem.right_side, responses, problem.reference, report);
    };
    for (std::size_t j = 0; j < motions_.size(); ++j)
      respond(problem_of_motion(j), responses_.to_motions[j], motions_[j].size);
    set_stiffness();
    for (std::size_t i = 0; i < loads_.size(); ++i)
      respond(problem_of_loads(i), responses_.to_loads[i], loads_[i].size);
  }


  template <int dim>
  typename UnitResponses<dim>::Responses
  UnitResponses<dim>::zero_responses() const
  {
    const SuccessiveSolutions nothing(system_.n_unknowns());
    return {std::vector<SuccessiveSolutions>(motions_.size(), nothing),
            std::vector<SuccessiveSolutions>(loads_.size(), nothing)};
  }


  template <int dim>
  typename UnitResponses<dim>::Problem
  UnitResponses<dim>::problem_of_motion(const std::size_t motion) const
  {
    const UnitMotion      &moving     = motions_[motion];
    const PersistentSolve &solver     = system_.solver();
    const Values           right_side = system_.right_side_of_motion(moving.number);
    // what the rigid motion leaves; where nothing resists (the gap left out) it is round-off
    Problem problem;
    problem.right_side = solver.residual(right_side, moving.rigid_motion);
    problem.reference.force =
      std::max(solver.norm(problem.right_side), 1e-6 * solver.norm(right_side));
    system_.add_energy(moving.number, moving.rigid_motion, problem.right_side, problem.reference);
    return problem;
  }


  template <int dim>
  void
  UnitResponses<dim>::set_stiffness()
  {
    const std::size_t n = motions_.size();
    stiffness_.reinit(n, n);
    const SuccessiveSolutions nothing(system_.n_unknowns());
    PoroelasticState          state;
    system_.clear(state);
    for (std::size_t j = 0; j < n; ++j)
      {
        Values unit(n, 0.);
        unit[j] = 1;
        compose(unit, {0, 0.}, nothing, state);
        for (std::size_t i = 0; i < n; ++i)
          stiffness_(i, j) = internal_force(i, state);
      }
  }


  template <int dim>
  typename UnitResponses<dim>::Problem
  UnitResponses<dim>::problem_of_loads(const std::size_t load_case) const
  {
    const Loads           &loads  = loads_[load_case];
    const PersistentSolve &solver = system_.solver();
    Problem                problem;
    if (!loads.act)
      return problem;
    problem.right_side = loads.nodal_forces;
    problem.right_side.resize(system_.n_unknowns(), 0.);
    system_.mask(problem.right_side);
    const Values nodal_forces = problem.right_side;
    if (has_motions_)
      {
        const Values of_motions = system_.right_side_of_motion(loads.motion);
        for (std::size_t i = 0; i < of_motions.size(); ++i)
          problem.right_side[i] += of_motions[i];
      }
    double &force = problem.reference.force;
    force         = solver.norm(problem.right_side); // 0: all on nodes that plate or devices move
    if (has_motions_ && force > 0)                   // as with the plate
      {
        problem.right_side = solver.residual(problem.right_side, loads.rigid_motion);
        force              = std::max(solver.norm(problem.right_side), 1e-6 * force);
        Values rest        = problem.right_side;
        for (std::size_t i = 0; i < nodal_forces.size(); ++i)
          rest[i] -= nodal_forces[i];
        system_.add_energy(loads.motion, loads.rigid_motion, rest, problem.reference);
      }
    return problem;
  }


  template <int dim>
  void
  UnitResponses<dim>::compose(const Values              &amplitudes,
                              const Loading             &loading,
                              const SuccessiveSolutions &rest,
                              PoroelasticState          &state) const
  {
    const Values &x           = rest.latest();
    const auto    pressure    = x.begin() + system_.n_displacements(),
               total_pressure = pressure + system_.n_pressures();
    std::copy(x.begin(), pressure, state.displacement.begin());
    std::copy(pressure, total_pressure, state.pressure.begin());
    std::copy(total_pressure, x.end(), state.total_pressure.begin());
    state.residual = rest.left();
    add_responses(responses_, amplitudes, loading, state);
    add_rigid_motions(amplitudes, loading, state);
    system_.make_displacement(state);
  }


  template <int dim>
  void
  UnitResponses<dim>::add_responses(const Responses  &responses,
                                    const Values     &amplitudes,
                                    const Loading    &loading,
                                    PoroelasticState &state) const
  {
    const std::size_t n_u = system_.n_displacements(), n_p = system_.n_pressures();
    const auto        add = [&](const double factor, const SuccessiveSolutions &responses_to_one) {
      const Values &response = responses_to_one.latest(), &left = responses_to_one.left();
      for (std::size_t i = 0; i < left.size(); ++i)
        state.residual[i] += factor * left[i];
      for (std::size_t i = 0; i < n_u; ++i)
        state.displacement[i] += factor * response[i];
      for (std::size_t i = 0; i < n_p; ++i)
        state.pressure[i] += factor * response[n_u + i];
      for (std::size_t i = n_u + n_p; i < response.size(); ++i)
        state.total_pressure[i - n_u - n_p] += factor * response[i];
    };
    for (std::size_t j = 0; j < motions_.size(); ++j)
      add(amplitudes[j], responses.to_motions[j]);
    if (loads_[loading.load_case].act)
      add(loading.level, responses.to_loads[loading.load_case]);
  }


  template <int dim>
  void
  UnitResponses<dim>::add_rigid_motions(const Values     &amplitudes,
                                        const Loading    &loading,
                                        PoroelasticState &state) const
  {
    const std::size_t n_u = system_.n_displacements();
    const auto        add = [&](const double factor, const Values &motion) {
      for (std::size_t i = 0; i < n_u; ++i)
        state.displacement[i] += factor * motion[i];
    };
    for (std::size_t j = 0; j < motions_.size(); ++j)
      {
        add(amplitudes[j], motions_[j].rigid_motion);
        add(amplitudes[j], system_.motion(motions_[j].number));
      }
    if (has_motions_)
      {
        const Loads &loads = loads_[loading.load_case];
        add(loading.level, loads.rigid_motion);
        add(loading.level, system_.motion(loads.motion));
      }
  }


  template <int dim>
  ResponseReference
  UnitResponses<dim>::reference(const Values &amplitudes, const Loading &loading) const
  {
    // of each field the sum of norms
    ResponseReference   sum;
    std::vector<double> norms;
    const auto          add = [&](const double factor, const Size &size) {
      sum.force += std::abs(factor) * size.force;
      norms.resize(std::max(norms.size(), size.energies.size()), 0.);
      for (std::size_t i = 0; i < size.energies.size(); ++i)
        norms[i] += std::abs(factor) * std::sqrt(std::max(0., size.energies[i]));
    };
    add(loading.level, loads_[loading.load_case].size);
    for (std::size_t j = 0; j < motions_.size(); ++j)
      add(amplitudes[j], motions_[j].size);
    for (const double norm : norms)
      sum.energies.push_back(norm * norm);
    return sum;
  }


  template <int dim>
  double
  UnitResponses<dim>::internal_force(const std::size_t motion, const PoroelasticState &state) const
  {
    return reaction(motion, state) -
           system_.work_on(motions_[motion].rigid_motion, state.residual) -
           system_.work_on(responses_.to_motions[motion].latest(), state.residual);
  }


  template <int dim>
  std::vector<std::complex<double>>
  UnitResponses<dim>::oscillating_forces(const Responses        &in_phase,
                                         const Responses        &out_of_phase,
                                         const Loading          &loading,
                                         const OscillatingState &state) const
  {
    using Complex   = std::complex<double>;
    const Values &r = state.in_phase.residual, &s = state.out_of_phase.residual;
    const auto    work = [&](const Values &x) {
      return Complex(system_.work_on(x, r), system_.work_on(x, s));
    };
    std::vector<Complex> forces;
    for (std::size_t i = 0; i < motions_.size(); ++i)
      {
        const Complex reactions(reaction(i, state.in_phase), reaction(i, state.out_of_phase));
        forces.push_back(reactions - work_of_loads(i, loading) - work(motions_[i].rigid_motion) -
                         work(in_phase.to_motions[i].latest()) -
                         Complex(0, 1) * work(out_of_phase.to_motions[i].latest()));
      }
    return forces;
  }


  template <int dim>
  double
  UnitResponses<dim>::force_on(const std::size_t       motion,
                               const Loading          &loading,
                               const PoroelasticState &state) const
  {
    return internal_force(motion, state) - work_of_loads(motion, loading);
  }


  template <int dim>
  double
  UnitResponses<dim>::work_of_loads(const std::size_t motion, const Loading &loading) const
  {
    const Values &moving = system_.motion(motions_[motion].number);
    return loading.level * system_.work(nodal_loads(loading.load_case), moving);
  }


  template <int dim>
  void
  UnitResponses<dim>::for_each(Responses         &responses,
                               const std::string &ending,
                               const NamedAction &action) const
  {
    for (std::size_t j = 0; j < motions_.size(); ++j)
      action(motions_[j].name + ending, responses.to_motions[j]);
    for (std::size_t i = 0; i < loads_.size(); ++i)
      action("load_response" + ending +
               (i == 0 ? std::string() : "_of_case_" + std::to_string(i + 1)),
             responses.to_loads[i]);
  }


  template class UnitResponses<2>;
  template class UnitResponses<3>;
} // namespace callus
