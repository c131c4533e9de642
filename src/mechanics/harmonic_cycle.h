// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/cycle.h"
#include "mechanics/oscillating_system.h"
#include "mechanics/peak_results.h"

#include <complex>

namespace callus
{
  /**
   * A loading cycle that goes on for long: the load goes between zero and its peak, F(t) = F/2 (1 + cos w t). All is linear, so the state is a mean
   * and an oscillation,
   *
   *     x(t) = x_mean + Re(x_amplitude e^{i w t}).
   *
   * The mean is the state under F/2 from which all excess pressure has drained: a time step from rest that is very long against the drainage of the body.
   * Where no surface drains, that step keeps the fluid in, and the mean is undrained. The amplitude is the complex response to F/2
   * (OscillatingSystem). Both are put together from unit responses with their FixationBalance, as in RampCycle.
   */
  template <int dim>
  class HarmonicCycle : public Cycle<dim>
  {
  public:
    using Values = std::vector<double>;

    HarmonicCycle(LoadedSystem<dim> &system, UnitResponses<dim> &responses);

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
      return {{"", &system_.solver()}, {"_harmonic", &oscillating_.solver()}};
    }

  private:
    using Loading = typename UnitResponses<dim>::Loading;
    using Complex = std::complex<double>;

    void
    assemble_mean(const BiotAssembly<dim> &assembly, MechanicsReport &report);
    /// With the matrices of the mean.
    void
    respond_to_outside(MechanicsReport &report);
    /// With those of the oscillation.
    void
    respond_in_oscillation(MechanicsReport &report);
    void
    set_stiffness();
    /// The state sum_j a_j x_j + l x_load that oscillates, without ghosts.
    OscillatingState
    compose(const std::vector<Complex> &amplitudes, const Loading &loading) const;
    /// Forces of the body on the unit motions in such a state, beyond the loads on them.
    std::vector<Complex>
    forces_on_motions(const OscillatingState &state, const Loading &loading) const;

    /// Both fill in a state at the half of the peak load, and return the amplitudes of the unit motions.
    Values
    find_mean(const Loading &half, LoadedState &state) const;
    std::vector<Complex>
    find_oscillation(const Loading &half, OscillatingState &state) const;

    LoadedSystem<dim>     &system_;
    UnitResponses<dim>    &responses_; // of the mean
    FixationBalance<dim>   balance_;
    PeakResults<dim>       results_;
    OscillatingSystem<dim> oscillating_;
    SuccessiveSolutions    outside_; // responses of the mean to the pressure outside
    typename UnitResponses<dim>::Responses in_phase_, out_of_phase_;
    dealii::FullMatrix<double>             stiffness_in_phase_, stiffness_out_of_phase_;
  };
} // namespace callus
