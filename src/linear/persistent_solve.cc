// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/persistent_solve.h"

#include "linear/host_values.h"

#include <algorithm>
#include <cstdio>
#include <limits>

namespace callus
{
  namespace
  {
    std::string
    format(const double value)
    {
      char text[32];
      std::snprintf(text, sizeof(text), "%.2e", value);
      return text;
    }
  } // namespace


  PersistentSolve::PersistentSolve(KrylovSystem &system, SolverSettings settings)
    : system_(system)
    , settings_(std::move(settings))
    , krylov_(system,
              {settings_.max_iterations,
               settings_.restart,
               settings_.n_recycled,
               settings_.has_scaled_norm})
  {
    check_petsc(VecCreate(system.communicator(), right_side_.out()));
    check_petsc(VecSetSizes(right_side_, system.n_owned(), PETSC_DETERMINE));
    check_petsc(VecSetType(right_side_, VECSTANDARD));
    check_petsc(VecSetOptionsPrefix(right_side_, settings_.prefix.c_str()));
    check_petsc(VecSetFromOptions(right_side_));
    check_petsc(VecDuplicate(right_side_, solution_.out()));
    check_petsc(VecDuplicate(right_side_, residual_.out()));
  }


  void
  PersistentSolve::set_up(const bool keep_aggregates, const MultigridEffort effort)
  {
    const double start = MPI_Wtime();
    system_.set_up(keep_aggregates, effort);
    is_fresh_ = !keep_aggregates;
    n_hierarchies_ += is_fresh_;
    setup_seconds_ += MPI_Wtime() - start;
  }


  void
  PersistentSolve::matrices_changed()
  {
    fell_back_      = false;
    const bool grew = iterations_.last > settings_.refresh_growth * iterations_.when_fresh;
    set_up(n_hierarchies_ > 0 && !grew);
    krylov_.matrices_changed();
  }


  double
  PersistentSolve::compute_residual(const std::vector<double> &b,
                                    const std::vector<double> &x) const
  {
    set_host_values(b, right_side_);
    set_host_values(x, solution_);
    check_petsc(MatMult(system_.matrix(), solution_, residual_));
    check_petsc(VecAYPX(residual_, -1., right_side_));
    double result = 0;
    check_petsc(VecNorm(residual_, NORM_2, &result));
    return result;
  }


  std::vector<double>
  PersistentSolve::residual(const std::vector<double> &b, const std::vector<double> &x) const
  {
    compute_residual(b, x);
    return host_values(residual_);
  }


  std::vector<double>
  PersistentSolve::product(const std::vector<double> &x) const
  {
    set_host_values(x, solution_);
    check_petsc(MatMult(system_.matrix(), solution_, residual_));
    return host_values(residual_);
  }


  double
  PersistentSolve::dot_of_residuals(const std::vector<double> &x,
                                    const std::vector<double> &y) const
  {
    set_host_values(x, solution_);
    set_host_values(y, residual_);
    check_petsc(VecPointwiseMult(solution_, solution_, krylov_.scale()));
    check_petsc(VecPointwiseMult(residual_, residual_, krylov_.scale()));
    double result = 0;
    check_petsc(VecDot(solution_, residual_, &result));
    return result;
  }


  double
  PersistentSolve::norm(const std::vector<double> &x) const
  {
    set_host_values(x, residual_);
    double result = 0;
    check_petsc(VecNorm(residual_, NORM_2, &result));
    return result;
  }


  PersistentSolve::Solver
  PersistentSolve::iterative()
  {
    return [this](const Accuracy &accuracy, SolveReport &report) -> Attempt {
      const RecyclingGmres::Result result = krylov_.solve(right_side_, solution_, accuracy);
      report.error                        = result.error;
      report.energies                     = result.energies;
      return {result.iterations, result.converged};
    };
  }


  PersistentSolve::Attempt
  PersistentSolve::solve_directly(const KSP solver, const Accuracy &accuracy)
  {
    // the refinement's own residual and the true one differ by round-off
    check_petsc(
      KSPSetTolerances(solver, 1e-16, 0.99 * accuracy.residual, 1e8, settings_.max_iterations));
    check_petsc(KSPSolve(solver, right_side_, solution_));
    KSPConvergedReason reason;
    PetscInt           iterations = 0;
    check_petsc(KSPGetConvergedReason(solver, &reason));
    check_petsc(KSPGetIterationNumber(solver, &iterations));
    return {static_cast<unsigned int>(iterations), reason > 0};
  }


