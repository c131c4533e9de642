// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/biot_solver.h"

#include <cmath>
#include <cstdio>
#include <functional>
#include <limits>

namespace callus
{
  namespace
  {
    /// A vector of PETSc over our own memory.
    class Wrapped
    {
    public:
      Wrapped(const Vec layout, const std::vector<double> &values)
        : vector_(layout)
      {
        check_petsc(VecPlaceArray(vector_, values.data()));
      }
      ~Wrapped()
      {
        VecResetArray(vector_);
      }
      operator Vec() const
      {
        return vector_;
      }

    private:
      Vec vector_;
    };

    std::string
    format(const double value)
    {
      char text[32];
      std::snprintf(text, sizeof(text), "%.2e", value);
      return text;
    }
  } // namespace


  class BiotSolver::Implementation
  {
  public:
    Implementation(NodeParents               nodes,
                   const std::size_t         n_owned_pressures,
                   const BiotSolverSettings &settings,
                   const MPI_Comm            communicator);

    void
    set_up(bool keep_aggregates, MultigridEffort effort = MultigridEffort::usual);
    void
    create_krylov_solver();
    /// Runs one Krylov solver; empty if it converged, else what went wrong.
    std::string
    attempt(KSP                        solver,
            const std::vector<double> &b,
            std::vector<double>       &x,
            double                     tolerance,
            BiotSolveReport           &report);
    void
    create_direct_solver(PetscSolver &solver) const;
    std::vector<double>
    residual(const std::vector<double> &b, const std::vector<double> &x) const;
    double
    norm(const std::vector<double> &x) const;
    PetscErrorCode
    precondition(Vec residual, Vec correction);

    MPI_Comm           communicator_;
    BiotSolverSettings settings_;
    std::size_t        n_u_, n_p_;

    DisplacementMultigrid displacement_multigrid_;
    PetscPreconditioner   pressure_multigrid_;
    PetscMatrix           a_, a_coarse_, b_, b_transposed_, c_, schur_, system_;
    PetscSolver           krylov_;
    // layouts: all unknowns (twice, for right-hand side and solution), displacements, pressures
    PetscVector all_, all_2_, u_, u_2_, u_3_, p_, p_2_;

    IterationMemory iterations_;
    unsigned int    n_hierarchies_ = 0;
    bool            is_fresh_      = false;
    bool            fell_back_     = false; ///< with the present matrices
    double          setup_seconds_ = 0;
  };


  BiotSolver::Implementation::Implementation(NodeParents               nodes,
                                             const std::size_t         n_owned_pressures,
                                             const BiotSolverSettings &settings,
                                             const MPI_Comm            communicator)
    : communicator_(communicator)
    , settings_(settings)
    , n_u_(nodes.dim * nodes.n_fine())
    , n_p_(n_owned_pressures)
    , displacement_multigrid_(nodes, communicator, settings.prefix + "u_")
  {
    const auto layout = [&](PetscVector &v, const std::size_t n, const unsigned int block_size) {
      check_petsc(
        VecCreateMPIWithArray(communicator, block_size, n, PETSC_DETERMINE, nullptr, v.out()));
    };
    layout(all_, n_u_ + n_p_, 1);
    layout(all_2_, n_u_ + n_p_, 1);
    layout(u_, n_u_, nodes.dim);
    layout(u_2_, n_u_, nodes.dim);
    layout(p_, n_p_, 1);
    layout(p_2_, n_p_, 1);
    check_petsc(VecCreateMPI(communicator, n_u_, PETSC_DETERMINE, u_3_.out()));
    check_petsc(VecSetBlockSize(u_3_, nodes.dim));
  }


  // z_p = -S^-1 r_p,  z_u = A^-1 (r_u - B^T z_p)
  PetscErrorCode
  BiotSolver::Implementation::precondition(const Vec residual, const Vec correction)
  {
    const double *r = nullptr;
    double       *z = nullptr;
    PetscCall(VecGetArrayRead(residual, &r));
    PetscCall(VecGetArray(correction, &z));
    PetscCall(VecPlaceArray(u_, r));
    PetscCall(VecPlaceArray(p_, r + n_u_));
    PetscCall(VecPlaceArray(u_2_, z));
    PetscCall(VecPlaceArray(p_2_, z + n_u_));

    PetscCall(PCApply(pressure_multigrid_, p_, p_2_));
    PetscCall(MatMult(b_transposed_, p_2_, u_3_)); // S^-1 r_p, the sign follows
    PetscCall(VecScale(p_2_, -1.));
    PetscCall(VecAYPX(u_3_, 1., u_));
    displacement_multigrid_.apply(u_3_, u_2_);

    for (const Vec v : {Vec(u_), Vec(p_), Vec(u_2_), Vec(p_2_)})
      PetscCall(VecResetArray(v));
    PetscCall(VecRestoreArray(correction, &z));
    PetscCall(VecRestoreArrayRead(residual, &r));
    return 0;
  }


