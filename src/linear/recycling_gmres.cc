// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/recycling_gmres.h"

#include "linear/host_values.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    /// Of a residual that is carried along, for what round-off makes of the true one.
    constexpr double margin = 0.99;
    /// Part of ||b|| below which an error is no reason to go on.
    constexpr double least_residual = 1e-13;
  } // namespace


  /// What is still to be reached.
  struct RecyclingGmres::Goal
  {
    Goal(const Accuracy &accuracy, const unsigned int max_iterations, const Vec b)
      : accuracy(accuracy)
      , iterations_left(max_iterations)
      , estimates_error(std::isfinite(accuracy.error))
      , floor(std::min(accuracy.residual, least_residual * norm(b)))
    {
      if (estimates_error && !accuracy.forces.empty())
        {
          check_petsc(VecDuplicate(b, forces.out()));
          set_host_values(accuracy.forces, forces);
        }
    }

    /// @p of_error, @p of_solution: energies; @p x: the solution.
    void
    set_error(const std::vector<double> &of_error, std::vector<double> of_solution, const Vec x)
    {
      if (forces)
        {
          double product = 0;
          check_petsc(VecDot(forces, x, &product));
          of_solution[0] += 2 * product;
        }
      for (std::size_t i = 0; i < accuracy.elsewhere.size(); ++i)
        of_solution[i] += accuracy.elsewhere[i];
      result.error = 0;
      for (std::size_t i = 0; i < of_error.size(); ++i)
        if (of_error[i] > 0)
          {
            // a pressure that hardly matters beside the displacements needs no digits of its own
            const double all = of_solution[i] + (i > 0 ? of_solution[0] : 0.);
            result.error     = std::max(result.error, std::sqrt(of_error[i] / std::max(0., all)));
          }
      result.energies = std::move(of_solution);
    }

    const Accuracy &accuracy;
    unsigned int    iterations_left;
    bool            estimates_error; ///< still to be done
    double          floor;           ///< of residuals, for errors
    /// Of the scaled residual, before the next look at the error.
    double      target = std::numeric_limits<double>::infinity();
    double      ratio  = 1; ///< of the residual's norm to that of the scaled one
    PetscVector forces;
    Result      result;
  };


  /// One cycle of iterations.
  struct RecyclingGmres::Cycle
  {
    explicit Cycle(const double norm)
      : problem(norm)
      , residual(norm)
    {
    }

    HessenbergProblem                problem;
    std::vector<std::vector<double>> in_recycled; ///< columns of B
    double                           residual;    ///< norm of the scaled one
  };


  void
  RecyclingGmres::matrices_changed()
  {
    if (!scale_)
      {
        check_petsc(MatCreateVecs(system_.matrix(), nullptr, scale_.out()));
        check_petsc(VecDuplicate(scale_, inverse_scale_.out()));
        check_petsc(VecDuplicate(scale_, work_.out()));
      }
    if (settings_.is_scaled)
      system_.get_diagonal(inverse_scale_);
    else
      check_petsc(VecSet(inverse_scale_, 1.));
    check_petsc(VecSqrtAbs(inverse_scale_));
    check_petsc(VecCopy(inverse_scale_, scale_));
    check_petsc(VecReciprocal(scale_));
    recycled_.set_products([&](const Vec x, const Vec product) { multiply(x, product); });
  }


  void
  RecyclingGmres::multiply(const Vec x, const Vec product) const
  {
    check_petsc(MatMult(system_.matrix(), x, product));
    check_petsc(VecPointwiseMult(product, product, scale_));
  }


  RecyclingGmres::Result
  RecyclingGmres::solve(const Vec b, const Vec x, const Accuracy &accuracy)
  {
    grow(basis_, 1, b);
    const Vec residual = basis_[0];
    Goal      goal(accuracy, settings_.max_iterations, b);
    while (!goal.result.converged && goal.iterations_left > 0)
      {
        check_petsc(MatMult(system_.matrix(), x, residual));
        check_petsc(VecAYPX(residual, -1., b));
        const double unscaled = norm(residual);
        check_petsc(VecPointwiseMult(residual, residual, scale_));
        recycled_.add(1, recycled_.project(residual), x);
        const double scaled = norm(residual);
        goal.ratio          = scaled > 0 ? unscaled / scaled : 1.;
        run_cycle(scaled, goal, x);
      }
    return goal.result;
  }


  void
  RecyclingGmres::run_cycle(const double start, Goal &goal, const Vec x)
  {
    Cycle      cycle(start);
    const auto most = std::min<std::size_t>(settings_.restart, goal.iterations_left);
    if (start > 0)
      check_petsc(VecScale(basis_[0], 1 / start));
    for (std::size_t n = 0; n < most && std::isfinite(cycle.residual); ++n)
      {
        goal.result.converged = !goal.estimates_error && has_small_residual(cycle, goal);
        if (goal.result.converged)
          break;
        grow(corrections_, n + 1, x);
        check_petsc(VecPointwiseMult(work_, basis_[n], inverse_scale_));
        system_.precondition(work_, corrections_[n]);
        if (goal.estimates_error && cycle.residual <= goal.target &&
            has_small_residual(cycle, goal))
          estimate_error(cycle, x, goal);
        goal.result.converged = !goal.estimates_error && has_small_residual(cycle, goal);
        if (goal.result.converged)
          break;
        extend(cycle);
      }
    if (!std::isfinite(cycle.residual))
      {
        goal.iterations_left = 0;
        return;
      }
    add_correction(cycle, x);
    recycled_.choose(basis_, corrections_, cycle.in_recycled, cycle.problem);
    goal.iterations_left -= cycle.problem.n_columns();
    goal.result.iterations += cycle.problem.n_columns();
  }


  bool
  RecyclingGmres::has_small_residual(const Cycle &cycle, Goal &goal)
  {
    const double wanted = margin * goal.accuracy.residual;
    // what it was the last time tells when it is worth the sum over the basis
    if (cycle.residual * goal.ratio > 2 * wanted)
      return false;
    check_petsc(VecSet(work_, 0.));
    add_combination(1, cycle.problem.residual_in_basis(), basis_, work_);
    check_petsc(VecPointwiseMult(work_, work_, inverse_scale_));
    const double residual = norm(work_);
    if (cycle.residual > 0)
      goal.ratio = residual / cycle.residual;
    return residual <= wanted;
  }


  void
  RecyclingGmres::extend(Cycle &cycle)
  {
    const std::size_t n = cycle.problem.n_columns();
    grow(basis_, n + 2, basis_[0]);
    const Vec next = basis_[n + 1];
    multiply(corrections_[n], next);
    cycle.in_recycled.push_back(recycled_.project(next));
    std::vector<double> column = dot(basis_, n + 1, next);
    add_combination(-1, column, basis_, next);
    column.push_back(norm(next));
    if (column.back() > 0)
      check_petsc(VecScale(next, 1 / column.back()));
    cycle.problem.add(column);
    cycle.residual = cycle.problem.residual();
  }


  void
  RecyclingGmres::add_correction(const Cycle &cycle, const Vec x) const
  {
    const std::vector<double> y = cycle.problem.solution();
    std::vector<double>       in_recycled(recycled_.size(), 0.);
    for (std::size_t j = 0; j < y.size(); ++j)
      for (std::size_t i = 0; i < in_recycled.size(); ++i)
        in_recycled[i] += cycle.in_recycled[j][i] * y[j];
    add_combination(1, y, corrections_, x);
    recycled_.add(-1, in_recycled, x);
  }


  void
  RecyclingGmres::estimate_error(const Cycle &cycle, const Vec x, Goal &goal)
  {
    check_petsc(VecSet(work_, 0.));
    add_combination(1, cycle.problem.residual_in_basis(), corrections_, work_);
    const std::vector<double> of_error = system_.energies(work_);

    check_petsc(VecCopy(x, work_));
    add_correction(cycle, work_);
    goal.set_error(of_error, system_.energies(work_), work_);
    if (goal.result.error <= goal.accuracy.error || cycle.residual * goal.ratio <= goal.floor)
      goal.estimates_error = false;
    else // both fall together, more or less: look again early rather than late
      goal.target =
        cycle.residual * std::clamp(0.8 * goal.accuracy.error / goal.result.error, 0.1, 0.7);
  }
} // namespace callus
