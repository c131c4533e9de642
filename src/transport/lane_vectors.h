// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "transport/lanes.h"

#include <algorithm>

namespace callus
{
  // For the loops only: the values of all lanes at a node as the processor's vector unit takes them.

  template <std::size_t n_lanes>
  struct VectorOf
  {
    typedef double Type __attribute__((vector_size(n_lanes * sizeof(double)), may_alias));
  };
  template <>
  struct VectorOf<1>
  {
    using Type = double;
  };
  template <std::size_t n_lanes>
  using LaneVector = typename VectorOf<n_lanes>::Type;

  template <std::size_t n_lanes>
  const LaneVector<n_lanes> *
  vectors(const LaneValues<n_lanes> &first)
  {
    return reinterpret_cast<const LaneVector<n_lanes> *>(first.lane);
  }
  template <std::size_t n_lanes>
  LaneVector<n_lanes> *
  vectors(LaneValues<n_lanes> &first)
  {
    return reinterpret_cast<LaneVector<n_lanes> *>(first.lane);
  }
  template <std::size_t n_lanes>
  const LaneVector<n_lanes> *
  vectors(const LaneFields<n_lanes> &fields)
  {
    return reinterpret_cast<const LaneVector<n_lanes> *>(fields.data());
  }
  template <std::size_t n_lanes>
  LaneVector<n_lanes> *
  vectors(LaneFields<n_lanes> &fields)
  {
    return reinterpret_cast<LaneVector<n_lanes> *>(fields.data());
  }

  /// Numbers where the vector unit can load them.
  template <std::size_t n_lanes>
  LaneValues<n_lanes>
  aligned(const LaneNumbers<n_lanes> &of_lanes)
  {
    LaneValues<n_lanes> result{};
    std::copy(of_lanes.begin(), of_lanes.end(), result.lane);
    return result;
  }

  template <std::size_t n_lanes>
  LaneNumbers<n_lanes>
  as_numbers(const LaneValues<n_lanes> &values)
  {
    LaneNumbers<n_lanes> result{};
    std::copy_n(values.lane, n_lanes, result.begin());
    return result;
  }
} // namespace callus