  void
  BiotSolver::Implementation::create_krylov_solver()
  {
    check_petsc(KSPCreate(communicator_, krylov_.out()));
    const KSP ksp = krylov_;
    check_petsc(KSPSetOptionsPrefix(ksp, settings_.prefix.c_str()));
    check_petsc(KSPSetOperators(ksp, system_, system_));
    check_petsc(KSPSetType(ksp, KSPFGMRES));
    check_petsc(KSPSetPCSide(ksp, PC_RIGHT));
    check_petsc(KSPSetInitialGuessNonzero(ksp, PETSC_TRUE));
    check_petsc(KSPGMRESSetRestart(ksp, settings_.restart));
    PC pc = nullptr;
    check_petsc(KSPGetPC(ksp, &pc));
    check_petsc(PCSetType(pc, PCSHELL));
    check_petsc(PCShellSetContext(pc, this));
    check_petsc(PCShellSetApply(pc, [](PC shell, Vec residual, Vec correction) -> PetscErrorCode {
      void *self = nullptr;
      PetscCall(PCShellGetContext(shell, &self));
      try
        {
          return static_cast<Implementation *>(self)->precondition(residual, correction);
        }
      catch (const NumericalFailure &)
        {
          return PETSC_ERR_LIB; // no exception may pass through PETSc's C code
        }
    }));
    check_petsc(KSPSetFromOptions(ksp));
  }


  void
  BiotSolver::Implementation::set_up(const bool keep_aggregates, const MultigridEffort effort)
  {
    const double start = MPI_Wtime();
    displacement_multigrid_.set_up(a_, a_coarse_, keep_aggregates, effort);
    if (!pressure_multigrid_)
      {
        check_petsc(PCCreate(communicator_, pressure_multigrid_.out()));
        check_petsc(PCSetOptionsPrefix(pressure_multigrid_, (settings_.prefix + "p_").c_str()));
        check_petsc(PCSetType(pressure_multigrid_, PCHYPRE));
        check_petsc(PCHYPRESetType(pressure_multigrid_, "boomeramg"));
        check_petsc(PCSetOperators(pressure_multigrid_, schur_, schur_));
        check_petsc(PCSetFromOptions(pressure_multigrid_));
      }
    check_petsc(PCSetUp(pressure_multigrid_));
    is_fresh_ = !keep_aggregates;
    n_hierarchies_ += is_fresh_;
    setup_seconds_ += MPI_Wtime() - start;
  }


  std::vector<double>
  BiotSolver::Implementation::residual(const std::vector<double> &b,
                                       const std::vector<double> &x) const
  {
    std::vector<double> result(b.size());
    {
      const Wrapped solution(all_2_, x), product(all_, result);
      check_petsc(MatMult(system_, solution, product));
    }
    for (std::size_t i = 0; i < b.size(); ++i)
      result[i] = b[i] - result[i];
    return result;
  }


  double
  BiotSolver::Implementation::norm(const std::vector<double> &x) const
  {
    const Wrapped vector(all_, x);
    double        result = 0;
    check_petsc(VecNorm(vector, NORM_2, &result));
    return result;
  }


