// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/load_schedule.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace callus
{
  LoadSchedule
  LoadSchedule::read(const Section &section)
  {
    LoadSchedule schedule;
    schedule.days_ =
      section.quantities("Days", "day", Range::non_negative(), "Days of the table, rising.");
    schedule.factors_ = section.quantities("Factors",
                                           "1",
                                           Range::non_negative(),
                                           "All loads on each of the days are those of the file "
                                           "times this; linear in between.");
    const auto &days  = schedule.days_;
    const bool  rises =
      std::adjacent_find(days.begin(), days.end(), std::greater_equal<>()) == days.end();
    if (days.empty() || days.size() != schedule.factors_.size() || !rises)
      {
        section.problem("Days",
                        std::to_string(days.size()) + " days and " +
                          std::to_string(schedule.factors_.size()) + " factors",
                        "equally many (at least one), days rising",
                        "Write for example: set Days = 0, 28, 56 day [measured] and set Factors = "
                        "0.2, 0.5, 1 [measured].");
        return LoadSchedule();
      }
    return schedule;
  }


  double
  LoadSchedule::factor(const double day) const
  {
    if (day <= days_.front())
      return factors_.front();
    for (std::size_t i = 1; i < days_.size(); ++i)
      if (day < days_[i])
        return factors_[i - 1] +
               (factors_[i] - factors_[i - 1]) * (day - days_[i - 1]) / (days_[i] - days_[i - 1]);
    return factors_.back();
  }


  bool
  LoadSchedule::is_due(const double day,
                       const double solved_factor,
                       const double relative_change) const
  {
    const double now = factor(day);
    if (day >= days_.back())
      return now != solved_factor;
    return std::abs(now - solved_factor) >
           relative_change * std::max(std::abs(now), std::abs(solved_factor));
  }
} // namespace callus
