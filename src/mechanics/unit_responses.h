// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/loaded_system.h"

#include <functional>
#include <string>

namespace callus
{
  /**
   * The responses of a time step from rest to a unit displacement of the plate, and to the full nodal loads and prescribed motions. They are kept:
   * those of the last update are the initial guesses of the next.
   *
   * The response to the plate is a rigid motion of the fragments of fixed material under the plate, and a correction (likewise to a prescribed
   * motion), which is what the linear system is solved for: so neither tolerance nor round-off of the stiff bone hides the soft tissue.
   */
  template <int dim>
  class UnitResponses
  {
  public:
    using Values = std::vector<double>;

    /// Adds the motions of plate and loads to the system, which must outlive this.
    explicit UnitResponses(LoadedSystem<dim> &system);

    /// Solves with the system's present matrices. Collective.
    void
    solve(MechanicsReport &report);

    /// The state w x_plate + l x_load + rest, without its ghosts. @p w: displacement of the plate [mm]; @p level: of the loads; @p rest: as the
    /// vectors of LoadedSystem.
    void
    compose(double w, double level, const Values &rest, Values &displacement, Values &pressure)
      const;

    /// Norm of the right-hand sides behind a state, by which its residual is measured.
    double
    reference(double w, double level) const;

    /// Force on the plate [N]: what the body takes from it beyond the loads on it. Collective.
    double
    plate_force(double level, const Values &displacement, const Values &pressure) const;

    /// Full nodal loads at the owned displacement unknowns [N].
    const Values &
    nodal_loads() const
    {
      return nodal_loads_;
    }

    /// The responses by name, in one order.
    void
    for_each(const std::function<void(const std::string &name, Values &response)> &action);

  private:
    void
    set_driven_fragments();
    void
    respond_to_plate(MechanicsReport &report);
    void
    respond_to_loads(MechanicsReport &report);

    LoadedSystem<dim> &system_;
    bool               has_plate_, has_loads_, has_motions_;
    std::size_t        plate_, motion_ = 0; // numbers of the system's motions
    Values             nodal_loads_;
    Values             rigid_motion_;     // unit motion of what is rigid under the plate
    Values             driven_fragments_; // what is rigid under the prescribed motions
    Values             plate_response_, load_response_; // the former beyond the rigid motion
    double             plate_reference_ = 0, load_reference_ = 0;
  };
} // namespace callus
