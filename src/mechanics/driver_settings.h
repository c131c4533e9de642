// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"

namespace callus
{
  /// How the fluid speed becomes a driver: the entries `Mechanics/Fluid velocity` and `Mechanics/Drainage layer`.
  struct DriverSettings
  {
    bool is_relative_velocity =
      false; ///< q/n, the fluid's velocity against the solid; else the Darcy flux q
    bool is_layer_analytical = false; ///< DrainageLayer, else the gradient of the elements

    static DriverSettings
    read(const Section &mechanics);
  };
} // namespace callus
