// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/harmonic_cycle.h"

namespace callus
{
  namespace
  {
    /// Length of the mean's time step over the time in which the body drains: what has not drained then is 1e-4 of it at most, far less in truth,
    /// because BiotAssembly::drainage_time() is generous. A longer one costs digits of a sealed body, whose fluid content
    /// is then a small difference.
    constexpr double steps_in_mean = 1e4;

    /// The same materials with one permeability wherever fluid can flow. Without a flux that goes on, a drained mean does not depend on it; but its contrasts
    /// would cost digits, as the long step does.
    std::vector<PoroelasticMaterial>
    with_one_permeability(std::vector<PoroelasticMaterial> materials)
    {
      for (PoroelasticMaterial &material : materials)
        if (material.permeability > 0)
          material.permeability = 1;
      return materials;
    }

    std::vector<double>
    real_parts(const std::vector<std::complex<double>> &values)
    {
      std::vector<double> result;
      for (const auto &value : values)
        result.push_back(value.real());
      return result;
    }

    std::vector<double>
    imaginary_parts(const std::vector<std::complex<double>> &values, const double factor = 1)
    {
      std::vector<double> result;
      for (const auto &value : values)
        result.push_back(factor * value.imag());
      return result;
    }

    void
    add(const std::vector<double> &values, std::vector<double> &sum)
    {
      for (std::size_t i = 0; i < values.size(); ++i)
        sum[i] += values[i];
    }

    void
    add(const PoroelasticState &values, PoroelasticState &sum)
    {
      add(values.displacement, sum.displacement);
      add(values.pressure, sum.pressure);
      add(values.residual, sum.residual);
    }
  } // namespace


  template <int dim>
  HarmonicCycle<dim>::HarmonicCycle(LoadedSystem<dim> &system, UnitResponses<dim> &responses)
    : system_(system)
    , responses_(responses)
    , balance_(system.conditions())
    , results_(system, responses, balance_)
    , oscillating_(system, system.settings().frequency)
    , outside_(system.n_unknowns())
    , in_phase_(responses.zero_responses())
    , out_of_phase_(in_phase_)
  {
  }


  template <int dim>
  void
  HarmonicCycle<dim>::assemble_mean(const BiotAssembly<dim> &assembly, MechanicsReport &report)
  {
    const auto  &leaking    = system_.conditions().leaking_surfaces();
    const double resistance = 1 / leaking.smallest_conductance();
    const auto   assemble   = [&](const BiotAssembly<dim> &of_mean) {
      system_.assemble(of_mean, steps_in_mean * of_mean.drainage_time(resistance), report);
    };
    if (leaking.has_pressure_outside())
      return assemble(assembly);
    const std::vector<PoroelasticMaterial> materials = with_one_permeability(assembly.materials());
    assemble(BiotAssembly<dim>(assembly.mesh(), assembly.map(), materials));
  }


  template <int dim>
  void
  HarmonicCycle<dim>::prepare_matrices(const BiotAssembly<dim> &assembly, MechanicsReport &report)
  {
    assemble_mean(assembly, report);
    oscillating_.assemble(assembly, report);
  }


  template <int dim>
  void
  HarmonicCycle<dim>::prepare(const BiotAssembly<dim> &assembly, MechanicsReport &report)
  {
    assemble_mean(assembly, report);
    responses_.solve(report);
    respond_to_outside(report);
    oscillating_.assemble(assembly, report); // in the place of the mean's matrices
    respond_in_oscillation(report);
    set_stiffness();
  }


  template <int dim>
  void
  HarmonicCycle<dim>::respond_to_outside(MechanicsReport &report)
  {
    const auto &leaking = system_.conditions().leaking_surfaces();
    if (!leaking.has_pressure_outside())
      return;
    Values right_side(system_.n_displacements(), 0.), content(system_.n_pressures(), 0.);
    leaking.add_inflow(system_.time_step(), system_.materials(), content);
    right_side.insert(right_side.end(), content.begin(), content.end());
    system_.mask(right_side);
    system_.solve(right_side, outside_, {system_.outside_reference()}, report);
  }


  template <int dim>
  void
  HarmonicCycle<dim>::respond_in_oscillation(MechanicsReport &report)
  {
    const auto respond = [&](const typename UnitResponses<dim>::Problem &problem,
                             SuccessiveSolutions                        &in_phase,
                             SuccessiveSolutions                        &out_of_phase) {
      if (problem.reference.force > 0)
        oscillating_.solve(problem.right_side, in_phase, out_of_phase, problem.reference, report);
    };
    for (std::size_t j = 0; j < responses_.n_motions(); ++j)
      respond(
        responses_.problem_of_motion(j), in_phase_.to_motions[j], out_of_phase_.to_motions[j]);
    for (std::size_t i = 0; i < responses_.n_load_cases(); ++i)
      respond(responses_.problem_of_loads(i), in_phase_.to_loads[i], out_of_phase_.to_loads[i]);
  }


