// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/displacement_pressure_system.h"

namespace callus
{
  DisplacementPressureSystem::DisplacementPressureSystem(const NodeParents &nodes,
                                                         const std::size_t  n_owned_pressures,
                                                         std::string        prefix,
                                                         const MPI_Comm     communicator)
    : BlockSystem({nodes.dim * nodes.n_fine(), n_owned_pressures}, communicator)
    , prefix_(std::move(prefix))
    , displacement_multigrid_(nodes, communicator, prefix_ + "u_")
  {
  }


  void
  DisplacementPressureSystem::set_matrices(const BiotBlocks &blocks, const bool is_new_coupling)
  {
    const bool first = !a_;
    const auto copy =
      [&](const OwnRows &rows, PetscMatrix &matrix, const MatType type, const std::string &name) {
        rows.copy_to(matrix, communicator(), type, prefix_ + name);
      };
    copy(blocks.a, a_, MATBAIJ, "u_");
    copy(blocks.a_coarse, a_coarse_, MATAIJ, "u_coarse_");
    copy(blocks.a_coarse, a_coarse_products_, MATBAIJ, "u_coarse_products_");
    set_pressure_matrices(blocks.c, blocks.schur);
    same_displacements_ = has_new_aggregates_ = false;
    if (first || is_new_coupling)
      {
        copy(blocks.b, b_, MATAIJ, "up_");
        copy(blocks.b_transposed, b_transposed_, MATAIJ, "up_");
      }
    if (first)
      {
        create_matrix({a_, b_transposed_, b_, c_});
        check_petsc(MatCreateVecs(a_, nullptr, u_.out()));
      }
  }


  void
  DisplacementPressureSystem::set_pressure_matrices(const OwnRows &c, const OwnRows &schur)
  {
    c.copy_to(c_, communicator(), MATAIJ, prefix_ + "p_");
    check_petsc(MatScale(c_, -1.));
    schur.copy_to(schur_, communicator(), MATAIJ, prefix_ + "p_");
    same_displacements_ = true;
  }


  bool
  DisplacementPressureSystem::is_current(const bool            keep_aggregates,
                                         const MultigridEffort effort) const
  {
    return same_displacements_ && effort == effort_ && (keep_aggregates || has_new_aggregates_);
  }


  void
  DisplacementPressureSystem::set_up(const bool keep_aggregates, const MultigridEffort effort)
  {
    if (!is_current(keep_aggregates, effort))
      {
        displacement_multigrid_.set_up(
          {a_, a_coarse_, a_coarse_products_}, keep_aggregates, effort);
        has_new_aggregates_ = has_new_aggregates_ || !keep_aggregates;
      }
    effort_             = effort;
    same_displacements_ = false; // who asks again without new matrices wants it made again
    if (!pressure_multigrid_)
      {
        const std::string prefix = prefix_ + "p_";
        // one sweep leaves more than a mass matrix should cost: twice the iterations on hexahedra
        set_default_option("-" + prefix + "pc_hypre_boomeramg_grid_sweeps_all", "2");
        check_petsc(PCCreate(communicator(), pressure_multigrid_.out()));
        check_petsc(PCSetOptionsPrefix(pressure_multigrid_, prefix.c_str()));
        check_petsc(PCSetType(pressure_multigrid_, PCHYPRE));
        check_petsc(PCHYPRESetType(pressure_multigrid_, "boomeramg"));
        check_petsc(PCSetOperators(pressure_multigrid_, schur_, schur_));
        check_petsc(PCSetFromOptions(pressure_multigrid_));
      }
    check_petsc(PCSetUp(pressure_multigrid_));
  }


  // z_p = -S^-1 r_p,  z_u = A^-1 (r_u - B^T z_p)
  void
  DisplacementPressureSystem::precondition(const Vec residual, const Vec correction)
  {
    const FieldOfVector r_u(residual, field(0)), r_p(residual, field(1)), z_u(correction, field(0)),
      z_p(correction, field(1));
    precondition_pressures(r_p, z_p);
    check_petsc(VecScale(z_p, -1.));
    check_petsc(MatMult(b_transposed_, z_p, u_));
    check_petsc(VecAYPX(u_, -1., r_u));
    precondition_displacements(u_, z_u);
  }
} // namespace callus
