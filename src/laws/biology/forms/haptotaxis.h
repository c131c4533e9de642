// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/forms/chemotaxis.h"

namespace callus
{
  namespace biology
  {
    /// Movement towards more of a matrix that cells adhere to.
    inline ProcessForm
    haptotaxis()
    {
      return {
        {"haptotaxis",
         "dy/dt = -div(chi y (1 - y/c)+ grad m)",
         "chi: mm2/day; c: unit of the field",
         "Cells or vessels y move towards more of an adhesive matrix m (`Towards`: a volume "
         "fraction, or a sum of several). That dense matrix hinders them is another process "
         "(`hindrance`), or a modifier of this one. `Capacity`, modifiers, species and the run "
         "without space as in chemotaxis.",
         "set Form = haptotaxis\nset Field = cells\nset Towards = matrix\nset Coefficient = 0.1 "
         "mm2/day [assumed]\n"},
        Effect::movement,
        [](Reader &reader) -> ProcessTerms {
          const FieldId  field = read_moving_field(reader);
          const Variable towards =
            reader.variable("Towards", "Volume fraction of the matrix that they adhere to");
          double per_fraction = 1.;
          if (reader.is_valid())
            per_fraction = reader.conversion_factor("Towards", reader.unit(towards), "1");
          const double coefficient =
            per_fraction * reader.number("Coefficient",
                                         "mm2/day",
                                         Range::non_negative(),
                                         "Flux per gradient of the volume fraction");
          const Formula chi =
            Parameter{"chi", coefficient, Units::ratio("mm2/day", reader.unit(towards))};
          const double capacity = read_volume_filling(reader, field);
          expect_no_clumping(reader, field, towards, coefficient);
          return {
            {},
            {},
            "movement of " + reader.symbol(field) + ": -div(chi" +
              taxis_flux(reader, field, towards, capacity) + ")",
            TaxisTerm{
              field, chi, itself(towards), capacity, chi * room_to_move(reader, field, capacity)}};
        }};
    }
  } // namespace biology
} // namespace callus
