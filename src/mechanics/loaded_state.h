// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/mechanics.h"

#include <vector>

namespace callus
{
  /// A load case at the peak of its cycle.
  struct LoadedState
  {
    std::vector<double> displacement; ///< mm, at local nodes of the quadratic space, dim a node
    std::vector<double> pressure;     ///< MPa, at local nodes of the linear space
    LoadingResult       result;
    std::vector<double>
      total_pressure; ///< MPa, local unknowns of TotalPressureSpace; empty without them
  };
} // namespace callus
