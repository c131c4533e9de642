// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/block_system.h"
#include "linear/displacement_multigrid.h"

#include <string>

namespace callus
{
  /// The matrices of a time step, with the signs of DisplacementPressureSystem; unknowns without equation are eliminated. A and its linear
  /// counterpart must outlive the system: it multiplies with them where they are.
  struct BiotBlocks
  {
    const OwnRows &a;        ///< of the quadratic space
    const OwnRows &a_coarse; ///< of the same material in the linear space
    const OwnRows &b, &b_transposed;
    const OwnRows &c;
    const OwnRows &schur; ///< approximates C + B A^-1 B^T
  };

  /**
   * A time step of Biot's equations in displacements and pressures,
   *
   *     [ A  B^T ] [u]   [f]
   *     [ B  -C  ] [p] = [g]
   *
   * preconditioned with the upper block triangle [A B^T; 0 -S]: one cycle of DisplacementMultigrid for A, one of algebraic multigrid (two sweeps
   * of smoothing) for S.
   *
   * Options of PETSc begin with the prefix, then u_ (of A and its multigrid), p_ (of C, S and their multigrid) or up_ (of B and B^T).
   */
  class DisplacementPressureSystem : public BlockSystem
  {
  public:
    DisplacementPressureSystem(const NodeParents &nodes,
                               std::size_t        n_owned_pressures,
                               std::string        prefix,
                               MPI_Comm           communicator);

    /// New values. B and B^T are copied on the first call and with @p is_new_coupling: they depend on the material only through a
    /// Biot coefficient that varies. Collective.
    void
    set_matrices(const BiotBlocks &blocks, bool is_new_coupling);

    /// New values of C and S alone: another time step of the same material. Collective.
    void
    set_pressure_matrices(const OwnRows &c, const OwnRows &schur);

    PetscMatrix
    assembled() const override;
    /// What is up to date already is not made again.
    void
    set_up(bool keep_aggregates, MultigridEffort effort) override;
    void
    precondition(Vec residual, Vec correction) override;
    std::vector<double>
    energies(Vec x) override;
    void
    get_diagonal(Vec diagonal) override;

    /// The parts of the preconditioner: one cycle each, A z_u = r_u and S z_p = r_p.
    void
    precondition_displacements(Vec residual, Vec correction)
    {
      displacement_multigrid_.apply(residual, correction);
    }
    void
    precondition_pressures(Vec residual, Vec correction)
    {
      check_petsc(PCApply(pressure_multigrid_, residual, correction));
    }

    /// A, B and B^T; the objects stay the same from the first set_matrices() on.
    Mat
    displacements() const
    {
      return elasticity_->fine();
    }
    Mat
    coupling() const
    {
      return b_;
    }
    Mat
    transposed_coupling() const
    {
      return b_transposed_;
    }
    /// S, of the latest time step.
    Mat
    schur() const
    {
      return schur_;
    }
    /// A with its entries, made anew.
    PetscMatrix
    displacements_with_entries() const
    {
      return elasticity_->fine_with_entries();
    }

  private:
    /// Is the multigrid of A up to date, for this effort, and with aggregates as new as they are asked for?
    bool
    is_current(bool keep_aggregates, MultigridEffort effort) const;

    DisplacementMultigrid               displacement_multigrid_;
    PetscPreconditioner                 pressure_multigrid_;
    PetscMatrix                         b_, b_transposed_, c_, schur_;
    PetscVector                         u_; // work
    std::unique_ptr<ElasticityMatrices> elasticity_;
    bool                                same_displacements_ = false; // as in the last set-up
    bool                                has_new_aggregates_ = false; // of the present A
    MultigridEffort                     effort_             = MultigridEffort::usual;
  };
} // namespace callus
