// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"

#include <string>
#include <vector>

namespace callus
{
  /**
   * An external fixator as an axial force between two named surfaces: a piecewise linear, non-decreasing law F(w) through given
   * points; w [mm] is the movement of the surfaces towards each other, F [N] the force that resists it. Beyond the first and
   * the last point the law goes on with the slope of the first and the last segment.
   */
  class FixatorLaw
  {
  public:
    FixatorLaw(std::vector<double> displacements, std::vector<double> forces);

    /// The section `Mechanics/Fixator` (without `Between`). Wrong points are reported as problems.
    static FixatorLaw
    read(const Section &fixator);

    /// The same forces at displacements that are so many times as large.
    FixatorLaw
    with_displacements_times(double factor) const;

    double
    force(double displacement) const;

    /// Has the law one slope only?
    bool
    is_linear() const;
    /// Slope of the first segment [N/mm].
    double
    stiffness() const
    {
      return slope(0);
    }

    /// The displacement w at which fixator and bone carry the load: F(w) + stiffness * w + offset = load. Exact: the segment
    /// that holds the solution is found, then a linear equation solved. Throws NumericalFailure if nothing holds the load.
    double
    equilibrium(double bone_stiffness, double bone_offset, double load) const;

  private:
    double
    slope(std::size_t segment) const;

    std::vector<double> displacements_, forces_;
  };
} // namespace callus
