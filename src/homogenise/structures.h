// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "homogenise/unit_cell.h"

#include <functional>
#include <string>
#include <vector>

namespace callus
{
  /**
   * A periodic structure by a function of the place in its cell: solid is where the function is smallest, as much of it as the solid
   * fraction asks for.
   */
  struct Structure
  {
    std::string           name;
    std::string           description;
    std::string           equation; ///< of the function
    std::array<double, 3> shape;    ///< edges of the cell, relative to the first
    std::array<bool, 3>   varies;   ///< along x, y, z; one voxel is enough where it does not
    /// x, y, z in 0 ... 1 of each edge
    std::function<double(double x, double y, double z)> function;
  };

  /// All structures there are.
  const std::vector<Structure> &
  structures();

  /// Its unit cell with @p resolution voxels along the first edge of @p edge mm, and as close to the solid fraction as whole voxels allow.
  UnitCell
  build_unit_cell(const Structure &structure,
                  double           solid_fraction,
                  std::size_t      resolution,
                  double           edge);
} // namespace callus
