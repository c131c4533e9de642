// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/cycle.h"
#include "mechanics/peak_results.h"

namespace callus
{
  /**
   * A loading cycle as a ramp: backward Euler from rest to the peak, in equal steps that share one matrix.
   *
   * The equations are linear but for the fixator's law, which acts on one number, the plate's displacement. So the state after
   * step k is put together from responses,
   *
   *   x_k = sum_j a_kj x_j + l_k x_load + y_k,
   *
   * to unit motions of the plate and of clamped surfaces, to the full nodal loads and prescribed motions (UnitResponses), and to the fluid's history
   * (y_1 = 0); the amplitudes a_k follow from the balance with the devices exactly (FixationBalance).
   */
  template <int dim>
  class RampCycle : public Cycle<dim>
  {
  public:
    using Values = std::vector<double>;

    RampCycle(LoadedSystem<dim> &system, UnitResponses<dim> &responses);

    void
    prepare(const BiotAssembly<dim> &assembly, MechanicsReport &report) override;
    void
    run(const BiotAssembly<dim> &assembly,
        std::size_t              load_case,
        double                   load_factor,
        LoadedState             &state,
        MechanicsReport         &report) override;
    void
    prepare_matrices(const BiotAssembly<dim> &assembly, MechanicsReport &report) override;
    void
    for_each(const typename UnitResponses<dim>::NamedAction &action) override;
    std::map<std::string, PersistentSolve *>
    solvers() override
    {
      return {{"", &system_.solver()}};
    }

  private:
    struct Step
    {
      unsigned int                         number;
      typename UnitResponses<dim>::Loading loading;
    };
    SuccessiveSolutions &
    history_of(const Step &step)
    {
      return history_responses_[step.loading.load_case][step.number - 1];
    }
    /// The response to what the last step left, which @p amplitudes and @p state hold, and to what flows in.
    void
    respond_to_history(const Step              &step,
                       const BiotAssembly<dim> &assembly,
                       const Values            &amplitudes,
                       const LoadedState       &state,
                       MechanicsReport         &report);
    /// Finds where plate and clamped surfaces come to rest.
    void
    set_motions(const Step &step, Values &amplitudes, LoadedState &state);

    LoadedSystem<dim>   &system_;
    UnitResponses<dim>  &responses_;
    FixationBalance<dim> balance_;
    PeakResults<dim>     results_;
    std::vector<std::vector<SuccessiveSolutions>>
      history_responses_; // of the load cases, of their steps
  };
} // namespace callus
