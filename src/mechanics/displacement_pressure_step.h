// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/displacement_pressure_system.h"
#include "mechanics/step_equations.h"

namespace callus
{
  /// Displacements and pore pressures: BiotAssembly, DisplacementPressureSystem.
  template <int dim>
  class DisplacementPressureStep : public StepEquations<dim>
  {
  public:
    using typename StepEquations<dim>::Values;
    using typename StepEquations<dim>::Motion;

    explicit DisplacementPressureStep(const StepSetting<dim> &setting);

    DisplacementPressureSystem &
    system() override
    {
      return equations_;
    }
    void
    assemble(const BiotAssembly<dim> &assembly,
             double                   time_step,
             std::vector<Motion>     &motions) override;
    Values
    history(const BiotAssembly<dim> &assembly, const PoroelasticState &state) const override
    {
      return assembly.history(state.displacement, state.pressure);
    }
    Values
    forces_of_pressure() const override
    {
      return forces_of_pressure_;
    }
    DisplacementPressureStep<dim> *
    displacement_pressure() override
    {
      return this;
    }

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

  private:
    void
    assemble_coupling(const BiotAssembly<dim> &assembly, std::vector<Motion> &motions);

    StepSetting<dim>           setting_;
    OwnRows                    a_, a_linear_, b_, b_transposed_, c_, schur_;
    DisplacementPressureSystem equations_;
    bool                       has_coupling_ = false;
    Values                     forces_of_pressure_;
  };
} // namespace callus
