// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/successive_solutions.h"
#include "mechanics/assembly.h"
#include "mechanics/boundary_conditions.h"
#include "mechanics/displacement_nodes.h"
#include "mechanics/loading_settings.h"
#include "mechanics/mechanics.h"
#include "mechanics/report_solve.h"
#include "mechanics/step_equations.h"

#include <memory>
#include <vector>

namespace callus
{
  /**
   * The body under its constraints: the matrices of one time step, the solver, and the forces that a motion of constrained nodes takes. What every
   * kind of loading cycle stands on.
   *
   * Vectors x hold this rank's displacement unknowns (owned nodes of displacement_nodes(), dim each), then its pressures, then its total pressures, if
   * the formulation has them (StepEquations); states hold them at local nodes, displacements at those of the quadratic space. Functions are collective.
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

    /// A motion of constrained nodes: displacement at local quadratic nodes, zero where nothing is constrained. Returns its number. Before the first assemble().
    std::size_t
    add_motion(Values displacement);
    /// It, at local nodes of displacement_nodes().
    const Values &
    motion(const std::size_t number) const
    {
      return motions_[number].displacement;
    }

    /// The matrices of this material and time step [s], and the motions' rows in them.
    void
    assemble(const BiotAssembly<dim> &assembly, double time_step, MechanicsReport &report);
    StepEquations<dim> &
    equations()
    {
      return *equations_;
    }

    /// Right-hand side of a unit of the motion: what the constrained nodes put on the others.
    Values
    right_side_of_motion(std::size_t number) const;
    /// Work of the internal forces of a state on a unit of the motion [N mm for 1 mm: the reaction in N].
    double
    internal_force(std::size_t number, const PoroelasticState &state) const;
    /// Adds what accuracy is relative to for the correction of a motion with what it carries along. @p rigid_motion: that, as the vectors x; @p rest: what
    /// both leave, the right-hand side of the correction. Collective.
    void
    add_energy(std::size_t        number,
               const Values      &rigid_motion,
               const Values      &rest,
               ResponseReference &reference) const;
    /// Work of what solvers left on x, in the same sense.
    double
    work_on(const Values &x, const Values &residual) const;
    /// Work of nodal forces on a unit of the motion. Both are those of one end where a plane of symmetry lies across the axis (mesh/symmetry.h).
    double
    work(const Values &nodal_forces, const Values &motion) const;

    /// A response: solves with this right-hand side, to the tolerances. @p responses: the earlier ones, and then the result too. Returns the energies
    /// of the state's fields with it.
    std::vector<double>
    solve(const Values            &right_side,
          SuccessiveSolutions     &responses,
          const ResponseReference &reference,
          MechanicsReport         &report);

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
    update_ghosts(PoroelasticState &state) const;
    /// Right-hand side of the pore pressures that a state leaves to the next step.
    Values
    history(const BiotAssembly<dim> &assembly, const PoroelasticState &state) const
    {
      return equations_->history(assembly, state);
    }
    /// From displacement unknowns, which come first in the state's displacement, that at owned quadratic nodes. Collective.
    void
    make_displacement(PoroelasticState &state) const
    {
      displacement_nodes_.make_state(state.displacement);
    }
    /// Zero at all local nodes.
    void
    clear(PoroelasticState &state) const;
    /// Null if the formulation has none.
    const TotalPressureSpace<dim> *
    total_pressures() const
    {
      return equations_->total_pressures();
    }

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
    const DisplacementNodes<dim> &
    displacement_nodes() const
    {
      return displacement_nodes_;
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
    n_pressures() const ///< owned unknowns
    {
      return n_p_;
    }
    bool
    has_pressures() const ///< on any rank
    {
      return displacement_nodes_.degree() == 2;
    }
    std::size_t
    n_unknowns() const
    {
      return n_u_ + n_p_ + n_t_;
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
    using Motion = typename StepEquations<dim>::Motion;
    std::unique_ptr<StepEquations<dim>>
    make_equations() const;
    double
    sum(double local) const;
    /// Of sums over the body, what one end of a bone with a plane of symmetry across its axis has.
    double
    of_one_end(double local) const;

    LoadingSettings                settings_;
    const Mesh<dim>               &mesh_;
    const MaterialMap<dim>        &materials_;
    const BoundaryConditions<dim> &conditions_;

    GhostExchange                                 quadratic_exchange_, linear_exchange_;
    DisplacementNodes<dim>                        displacement_nodes_;
    typename BoundaryConditions<dim>::Constraints constraints_;
    std::unique_ptr<StepEquations<dim>>           equations_;
    PersistentSolve                               solver_;
    std::size_t                                   n_u_, n_p_, n_t_; // owned unknowns
    double                                        time_step_         = 0;
    double                                        outside_reference_ = 0;
    std::vector<Motion>                           motions_;
  };
} // namespace callus
