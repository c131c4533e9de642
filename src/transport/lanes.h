// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace callus
{
  /// How many fields one sweep over the edges serves where several are to be solved: reading the edges costs more than four values at each
  /// node. A field alone takes one lane, two take two.
  constexpr std::size_t most_lanes = 4;

  /// Values of some fields at one node, side by side for the processor's vector unit.
  template <std::size_t n_lanes>
  struct alignas(n_lanes * sizeof(double)) LaneValues
  {
    double lane[n_lanes];
  };

  /// These fields at all nodes.
  template <std::size_t n_lanes>
  using LaneFields = std::vector<LaneValues<n_lanes>>;
  /// A number for each of them.
  template <std::size_t n_lanes>
  using LaneNumbers = std::array<double, n_lanes>;
} // namespace callus
