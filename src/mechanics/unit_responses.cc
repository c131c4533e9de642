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
    , has_plate_(system.conditions().has_plate())
    , has_motions_(system.conditions().has_motions())
    , plate_(system.add_motion(system.constraints().plate))
    , plate_response_(system.n_unknowns(), 0.)
  {
    if (has_plate_)
      {
        rigid_motion_ = rigid_fragments<dim>(system.mesh(),
                                             system.materials(),
                                             system.constraints().plate,
                                             system.conditions().closing_direction());
        rigid_motion_.resize(system.n_unknowns(), 0.);
        system.mask(rigid_motion_);
      }
    for (std::size_t i = 0; i < system.conditions().load_cases().size(); ++i)
      loads_.push_back(make_loads(i));
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
                               motion.displacement);
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
    if (has_plate_)
      respond_to_plate(report);
    for (Loads &loads : loads_)
      if (loads.act)
        respond_to(loads, report);
  }


  template <int dim>
  void
  UnitResponses<dim>::respond_to_plate(MechanicsReport &report)
  {
    const Values right_side = system_.right_side_of_motion(plate_);
    // what the rigid motion leaves; where nothing resists (the gap left out) it is round-off
    const BiotSolver &solver = system_.solver();
    const Values      rest   = solver.residual(right_side, rigid_motion_);
    plate_reference_         = std::max(solver.norm(rest), 1e-6 * solver.norm(right_side));
    system_.solve(rest, plate_response_, plate_reference_, report);
  }


  template <int dim>
  void
  UnitResponses<dim>::respond_to(Loads &loads, MechanicsReport &report)
  {
    Values right_side = loads.nodal_forces;
    right_side.resize(system_.n_unknowns(), 0.);
    system_.mask(right_side);
    const BiotSolver &solver = system_.solver();
    if (has_motions_)
      {
        const Values of_motions = system_.right_side_of_motion(loads.motion);
        for (std::size_t i = 0; i < right_side.size(); ++i)
          right_side[i] += of_motions[i];
      }
    loads.reference = solver.norm(right_side);
    if (has_motions_) // as with the plate
      {
        right_side      = solver.residual(right_side, loads.rigid_motion);
        loads.reference = std::max(solver.norm(right_side), 1e-6 * loads.reference);
      }
    system_.solve(right_side, loads.response, loads.reference, report);
  }


  template <int dim>
  void
  UnitResponses<dim>::compose(const double   w,
                              const Loading &loading,
                              const Values  &rest,
                              Values        &displacement,
                              Values        &pressure) const
  {
    const std::size_t n_u   = system_.n_displacements();
    const Values     &plate = system_.motion(plate_);
    const Loads      &loads = loads_[loading.load_case];
    for (std::size_t i = 0; i < system_.n_unknowns(); ++i)
      {
        double value = rest[i];
        if (has_plate_)
          value += w * (rigid_motion_[i] + plate_response_[i]);
        if (loads.act)
          value += loading.level * loads.response[i];
        if (has_motions_)
          value += loading.level * loads.rigid_motion[i];
        if (i >= n_u)
          pressure[i - n_u] = value;
        else
          {
            displacement[i] = value + w * plate[i];
            if (has_motions_)
              displacement[i] += loading.level * system_.motion(loads.motion)[i];
          }
      }
  }


  template <int dim>
  double
  UnitResponses<dim>::reference(const double w, const Loading &loading) const
  {
    return std::abs(w) * plate_reference_ +
           std::abs(loading.level) * loads_[loading.load_case].reference;
  }


  template <int dim>
  double
  UnitResponses<dim>::plate_force(const Loading &loading,
                                  const Values  &displacement,
                                  const Values  &pressure) const
  {
    return system_.internal_force(plate_, displacement, pressure) -
           loading.level * system_.work(nodal_loads(loading.load_case), system_.motion(plate_));
  }


  template <int dim>
  void
  UnitResponses<dim>::for_each(const std::function<void(const std::string &, Values &)> &action)
  {
    action("plate_response", plate_response_);
    for (std::size_t i = 0; i < loads_.size(); ++i)
      action("load_response" + (i == 0 ? std::string() : "_of_case_" + std::to_string(i + 1)),
             loads_[i].response);
  }


  template class UnitResponses<2>;
  template class UnitResponses<3>;
} // namespace callus
