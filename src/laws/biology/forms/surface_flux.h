// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/units.h"
#include "laws/biology/process_forms.h"
#include "laws/biology/reader.h"

namespace callus
{
  namespace biology
  {
    /// A given flux through named surfaces.
    inline ProcessForm
    surface_flux()
    {
      return {
        {"surface flux",
         "inward flux = J",
         "J: unit of the field * mm/day",
         "The field enters through the named surfaces with the flux J, whatever its value "
         "inside: release from the bone "
         "ends or from a coating. Modifiers multiply J. Without space the flux is counted "
         "with area over volume of the "
         "healing region. Never scaled by the species.",
         "set Form = surface flux\nset Field = signal\nset Surfaces = bone_side\nset Flux = "
         "0.15 (ng/mL) (mm/day) "
         "[assumed]\n"},
        Effect::supply,
        [](Reader &reader) -> ProcessTerms {
          const FieldId field = reader.field("Field", "What enters");
          const auto surfaces = reader.section.list("Surfaces", "Names of surfaces or interfaces");
          const std::string unit = Units::product(reader.unit(field), "mm/day");
          const double flux = reader.number("Flux", unit, Range::non_negative(), "Inward flux");
          return {{},
                  SurfaceTerm{
                    field, SurfaceTerm::Kind::flux, surfaces, flux, 0., Parameter{"J", flux, unit}},
                  "flux of " + reader.symbol(field) + " through surfaces: J"};
        }};
    }
  } // namespace biology
} // namespace callus
