// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/total_pressure_step.h"

#include "mechanics/multigrid_nodes.h"
#include "mechanics/total_pressure_assembly.h"

namespace callus
{
  template <int dim>
  TotalPressureStep<dim>::TotalPressureStep(const StepSetting<dim> &setting)
    : setting_(setting)
    , space_(setting.mesh, setting.materials)
    , exchange_(space_.numbering(), setting.mesh.communicator())
    , a_(numbering(setting.mesh.space(2)), dim, numbering(setting.mesh.space(2)), dim)
    , a_linear_(numbering(setting.mesh.space(1)), dim, numbering(setting.mesh.space(1)), dim)
    , b_(space_.numbering(), space_.n_components(), numbering(setting.mesh.space(2)), dim)
    , b_transposed_(numbering(setting.mesh.space(2)),
                    dim,
                    space_.numbering(),
                    space_.n_components())
    , c_(numbering(setting.mesh.space(1)), 1, numbering(setting.mesh.space(1)), 1)
    , d_(space_.numbering(), space_.n_components(), space_.numbering(), space_.n_components())
    , e_(numbering(setting.mesh.space(1)), 1, space_.numbering(), space_.n_components())
    , e_transposed_(space_.numbering(), space_.n_components(), numbering(setting.mesh.space(1)), 1)
    , total_schur_(d_)
    , pore_schur_(c_)
    , equations_(multigrid_nodes(setting.mesh, setting.constraints),
                 setting.mesh.space(1).n_owned,
                 {space_.n_owned(), space_.is_cellwise()},
                 setting.prefix,
                 setting.mesh.communicator())
  {
  }


  template <int dim>
  void
  TotalPressureStep<dim>::assemble(const BiotAssembly<dim> &biot,
                                   const double             time_step,
                                   std::vector<Motion>     &motions)
  {
    const TotalPressureAssembly<dim> assembly(biot, space_);
    const auto                      &on_u = setting_.constraints.displacement_mask,
               &on_p = setting_.constraints.pressure_mask, &on_t = space_.mask(),
               &on_linear = setting_.constraints.linear_mask;
    const std::size_t n_u = dim * setting_.mesh.space(2).n_owned,
                      n_p = setting_.mesh.space(1).n_owned;

    assembly.shear_stiffness(a_, a_linear_);
    assembly.divergence(b_, b_transposed_);
    for (Motion &motion : motions)
      {
        Values on_total(space_.n_owned(), 0.);
        motion.on_u.assign(n_u, 0.);
        motion.on_rest.assign(n_p, 0.);
        a_.multiply_add(motion.displacement, motion.on_u);
        b_.multiply_add(motion.displacement, on_total);
        motion.on_rest.insert(motion.on_rest.end(), on_total.begin(), on_total.end());
      }
    forces_of_pressure_.assign(n_u, 0.);
    b_transposed_.multiply_add(space_.one(), forces_of_pressure_);

    const Values free_share = assembly.free_shares(setting_.quadratic_exchange);
    assembly.compressibility(free_share, d_, total_schur_);
    assembly.coupling(e_, e_transposed_);
    assembly.pressure(time_step, free_share, c_, pore_schur_);
    setting_.conditions.leaking_surfaces().add_to(time_step, setting_.materials, c_, pore_schur_);

    a_.eliminate(on_u, on_u, true);
    a_linear_.eliminate(on_linear, on_linear, true);
    b_.eliminate(on_t, on_u, false);
    b_transposed_.eliminate(on_u, on_t, false);
    e_.eliminate(on_p, on_t, false);
    e_transposed_.eliminate(on_t, on_p, false);
    for (OwnRows *matrix : {&d_, &total_schur_})
      matrix->eliminate(on_t, on_t, true);
    for (OwnRows *matrix : {&c_, &pore_schur_})
      matrix->eliminate(on_p, on_p, true);
    equations_.set_matrices(
      {a_, a_linear_, b_, b_transposed_, c_, d_, e_, e_transposed_, total_schur_, pore_schur_});
  }


  template <int dim>
  std::vector<double>
  TotalPressureStep<dim>::history(const BiotAssembly<dim> &assembly,
                                  const PoroelasticState  &state) const
  {
    return TotalPressureAssembly<dim>(assembly, space_)
      .history(state.pressure, state.total_pressure);
  }


  template class TotalPressureStep<2>;
  template class TotalPressureStep<3>;
} // namespace callus
