// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/process_forms.h"
#include "laws/biology/reader.h"

namespace callus
{
  namespace biology
  {
    /// Exchange with what lies behind named surfaces.
    inline ProcessForm
    surface_exchange()
    {
      return {
        {"surface exchange",
         "inward flux = kappa (y_out - y)",
         "kappa: mm/day; y_out: unit of the field",
         "The field is exchanged with a reservoir of level y_out behind the named surfaces: cells "
         "enter while there are "
         "fewer of them inside. Modifiers multiply the exchange coefficient kappa. Without space "
         "the flux is counted "
         "with area over volume of the healing region. Never scaled by the species.",
         "set Form = surface exchange\nset Field = cells\nset Surfaces = marrow_side\nset Level = "
         "0.05 1e6 cells/mL "
         "[assumed]\nset Exchange coefficient = 0.2 mm/day [assumed]\n"},
        Effect::supply,
        [](Reader &reader) -> ProcessTerms {
          const FieldId field = reader.field("Field", "What is exchanged");
          const auto surfaces = reader.section.list("Surfaces", "Names of surfaces or interfaces");
          const double level  = reader.number(
            "Level", reader.unit(field), Range::non_negative(), "Value behind the surface");
          const double  coefficient = reader.section.quantity("Exchange coefficient",
                                                             "mm/day",
                                                             Range::non_negative(),
                                                             "Flux per difference of the values");
          const Formula outside     = Parameter{"y_out", level, reader.unit(field)},
                        kappa       = Parameter{"kappa", coefficient, "mm/day"};
          return {{},
                  SurfaceTerm{field,
                              SurfaceTerm::Kind::exchange,
                              surfaces,
                              level,
                              coefficient,
                              kappa * (outside - as_variable(field))},
                  "flux of " + reader.symbol(field) + " through surfaces: kappa (level - " +
                    reader.symbol(field) + ")"};
        }};
    }
  } // namespace biology
} // namespace callus
