// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <string>

namespace callus
{
  /// How well the mesh resolves the layer that a tissue drains in a cycle, at a drained surface of a region.
  struct LayerResolution
  {
    std::string surface, region;
    std::string tissue;    ///< that with the thinnest layer among those that the region may hold
    double      thickness; ///< mm, of that layer (LayerProfile)
    double      depth;     ///< mm, of the deepest cell at the surface

    double
    elements_over_layer() const
    {
      return thickness / depth;
    }
  };
} // namespace callus
