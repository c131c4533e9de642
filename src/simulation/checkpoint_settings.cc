// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/checkpoint_settings.h"

namespace callus
{
  CheckpointSettings
  CheckpointSettings::read(const Section &section)
  {
    CheckpointSettings settings;
    settings.healing_interval =
      section.setting("Healing interval",
                      "day",
                      Range::non_negative(),
                      "7 day",
                      "A checkpoint is written when so many days of healing have passed since the "
                      "last one; 0 day: never for this "
                      "reason");
    settings.wall_interval =
      section.setting("Wall-time interval",
                      "s",
                      Range::non_negative(),
                      "15 min",
                      "A checkpoint is written when the run has computed for so long since the "
                      "last one; 0 min: never for this "
                      "reason");
    return settings;
  }
} // namespace callus
