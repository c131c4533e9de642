// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/loading_cycle.h"

#include "mechanics/multigrid_nodes.h"
#include "mechanics/rigid_fragments.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  using Values = std::vector<double>;


  template <int dim>
  class LoadingCycle<dim>::Implementation
  {
  public:
    Implementation(const LoadingSettings         &settings,
                   const Mesh<dim>               &mesh,
                   const MaterialMap<dim>        &materials,
                   const BoundaryConditions<dim> &conditions);

    void
    assemble(const BiotAssembly<dim> &assembly, MechanicsReport &report);
    LoadingResult
    run_steps(const BiotAssembly<dim> &assembly,
              double                   load_factor,
              Values                  &displacement,
              Values                  &pressure,
              MechanicsReport         &report);

    /// A response: solves with this right-hand side, @p x being the guess.
    void
    solve(Values right_side, Values &x, double reference, MechanicsReport &report);
    void
    respond_to_plate(MechanicsReport &report);
    void
    respond_to_loads(MechanicsReport &report);

    bool
    has_motions() const
    {
      return !conditions_.motions().empty();
    }
    void
    set_driven_fragments();
    void
    mask(Values &x) const;
    double
    sum(double local) const;
    /// Work of the internal forces of a state on a unit motion, @p on_u and @p on_p being the motion's rows of A and B.
    double
    internal_force(const Values &on_u, const Values &on_p, const Values &u, const Values &p) const;
    double
    work(const Values &nodal_forces, const Values &motion) const;

    LoadingSettings                settings_;
    const Mesh<dim>               &mesh_;
    const MaterialMap<dim>        &materials_;
    const BoundaryConditions<dim> &conditions_;

    GhostExchange                                 quadratic_exchange_, linear_exchange_;
    typename BoundaryConditions<dim>::Constraints constraints_;
    OwnRows                                       a_, a_linear_, b_, b_transposed_, c_, schur_;
    BiotSolver                                    solver_;
    std::size_t                                   n_u_, n_p_; // owned unknowns
    bool                                          has_coupling_ = false;

    /// The responses by name, in one order.
    template <typename Action>
    void
    for_each_response(const Action &action)
    {
      action("plate_response", plate_response_);
      action("load_response", load_response_);
      for (std::size_t step = 0; step < history_response_.size(); ++step)
        action("history_response_" + std::to_string(step + 1), history_response_[step]);
    }

    // rows of A and B on a unit motion of the plate and of what is held
    Values plate_u_, plate_p_, support_u_, support_p_;
    // likewise on the prescribed motions, and on a unit motion of what they drive; empty without any
    Values motion_u_, motion_p_, driven_u_, driven_p_;
    Values nodal_loads_;

    // unit motion of what is rigid under the plate; the response beyond it and other responses, kept as guesses
    Values              rigid_motion_, plate_response_, load_response_;
    Values              driven_fragments_; // what is rigid under the prescribed motions
    std::vector<Values> history_response_;
    double              plate_reference_ = 0, load_reference_ = 0, outside_reference_ = 0;
  };


  template <int dim>
  LoadingCycle<dim>::Implementation::Implementation(const LoadingSettings         &settings,
                                                    const Mesh<dim>               &mesh,
                                                    const MaterialMap<dim>        &materials,
                                                    const BoundaryConditions<dim> &conditions)
    : settings_(settings)
    , mesh_(mesh)
    , materials_(materials)
    , conditions_(conditions)
    , quadratic_exchange_(numbering(mesh.space(2)), mesh.communicator())
    , linear_exchange_(numbering(mesh.space(1)), mesh.communicator())
    , constraints_(conditions.constraints(materials, quadratic_exchange_, linear_exchange_))
    , a_(numbering(mesh.space(2)), dim, numbering(mesh.space(2)), dim)
    , a_linear_(numbering(mesh.space(1)), dim, numbering(mesh.space(1)), dim)
    , b_(numbering(mesh.space(1)), 1, numbering(mesh.space(2)), dim)
    , b_transposed_(numbering(mesh.space(2)), dim, numbering(mesh.space(1)), 1)
    , c_(numbering(mesh.space(1)), 1, numbering(mesh.space(1)), 1)
    , schur_(c_)
    , solver_(multigrid_nodes(mesh, constraints_),
              mesh.space(1).n_owned,
              settings.solver,
              mesh.communicator())
    , n_u_(dim * mesh.space(2).n_owned)
    , n_p_(mesh.space(1).n_owned)
    , nodal_loads_(n_u_, 0.)
    , plate_response_(n_u_ + n_p_, 0.)
    , load_response_(n_u_ + n_p_, 0.)
  {
    conditions.add_nodal_loads(materials, nodal_loads_);
    if (conditions.has_plate())
      {
        rigid_motion_ =
          rigid_fragments<dim>(mesh, materials, constraints_.plate, conditions.closing_direction());
        rigid_motion_.resize(n_u_ + n_p_, 0.);
        mask(rigid_motion_);
      }
    set_driven_fragments();
  }


  template <int dim>
  void
  LoadingCycle<dim>::Implementation::set_driven_fragments()
  {
    for (const PrescribedMotion<dim> &motion : conditions_.motions())
      {
        const Values fragments =
          rigid_fragments<dim>(mesh_,
                               materials_,
                               conditions_.displacement_of(motion, quadratic_exchange_),
                               motion.displacement);
        driven_fragments_.resize(n_u_ + n_p_, 0.);
        for (std::size_t i = 0; i < n_u_; ++i)
          if (fragments[i] != 0)
            driven_fragments_[i] = fragments[i];
      }
    if (!driven_fragments_.empty())
      mask(driven_fragments_);
  }


  template <int dim>
  void
  LoadingCycle<dim>::Implementation::mask(Values &x) const
  {
    for (std::size_t i = 0; i < n_u_; ++i)
      if (constraints_.displacement_mask[i / dim] >> i % dim & 1)
        x[i] = 0;
    for (std::size_t i = 0; i < n_p_; ++i)
      if (constraints_.pressure_mask[i])
        x[n_u_ + i] = 0;
  }


  template <int dim>
  double
  LoadingCycle<dim>::Implementation::sum(const double local) const
  {
    double result = 0;
    MPI_Allreduce(&local, &result, 1, MPI_DOUBLE, MPI_SUM, mesh_.communicator());
    return result;
  }


  template <int dim>
  double
  LoadingCycle<dim>::Implementation::internal_force(const Values &on_u,
                                                    const Values &on_p,
                                                    const Values &u,
                                                    const Values &p) const
  {
    double result = 0;
    for (std::size_t i = 0; i < n_u_; ++i)
      result += on_u[i] * u[i];
    for (std::size_t i = 0; i < n_p_; ++i)
      result += on_p[i] * p[i];
    return sum(result);
  }


  template <int dim>
  double
  LoadingCycle<dim>::Implementation::work(const Values &nodal_forces, const Values &motion) const
  {
    double result = 0;
    for (std::size_t i = 0; i < n_u_; ++i)
      result += nodal_forces[i] * motion[i];
    return sum(result);
  }


  template <int dim>
  void
  LoadingCycle<dim>::Implementation::assemble(const BiotAssembly<dim> &assembly,
                                              MechanicsReport         &report)
  {
    const double start = MPI_Wtime(), setup_before = solver_.setup_seconds();
    const auto  &on_u = constraints_.displacement_mask, &on_p = constraints_.pressure_mask;

    const bool is_new_coupling = !has_coupling_ || materials_.biot_coefficient_varies();
    if (is_new_coupling)
      {
        assembly.coupling(b_, b_transposed_);
        plate_p_.assign(n_p_, 0.);
        support_p_.assign(n_p_, 0.);
        b_.multiply_add(constraints_.plate, plate_p_);
        b_.multiply_add(constraints_.support, support_p_);
        if (has_motions())
          {
            motion_p_.assign(n_p_, 0.);
            driven_p_.assign(n_p_, 0.);
            b_.multiply_add(constraints_.motion, motion_p_);
            b_.multiply_add(constraints_.driven, driven_p_);
          }
        // the forces of the pressure outside: inflows are no measure, they grow with the time step
        Values outside(n_u_, 0.);
        b_transposed_.multiply_add(
          Values(mesh_.space(1).n_local(), conditions_.leaking_surfaces().largest_pressure()),
          outside);
        outside_reference_ = std::sqrt(work(outside, outside));
        b_.eliminate(on_p, on_u, false);
        b_transposed_.eliminate(on_u, on_p, false);
        has_coupling_ = true;
      }

    assembly.stiffness(a_);
    plate_u_.assign(n_u_, 0.);
    support_u_.assign(n_u_, 0.);
    a_.multiply_add(constraints_.plate, plate_u_);
    a_.multiply_add(constraints_.support, support_u_);
    if (has_motions())
      {
        motion_u_.assign(n_u_, 0.);
        driven_u_.assign(n_u_, 0.);
        a_.multiply_add(constraints_.motion, motion_u_);
        a_.multiply_add(constraints_.driven, driven_u_);
      }
    a_.eliminate(on_u, on_u, true);
    assembly.linear_stiffness(a_linear_);
    a_linear_.eliminate(constraints_.linear_mask, constraints_.linear_mask, true);
    const double time_step = settings_.duration / settings_.n_steps;
    assembly.pressure(time_step, c_, schur_);
    conditions_.leaking_surfaces().add_to(time_step, materials_, c_, schur_);
    c_.eliminate(on_p, on_p, true);
    schur_.eliminate(on_p, on_p, true);

    solver_.set_matrices(a_, a_linear_, b_, b_transposed_, c_, schur_, is_new_coupling);
    const double setup = solver_.setup_seconds() - setup_before;
    report.setup_seconds += setup;
    report.assembly_seconds += MPI_Wtime() - start - setup;
  }


  template <int dim>
  void
  LoadingCycle<dim>::Implementation::solve(Values           right_side,
                                           Values          &x,
                                           const double     reference,
                                           MechanicsReport &report)
  {
    const double          start = MPI_Wtime();
    const BiotSolveReport solve =
      solver_.solve(right_side, x, settings_.relative_tolerance * reference);
    ++report.solves;
    report.iterations += solve.iterations;
    if (reference > 0)
      report.largest_true_residual =
        std::max(report.largest_true_residual, solve.true_residual / reference);
    if (!solve.fallbacks.empty())
      report.reason += (report.reason.empty() ? "" : "; ") + solve.fallbacks;
    report.solve_seconds += MPI_Wtime() - start;
  }


  template <int dim>
  void
  LoadingCycle<dim>::Implementation::respond_to_plate(MechanicsReport &report)
  {
    Values right_side = plate_u_;
    right_side.insert(right_side.end(), plate_p_.begin(), plate_p_.end());
    for (double &value : right_side)
      value = -value;
    mask(right_side);
    // what the rigid motion leaves; where nothing resists (the gap left out) it is round-off
    const Values rest = solver_.residual(right_side, rigid_motion_);
    plate_reference_  = std::max(solver_.norm(rest), 1e-6 * solver_.norm(right_side));
    solve(rest, plate_response_, plate_reference_, report);
  }


  template <int dim>
  void
  LoadingCycle<dim>::Implementation::respond_to_loads(MechanicsReport &report)
  {
    Values right_side = nodal_loads_;
    right_side.resize(n_u_ + n_p_, 0.);
    for (std::size_t i = 0; i < motion_u_.size(); ++i)
      right_side[i] -= motion_u_[i];
    for (std::size_t i = 0; i < motion_p_.size(); ++i)
      right_side[n_u_ + i] -= motion_p_[i];
    mask(right_side);
    load_reference_ = solver_.norm(right_side);
    if (has_motions()) // as with the plate
      {
        right_side      = solver_.residual(right_side, driven_fragments_);
        load_reference_ = std::max(solver_.norm(right_side), 1e-6 * load_reference_);
      }
    solve(right_side, load_response_, load_reference_, report);
  }


  template <int dim>
  LoadingResult
  LoadingCycle<dim>::Implementation::run_steps(const BiotAssembly<dim> &assembly,
                                               const double             load_factor,
                                               Values                  &displacement,
                                               Values                  &pressure,
                                               MechanicsReport         &report)
  {
    const bool has_plate = conditions_.has_plate(),
               has_loads = conditions_.has_proportional_loads();
    if (has_plate)
      respond_to_plate(report);
    if (has_loads)
      respond_to_loads(report);

    displacement.assign(dim * mesh_.space(2).n_local(), 0.);
    pressure.assign(mesh_.space(1).n_local(), 0.);
    history_response_.resize(settings_.n_steps);
    double        w = 0;
    LoadingResult result;
    for (unsigned int step = 1; step <= settings_.n_steps; ++step)
      {
        const double level = load_factor * settings_.level(step);

        Values &history = history_response_[step - 1];
        if (history.empty())
          history = step > 2 ? history_response_[step - 2] : Values(n_u_ + n_p_, 0.);
        const auto &leaking = conditions_.leaking_surfaces();
        if (step > 1 || leaking.has_pressure_outside())
          {
            Values right_side(n_u_, 0.), content = assembly.history(displacement, pressure);
            leaking.add_inflow(settings_.duration / settings_.n_steps, materials_, content);
            right_side.insert(right_side.end(), content.begin(), content.end());
            mask(right_side);
            solve(right_side,
                  history,
                  std::abs(w) * plate_reference_ + std::abs(level) * load_reference_ +
                    outside_reference_,
                  report);
          }

        // all but the plate's own motion
        const auto compose = [&](const double plate_displacement) {
          for (std::size_t i = 0; i < n_u_ + n_p_; ++i)
            {
              double value = history[i];
              if (has_plate)
                value += plate_displacement * (rigid_motion_[i] + plate_response_[i]);
              if (has_loads)
                value += level * load_response_[i];
              if (has_motions())
                value += level * driven_fragments_[i];
              if (i < n_u_)
                {
                  displacement[i] = value + plate_displacement * constraints_.plate[i];
                  if (has_motions())
                    displacement[i] += level * constraints_.motion[i];
                }
              else
                pressure[i - n_u_] = value;
            }
        };
        const auto plate_force = [&] {
          return internal_force(plate_u_, plate_p_, displacement, pressure) -
                 level * work(nodal_loads_, constraints_.plate);
        };
        if (has_plate)
          {
            compose(0);
            const double offset = plate_force();
            compose(1);
            const double     stiffness = plate_force() - offset;
            const double     load      = level * conditions_.plate_force();
            const FixatorLaw nothing({0, 1}, {0, 0});
            w = (conditions_.fixator() ? *conditions_.fixator() : nothing)
                  .equilibrium(stiffness, offset, load);
            compose(w);
            result.axial_displacement = w;
            result.applied_force      = load;
            result.fixator_force = conditions_.fixator() ? conditions_.fixator()->force(w) : 0.;
            result.callus_force  = plate_force();
          }
        else
          compose(0);
        quadratic_exchange_.update(displacement, dim);
        linear_exchange_.update(pressure, 1);
        result.support_force = level * work(nodal_loads_, constraints_.support) -
                               internal_force(support_u_, support_p_, displacement, pressure);
        if (!has_plate)
          {
            result.axial_displacement = conditions_.mean_closing(displacement);
            result.applied_force      = level * conditions_.nodal_load_resultant();
            if (has_motions()) // and what it takes to move them
              result.applied_force += internal_force(driven_u_, driven_p_, displacement, pressure) -
                                      level * work(nodal_loads_, constraints_.driven);
            result.callus_force = result.applied_force;
          }
      }
    return result;
  }


  template <int dim>
  LoadingCycle<dim>::LoadingCycle(const LoadingSettings         &settings,
                                  const Mesh<dim>               &mesh,
                                  const MaterialMap<dim>        &materials,
                                  const BoundaryConditions<dim> &conditions)
    : implementation_(std::make_unique<Implementation>(settings, mesh, materials, conditions))
  {
  }


  template <int dim>
  LoadingCycle<dim>::~LoadingCycle() = default;


  template <int dim>
  LoadingResult
  LoadingCycle<dim>::run(const BiotAssembly<dim> &assembly,
                         const double             load_factor,
                         std::vector<double>     &displacement,
                         std::vector<double>     &pressure,
                         MechanicsReport         &report)
  {
    implementation_->assemble(assembly, report);
    return implementation_->run_steps(assembly, load_factor, displacement, pressure, report);
  }


  template <int dim>
  unsigned int
  LoadingCycle<dim>::n_hierarchies() const
  {
    return implementation_->solver_.n_hierarchies();
  }


  template <int dim>
  void
  LoadingCycle<dim>::remember(MechanicsMemory &memory) const
  {
    Implementation &self = *implementation_;
    self.for_each_response([&](const std::string &name, const Values &response) {
      const auto middle = response.begin() + self.n_u_;
      memory.add(name + "/displacement", 2, dim, Values(response.begin(), middle));
      memory.add(name + "/pressure", 1, 1, Values(middle, response.end()));
    });
    const BiotSolver::IterationMemory iterations = self.solver_.iteration_memory();
    memory.numbers["iterations_when_fresh"]      = iterations.when_fresh;
    memory.numbers["last_iterations"]            = iterations.last;
  }


  template <int dim>
  void
  LoadingCycle<dim>::restore(const MechanicsMemory &memory, const BiotAssembly<dim> &of_aggregates)
  {
    Implementation &self = *implementation_;
    self.history_response_.resize(self.settings_.n_steps);
    self.for_each_response([&](const std::string &name, Values &response) {
      response           = memory.find(name + "/displacement").values;
      const Values &rest = memory.find(name + "/pressure").values;
      response.insert(response.end(), rest.begin(), rest.end());
    });
    MechanicsReport unused;
    self.assemble(of_aggregates, unused);
    self.solver_.restore({static_cast<unsigned int>(memory.numbers.at("iterations_when_fresh")),
                          static_cast<unsigned int>(memory.numbers.at("last_iterations"))});
  }


  template class LoadingCycle<2>;
  template class LoadingCycle<3>;
} // namespace callus
