// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/total_pressure_system.h"
#include "mechanics/step_equations.h"

namespace callus
{
  /// Displacements, pore pressures and total pressures: TotalPressureAssembly, TotalPressureSystem.
  template <int dim>
  class TotalPressureStep : public StepEquations<dim>
  {
  public:
    using typename StepEquations<dim>::Values;
    using typename StepEquations<dim>::Motion;

    /// Collective.
    explicit TotalPressureStep(const StepSetting<dim> &setting);

    BlockSystem &
    system() override
    {
      return equations_;
    }
    void
    assemble(const BiotAssembly<dim> &assembly,
             double                   time_step,
             std::vector<Motion>     &motions) override;
    std::vector<double>
    history(const BiotAssembly<dim> &assembly, const PoroelasticState &state) const override;
    Values
    forces_of_pressure() const override
    {
      return forces_of_pressure_;
    }
    const TotalPressureSpace<dim> *
    total_pressures() const override
    {
      return &space_;
    }
    void
    update_ghosts(Values &total_pressure) const override
    {
      exchange_.update(total_pressure, space_.n_components());
    }

  private:
    StepSetting<dim>        setting_;
    TotalPressureSpace<dim> space_;
    GhostExchange           exchange_;
    OwnRows a_, a_linear_, b_, b_transposed_, c_, d_, e_, e_transposed_, total_schur_, pore_schur_;
    TotalPressureSystem equations_;
    Values              forces_of_pressure_;
  };
} // namespace callus
