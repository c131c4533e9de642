// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/measure.h"

#include <type_traits>

namespace callus
{
  /// Calls action(dimension), an integral constant, with the dimension of the meshes of the file's geometry: 2 for sections, 3 in
  /// space. The one place that decides it.
  template <typename Action>
  void
  in_its_dimension(const Section &root, const Action &action)
  {
    if (read_geometry(root) == Geometry::three_dimensional)
      action(std::integral_constant<int, 3>());
    else
      action(std::integral_constant<int, 2>());
  }
} // namespace callus
