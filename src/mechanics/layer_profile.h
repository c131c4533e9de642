// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/loading_settings.h"

#include <complex>

namespace callus
{
  /// What the pressure in a cell at a drained surface follows from.
  struct DrainedCell
  {
    double depth;        ///< mm, of its inner nodes below the surface
    double storage;      ///< S = 1/M + alpha^2 / (lambda + 2 mu) [1/MPa]
    double permeability; ///< mm4/(N s)
    std::complex<double>
      undrained; ///< MPa: pressure that its stress would give it if no fluid had left
    std::complex<double> inner_pressure; ///< MPa, at its inner nodes
  };

  /**
   * The layer that drains in a loading cycle, below a surface with p = 0: pressure as a function of the depth z, where the stress across the layer and the strain
   * along it do not change over its thickness. With c = kappa / S,
   *
   *     S dp/dt - S dp_u/dt = kappa d^2 p / dz^2.
   *
   * Harmonic: k = sqrt(i w / c) = (1 + i) / delta with the thickness delta = sqrt(c / (pi f)); between the surface and the inner nodes at the depth d, with
   * their pressure P,
   *
   *     p = p_u (1 - cosh kz) + b sinh kz,     dp/dz = k (p_u cosh k(d - z) + (P - p_u) cosh kz) / sinh kd.
   *
   * So the inner nodes matter where the cell is flat against the layer; in a deep one the gradient at the surface is k p_u whatever P is. In a column between
   * rigid walls all of this is exact.
   *
   * Ramp to p_u in the time T, thickness delta = sqrt(c T), in a layer below which tissue goes on, exact in time (whatever the steps are):
   *
   *     linear:  dp/dz = 2 p_u / delta ierfc(z / (2 delta)),   ierfc(x) = exp(-x^2)/sqrt(pi) - x erfc(x)
   *     step:    dp/dz = p_u / (sqrt(pi) delta) exp(-(z / (2 delta))^2)
   *
   * A cell flatter than delta resolves that layer, and keeps its own gradient.
   */
  class LayerProfile
  {
  public:
    explicit LayerProfile(const LoadingSettings &settings)
      : settings_(settings)
    {
    }

    /// delta [mm] of a consolidation coefficient [mm2/s].
    double
    thickness(double consolidation) const;
    /// Is the gradient of the elements to be replaced in this cell?
    bool
    applies_to(const DrainedCell &cell) const;
    /// dp/dz [MPa/mm] at a depth [mm].
    std::complex<double>
    gradient(const DrainedCell &cell, double z) const;

  private:
    LoadingSettings settings_;
  };
} // namespace callus
