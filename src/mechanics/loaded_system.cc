// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/loaded_system.h"

#include "mechanics/displacement_pressure_step.h"
#include "mechanics/linear_displacement_step.h"
#include "mechanics/total_pressure_step.h"

#include <cmath>

namespace callus
{
  template <int dim>
  LoadedSystem<dim>::LoadedSystem(const LoadingSettings         &settings,
                                  const Mesh<dim>               &mesh,
                                  const MaterialMap<dim>        &materials,
                                  const BoundaryConditions<dim> &conditions)
    : settings_(settings)
    , mesh_(mesh)
    , materials_(materials)
    , conditions_(conditions)
    , quadratic_exchange_(numbering(mesh.space(2)), mesh.communicator())
    , linear_exchange_(numbering(mesh.space(1)), mesh.communicator())
    , displacement_nodes_(settings.has_linear_displacements ? 1 : 2,
                          mesh,
                          quadratic_exchange_,
                          linear_exchange_)
    , constraints_(conditions.constraints(materials, quadratic_exchange_, linear_exchange_))
    , equations_(make_equations())
    , solver_(equations_->system(), settings.solver)
    , n_u_(dim * displacement_nodes_.n_owned())
    , n_p_(has_pressures() ? mesh.space(1).n_owned : 0)
    , n_t_(total_pressures() ? total_pressures()->n_owned() : 0)
  {
  }


  template <int dim>
  std::unique_ptr<StepEquations<dim>>
  LoadedSystem<dim>::make_equations() const
  {
    const StepSetting<dim> setting{
      mesh_, materials_, conditions_, constraints_, quadratic_exchange_, settings_.solver.prefix};
    if (settings_.has_total_pressure)
      return std::make_unique<TotalPressureStep<dim>>(setting);
    if (settings_.has_linear_displacements)
      return std::make_unique<LinearDisplacementStep<dim>>(setting);
    return std::make_unique<DisplacementPressureStep<dim>>(setting);
  }


  template <int dim>
  std::size_t
  LoadedSystem<dim>::add_motion(Values displacement)
  {
    motions_.push_back({displacement_nodes_.values_at_nodes(std::move(displacement)), {}, {}});
    return motions_.size() - 1;
  }


  template <int dim>
  void
  LoadedSystem<dim>::mask(Values &x) const
  {
    const auto &held =
      displacement_nodes_.degree() == 2 ? constraints_.displacement_mask : constraints_.linear_mask;
    for (std::size_t i = 0; i < n_u_; ++i)
      if (held[i / dim] >> i % dim & 1)
        x[i] = 0;
    for (std::size_t i = 0; i < n_p_; ++i)
      if (constraints_.pressure_mask[i])
        x[n_u_ + i] = 0;
    for (std::size_t i = 0; i < n_t_; ++i)
      {
        const unsigned int n = total_pressures()->n_components();
        if (total_pressures()->mask()[i / n] >> i % n & 1)
          x[n_u_ + n_p_ + i] = 0;
      }
  }


  template <int dim>
  double
  LoadedSystem<dim>::sum(const double local) const
  {
    double result = 0;
    MPI_Allreduce(&local, &result, 1, MPI_DOUBLE, MPI_SUM, mesh_.communicator());
    return result;
  }


  template <int dim>
  double
  LoadedSystem<dim>::of_one_end(const double local) const
  {
    return sum(local) / mesh_.symmetry().n_along_axis();
  }


  template <int dim>
  double
  LoadedSystem<dim>::internal_force(const std::size_t number, const PoroelasticState &state) const
  {
    const Motion &motion = motions_[number];
    double        result = displacement_nodes_.work(motion.on_u, state.displacement);
    for (std::size_t i = 0; i < n_p_; ++i)
      result += motion.on_rest[i] * state.pressure[i];
    for (std::size_t i = 0; i < n_t_; ++i)
      result += motion.on_rest[n_p_ + i] * state.total_pressure[i];
    return of_one_end(result);
  }


  template <int dim>
  double
  LoadedSystem<dim>::work_on(const Values &x, const Values &residual) const
  {
    double result = 0;
    for (std::size_t i = 0; i < n_unknowns(); ++i)
      result += x[i] * residual[i];
    return of_one_end(result);
  }


  template <int dim>
  double
  LoadedSystem<dim>::work(const Values &nodal_forces, const Values &motion) const
  {
    double result = 0;
    for (std::size_t i = 0; i < n_u_; ++i)
      result += nodal_forces[i] * motion[i];
    return of_one_end(result);
  }


  template <int dim>
  std::vector<double>
  LoadedSystem<dim>::right_side_of_motion(const std::size_t number) const
  {
    const Motion &motion     = motions_[number];
    Values        right_side = motion.on_u;
    right_side.insert(right_side.end(), motion.on_rest.begin(), motion.on_rest.end());
    for (double &value : right_side)
      value = -value;
    mask(right_side);
    return right_side;
  }


  template <int dim>
  void
  LoadedSystem<dim>::add_energy(const std::size_t  number,
                                const Values      &rigid_motion,
                                const Values      &rest,
                                ResponseReference &reference) const
  {
    const Motion &motion = motions_[number];
    double energy = 0; // (m + r) . A (m + r) with A (m + r) = -rest where there are equations
    reference.forces.assign(n_unknowns(), 0.);
    for (std::size_t i = 0; i < n_u_; ++i)
      {
        reference.forces[i] = -rest[i];
        energy +=
          motion.on_u[i] * (motion.displacement[i] + rigid_motion[i]) - rest[i] * rigid_motion[i];
      }
    reference.energies = {sum(energy)};
  }


  template <int dim>
  void
  LoadedSystem<dim>::assemble(const BiotAssembly<dim> &assembly,
                              const double             time_step,
                              MechanicsReport         &report)
  {
    time_step_         = time_step;
    const double start = MPI_Wtime(), setup_before = solver_.setup_seconds();
    equations_->assemble(assembly, time_step, motions_);
    // the forces of the pressure outside: inflows are no measure, they grow with the time step
    const Values outside = equations_->forces_of_pressure();
    double       squared = 0;
    for (const double force : outside)
      squared += force * force;
    outside_reference_ =
      conditions_.leaking_surfaces().largest_pressure() * std::sqrt(sum(squared));
    solver_.matrices_changed();
    const double setup = solver_.setup_seconds() - setup_before;
    report.setup_seconds += setup;
    report.assembly_seconds += MPI_Wtime() - start - setup;
  }


  template <int dim>
  std::vector<double>
  LoadedSystem<dim>::solve(const Values            &right_side,
                           SuccessiveSolutions     &responses,
                           const ResponseReference &reference,
                           MechanicsReport         &report)
  {
    Response response =
      report_solve(solver_, right_side, responses.kept(), settings_, reference, report);
    responses.add(std::move(response.x), std::move(response.left));
    return response.energies;
  }


  template <int dim>
  void
  LoadedSystem<dim>::update_ghosts(PoroelasticState &state) const
  {
    quadratic_exchange_.update(state.displacement, dim);
    linear_exchange_.update(state.pressure, 1);
    equations_->update_ghosts(state.total_pressure);
  }


  template <int dim>
  void
  LoadedSystem<dim>::clear(PoroelasticState &state) const
  {
    state.displacement.assign(dim * mesh_.space(2).n_local(), 0.);
    state.pressure.assign(mesh_.space(1).n_local(), 0.);
    state.total_pressure.assign(total_pressures() ? total_pressures()->n_local() : 0, 0.);
    state.residual.assign(n_unknowns(), 0.);
  }


  template class LoadedSystem<2>;
  template class LoadedSystem<3>;
} // namespace callus