  std::string
  PersistentSolve::attempt(const Solver              &solver,
                           const std::vector<double> &b,
                           std::vector<double>       &x,
                           const Accuracy            &accuracy,
                           SolveReport               &report)
  {
    constexpr unsigned int n_refinements = 3;
    Attempt                all;
    report.error = 0; // of the attempt before
    report.energies.clear();
    // the residual that is carried along and the true one differ by round-off: go on from where it stopped
    for (unsigned int i = 0; i < n_refinements; ++i)
      {
        set_host_values(b, right_side_);
        set_host_values(x, solution_);
        const Attempt done = solver(accuracy, report);
        x                  = host_values(solution_);
        all.iterations += done.iterations;
        all.converged        = done.converged;
        report.true_residual = compute_residual(b, x);
        if (report.true_residual <= accuracy.residual || !done.converged)
          break;
      }
    report.tolerance = accuracy.residual;
    report.iterations += all.iterations;
    iterations_.last = all.iterations;
    if (all.converged && report.true_residual <= accuracy.residual)
      return "";
    return (all.converged ? "stagnated" : "not converged") + std::string(" after ") +
           std::to_string(all.iterations) + " iterations with residual " +
           format(report.true_residual) + " for " + format(accuracy.residual) +
           (report.error > 0 ? " and error " + format(report.error) : "");
  }


  void
  PersistentSolve::create_direct_solver(PetscSolver &solver) const
  {
    const PetscMatrix assembled = system_.assembled();
    check_petsc(KSPCreate(system_.communicator(), solver.out()));
    check_petsc(KSPSetOptionsPrefix(solver, (settings_.prefix + "direct_").c_str()));
    check_petsc(KSPSetOperators(solver, assembled, assembled));
    check_petsc(KSPSetType(solver, KSPFGMRES)); // refines the direct solution
    check_petsc(KSPSetInitialGuessNonzero(solver, PETSC_TRUE));
    PC pc = nullptr;
    check_petsc(KSPGetPC(solver, &pc));
    check_petsc(PCSetType(pc, PCLU));
    check_petsc(PCFactorSetMatSolverType(pc, MATSOLVERMUMPS));
    check_petsc(KSPSetFromOptions(solver));
  }


  std::string
  PersistentSolve::fall_back(std::string                failure,
                             const std::vector<double> &b,
                             std::vector<double>       &x,
                             const std::vector<double> &guess,
                             const Accuracy            &accuracy,
                             SolveReport               &report)
  {
    PetscSolver                                                        direct;
    const std::vector<std::pair<std::string, std::function<Solver()>>> fallbacks = {
      {"fresh hierarchy",
       [&] {
         set_up(false);
         return iterative();
       }},
      {"safer multigrid",
       [&] {
         set_up(false, MultigridEffort::safer);
         return iterative();
       }},
      {"direct solver (MUMPS)", [&]() -> Solver {
         create_direct_solver(direct);
         return
           [&](const Accuracy &wanted, SolveReport &) { return solve_directly(direct, wanted); };
       }}};
    report.fallbacks = "iterative: ";
    for (const auto &[name, prepare] : fallbacks)
      {
        report.fallbacks += failure + "; " + name + ": ";
        x       = guess;
        failure = attempt(prepare(), b, x, accuracy, report);
        if (failure.empty())
          {
            report.fallbacks += "solved";
            break;
          }
      }
    return failure;
  }


  SolveReport
  PersistentSolve::solve(const std::vector<double> &b, std::vector<double> &x, Accuracy accuracy)
  {
    const std::vector<double> guess = x;
    SolveReport               report;
    accuracy.residual   = std::max(accuracy.residual, round_off * norm(b));
    std::string failure = attempt(iterative(), b, x, accuracy, report);
    if (failure.empty() && is_fresh_)
      iterations_.when_fresh = std::max(iterations_.when_fresh, iterations_.last);
    if (!failure.empty())
      {
        failure    = fall_back(failure, b, x, guess, accuracy, report);
        fell_back_ = true;
      }
    if (!failure.empty())
      throw NumericalFailure("The mechanics system could not be solved: " + report.fallbacks +
                             failure + ".");
    last_residual_ = host_values(residual_);
    if (fell_back_) // whatever solves follow, the next matrices begin anew
      iterations_.last = std::numeric_limits<unsigned int>::max();
    return report;
  }


  void
  PersistentSolve::restore(const IterationMemory &memory)
  {
    iterations_ = memory;
    is_fresh_   = false;
  }


  RecycledDirections::Memory
  PersistentSolve::recycled_directions() const
  {
    return krylov_.memory();
  }


  void
  PersistentSolve::restore(const RecycledDirections::Memory &directions)
  {
    krylov_.restore(directions, right_side_);
  }
} // namespace callus
