// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/process_forms.h"
#include "laws/biology/reader.h"

namespace callus
{
  namespace biology
  {
    /// A given value on named surfaces.
    inline ProcessForm
    fixed_value()
    {
      return {
        {"fixed value",
         "y = y_s m on the surface, m: product of the modifiers",
         "y_s: unit of the field; exchange coefficient when well-mixed: mm/day",
         "The field is held at y_s on the named surfaces: intact, perfused tissue. Without space "
         "there is no surface value "
         "to hold; then the surface exchanges with the level y_s through the coefficient given for "
         "that, counted with "
         "area over volume. Modifiers multiply the level y_s, in space and without it, so that it "
         "may "
         "follow the day (a table), fields or drivers; they do not weaken the hold. An event that "
         "switches the process off (factor 0) lets go of the field; another factor multiplies the "
         "level. Never scaled by the species.",
         "set Form = fixed value\nset Field = fraction\nset Surfaces = marrow_side\nset Level = 1 "
         "[assumed]\nset Exchange "
         "coefficient when well-mixed = 0.2 mm/day [assumed]\n"},
        Effect::supply,
        [](Reader &reader) -> ProcessTerms {
          const FieldId field = reader.field("Field", "What is held");
          const auto surfaces = reader.section.list("Surfaces", "Names of surfaces or interfaces");
          const double level  = reader.number(
            "Level", reader.unit(field), Range::non_negative(), "Value on the surface");
          const double coefficient =
            reader.section.quantity("Exchange coefficient when well-mixed",
                                    "mm/day",
                                    Range::non_negative(),
                                    "Flux per difference of the values, in the run without space");
          return {{},
                  SurfaceTerm{field,
                              SurfaceTerm::Kind::fixed_value,
                              surfaces,
                              level,
                              coefficient,
                              Parameter{"y_s", level, reader.unit(field)}},
                  reader.symbol(field) + " = level on surfaces"};
        }};
    }
  } // namespace biology
} // namespace callus
