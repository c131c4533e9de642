// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/layer_profile.h"

#include <cmath>

namespace callus
{
  namespace
  {
    const double pi = std::acos(-1.);

    /// cosh(k x) / sinh(k d) for 0 <= x <= d; does not overflow.
    std::complex<double>
    cosh_over_sinh(const std::complex<double> k, const double x, const double d)
    {
      return (std::exp(-k * (d - x)) + std::exp(-k * (d + x))) / (1. - std::exp(-2. * k * d));
    }

    /// The integral of erfc from x to infinity.
    double
    ierfc(const double x)
    {
      return std::exp(-x * x) / std::sqrt(pi) - x * std::erfc(x);
    }
  } // namespace


  double
  LayerProfile::thickness(const double consolidation) const
  {
    return std::sqrt(settings_.is_harmonic() ? consolidation / (pi * settings_.frequency)
                                             : consolidation * settings_.duration);
  }


  bool
  LayerProfile::applies_to(const DrainedCell &cell) const
  {
    return settings_.is_harmonic() || cell.depth > thickness(cell.permeability / cell.storage);
  }


  std::complex<double>
  LayerProfile::gradient(const DrainedCell &cell, const double z) const
  {
    const double delta = thickness(cell.permeability / cell.storage);
    if (settings_.is_harmonic())
      {
        const std::complex<double> k(1 / delta, 1 / delta);
        return k * (cell.undrained * cosh_over_sinh(k, cell.depth - z, cell.depth) +
                    (cell.inner_pressure - cell.undrained) * cosh_over_sinh(k, z, cell.depth));
      }
    const double x = z / (2 * delta);
    return cell.undrained / delta *
           (settings_.is_step ? std::exp(-x * x) / std::sqrt(pi) : 2 * ierfc(x));
  }
} // namespace callus
