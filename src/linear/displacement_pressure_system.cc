// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/displacement_pressure_system.h"

#include "linear/pressure_multigrid.h"

namespace callus
{
  DisplacementPressureSystem::DisplacementPressureSystem(const NodeParents &nodes,
                                                         const std::size_t  n_owned_pressures,
                                                         std::string        prefix,
                                                         const MPI_Comm     communicator)
    : BlockSystem({nodes.dim * nodes.n_fine(), n_owned_pressures}, std::move(prefix), communicator)
    , displacement_multigrid_(nodes, communicator, BlockSystem::prefix() + "u_")
  {
  }


  void
  DisplacementPressureSystem::set_matrices(const BiotBlocks &blocks, const bool is_new_coupling)
  {
    const bool first = !elasticity_;
    if (first)
      elasticity_ = std::make_unique<ElasticityMatrices>(
        blocks.a, blocks.a_coarse, prefix() + "u_", communicator());
    else
      elasticity_->values_changed();
    set_pressure_matrices(blocks.c, blocks.schur);
    same_displacements_ = has_new_aggregates_ = false;
    if (first || is_new_coupling)
      {
        copy(blocks.b, b_, "up_");
        copy(blocks.b_transposed, b_transposed_, "up_");
      }
    if (first)
      {
        create_matrix({elasticity_->fine(), b_transposed_, b_, c_});
        check_petsc(MatCreateVecs(b_transposed_, nullptr, u_.out()));
      }
  }


  void
  DisplacementPressureSystem::set_pressure_matrices(const OwnRows &c, const OwnRows &schur)
  {
    copy(c, c_, "p_");
    check_petsc(MatScale(c_, -1.));
    copy(schur, schur_, "p_");
    same_displacements_ = true;
  }


  bool
  DisplacementPressureSystem::is_current(const bool            keep_aggregates,
                                         const MultigridEffort effort) const
  {
    return same_displacements_ && effort == effort_ && (keep_aggregates || has_new_aggregates_);
  }


  PetscMatrix
  DisplacementPressureSystem::assembled() const
  {
    const PetscMatrix a = displacements_with_entries();
    return assemble({a, b_transposed_, b_, c_});
  }


  void
  DisplacementPressureSystem::set_up(const bool keep_aggregates, const MultigridEffort effort)
  {
    if (!is_current(keep_aggregates, effort))
      {
        displacement_multigrid_.set_up(*elasticity_, keep_aggregates, effort);
        has_new_aggregates_ = has_new_aggregates_ || !keep_aggregates;
      }
    effort_             = effort;
    same_displacements_ = false; // who asks again without new matrices wants it made again
    if (!pressure_multigrid_)
      pressure_multigrid_ = make_pressure_multigrid(schur_, prefix() + "p_", communicator());
    check_petsc(PCSetUp(pressure_multigrid_));
  }


  // z_p = -S^-1 r_p,  z_u = A^-1 (r_u - B^T z_p)
  void
  DisplacementPressureSystem::precondition(const Vec residual, const Vec correction)
  {
    const FieldOfVector r_u(residual, field(0)), r_p(residual, field(1)), z_u(correction, field(0)),
      z_p(correction, field(1));
    check_petsc(PCApply(pressure_multigrid_, r_p, z_p));
    check_petsc(VecScale(z_p, -1.));
    check_petsc(MatMult(b_transposed_, z_p, u_));
    check_petsc(VecAYPX(u_, -1., r_u));
    displacement_multigrid_.apply(u_, z_u);
  }


  std::vector<double>
  DisplacementPressureSystem::energies(const Vec x)
  {
    return {energy_of_field(elasticity_->fine(), 0, x), energy_of_field(schur_, 1, x)};
  }


  void
  DisplacementPressureSystem::get_diagonal(const Vec diagonal)
  {
    get_diagonal_of_field(elasticity_->fine(), 0, diagonal);
    get_diagonal_of_field(schur_, 1, diagonal);
  }
} // namespace callus
