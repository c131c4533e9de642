// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/boundary_conditions.h"

#include <complex>

namespace callus
{
  /**
   * Where plate and clamped surfaces come to rest. Their amplitudes a (of the plate first, if there is one, then of the free components of the
   * clamped surfaces) solve
   *
   *     S a + o + sum_f G_f^T K_f G_f a + law(a_plate) = (load of the plate, 0 ...)
   *
   * with the body's stiffness S against them, its forces o at a = 0, and for each Fixation the relative motion G_f a of its surfaces at its reference
   * point. All but the plate are eliminated, then the piecewise linear law of the fixator is met exactly.
   */
  template <int dim>
  class FixationBalance
  {
  public:
    explicit FixationBalance(const BoundaryConditions<dim> &conditions);

    /// Throws NumericalFailure if nothing holds the load.
    std::vector<double>
    equilibrium(const dealii::FullMatrix<double> &body,
                const std::vector<double>        &offsets,
                double                            plate_load) const;

    /// Likewise the complex amplitudes of a body that oscillates, with a law of one slope: complex stiffness and forces of the body, real
    /// amplitude of the plate's load.
    std::vector<std::complex<double>>
    oscillation(const dealii::FullMatrix<double>        &in_phase,
                const dealii::FullMatrix<double>        &out_of_phase,
                const std::vector<std::complex<double>> &offsets,
                double                                   plate_load) const;

    /// Axial force [N] through all devices, positive in compression.
    double
    axial_force(const std::vector<double> &amplitudes) const;

    /// Force [N] and moment [N mm] that a device resists with: F, M of Fixation.
    std::vector<double>
    load_of(std::size_t fixation, const std::vector<double> &amplitudes) const;

  private:
    /// Adds to G how one side of a device moves at its reference point with the amplitudes of its surface, from @p first on.
    void
    add_motion_of_side(const Fixation<dim>        &fixation,
                       unsigned int                side,
                       unsigned int                first,
                       dealii::FullMatrix<double> &g) const;

    const BoundaryConditions<dim>          &conditions_;
    bool                                    has_plate_;
    unsigned int                            n_;                // amplitudes
    std::vector<dealii::FullMatrix<double>> relative_motions_; // G of the devices
    dealii::FullMatrix<double>              stiffness_;        // of all devices, on the amplitudes
  };
} // namespace callus
