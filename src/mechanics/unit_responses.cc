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
    , has_loads_(system.conditions().has_proportional_loads())
    , has_motions_(!system.conditions().motions().empty())
    , plate_(system.add_motion(system.constraints().plate))
    , nodal_loads_(system.n_displacements(), 0.)
    , plate_response_(system.n_unknowns(), 0.)
    , load_response_(system.n_unknowns(), 0.)
  {
    const BoundaryConditions<dim> &conditions = system.conditions();
    if (has_motions_)
      motion_ = system.add_motion(system.constraints().motion);
    conditions.add_nodal_loads(system.materials(), nodal_loads_);
    if (has_plate_)
      {
        rigid_motion_ = rigid_fragments<dim>(system.mesh(),
                                             system.materials(),
                                             system.constraints().plate,
                                             conditions.closing_direction());
        rigid_motion_.resize(system.n_unknowns(), 0.);
        system.mask(rigid_motion_);
      }
    set_driven_fragments();
  }


  template <int dim>
  void
  UnitResponses<dim>::set_driven_fragments()
  {
    const BoundaryConditions<dim> &conditions = system_.conditions();
    for (const PrescribedMotion<dim> &motion : conditions.motions())
      {
        const Values fragments =
          rigid_fragments<dim>(system_.mesh(),
                               system_.materials(),
                               conditions.displacement_of(motion, system_.quadratic_exchange()),
                               motion.displacement);
        driven_fragments_.resize(system_.n_unknowns(), 0.);
        for (std::size_t i = 0; i < fragments.size(); ++i)
          if (fragments[i] != 0)
            driven_fragments_[i] = fragments[i];
      }
    if (!driven_fragments_.empty())
      system_.mask(driven_fragments_);
  }


  template <int dim>
  void
  UnitResponses<dim>::solve(MechanicsReport &report)
  {
    if (has_plate_)
      respond_to_plate(report);
    if (has_loads_)
      respond_to_loads(report);
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
  UnitResponses<dim>::respond_to_loads(MechanicsReport &report)
  {
    Values right_side = nodal_loads_;
    right_side.resize(system_.n_unknowns(), 0.);
    system_.mask(right_side);
    const BiotSolver &solver = system_.solver();
    if (has_motions_)
      {
        const Values of_motions = system_.right_side_of_motion(motion_);
        for (std::size_t i = 0; i < right_side.size(); ++i)
          right_side[i] += of_motions[i];
      }
    load_reference_ = solver.norm(right_side);
    if (has_motions_) // as with the plate
      {
        right_side      = solver.residual(right_side, driven_fragments_);
        load_reference_ = std::max(solver.norm(right_side), 1e-6 * load_reference_);
      }
    system_.solve(right_side, load_response_, load_reference_, report);
  }


  template <int dim>
  void
  UnitResponses<dim>::compose(const double  w,
                              const double  level,
                              const Values &rest,
                              Values       &displacement,
                              Values       &pressure) const
  {
    const std::size_t n_u   = system_.n_displacements();
    const Values     &plate = system_.motion(plate_);
    for (std::size_t i = 0; i < system_.n_unknowns(); ++i)
      {
        double value = rest[i];
        if (has_plate_)
          value += w * (rigid_motion_[i] + plate_response_[i]);
        if (has_loads_)
          value += level * load_response_[i];
        if (has_motions_)
          value += level * driven_fragments_[i];
        if (i >= n_u)
          pressure[i - n_u] = value;
        else
          {
            displacement[i] = value + w * plate[i];
            if (has_motions_)
              displacement[i] += level * system_.motion(motion_)[i];
          }
      }
  }


  template <int dim>
  double
  UnitResponses<dim>::reference(const double w, const double level) const
  {
    return std::abs(w) * plate_reference_ + std::abs(level) * load_reference_;
  }


  template <int dim>
  double
  UnitResponses<dim>::plate_force(const double  level,
                                  const Values &displacement,
                                  const Values &pressure) const
  {
    return system_.internal_force(plate_, displacement, pressure) -
           level * system_.work(nodal_loads_, system_.motion(plate_));
  }


  template <int dim>
  void
  UnitResponses<dim>::for_each(const std::function<void(const std::string &, Values &)> &action)
  {
    action("plate_response", plate_response_);
    action("load_response", load_response_);
  }


  template class UnitResponses<2>;
  template class UnitResponses<3>;
} // namespace callus
