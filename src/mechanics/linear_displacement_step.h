// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/linear_displacement_system.h"
#include "mechanics/step_equations.h"

namespace callus
{
  /// Displacements at the vertices alone, of a body that drains at once (no pore pressure anywhere): LinearDisplacementSystem with the linear stiffness of BiotAssembly.
  template <int dim>
  class LinearDisplacementStep : public StepEquations<dim>
  {
  public:
    using typename StepEquations<dim>::Values;
    using typename StepEquations<dim>::Motion;

    explicit LinearDisplacementStep(const StepSetting<dim> &setting);

    LinearDisplacementSystem &
    system() override
    {
      return equations_;
    }
    void
    assemble(const BiotAssembly<dim> &assembly,
             double                   time_step,
             std::vector<Motion>     &motions) override;
    Values
    history(const BiotAssembly<dim> &, const PoroelasticState &) const override
    {
      return {};
    }
    Values
    forces_of_pressure() const override
    {
      return {};
    }

  private:
    StepSetting<dim>         setting_;
    OwnRows                  a_;
    LinearDisplacementSystem equations_;
  };
} // namespace callus
