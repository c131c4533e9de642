// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/loaded_state.h"
#include "mechanics/unit_responses.h"

namespace callus
{
  /**
   * A loading cycle as a ramp: backward Euler from rest to the peak, in equal steps that share one matrix.
   *
   * The equations are linear but for the fixator, which acts on one number, the plate's displacement w. So the state after
   * step k is put together from responses,
   *
   *   x_k = w_k x_plate + l_k x_load + y_k,
   *
   * to a unit displacement of the plate, to the full nodal loads and prescribed motions (UnitResponses), and to the fluid's history (y_1 = 0), and w_k solves
   * the scalar equation fixator(w) + bone(w) = force exactly.
   */
  template <int dim>
  class RampCycle
  {
  public:
    using Values = std::vector<double>;

    /// Adds the motions of supports and of what is driven to the system. Both must outlive this.
    RampCycle(LoadedSystem<dim> &system, const UnitResponses<dim> &responses);

    /// The peak of a load case, with the responses to the present matrices. Collective.
    void
    run(const BiotAssembly<dim> &assembly,
        std::size_t              load_case,
        double                   load_factor,
        LoadedState             &state,
        MechanicsReport         &report);

    /// The responses to the history by name, in one order.
    void
    for_each(const std::function<void(const std::string &name, Values &response)> &action);

  private:
    struct Step
    {
      unsigned int                         number;
      typename UnitResponses<dim>::Loading loading;
    };
    Values &
    history_of(const Step &step)
    {
      return history_responses_[step.loading.load_case][step.number - 1];
    }
    /// The response to what the last step left, which @p state holds, and to what flows in.
    void
    respond_to_history(const Step              &step,
                       const BiotAssembly<dim> &assembly,
                       const LoadedState       &state,
                       MechanicsReport         &report);
    /// Finds the plate's place; fills in the result of the plate.
    void
    set_plate(const Step &step, LoadedState &state);
    /// Fills in the forces of supports, and of loads without a plate.
    void
    set_forces(const Step &step, LoadedState &state) const;

    LoadedSystem<dim>               &system_;
    const UnitResponses<dim>        &responses_;
    std::size_t                      support_, driven_ = 0; // numbers of the system's motions
    std::vector<std::vector<Values>> history_responses_;    // of the load cases, of their steps
  };
} // namespace callus
