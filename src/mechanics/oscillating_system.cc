// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/oscillating_system.h"

#include "mechanics/report_solve.h"

#include <cmath>

namespace callus
{
  namespace
  {
    SolverSettings
    with_prefix(SolverSettings settings, const std::string &more)
    {
      settings.prefix += more;
      return settings;
    }
  } // namespace


  template <int dim>
  OscillatingSystem<dim>::OscillatingSystem(LoadedSystem<dim> &system, const double frequency)
    : system_(system)
    , step_equations_(*system.equations().displacement_pressure())
    , length_(1 / (2 * std::acos(-1.) * frequency))
    , storage_(step_equations_.pressure_pattern())
    , step_(storage_)
    , schur_(storage_)
    , equations_(step_equations_.system(),
                 system.n_displacements(),
                 system.n_pressures(),
                 system.settings().solver.prefix + "harmonic_")
    , solver_(equations_, with_prefix(system.settings().solver, "harmonic_"))
  {
  }


  template <int dim>
  void
  OscillatingSystem<dim>::assemble(const BiotAssembly<dim> &assembly, MechanicsReport &report)
  {
    const double start = MPI_Wtime(), setup_before = solver_.setup_seconds();
    step_equations_.assemble_pressure(assembly, 0, storage_, schur_);
    step_equations_.assemble_pressure(assembly, length_, step_, schur_);
    equations_.set_matrices(storage_, step_, schur_);
    solver_.matrices_changed();
    const double setup = solver_.setup_seconds() - setup_before;
    report.setup_seconds += setup;
    report.assembly_seconds += MPI_Wtime() - start - setup;
  }


  template <int dim>
  void
  OscillatingSystem<dim>::solve(const Values        &right_side,
                                SuccessiveSolutions &in_phase,
                                SuccessiveSolutions &out_of_phase,
                                ResponseReference    reference,
                                MechanicsReport     &report)
  {
    const std::size_t   n    = right_side.size();
    Values              both = right_side;
    std::vector<Values> earlier;
    both.resize(2 * n, 0.);
    if (!reference.forces.empty())
      reference.forces.resize(2 * n, 0.);
    for (std::size_t k = 0; k < in_phase.kept().size(); ++k)
      {
        earlier.push_back(in_phase.kept()[k]);
        const Values &more = out_of_phase.kept()[k];
        earlier.back().insert(earlier.back().end(), more.begin(), more.end());
      }
    const Response response =
      report_solve(solver_, both, earlier, system_.settings(), reference, report);
    const auto half = [n](const Values &whole, const bool is_second) {
      const auto middle = whole.begin() + n;
      return is_second ? Values(middle, whole.end()) : Values(whole.begin(), middle);
    };
    in_phase.add(half(response.x, false), half(response.left, false));
    out_of_phase.add(half(response.x, true), half(response.left, true));
  }


  template class OscillatingSystem<2>;
  template class OscillatingSystem<3>;
} // namespace callus
