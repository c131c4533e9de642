// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/surface_load.h"

#include <array>
#include <string>
#include <vector>

namespace callus
{
  /// A surface that moves as stated: the load of type `prescribed motion`.
  template <int dim>
  struct PrescribedMotion
  {
    std::string             load; ///< name of its subsection
    std::string             surface;
    std::array<double, dim> displacement; ///< mm, at load factor 1; zero in free directions
    unsigned char           directions;   ///< bit c: component c is prescribed
  };

  /**
   * Loads that act together in one kind of cycle: the section `Mechanics/Loads`, or that of a subsection of `Mechanics/Load cases`. All values
   * are those at load factor 1. The cases of a day have supports, rigid plate, fixators and moved surfaces in common; only the numbers differ.
   */
  template <int dim>
  struct LoadCase
  {
    std::string                   name; ///< empty without `Load cases`
    bool                          has_plate_force = false;
    double                        plate_force = 0; ///< N along the axis, positive in compression
    std::vector<SurfaceLoad<dim>> surface_loads;
    std::vector<PrescribedMotion<dim>> motions;

    /// Loads and motions that grow in proportion to the load factor, beside the plate's force?
    bool
    has_proportional_loads() const
    {
      return !surface_loads.empty() || !motions.empty();
    }
    /// Resultant [N] of loads other than the plate's along a direction.
    double
    resultant_along(const std::array<double, dim> &direction) const
    {
      double sum = 0;
      for (const SurfaceLoad<dim> &load : surface_loads)
        for (unsigned int k = 0; k < dim; ++k)
          sum += load.force()[k] * direction[k];
      return sum;
    }
  };
} // namespace callus
