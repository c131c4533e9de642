// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/block_system.h"
#include "linear/displacement_multigrid.h"

#include <string>

namespace callus
{
  /// The matrices of a time step, with the signs of TotalPressureSystem; unknowns without equation are eliminated. A and its linear counterpart must
  /// outlive the system.
  struct TotalPressureBlocks
  {
    const OwnRows &a;        ///< of the quadratic space
    const OwnRows &a_coarse; ///< of the same material in the linear space
    const OwnRows &b, &b_transposed;
    const OwnRows &c;
    const OwnRows &d;
    const OwnRows &e, &e_transposed;
    const OwnRows &total_schur; ///< approximates D + B A^-1 B^T
    const OwnRows &pore_schur;  ///< approximates C - E (D + B A^-1 B^T)^-1 E^T
  };

  /**
   * A time step of Biot's equations in displacements u, pore pressures p and total pressures t,
   *
   *     [ A   0   B^T ] [u]   [f]
   *     [ 0  -C   E   ] [p] = [g]
   *     [ B   E^T -D  ] [t]   [0]
   *
   * where A knows of shear only. The preconditioner is the upper block triangle of u against both pressures, and solves for these with
   * their coupling,
   *
   *     z_p = -S^-1 (r_p + E T^-1 r_t),   z_t = T^-1 (E^T z_p - r_t),   z_u = A^-1 (r_u - B^T z_t),
   *
   * with T for D + B A^-1 B^T and S for C - E T^-1 E^T: it stays good where the pores hardly drain (S is what remains of two large numbers) and where the
   * drained tissue is nearly incompressible (D and E vanish).
   *
   * A: one cycle of DisplacementMultigrid. T is a mass matrix: exact where total pressures couple only inside a cell (one block a
   * node), else Chebyshev with Jacobi, whose spectrum is known for linear simplices whatever the coefficients (Wathen 1987: 1/2 to 2 on triangles, to 5/2 on
   * tetrahedra). S: one cycle of algebraic multigrid, two sweeps of smoothing.
   *
   * Options of PETSc begin with the prefix, then u_, p_, t_ (of each field's matrix and solver), ut_ or pt_ (of couplings).
   */
  class TotalPressureSystem : public BlockSystem
  {
  public:
    /// What this rank owns of the total pressure.
    struct TotalPressures
    {
      std::size_t n_owned;
      bool        is_cellwise; ///< couple inside a cell only
    };

    TotalPressureSystem(const NodeParents    &nodes,
                        std::size_t           n_owned_pressures,
                        const TotalPressures &total,
                        std::string           prefix,
                        MPI_Comm              communicator);

    /// New values. B and B^T, which know of no material, are copied on the first call only. Collective.
    void
    set_matrices(const TotalPressureBlocks &blocks);

    PetscMatrix
    assembled() const override;
    void
    set_up(bool keep_aggregates, MultigridEffort effort) override;
    void
    precondition(Vec residual, Vec correction) override;
    std::vector<double>
    energies(Vec x) override;
    void
    get_diagonal(Vec diagonal) override;

  private:
    void
    create_total_solver();

    bool                  is_cellwise_;
    DisplacementMultigrid displacement_multigrid_;
    PetscPreconditioner   pore_multigrid_;
    PetscSolver           total_solver_;
    PetscMatrix           b_, b_transposed_, c_, d_, e_, e_transposed_, total_schur_, pore_schur_;
    PetscVector           u_, p_, t_; // work
    std::unique_ptr<ElasticityMatrices> elasticity_;
  };
} // namespace callus
