// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/linear_displacement_step.h"

#include "mechanics/multigrid_nodes.h"

namespace callus
{
  template <int dim>
  LinearDisplacementStep<dim>::LinearDisplacementStep(const StepSetting<dim> &setting)
    : setting_(setting)
    , a_(numbering(setting.mesh.space(1)), dim, numbering(setting.mesh.space(1)), dim)
    , equations_(coordinates(setting.mesh.space(1)),
                 dim,
                 setting.prefix,
                 setting.mesh.communicator())
  {
  }


  template <int dim>
  void
  LinearDisplacementStep<dim>::assemble(const BiotAssembly<dim> &assembly,
                                        const double,
                                        std::vector<Motion> &motions)
  {
    const auto &held = setting_.constraints.linear_mask;
    assembly.linear_stiffness(a_);
    for (Motion &motion : motions)
      {
        motion.on_u.assign(dim * setting_.mesh.space(1).n_owned, 0.);
        a_.multiply_add(motion.displacement, motion.on_u);
      }
    a_.eliminate(held, held, true);
    equations_.set_matrix(a_);
  }


  template class LinearDisplacementStep<2>;
  template class LinearDisplacementStep<3>;
} // namespace callus
