// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/conjugate_gradients.h"

#include "base/problems.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace callus
{
  template <int dim>
  ConjugateGradients<dim>::ConjugateGradients(const NodeCoupling<dim> &coupling,
                                              const HealingNodes<dim> &nodes,
                                              MPI_Comm                 communicator)
    : coupling_(coupling)
    , nodes_(nodes)
    , communicator_(communicator)
    , with_ghosts_(nodes.n_local())
    , residual_(nodes.n_owned())
    , direction_(nodes.n_owned())
    , product_(nodes.n_owned())
    , inverse_(nodes.n_owned())
  {
  }

  template <int dim>
  double
  ConjugateGradients<dim>::sum(double local) const
  {
    double global = 0;
    MPI_Allreduce(&local, &global, 1, MPI_DOUBLE, MPI_SUM, communicator_);
    return global;
  }

  template <int dim>
  void
  ConjugateGradients<dim>::apply(const double *values, std::vector<double> &result)
  {
    std::copy(values, values + nodes_.n_owned(), with_ghosts_.begin());
    nodes_.update_ghosts(with_ghosts_);
    const auto &begin  = coupling_.row_begin();
    const auto &column = coupling_.column();
    const auto &g      = coupling_.coefficient();
    for (std::size_t i = 0; i < nodes_.n_owned(); ++i)
      {
        // differences, not row sum times value: a uniform field has no flux to the last digit
        double flux = 0;
        for (unsigned int k = begin[i]; k < begin[i + 1]; ++k)
          flux += g[k] * (with_ghosts_[i] - with_ghosts_[column[k]]);
        result[i] = flux;
      }
  }

  template <int dim>
  double
  ConjugateGradients<dim>::right_side_norm(const double               diffusivity,
                                           const std::vector<double> &right_hand_side,
                                           const std::vector<char>   &held,
                                           const double              *values)
  {
    const std::size_t n = nodes_.n_owned();
    std::fill(product_.begin(), product_.end(), 0.);
    if (!held.empty())
      {
        for (std::size_t i = 0; i < n; ++i)
          direction_[i] = held[i] ? values[i] : 0.;
        apply(direction_.data(), product_);
      }
    double result = 0;
    for (std::size_t i = 0; i < n; ++i)
      {
        const double flux = right_hand_side[i] - diffusivity * product_[i];
        result += flux * flux * inverse_[i];
      }
    return std::sqrt(sum(result));
  }

  template <int dim>
  typename ConjugateGradients<dim>::Result
  ConjugateGradients<dim>::solve(double                     diffusivity,
                                 const std::vector<double> &diagonal,
                                 const std::vector<double> &right_hand_side,
                                 const std::vector<char>   &held,
                                 double                     relative_tolerance,
                                 unsigned int               largest_number_of_iterations,
                                 double                    *values)
  {
    const std::size_t n    = nodes_.n_owned();
    const auto        free = [&](std::size_t i) { return held.empty() || !held[i]; };
    for (std::size_t i = 0; i < n; ++i)
      inverse_[i] = free(i) ? 1. / (diagonal[i] + diffusivity * coupling_.row_sum()[i]) : 0.;
    const double scale = right_side_norm(diffusivity, right_hand_side, held, values);

    const auto update_residual = [&]() {
      apply(values, product_);
      for (std::size_t i = 0; i < n; ++i)
        residual_[i] =
          free(i) ? right_hand_side[i] - diagonal[i] * values[i] - diffusivity * product_[i] : 0.;
    };
    const auto residual_norm_squared = [&]() {
      double local = 0;
      for (std::size_t i = 0; i < n; ++i)
        local += residual_[i] * residual_[i] * inverse_[i];
      return sum(local);
    };

    update_residual();
    double residual_sum = 0, diagonal_sum = 0;
    for (std::size_t i = 0; i < n; ++i)
      {
        residual_sum += residual_[i];
        diagonal_sum += free(i) ? diagonal[i] : 0.;
      }
    residual_sum = sum(residual_sum);
    diagonal_sum = sum(diagonal_sum);
    if (held.empty() && diagonal_sum > 0)
      {
        for (std::size_t i = 0; i < n; ++i)
          values[i] += residual_sum / diagonal_sum;
        update_residual();
      }

    double       rho       = residual_norm_squared();
    unsigned int iteration = 0;
    for (std::size_t i = 0; i < n; ++i)
      direction_[i] = inverse_[i] * residual_[i];
    while (std::sqrt(rho) > relative_tolerance * scale && iteration < largest_number_of_iterations)
      {
        apply(direction_.data(), product_);
        double curvature = 0;
        for (std::size_t i = 0; i < n; ++i)
          {
            product_[i] = free(i) ? diagonal[i] * direction_[i] + diffusivity * product_[i] : 0.;
            curvature += direction_[i] * product_[i];
          }
        const double alpha = rho / sum(curvature);
        for (std::size_t i = 0; i < n; ++i)
          {
            values[i] += alpha * direction_[i];
            residual_[i] -= alpha * product_[i];
          }
        const double new_rho = residual_norm_squared();
        for (std::size_t i = 0; i < n; ++i)
          direction_[i] = inverse_[i] * residual_[i] + new_rho / rho * direction_[i];
        rho = new_rho;
        ++iteration;
      }
    update_residual();
    const double true_residual = scale > 0 ? std::sqrt(residual_norm_squared()) / scale : 0.;
    const double round_off =
      1e-12; // what the recursion may lose against the residual computed anew
    if (!(true_residual <= 10 * relative_tolerance + round_off))
      {
        std::ostringstream text;
        text << "diffusion solve: relative residual " << true_residual << " after " << iteration
             << " iterations";
        throw NumericalFailure(text.str());
      }
    return {iteration, true_residual};
  }

  template class ConjugateGradients<2>;
  template class ConjugateGradients<3>;
} // namespace callus
