// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/diffusion.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  template <int dim>
  Diffusion<dim>::Diffusion(const Section             &root,
                            const Mesh<dim>           &mesh,
                            const std::vector<Region> &regions,
                            const HealingNodes<dim>   &nodes,
                            const Network             &network)
    : communicator_(mesh.communicator())
    , network_(network)
    , nodes_(nodes)
    , relative_tolerance_(
        root.subsection("Transport")
          .setting("Relative tolerance",
                   "1",
                   Range::between(1e-15, 1e-4),
                   "1e-10",
                   "Residual of a diffusion solve relative to its right-hand side"))
    , largest_number_of_iterations_(
        root.subsection("Transport")
          .count("Largest number of iterations",
                 2000,
                 "Conjugate-gradient iterations after which a diffusion solve counts as failed"))
    , coupling_(mesh, regions, nodes)
    , supply_(root.subsection("Processes"), mesh, regions, nodes, network)
    , conjugate_gradients_(coupling_, nodes, mesh.communicator())
    , diagonal_(nodes.n_owned())
    , right_hand_side_(nodes.n_owned())
  {
  }

  template <int dim>
  void
  Diffusion<dim>::prepare(double day, const PointTable &fields, const PointTable &drivers)
  {
    supply_.update(day, fields, drivers);
  }

  template <int dim>
  void
  Diffusion<dim>::implicit_step(FieldId       id,
                                double        step,
                                const double *production,
                                const double *loss,
                                double       *values)
  {
    const double start = MPI_Wtime();
    take_step(id, step, production, loss, values);
    report_.seconds += MPI_Wtime() - start;
  }

  template <int dim>
  void
  Diffusion<dim>::take_step(FieldId       id,
                            double        step,
                            const double *production,
                            const double *loss,
                            double       *values)
  {
    const Field &field = network_.catalogue()[id];
    for (std::size_t i = 0; i < nodes_.n_owned(); ++i)
      {
        const double volume = nodes_.volumes()[i];
        diagonal_[i]        = volume * (1 / step + (loss ? loss[i] : 0.));
        right_hand_side_[i] = volume * (values[i] / step + (production ? production[i] : 0.));
      }
    supply_.add(id, diagonal_, right_hand_side_);
    std::vector<char> held;
    supply_.hold(id, values, held);
    solve(field, held, values);
    keep_bounds(field, values);
  }

  template <int dim>
  void
  Diffusion<dim>::solve(const Field &field, const std::vector<char> &held, double *values)
  {
    if (field.diffusivity == 0)
      {
        for (std::size_t i = 0; i < nodes_.n_owned(); ++i)
          if (held.empty() || !held[i])
            values[i] = right_hand_side_[i] / diagonal_[i];
        return;
      }
    try
      {
        const auto result = conjugate_gradients_.solve(field.diffusivity,
                                                       diagonal_,
                                                       right_hand_side_,
                                                       held,
                                                       relative_tolerance_,
                                                       largest_number_of_iterations_,
                                                       values);
        ++report_.solves;
        report_.iterations += result.iterations;
        report_.largest_residual = std::max(report_.largest_residual, result.residual);
      }
    catch (const NumericalFailure &failure)
      {
        throw NumericalFailure(field.name + ": " + failure.what());
      }
  }

  template <int dim>
  void
  Diffusion<dim>::balance(FieldId id, const NetRate &net_rate, double *values)
  {
    constexpr unsigned int largest_number_of_newton_steps = 50;
    const Field           &field                          = network_.catalogue()[id];
    const std::size_t      n                              = nodes_.n_owned();
    std::vector<double>    rate(n), derivative(n), old(n), exchange(n), inflow(n);
    std::vector<char>      held;
    supply_.hold(id, values, held);
    supply_.add(id, exchange, inflow);
    for (unsigned int newton = 0; newton < largest_number_of_newton_steps; ++newton)
      {
        net_rate(values, rate.data(), derivative.data());
        // linearised about the last values y0: -(dr/dy) y + D K y + exchange y = r(y0) - (dr/dy) y0 + inflow
        for (std::size_t i = 0; i < n; ++i)
          {
            const double volume = nodes_.volumes()[i];
            const double slope  = -std::min(derivative[i], 0.);
            diagonal_[i]        = exchange[i] + volume * slope;
            right_hand_side_[i] = volume * (rate[i] + slope * values[i]) + inflow[i];
          }
        if (maximum(diagonal_.empty() ? 0.
                                      : *std::max_element(diagonal_.begin(), diagonal_.end())) <= 0)
          return; // no source, no loss: any constant is a balance, so the field stays as it is
        std::copy(values, values + n, old.begin());
        const double start = MPI_Wtime();
        solve(field, held, values);
        report_.seconds += MPI_Wtime() - start;
        double change = 0, largest = 0;
        for (std::size_t i = 0; i < n; ++i)
          {
            values[i] = std::min(std::max(values[i], field.lower_bound), field.upper_bound);
            change    = std::max(change, std::abs(values[i] - old[i]));
            largest   = std::max(largest, std::abs(values[i]));
          }
        change  = maximum(change);
        largest = maximum(largest);
        if (change <= 1e-9 * largest || largest == 0)
          return;
      }
    throw NumericalFailure(field.name + ": the quasi-steady balance did not converge in " +
                           std::to_string(largest_number_of_newton_steps) + " Newton steps");
  }

  template <int dim>
  void
  Diffusion<dim>::keep_bounds(const Field &field, double *values)
  {
    double largest = 0, beyond = 0;
    for (std::size_t i = 0; i < nodes_.n_owned(); ++i)
      {
        largest           = std::max(largest, std::abs(values[i]));
        const double kept = std::min(std::max(values[i], field.lower_bound), field.upper_bound);
        beyond            = std::max(beyond, std::abs(values[i] - kept));
        values[i]         = kept;
      }
    largest = maximum(largest);
    beyond  = maximum(beyond);
    if (largest == 0)
      return;
    report_.largest_clipping = std::max(report_.largest_clipping, beyond / largest);
    if (beyond > 1e-6 * largest)
      throw NumericalFailure(field.name + " left its bounds by " + std::to_string(beyond) + " " +
                             field.unit +
                             " in a diffusion step; lower Transport/Relative tolerance");
  }

  template <int dim>
  double
  Diffusion<dim>::maximum(double local) const
  {
    double global = 0;
    MPI_Allreduce(&local, &global, 1, MPI_DOUBLE, MPI_MAX, communicator_);
    return global;
  }

  template <int dim>
  DiffusionReport
  Diffusion<dim>::take_report()
  {
    const DiffusionReport report = report_;
    report_                      = {};
    return report;
  }

  template class Diffusion<2>;
  template class Diffusion<3>;
} // namespace callus
