// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/persistent_solve.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <limits>

namespace callus
{
  namespace
  {
    void
    copy(const std::vector<double> &values, const Vec vector)
    {
      double *target = nullptr;
      check_petsc(VecGetArrayWrite(vector, &target));
      std::copy(values.begin(), values.end(), target);
      check_petsc(VecRestoreArrayWrite(vector, &target));
    }

    void
    copy(const Vec vector, std::vector<double> &values)
    {
      const double *source = nullptr;
      check_petsc(VecGetArrayRead(vector, &source));
      std::copy(source, source + values.size(), values.begin());
      check_petsc(VecRestoreArrayRead(vector, &source));
    }

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
  PersistentSolve::create_krylov_solver()
  {
    check_petsc(KSPCreate(system_.communicator(), krylov_.out()));
    const KSP ksp = krylov_;
    check_petsc(KSPSetOptionsPrefix(ksp, settings_.prefix.c_str()));
    check_petsc(KSPSetOperators(ksp, system_.matrix(), system_.matrix()));
    check_petsc(KSPSetType(ksp, KSPFGMRES));
    check_petsc(KSPSetPCSide(ksp, PC_RIGHT));
    check_petsc(KSPSetInitialGuessNonzero(ksp, PETSC_TRUE));
    check_petsc(KSPGMRESSetRestart(ksp, settings_.restart));
    PC pc = nullptr;
    check_petsc(KSPGetPC(ksp, &pc));
    check_petsc(PCSetType(pc, PCSHELL));
    check_petsc(PCShellSetContext(pc, &system_));
    check_petsc(PCShellSetApply(pc, [](PC shell, Vec residual, Vec correction) -> PetscErrorCode {
      void *system = nullptr;
      PetscCall(PCShellGetContext(shell, &system));
      try
        {
          static_cast<KrylovSystem *>(system)->precondition(residual, correction);
        }
      catch (const NumericalFailure &)
        {
          return PETSC_ERR_LIB; // no exception may pass through PETSc's C code
        }
      return 0;
    }));
    check_petsc(KSPSetFromOptions(ksp));
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
    const bool first = !krylov_;
    if (first)
      create_krylov_solver();
    fell_back_      = false;
    const bool grew = iterations_.last > settings_.refresh_growth * iterations_.when_fresh;
    set_up(!first && !grew);
  }


  double
  PersistentSolve::compute_residual(const std::vector<double> &b,
                                    const std::vector<double> &x) const
  {
    copy(b, right_side_);
    copy(x, solution_);
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
    std::vector<double> result(b.size());
    copy(residual_, result);
    return result;
  }


  std::vector<double>
  PersistentSolve::product(const std::vector<double> &x) const
  {
    copy(x, solution_);
    check_petsc(MatMult(system_.matrix(), solution_, residual_));
    std::vector<double> result(x.size());
    copy(residual_, result);
    return result;
  }


  double
  PersistentSolve::dot(const std::vector<double> &x, const std::vector<double> &y) const
  {
    copy(x, solution_);
    copy(y, residual_);
    double result = 0;
    check_petsc(VecDot(solution_, residual_, &result));
    return result;
  }


  double
  PersistentSolve::norm(const std::vector<double> &x) const
  {
    copy(x, residual_);
    double result = 0;
    check_petsc(VecNorm(residual_, NORM_2, &result));
    return result;
  }


  std::string
  PersistentSolve::attempt(const KSP                  solver,
                           const std::vector<double> &b,
                           std::vector<double>       &x,
                           const double               tolerance,
                           SolveReport               &report)
  {
    constexpr unsigned int n_refinements = 3;
    KSPConvergedReason     reason        = KSP_CONVERGED_ITERATING;
    unsigned int           used          = 0;
    // the residual that FGMRES carries along and the true one differ by round-off: go on from where it stopped
    for (unsigned int i = 0; i < n_refinements; ++i)
      {
        check_petsc(
          KSPSetTolerances(solver, 1e-16, 0.99 * tolerance, 1e8, settings_.max_iterations));
        copy(b, right_side_);
        copy(x, solution_);
        check_petsc(KSPSolve(solver, right_side_, solution_));
        copy(solution_, x);
        PetscInt iterations = 0;
        check_petsc(KSPGetConvergedReason(solver, &reason));
        check_petsc(KSPGetIterationNumber(solver, &iterations));
        used += iterations;
        report.true_residual = compute_residual(b, x);
        if (report.true_residual <= tolerance || reason < 0)
          break;
      }
    report.iterations += used;
    iterations_.last = used;
    if (report.true_residual <= tolerance)
      return "";
    return std::string(KSPConvergedReasons[reason]) + " after " + std::to_string(used) +
           " iterations with residual " + format(report.true_residual) + " instead of " +
           format(tolerance);
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
                             SolveReport               &report)
  {
    PetscSolver                                                     direct;
    const std::vector<std::pair<std::string, std::function<KSP()>>> fallbacks = {
      {"fresh hierarchy",
       [&] {
         set_up(false);
         return KSP(krylov_);
       }},
      {"safer multigrid",
       [&] {
         set_up(false, MultigridEffort::safer);
         return KSP(krylov_);
       }},
      {"direct solver (MUMPS)", [&] {
         create_direct_solver(direct);
         return KSP(direct);
       }}};
    report.fallbacks = "iterative: ";
    for (const auto &[name, prepare] : fallbacks)
      {
        report.fallbacks += failure + "; " + name + ": ";
        x       = guess;
        failure = attempt(prepare(), b, x, report.tolerance, report);
        if (failure.empty())
          {
            report.fallbacks += "solved";
            break;
          }
      }
    return failure;
  }


  SolveReport
  PersistentSolve::solve(const std::vector<double> &b,
                         std::vector<double>       &x,
                         const double               tolerance)
  {
    const std::vector<double> guess = x;
    SolveReport               report;
    report.tolerance = std::max(tolerance, 5e-15 * norm(b)); // round-off allows no smaller residual

    std::string failure = attempt(krylov_, b, x, report.tolerance, report);
    if (failure.empty() && is_fresh_)
      iterations_.when_fresh = std::max(iterations_.when_fresh, iterations_.last);
    if (!failure.empty())
      {
        failure    = fall_back(failure, b, x, guess, report);
        fell_back_ = true;
      }
    if (!failure.empty())
      throw NumericalFailure("The mechanics system could not be solved: " + report.fallbacks +
                             failure + ".");
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
} // namespace callus
