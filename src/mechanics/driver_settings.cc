// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/driver_settings.h"

namespace callus
{
  DriverSettings
  DriverSettings::read(const Section &mechanics)
  {
    DriverSettings settings;
    settings.is_relative_velocity =
      mechanics.choice("Fluid velocity",
                       {"Darcy flux", "relative velocity"},
                       "Darcy flux",
                       "What the driver fluid_speed is. Darcy flux: volume of fluid through an "
                       "area of tissue (Abaqus' FLVELM); relative velocity: that over the "
                       "porosity, of the fluid against the solid.") == "relative velocity";
    settings.is_layer_analytical =
      mechanics.choice("Drainage layer",
                       {"resolved", "analytical"},
                       "resolved",
                       "Fluid speed at drained surfaces. resolved: from the gradient of the "
                       "elements, right where the mesh resolves the layer; analytical: from the "
                       "one-dimensional solution in the cells at the surface.") == "analytical";
    return settings;
  }
} // namespace callus
