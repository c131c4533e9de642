// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "transport/lane_memory.h"

#include <array>
#include <cstddef>
#include <vector>

namespace callus
{
  /// How many fields one sweep over the edges serves where several are to be solved: a sweep for eight fields in single precision takes
  /// a fifth to a half longer than one for a single field. A field alone takes one lane.
  constexpr std::size_t most_lanes = 8;

  /// Values of some fields at one node, side by side for the processor's vector unit.
  template <std::size_t n_lanes, typename Number = double>
  struct alignas(n_lanes * sizeof(Number)) LaneValues
  {
    Number lane[n_lanes];
  };

  /// These fields at all nodes.
  template <std::size_t n_lanes, typename Number = double>
  using LaneFields =
    std::vector<LaneValues<n_lanes, Number>, LaneAllocator<LaneValues<n_lanes, Number>>>;
  /// A number for each of them.
  template <std::size_t n_lanes>
  using LaneNumbers = std::array<double, n_lanes>;
} // namespace callus
