// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"

namespace callus
{
  /// Section `Checkpoint`: when the state of a run is written down, so that it can go on from there.
  struct CheckpointSettings
  {
    double healing_interval; ///< day; 0: not by the day
    double wall_interval;    ///< s; 0: not by the clock

    static CheckpointSettings
    read(const Section &section);
  };
} // namespace callus
