// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/loaded_system.h"

#include "mechanics/multigrid_nodes.h"
#include "mechanics/report_solve.h"

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
    , constraints_(conditions.constraints(materials, quadratic_exchange_, linear_exchange_))
    , a_(numbering(mesh.space(2)), dim, numbering(mesh.space(2)), dim)
    , a_linear_(numbering(mesh.space(1)), dim, numbering(mesh.space(1)), dim)
    , b_(numbering(mesh.space(1)), 1, numbering(mesh.space(2)), dim)
    , b_transposed_(numbering(mesh.space(2)), dim, numbering(mesh.space(1)), 1)
    , c_(numbering(mesh.space(1)), 1, numbering(mesh.space(1)), 1)
    , schur_(c_)
    , equations_(multigrid_nodes(mesh, constraints_),
                 mesh.space(1).n_owned,
                 settings.solver.prefix,
                 mesh.communicator())
    , solver_(equations_, settings.solver)
    , n_u_(dim * mesh.space(2).n_owned)
    , n_p_(mesh.space(1).n_owned)
  {
  }


  template <int dim>
  std::size_t
  LoadedSystem<dim>::add_motion(Values displacement)
  {
    motions_.push_back({std::move(displacement), {}, {}});
    return motions_.size() - 1;
  }


  template <int dim>
  void
  LoadedSystem<dim>::mask(Values &x) const
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
  LoadedSystem<dim>::sum(const double local) const
  {
    double result = 0;
    MPI_Allreduce(&local, &result, 1, MPI_DOUBLE, MPI_SUM, mesh_.communicator());
    return result;
  }


  template <int dim>
  double
  LoadedSystem<dim>::internal_force(const std::size_t number,
                                    const Values     &displacement,
                                    const Values     &pressure) const
  {
    const Motion &motion = motions_[number];
    double        result = 0;
    for (std::size_t i = 0; i < n_u_; ++i)
      result += motion.on_u[i] * displacement[i];
    for (std::size_t i = 0; i < n_p_; ++i)
      result += motion.on_p[i] * pressure[i];
    return sum(result);
  }


  template <int dim>
  double
  LoadedSystem<dim>::work(const Values &nodal_forces, const Values &motion) const
  {
    double result = 0;
    for (std::size_t i = 0; i < n_u_; ++i)
      result += nodal_forces[i] * motion[i];
    return sum(result);
  }


  template <int dim>
  std::vector<double>
  LoadedSystem<dim>::right_side_of_motion(const std::size_t number) const
  {
    const Motion &motion     = motions_[number];
    Values        right_side = motion.on_u;
    right_side.insert(right_side.end(), motion.on_p.begin(), motion.on_p.end());
    for (double &value : right_side)
      value = -value;
    mask(right_side);
    return right_side;
  }


  template <int dim>
  void
  LoadedSystem<dim>::assemble_coupling(const BiotAssembly<dim> &assembly)
  {
    const auto &on_u = constraints_.displacement_mask, &on_p = constraints_.pressure_mask;
    assembly.coupling(b_, b_transposed_);
    for (Motion &motion : motions_)
      {
        motion.on_p.assign(n_p_, 0.);
        b_.multiply_add(motion.displacement, motion.on_p);
      }
    // the forces of the pressure outside: inflows are no measure, they grow with the time step
    Values outside(n_u_, 0.);
    b_transposed_.multiply_add(
      Values(mesh_.space(1).n_local(), conditions_.leaking_surfaces().largest_pressure()), outside);
    outside_reference_ = std::sqrt(work(outside, outside));
    b_.eliminate(on_p, on_u, false);
    b_transposed_.eliminate(on_u, on_p, false);
    has_coupling_ = true;
  }


  template <int dim>
  void
  LoadedSystem<dim>::assemble_pressure(const BiotAssembly<dim> &assembly,
                                       const double             time_step,
                                       OwnRows                 &c,
                                       OwnRows                 &schur) const
  {
    const auto &on_p = constraints_.pressure_mask;
    assembly.pressure(time_step, quadratic_exchange_, c, schur);
    conditions_.leaking_surfaces().add_to(time_step, materials_, c, schur);
    c.eliminate(on_p, on_p, true);
    schur.eliminate(on_p, on_p, true);
  }


  template <int dim>
  void
  LoadedSystem<dim>::assemble(const BiotAssembly<dim> &assembly,
                              const double             time_step,
                              MechanicsReport         &report)
  {
    time_step_         = time_step;
    const double start = MPI_Wtime(), setup_before = solver_.setup_seconds();
    const auto  &on_u = constraints_.displacement_mask;

    const bool is_new_coupling = !has_coupling_ || materials_.biot_coefficient_varies();
    if (is_new_coupling)
      assemble_coupling(assembly);

    assembly.stiffness(a_);
    for (Motion &motion : motions_)
      {
        motion.on_u.assign(n_u_, 0.);
        a_.multiply_add(motion.displacement, motion.on_u);
      }
    a_.eliminate(on_u, on_u, true);
    assembly.linear_stiffness(a_linear_);
    a_linear_.eliminate(constraints_.linear_mask, constraints_.linear_mask, true);
    assemble_pressure(assembly, time_step, c_, schur_);

    equations_.set_matrices({a_, a_linear_, b_, b_transposed_, c_, schur_}, is_new_coupling);
    solver_.matrices_changed();
    const double setup = solver_.setup_seconds() - setup_before;
    report.setup_seconds += setup;
    report.assembly_seconds += MPI_Wtime() - start - setup;
  }


  template <int dim>
  void
  LoadedSystem<dim>::solve(const Values    &right_side,
                           Values          &x,
                           const double     reference,
                           MechanicsReport &report)
  {
    report_solve(solver_, right_side, x, settings_.relative_tolerance, reference, report);
  }


  template <int dim>
  void
  LoadedSystem<dim>::update_ghosts(Values &displacement, Values &pressure) const
  {
    quadratic_exchange_.update(displacement, dim);
    linear_exchange_.update(pressure, 1);
  }


  template class LoadedSystem<2>;
  template class LoadedSystem<3>;
} // namespace callus
