// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/displacement_pressure_step.h"

#include "mechanics/multigrid_nodes.h"

namespace callus
{
  template <int dim>
  DisplacementPressureStep<dim>::DisplacementPressureStep(const StepSetting<dim> &setting)
    : setting_(setting)
    , a_(numbering(setting.mesh.space(2)), dim, numbering(setting.mesh.space(2)), dim)
    , a_linear_(numbering(setting.mesh.space(1)), dim, numbering(setting.mesh.space(1)), dim)
    , b_(numbering(setting.mesh.space(1)), 1, numbering(setting.mesh.space(2)), dim)
    , b_transposed_(numbering(setting.mesh.space(2)), dim, numbering(setting.mesh.space(1)), 1)
    , c_(numbering(setting.mesh.space(1)), 1, numbering(setting.mesh.space(1)), 1)
    , schur_(c_)
    , equations_(multigrid_nodes(setting.mesh, setting.constraints),
                 setting.mesh.space(1).n_owned,
                 setting.prefix,
                 setting.mesh.communicator())
  {
  }


  template <int dim>
  void
  DisplacementPressureStep<dim>::assemble_coupling(const BiotAssembly<dim> &assembly,
                                                   std::vector<Motion>     &motions)
  {
    const auto &on_u = setting_.constraints.displacement_mask,
               &on_p = setting_.constraints.pressure_mask;
    assembly.coupling(b_, b_transposed_);
    for (Motion &motion : motions)
      {
        motion.on_rest.assign(setting_.mesh.space(1).n_owned, 0.);
        b_.multiply_add(motion.displacement, motion.on_rest);
      }
    forces_of_pressure_.assign(dim * setting_.mesh.space(2).n_owned, 0.);
    b_transposed_.multiply_add(Values(setting_.mesh.space(1).n_local(), 1.), forces_of_pressure_);
    b_.eliminate(on_p, on_u, false);
    b_transposed_.eliminate(on_u, on_p, false);
    has_coupling_ = true;
  }


  template <int dim>
  void
  DisplacementPressureStep<dim>::assemble_pressure(const BiotAssembly<dim> &assembly,
                                                   const double             time_step,
                                                   OwnRows                 &c,
                                                   OwnRows                 &schur) const
  {
    const auto &on_p = setting_.constraints.pressure_mask;
    assembly.pressure(time_step, setting_.quadratic_exchange, c, schur);
    setting_.conditions.leaking_surfaces().add_to(time_step, setting_.materials, c, schur);
    c.eliminate(on_p, on_p, true);
    schur.eliminate(on_p, on_p, true);
  }


  template <int dim>
  void
  DisplacementPressureStep<dim>::assemble(const BiotAssembly<dim> &assembly,
                                          const double             time_step,
                                          std::vector<Motion>     &motions)
  {
    const auto &on_u           = setting_.constraints.displacement_mask,
               &on_linear      = setting_.constraints.linear_mask;
    const bool is_new_coupling = !has_coupling_ || setting_.materials.biot_coefficient_varies();
    if (is_new_coupling)
      assemble_coupling(assembly, motions);

    assembly.stiffness(a_);
    for (Motion &motion : motions)
      {
        motion.on_u.assign(dim * setting_.mesh.space(2).n_owned, 0.);
        a_.multiply_add(motion.displacement, motion.on_u);
      }
    a_.eliminate(on_u, on_u, true);
    assembly.linear_stiffness(a_linear_);
    a_linear_.eliminate(on_linear, on_linear, true);
    assemble_pressure(assembly, time_step, c_, schur_);
    equations_.set_matrices({a_, a_linear_, b_, b_transposed_, c_, schur_}, is_new_coupling);
  }


  template class DisplacementPressureStep<2>;
  template class DisplacementPressureStep<3>;
} // namespace callus
