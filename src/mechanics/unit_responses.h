// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/loaded_system.h"

#include <complex>
#include <functional>
#include <string>

namespace callus
{
  /**
   * The responses of a time step from rest to unit motions of the plate and of clamped surfaces (FixationBalance says in which order), and to the
   * full nodal loads and prescribed motions of each load case. Those of the last updates are kept: the next starts from them.
   *
   * The response to a unit motion is a rigid motion of the fragments of fixed material under it, and a correction (likewise to a prescribed
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

    /// Responses beyond the rigid motions, as the vectors of LoadedSystem: to the unit motions, and to the loads of each case.
    struct Responses
    {
      std::vector<SuccessiveSolutions> to_motions, to_loads;
    };
    /// What a response solves, without the rigid motion. There is nothing to solve where the force of reference is 0.
    struct Problem
    {
      Values            right_side;
      ResponseReference reference;
    };

    /// Adds the motions of plate and loads to the system, which must outlive this.
    explicit UnitResponses(LoadedSystem<dim> &system);

    /// Solves with the system's present matrices. Collective.
    void
    solve(MechanicsReport &report);

    /// With the system's present A and B.
    Problem
    problem_of_motion(std::size_t motion) const;
    Problem
    problem_of_loads(std::size_t load_case) const;

    std::size_t
    n_motions() const
    {
      return motions_.size();
    }
    std::size_t
    n_load_cases() const
    {
      return loads_.size();
    }
    /// Force [N], or moment [N mm], against the first unit motion that the second takes.
    const dealii::FullMatrix<double> &
    stiffness() const
    {
      return stiffness_;
    }

    /// The state sum_j a_j x_j + l x_load + rest, without its ghosts. @p amplitudes: a, of the unit motions [mm or rad]; @p rest: as the vectors of
    /// LoadedSystem, the latest.
    void
    compose(const Values              &amplitudes,
            const Loading             &loading,
            const SuccessiveSolutions &rest,
            PoroelasticState          &state) const;

    /// Adds the rigid motions of such a state, and those of the constrained nodes.
    void
    add_rigid_motions(const Values     &amplitudes,
                      const Loading    &loading,
                      PoroelasticState &state) const;
    /// Adds the rest of it.
    void
    add_responses(const Responses  &responses,
                  const Values     &amplitudes,
                  const Loading    &loading,
                  PoroelasticState &state) const;

    /// The right-hand sides and energies behind a state, by which the accuracy of what is added to it is measured.
    ResponseReference
    reference(const Values &amplitudes, const Loading &loading) const;

    /// Force [N], or moment [N mm], on what moves in a unit motion: what the body takes from it beyond the loads on it. Collective.
    double
    force_on(std::size_t motion, const Loading &loading, const PoroelasticState &state) const;

    /// Full nodal loads of a case at the owned displacement unknowns [N].
    const Values &
    nodal_loads(const std::size_t load_case) const
    {
      return loads_[load_case].nodal_forces;
    }

    /**
     * Work of the internal forces of a state on a unit motion [N, N mm], by its whole response x_j: x_j . K x = m_j . K x - y_j . r, where y_j is the
     * response beyond the moved nodes m_j and r what the solver left of the state's equations. The reactions of the moved nodes alone are off by the
     * errors of x times the motion of the fragments, which may be large; this by the product of the errors of x and x_j in the energy norm. Collective.
     */
    double
    internal_force(std::size_t motion, const PoroelasticState &state) const;

    /// Likewise the forces on all that moves in a unit motion, as force_on(), of a state that oscillates. These are the responses in oscillation. Collective.
    std::vector<std::complex<double>>
    oscillating_forces(const Responses        &in_phase,
                       const Responses        &out_of_phase,
                       const Loading          &loading,
                       const OscillatingState &state) const;

    using NamedAction =
      std::function<void(const std::string &name, SuccessiveSolutions &responses)>;
    /// The responses by name, in one order.
    void
    for_each(const NamedAction &action)
    {
      for_each(responses_, "", action);
    }
    /// Likewise others that belong to the same motions and loads; their names end with @p ending.
    void
    for_each(Responses &responses, const std::string &ending, const NamedAction &action) const;
    /// Those before the first solve.
    Responses
    zero_responses() const;

  private:
    /// How large a response is.
    struct Size
    {
      double              force = 0; ///< that its residual was measured by
      std::vector<double> energies;  ///< of its fields, with the rigid motion
    };
    /// The loads of a case.
    struct Loads
    {
      bool        act; ///< or is there the plate's force only?
      Values      nodal_forces;
      std::size_t motion = 0;   ///< number of the prescribed motions in the system
      Values      rigid_motion; ///< what is rigid under the prescribed motions; empty without any
      Size        size;
    };
    /// A unit motion.
    struct UnitMotion
    {
      std::string name;
      std::size_t number;       ///< in the system
      Values      rigid_motion; ///< of the fragments under what moves
      Size        size;
    };
    using Displacement = std::function<std::array<double, dim>(const std::array<double, dim> &)>;
    /// @p moving: the unit motion at local nodes; @p rigid: the motion of the fragments under it.
    void
    add_motion(const std::string &name, const Values &moving, const Displacement &rigid);
    Loads
    make_loads(std::size_t load_case);
    void
    set_stiffness();
    /// Of the moved nodes.
    double
    reaction(const std::size_t motion, const PoroelasticState &state) const
    {
      return system_.internal_force(motions_[motion].number, state);
    }
    /// On a unit motion.
    double
    work_of_loads(std::size_t motion, const Loading &loading) const;

    LoadedSystem<dim>         &system_;
    bool                       has_motions_; // prescribed ones
    std::vector<UnitMotion>    motions_;
    std::vector<Loads>         loads_; // of the cases
    Responses                  responses_;
    dealii::FullMatrix<double> stiffness_;
  };
} // namespace callus
