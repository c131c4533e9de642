// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"

#include <vector>

namespace callus
{
  /**
   * Loads that change from day to day: the section `Mechanics/Load schedule`. The factor of all loads is linear between the days of a
   * table; before the first and after the last day it is that of the first and the last.
   */
  class LoadSchedule
  {
  public:
    /// Factor 1 on all days.
    LoadSchedule() = default;

    /// Wrong tables are reported as problems.
    static LoadSchedule
    read(const Section &section);

    double
    factor(double day) const;

    /// Is a new solve due on @p day, when the last was with @p solved_factor? When the factor has changed by more than @p relative_change of the
    /// larger of the two, or at all once the table has ended.
    bool
    is_due(double day, double solved_factor, double relative_change) const;

  private:
    std::vector<double> days_ = {0}, factors_ = {1};
  };
} // namespace callus
