// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/displacement_pressure_system.h"

#include <string>

namespace callus
{
  /**
   * Biot's equations for what oscillates as Re(X e^{i w t}), X = (U, P) complex, w the angular frequency:
   *
   *     [ A  B^T             ] [U]   [F]
   *     [ B  -(M - i K / w)  ] [P] = [G]        M storage, K conductivity
   *
   * as a real system for (Re U, Re P, Im U, Im P).
   *
   * Preconditioned with the upper block triangle, like a time step: one cycle of multigrid for A, on either part, and for the complex Schur
   * complement W - i T, with T = K/w and W = S - T, where S is that of a time step of length 1/w. W and T are symmetric and not negative, so
   * [W T; -T W + 2 T] has a condition of at most 2 with respect to [W T; -T W] whatever the frequency, and is solved with two cycles
   * for S = W + T (the PRESB preconditioner: Axelsson, Neytcheva and Ahmad 2014, Numer. Algorithms 66, 811-841).
   */
  class HarmonicSystem : public BlockSystem
  {
  public:
    /// @p of_step: holds A, B and, while this is used, a time step of length 1/w; must outlive this.
    HarmonicSystem(DisplacementPressureSystem &of_step,
                   std::size_t                 n_owned_displacements,
                   std::size_t                 n_owned_pressures,
                   std::string                 prefix);

    /// New values: @p storage: M; @p step: M + K/w, both without the unknowns that have no equation; @p schur: S. Collective.
    void
    set_matrices(const OwnRows &storage, const OwnRows &step, const OwnRows &schur);

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
    /// Solves with the complex Schur complement, z = -(W - i T)^-1 r.
    void
    precondition_pressures(Vec real_residual, Vec imaginary_residual, Vec real, Vec imaginary);
    /// z_u = A^-1 (r_u - B^T z_p), of one of the parts.
    void
    precondition_displacements(Vec residual, Vec pressure, Vec correction);

    /// The blocks of the matrix with this A.
    std::vector<Mat>
    blocks(Mat a) const;

    DisplacementPressureSystem &of_step_;
    PetscMatrix                 minus_storage_, flow_, minus_flow_; // -M, K/w, -K/w
    PetscVector                 u_, p_;                             // work
  };
} // namespace callus
