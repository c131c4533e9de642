// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/loaded_system.h"

#include <functional>
#include <string>

namespace callus
{
  /**
   * The responses of a time step from rest to a unit displacement of the plate, and to the full nodal loads and prescribed motions of each load
   * case. They are kept: those of the last update are the initial guesses of the next.
   *
   * The response to the plate is a rigid motion of the fragments of fixed material under the plate, and a correction (likewise to a prescribed
   * motion), which is what the linear system is solved for: so neither tolerance nor round-off of the stiff bone hides the soft tissue.
   */
  template <int dim>
  class UnitResponses
  {
  public:
    using Values = std::vector<double>;

    /// How much of a load case acts.
    struct Loading
    {
      std::size_t load_case; ///< number in BoundaryConditions::load_cases()
      double      level;     ///< factor of its loads
    };

    /// Adds the motions of plate and loads to the system, which must outlive this.
    explicit UnitResponses(LoadedSystem<dim> &system);

    /// Solves with the system's present matrices. Collective.
    void
    solve(MechanicsReport &report);

    /// The state w x_plate + l x_load + rest, without its ghosts. @p w: displacement of the plate [mm]; @p rest: as the vectors of LoadedSystem.
    void
    compose(double         w,
            const Loading &loading,
            const Values  &rest,
            Values        &displacement,
            Values        &pressure) const;

    /// Norm of the right-hand sides behind a state, by which its residual is measured.
    double
    reference(double w, const Loading &loading) const;

    /// Force on the plate [N]: what the body takes from it beyond the loads on it. Collective.
    double
    plate_force(const Loading &loading, const Values &displacement, const Values &pressure) const;

    /// Full nodal loads of a case at the owned displacement unknowns [N].
    const Values &
    nodal_loads(const std::size_t load_case) const
    {
      return loads_[load_case].nodal_forces;
    }

    /// The responses by name, in one order.
    void
    for_each(const std::function<void(const std::string &name, Values &response)> &action);

  private:
    /// The loads of a case and the response to them.
    struct Loads
    {
      bool        act; ///< or is there the plate's force only?
      Values      nodal_forces;
      std::size_t motion = 0;   ///< number of the prescribed motions in the system
      Values      rigid_motion; ///< what is rigid under the prescribed motions; empty without any
      Values      response;     ///< beyond the rigid motion
      double      reference = 0;
    };
    Loads
    make_loads(std::size_t load_case);
    void
    respond_to_plate(MechanicsReport &report);
    void
    respond_to(Loads &loads, MechanicsReport &report);

    LoadedSystem<dim> &system_;
    bool               has_plate_, has_motions_;
    std::size_t        plate_;        // number of the system's motion
    Values             rigid_motion_; // unit motion of what is rigid under the plate
    Values             plate_response_;
    double             plate_reference_ = 0;
    std::vector<Loads> loads_; // of the cases
  };
} // namespace callus
