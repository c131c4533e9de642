// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace callus
{
  /// How many fields one sweep over the edges serves: reading the edges costs more than four values at each node.
  constexpr unsigned int n_lanes = 4;

  /// Values of four fields at one node, side by side for the processor's vector unit.
  struct alignas(n_lanes * sizeof(double)) FourValues
  {
    double lane[n_lanes];
  };

  /// Four fields at all nodes.
  using FourFields = std::vector<FourValues>;
  /// A number for each of them.
  using FourNumbers = std::array<double, n_lanes>;
} // namespace callus
