// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/total_pressure_system.h"

#include "linear/pressure_multigrid.h"

namespace callus
{
  TotalPressureSystem::TotalPressureSystem(const NodeParents    &nodes,
                                           const std::size_t     n_owned_pressures,
                                           const TotalPressures &total,
                                           std::string           prefix,
                                           const MPI_Comm        communicator)
    : BlockSystem({nodes.dim * nodes.n_fine(), n_owned_pressures, total.n_owned},
                  std::move(prefix),
                  communicator)
    , is_cellwise_(total.is_cellwise)
    , displacement_multigrid_(nodes, communicator, BlockSystem::prefix() + "u_")
  {
  }


  void
  TotalPressureSystem::set_matrices(const TotalPressureBlocks &blocks)
  {
    const bool first = !elasticity_;
    if (first)
      elasticity_ = std::make_unique<ElasticityMatrices>(
        blocks.a, blocks.a_coarse, prefix() + "u_", communicator());
    else
      elasticity_->values_changed();
    copy(blocks.c, c_, "p_");
    check_petsc(MatScale(c_, -1.));
    copy(blocks.d, d_, "t_");
    check_petsc(MatScale(d_, -1.));
    copy(blocks.e, e_, "pt_");
    copy(blocks.e_transposed, e_transposed_, "pt_");
    copy(blocks.total_schur, total_schur_, "t_");
    copy(blocks.pore_schur, pore_schur_, "p_");
    if (!first)
      return;
    copy(blocks.b, b_, "ut_");
    copy(blocks.b_transposed, b_transposed_, "ut_");
    create_matrix(
      {elasticity_->fine(), nullptr, b_transposed_, nullptr, c_, e_, b_, e_transposed_, d_});
    check_petsc(MatCreateVecs(b_transposed_, nullptr, u_.out()));
    check_petsc(MatCreateVecs(c_, nullptr, p_.out()));
    check_petsc(MatCreateVecs(d_, nullptr, t_.out()));
  }


  PetscMatrix
  TotalPressureSystem::assembled() const
  {
    const PetscMatrix a = elasticity_->fine_with_entries();
    return assemble({a, nullptr, b_transposed_, nullptr, c_, e_, b_, e_transposed_, d_});
  }


  void
  TotalPressureSystem::create_total_solver()
  {
    const std::string prefix = BlockSystem::prefix() + "t_";
    PC                pc     = nullptr;
    check_petsc(KSPCreate(communicator(), total_solver_.out()));
    check_petsc(KSPSetOptionsPrefix(total_solver_, prefix.c_str()));
    check_petsc(KSPGetPC(total_solver_, &pc));
    check_petsc(PCSetType(pc, PCPBJACOBI));
    if (is_cellwise_)
      check_petsc(KSPSetType(total_solver_, KSPPREONLY));
    else
      {
        set_default_option("-" + prefix + "ksp_max_it", "4");
        check_petsc(KSPSetType(total_solver_, KSPCHEBYSHEV));
        check_petsc(KSPChebyshevSetEigenvalues(total_solver_, 2.5, 0.5));
        check_petsc(KSPSetNormType(total_solver_, KSP_NORM_NONE));
      }
    check_petsc(KSPSetFromOptions(total_solver_));
  }


  void
  TotalPressureSystem::set_up(const bool keep_aggregates, const MultigridEffort effort)
  {
    displacement_multigrid_.set_up(*elasticity_, keep_aggregates, effort);
    if (!total_solver_)
      {
        create_total_solver();
        pore_multigrid_ = make_pressure_multigrid(pore_schur_, prefix() + "p_", communicator());
      }
    check_petsc(KSPSetOperators(total_solver_, total_schur_, total_schur_));
    check_petsc(KSPSetUp(total_solver_));
    check_petsc(PCSetUp(pore_multigrid_));
  }


  void
  TotalPressureSystem::precondition(const Vec residual, const Vec correction)
  {
    const FieldOfVector r_u(residual, field(0)), r_p(residual, field(1)), r_t(residual, field(2)),
      z_u(correction, field(0)), z_p(correction, field(1)), z_t(correction, field(2));
    check_petsc(KSPSolve(total_solver_, r_t, z_t));
    check_petsc(MatMultAdd(e_, z_t, r_p, p_));
    check_petsc(PCApply(pore_multigrid_, p_, z_p));
    check_petsc(VecScale(z_p, -1.));

    check_petsc(MatMult(e_transposed_, z_p, t_));
    check_petsc(VecAXPY(t_, -1., r_t));
    check_petsc(KSPSolve(total_solver_, t_, z_t));

    check_petsc(MatMult(b_transposed_, z_t, u_));
    check_petsc(VecAYPX(u_, -1., r_u));
    displacement_multigrid_.apply(u_, z_u);
  }


  std::vector<double>
  TotalPressureSystem::energies(const Vec x)
  {
    return {energy_of_field(elasticity_->fine(), 0, x),
            energy_of_field(pore_schur_, 1, x),
            energy_of_field(total_schur_, 2, x)};
  }


  void
  TotalPressureSystem::get_diagonal(const Vec diagonal)
  {
    get_diagonal_of_field(elasticity_->fine(), 0, diagonal);
    get_diagonal_of_field(pore_schur_, 1, diagonal);
    get_diagonal_of_field(total_schur_, 2, diagonal);
  }
} // namespace callus
