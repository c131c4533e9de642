// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/displacement_pressure_system.h"
#include "mechanics/assembly.h"
#include "mechanics/boundary_conditions.h"
#include "mechanics/loading_settings.h"
#include "mechanics/mechanics.h"

#include <vector>

namespace callus
{
  /**
   * The body under its constraints: the matrices of one time step, the solver, and the forces that a motion of constrained nodes takes. What every
   * kind of loading cycle stands on.
   *
   * Vectors x hold this rank's displacement unknowns (owned nodes of the quadratic space, dim each), then its pressures; states
   * hold displacement and pressure at local nodes. Functions are collective.
   */
  template <int dim>
  class LoadedSystem
  {
  public:
    using Values = std::vector<double>;

    LoadedSystem(const LoadingSettings         &settings,
                 const Mesh<dim>               &mesh,
                 const MaterialMap<dim>        &materials,
                 const BoundaryConditions<dim> &conditions);

    /// A motion of constrained nodes: displacement at local nodes, zero where nothing is constrained. Returns its number. Before the first assemble().
    std::size_t
    add_motion(Values displacement);
    const Values &
    motion(const std::size_t number) const
    {
      return motions_[number].displacement;
    }

    /// The matrices of this material and time step [s], and the motions' rows in them.
    void
    assemble(const BiotAssembly<dim> &assembly, double time_step, MechanicsReport &report);

    /// C and S of another time step [s], with the leaking surfaces, without the unknowns that have no equation.
    void
    assemble_pressure(const BiotAssembly<dim> &assembly,
                      double                   time_step,
                      OwnRows                 &c,
                      OwnRows                 &schur) const;
    /// The pattern of both.
    const OwnRows &
    pressure_pattern() const
    {
      return c_;
    }
    DisplacementPressureSystem &
    equations()
    {
      return equations_;
    }

    /// Right-hand side of a unit of the motion: what the constrained nodes put on the others.
    Values
    right_side_of_motion(std::size_t number) const;
    /// Work of the internal forces of a state on a unit of the motion [N mm for 1 mm: the reaction in N].
    double
    internal_force(std::size_t number, const Values &displacement, const Values &pressure) const;
    /// Work of nodal forces on a unit of the motion.
    double
    work(const Values &nodal_forces, const Values &motion) const;

    /// A response: solves with this right-hand side, to the tolerance times @p reference. @p x: the guess, and the result.
    void
    solve(const Values &right_side, Values &x, double reference, MechanicsReport &report);

    /// Zero for unknowns without an equation.
    void
    mask(Values &x) const;
    /// Norm of the forces that the largest pressure outside puts on the nodes [N].
    double
    outside_reference() const
    {
      return outside_reference_;
    }
    /// Makes a state's owned values known where its nodes are ghosts.
    void
    update_ghosts(Values &displacement, Values &pressure) const;

    const LoadingSettings &
    settings() const
    {
      return settings_;
    }
    double
    time_step() const ///< s, of the matrices
    {
      return time_step_;
    }
    const Mesh<dim> &
    mesh() const
    {
      return mesh_;
    }
    const MaterialMap<dim> &
    materials() const
    {
      return materials_;
    }
    const BoundaryConditions<dim> &
    conditions() const
    {
      return conditions_;
    }
    const typename BoundaryConditions<dim>::Constraints &
    constraints() const
    {
      return constraints_;
    }
    const GhostExchange &
    quadratic_exchange() const
    {
      return quadratic_exchange_;
    }
    std::size_t
    n_displacements() const ///< owned unknowns
    {
      return n_u_;
    }
    std::size_t
    n_unknowns() const
    {
      return n_u_ + n_p_;
    }
    PersistentSolve &
    solver()
    {
      return solver_;
    }
    const PersistentSolve &
    solver() const
    {
      return solver_;
    }

  private:
    struct Motion
    {
      Values displacement;
      Values on_u, on_p; ///< rows of A and B on it, before elimination
    };
    void
    assemble_coupling(const BiotAssembly<dim> &assembly);
    double
    sum(double local) const;

    LoadingSettings                settings_;
    const Mesh<dim>               &mesh_;
    const MaterialMap<dim>        &materials_;
    const BoundaryConditions<dim> &conditions_;

    GhostExchange                                 quadratic_exchange_, linear_exchange_;
    typename BoundaryConditions<dim>::Constraints constraints_;
    OwnRows                                       a_, a_linear_, b_, b_transposed_, c_, schur_;
    DisplacementPressureSystem                    equations_;
    PersistentSolve                               solver_;
    std::size_t                                   n_u_, n_p_; // owned unknowns
    double                                        time_step_         = 0;
    bool                                          has_coupling_      = false;
    double                                        outside_reference_ = 0;
    std::vector<Motion>                           motions_;
  };
} // namespace callus
