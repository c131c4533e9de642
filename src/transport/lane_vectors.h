// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "transport/lanes.h"

#include <algorithm>

namespace callus
{
  // For the loops only: the values of all lanes at a node as the processor's vector unit takes them.

  template <std::size_t n_lanes, typename Number>
  struct VectorOf
  {
    typedef Number Type __attribute__((vector_size(n_lanes * sizeof(Number)), may_alias));
  };
  template <typename Number>
  struct VectorOf<1, Number>
  {
    using Type = Number;
  };
  template <std::size_t n_lanes, typename Number>
  using LaneVector = typename VectorOf<n_lanes, Number>::Type;

  template <std::size_t n_lanes, typename Number>
  const LaneVector<n_lanes, Number> *
  vectors(const LaneValues<n_lanes, Number> &first)
  {
    return reinterpret_cast<const LaneVector<n_lanes, Number> *>(first.lane);
  }
  template <std::size_t n_lanes, typename Number>
  LaneVector<n_lanes, Number> *
  vectors(LaneValues<n_lanes, Number> &first)
  {
    return reinterpret_cast<LaneVector<n_lanes, Number> *>(first.lane);
  }
  template <std::size_t n_lanes, typename Number>
  const LaneVector<n_lanes, Number> *
  vectors(const LaneFields<n_lanes, Number> &fields)
  {
    return reinterpret_cast<const LaneVector<n_lanes, Number> *>(fields.data());
  }
  template <std::size_t n_lanes, typename Number>
  LaneVector<n_lanes, Number> *
  vectors(LaneFields<n_lanes, Number> &fields)
  {
    return reinterpret_cast<LaneVector<n_lanes, Number> *>(fields.data());
  }

  /// Numbers where the vector unit can load them.
  template <std::size_t n_lanes, typename Number>
  LaneValues<n_lanes, Number>
  aligned(const LaneNumbers<n_lanes> &of_lanes)
  {
    LaneValues<n_lanes, Number> result{};
    std::copy(of_lanes.begin(), of_lanes.end(), result.lane);
    return result;
  }

  /// Nodes whose products are summed in single precision before they are added to a sum in double precision.
  constexpr std::size_t nodes_of_a_partial_sum = 64;

  template <std::size_t n_lanes, typename Number>
  inline __attribute__((always_inline)) void
  add_partial_sum(const LaneVector<n_lanes, Number> &partial, double *sum)
  {
    Number lane[n_lanes];
    __builtin_memcpy(lane, &partial, sizeof(lane));
    for (std::size_t l = 0; l < n_lanes; ++l)
      sum[l] += lane[l];
  }
} // namespace callus
