// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "kinetics/sweep.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace callus
{
  /// Points begin <= i < end of two tables, on one day.
  struct PointRange
  {
    double            day;
    const PointTable &fields;
    const PointTable &drivers;
    std::size_t       begin, end;
  };

  /// Calls @p operation for one batch of points after the other.
  template <typename Operation>
  void
  for_each_batch(const PointRange &range, const Operation &operation)
  {
    for (std::size_t first = range.begin; first < range.end; first += Sweep::batch_size)
      operation(SweepInput{range.day,
                           range.fields,
                           range.drivers,
                           first,
                           std::min(Sweep::batch_size, range.end - first)});
  }

  /// result[i] = factor * the value of @p sweep at the points of @p range; without a sweep that value is 1.
  inline void
  evaluate_times(double                      factor,
                 const std::optional<Sweep> &sweep,
                 const PointRange           &range,
                 double                     *result,
                 std::vector<double>        &scratch)
  {
    if (!sweep)
      {
        std::fill(result + range.begin, result + range.end, factor);
        return;
      }
    for_each_batch(range, [&](const SweepInput &input) {
      sweep->evaluate(input, result + input.begin, scratch);
      for (std::size_t i = input.begin; i < input.begin + input.n; ++i)
        result[i] *= factor;
    });
  }
} // namespace callus
