// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"

#include <limits>
#include <map>
#include <string>

namespace callus
{
  /// A part of a surface or interface: section `Surfaces`.
  struct LimitedSurface
  {
    std::string of; ///< the surface or interface it is a part of
    double      from   = -std::numeric_limits<double>::infinity(); ///< mm along the axis
    double      to     = std::numeric_limits<double>::infinity();
    std::string facing = "any"; ///< any, radial (normal across the axis), axial (along it)

    /// @p axial: coordinate of the face's centre along the axis; @p cosine: of the angle between normal and axis.
    bool
    contains(double axial, double cosine) const;
  };

  /// Reads every subsection of `Surfaces`.
  std::map<std::string, LimitedSurface>
  read_limited_surfaces(const Section &surfaces);

  /// Splits "callus|marrow" into its two regions; false if @p name is no interface.
  bool
  split_interface(const std::string &name, std::string &side, std::string &other_side);
} // namespace callus