  template <int dim>
  void
  HarmonicCycle<dim>::set_stiffness()
  {
    const std::size_t n = responses_.n_motions();
    stiffness_in_phase_.reinit(n, n);
    stiffness_out_of_phase_.reinit(n, n);
    for (std::size_t j = 0; j < n; ++j)
      {
        std::vector<Complex> unit(n, 0.);
        unit[j]                              = 1;
        const std::vector<Complex> stiffness = forces_on_motions(compose(unit, {0, 0.}), {0, 0.});
        for (std::size_t i = 0; i < n; ++i)
          {
            stiffness_in_phase_(i, j)     = stiffness[i].real();
            stiffness_out_of_phase_(i, j) = stiffness[i].imag();
          }
      }
  }


  template <int dim>
  OscillatingState
  HarmonicCycle<dim>::compose(const std::vector<Complex> &amplitudes, const Loading &loading) const
  {
    const Values real = real_parts(amplitudes), imaginary = imaginary_parts(amplitudes),
                 minus_imaginary = imaginary_parts(amplitudes, -1);
    const Loading    nothing{loading.load_case, 0.};
    OscillatingState state;
    system_.clear(state.in_phase);
    responses_.add_responses(in_phase_, real, loading, state.in_phase);
    responses_.add_responses(out_of_phase_, minus_imaginary, nothing, state.in_phase);
    responses_.add_rigid_motions(real, loading, state.in_phase);

    system_.clear(state.out_of_phase);
    responses_.add_responses(out_of_phase_, real, loading, state.out_of_phase);
    responses_.add_responses(in_phase_, imaginary, nothing, state.out_of_phase);
    responses_.add_rigid_motions(imaginary, nothing, state.out_of_phase);
    return state;
  }


  template <int dim>
  std::vector<std::complex<double>>
  HarmonicCycle<dim>::forces_on_motions(const OscillatingState &state, const Loading &loading) const
  {
    return responses_.oscillating_forces(in_phase_, out_of_phase_, loading, state);
  }


  template <int dim>
  std::vector<double>
  HarmonicCycle<dim>::find_mean(const Loading &half, LoadedState &state) const
  {
    system_.clear(state);
    Values     amplitudes(responses_.n_motions(), 0.);
    const auto compose = [&] { responses_.compose(amplitudes, half, outside_, state); };
    compose();
    if (amplitudes.empty())
      return amplitudes;
    Values offsets;
    for (std::size_t i = 0; i < amplitudes.size(); ++i)
      offsets.push_back(responses_.force_on(i, half, state));
    const double load = half.level * system_.conditions().load_cases()[half.load_case].plate_force;
    amplitudes        = balance_.equilibrium(responses_.stiffness(), offsets, load);
    compose();
    return amplitudes;
  }


  template <int dim>
  std::vector<std::complex<double>>
  HarmonicCycle<dim>::find_oscillation(const Loading &half, OscillatingState &state) const
  {
    std::vector<Complex> amplitudes(responses_.n_motions(), 0.);
    state = compose(amplitudes, half);
    if (amplitudes.empty())
      return amplitudes;
    const double load = half.level * system_.conditions().load_cases()[half.load_case].plate_force;
    amplitudes        = balance_.oscillation(
      stiffness_in_phase_, stiffness_out_of_phase_, forces_on_motions(state, half), load);
    state = compose(amplitudes, half);
    return amplitudes;
  }


  template <int dim>
  void
  HarmonicCycle<dim>::run(const BiotAssembly<dim> &,
                          const std::size_t load_case,
                          const double      load_factor,
                          LoadedState      &state,
                          MechanicsReport &)
  {
    const Loading    half{load_case, load_factor / 2};
    OscillatingState oscillation;
    Values           amplitudes = find_mean(half, state);
    add(real_parts(find_oscillation(half, oscillation)), amplitudes);
    double force_on_plate = 0;
    if (system_.conditions().has_plate())
      force_on_plate =
        responses_.force_on(0, half, state) + forces_on_motions(oscillation, half).front().real();
    add(oscillation.in_phase, state);

    system_.update_ghosts(state);
    system_.update_ghosts(oscillation.in_phase);
    system_.update_ghosts(oscillation.out_of_phase);
    state.oscillation = std::move(oscillation);
    state.result      = results_(amplitudes, {load_case, load_factor}, force_on_plate, state);
  }


  template <int dim>
  void
  HarmonicCycle<dim>::for_each(const typename UnitResponses<dim>::NamedAction &action)
  {
    responses_.for_each(in_phase_, "_in_phase", action);
    responses_.for_each(out_of_phase_, "_out_of_phase", action);
    action("response_to_outside", outside_);
  }


  template class HarmonicCycle<2>;
  template class HarmonicCycle<3>;
} // namespace callus