  std::string
  BiotSolver::Implementation::attempt(const KSP                  solver,
                                      const std::vector<double> &b,
                                      std::vector<double>       &x,
                                      const double               tolerance,
                                      BiotSolveReport           &report)
  {
    constexpr unsigned int n_refinements = 3;
    KSPConvergedReason     reason        = KSP_CONVERGED_ITERATING;
    unsigned int           used          = 0;
    // the residual that FGMRES carries along and the true one differ by round-off: go on from where it stopped
    for (unsigned int i = 0; i < n_refinements; ++i)
      {
        check_petsc(
          KSPSetTolerances(solver, 1e-16, 0.99 * tolerance, 1e8, settings_.max_iterations));
        {
          const Wrapped right_side(all_, b), solution(all_2_, x);
          check_petsc(KSPSolve(solver, right_side, solution));
        }
        PetscInt iterations = 0;
        check_petsc(KSPGetConvergedReason(solver, &reason));
        check_petsc(KSPGetIterationNumber(solver, &iterations));
        used += iterations;
        report.true_residual = norm(residual(b, x));
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
  BiotSolver::Implementation::create_direct_solver(PetscSolver &solver) const
  {
    PetscMatrix assembled;
    check_petsc(MatConvert(system_, MATAIJ, MAT_INITIAL_MATRIX, assembled.out()));
    check_petsc(KSPCreate(communicator_, solver.out()));
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


  BiotSolver::BiotSolver(NodeParents               nodes,
                         const std::size_t         n_owned_pressures,
                         const BiotSolverSettings &settings,
                         const MPI_Comm            communicator)
    : implementation_(std::make_unique<Implementation>(std::move(nodes),
                                                       n_owned_pressures,
                                                       settings,
                                                       communicator))
  {
  }


  BiotSolver::~BiotSolver() = default;


  void
  BiotSolver::set_matrices(const OwnRows &a,
                           const OwnRows &a_coarse,
                           const OwnRows &b,
                           const OwnRows &b_transposed,
                           const OwnRows &c,
                           const OwnRows &schur,
                           const bool     is_new_coupling)
  {
    Implementation &self  = *implementation_;
    const bool      first = !self.a_;
    a.copy_to(self.a_, self.communicator_, true);
    a_coarse.copy_to(self.a_coarse_, self.communicator_, false);
    c.copy_to(self.c_, self.communicator_, false);
    check_petsc(MatScale(self.c_, -1.));
    schur.copy_to(self.schur_, self.communicator_, false);
    if (first || is_new_coupling)
      {
        b.copy_to(self.b_, self.communicator_, false);
        b_transposed.copy_to(self.b_transposed_, self.communicator_, false);
      }
    if (first)
      {
        Mat blocks[4] = {self.a_, self.b_transposed_, self.b_, self.c_};
        check_petsc(
          MatCreateNest(self.communicator_, 2, nullptr, 2, nullptr, blocks, self.system_.out()));
        self.create_krylov_solver();
      }

    self.fell_back_ = false;
    const bool grew =
      self.iterations_.last > self.settings_.refresh_growth * self.iterations_.when_fresh;
    self.set_up(!first && !grew);
  }


  BiotSolveReport
  BiotSolver::solve(const std::vector<double> &b,
                    std::vector<double>       &x,
                    const double               wanted_tolerance)
  {
    Implementation &self = *implementation_;
    // round-off allows no smaller residual
    const double              tolerance = std::max(wanted_tolerance, 5e-15 * self.norm(b));
    const std::vector<double> guess     = x;
    BiotSolveReport           report;
    report.tolerance = tolerance;

    std::string failure = self.attempt(self.krylov_, b, x, tolerance, report);
    if (failure.empty() && self.is_fresh_)
      self.iterations_.when_fresh = std::max(self.iterations_.when_fresh, self.iterations_.last);

    PetscSolver                                                     direct;
    const std::vector<std::pair<std::string, std::function<KSP()>>> fallbacks = {
      {"fresh hierarchy",
       [&] {
         self.set_up(false);
         return KSP(self.krylov_);
       }},
      {"safer multigrid",
       [&] {
         self.set_up(false, MultigridEffort::safer);
         return KSP(self.krylov_);
       }},
      {"direct solver (MUMPS)", [&] {
         self.create_direct_solver(direct);
         return KSP(direct);
       }}};
    if (!failure.empty())
      report.fallbacks = "iterative: ";
    for (const auto &[name, prepare] : fallbacks)
      if (!failure.empty())
        {
          report.fallbacks += failure + "; " + name + ": ";
          x       = guess;
          failure = self.attempt(prepare(), b, x, tolerance, report);
          if (failure.empty())
            {
              report.fallbacks += "solved";
              self.fell_back_ = true;
            }
        }
    if (!failure.empty())
      throw NumericalFailure("The mechanics system could not be solved: " + report.fallbacks +
                             failure + ".");
    if (self.fell_back_) // whatever solves follow, the next matrices begin anew
      self.iterations_.last = std::numeric_limits<unsigned int>::max();
    return report;
  }


  std::vector<double>
  BiotSolver::residual(const std::vector<double> &b, const std::vector<double> &x) const
  {
    return implementation_->residual(b, x);
  }


  double
  BiotSolver::norm(const std::vector<double> &x) const
  {
    return implementation_->norm(x);
  }


  double
  BiotSolver::setup_seconds() const
  {
    return implementation_->setup_seconds_;
  }


  unsigned int
  BiotSolver::n_hierarchies() const
  {
    return implementation_->n_hierarchies_;
  }


  BiotSolver::IterationMemory
  BiotSolver::iteration_memory() const
  {
    return implementation_->iterations_;
  }


  void
  BiotSolver::restore(const IterationMemory &memory)
  {
    implementation_->iterations_ = memory;
    implementation_->is_fresh_   = false;
  }
} // namespace callus
