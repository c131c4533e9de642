// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/units.h"
#include "laws/biology/powers.h"
#include "laws/biology/process_forms.h"
#include "laws/biology/reader.h"

#include <cmath>
#include <limits>

namespace callus
{
  namespace biology
  {
    /// K q+ / (K + q+); parameter K. Its slope K^2 / (K + q)^2 is the sensitivity of cells whose receptors saturate.
    struct ReceptorLaw
    {
      static constexpr unsigned int n_arguments  = 1;
      static constexpr unsigned int n_parameters = 1;

      static double
      value(const double *p, const double *x)
      {
        const double q = positive_part(x[0]);
        return p[0] * q / (p[0] + q);
      }

      static double
      derivative(unsigned int, const double *p, const double *x)
      {
        const double relative = p[0] / (p[0] + positive_part(x[0]));
        return x[0] < 0. ? 0. : relative * relative;
      }

      static Formula
      formula(const FormulaInput &input)
      {
        const Formula K = Parameter{"K", input.parameters[0], input.unit_of(0)},
                      q = positive_part(input.argument(0));
        return K * q / (K + q);
      }
    };

    /// The entry `Field` of taxis: cells or vessels, which move by themselves.
    inline FieldId
    read_moving_field(Reader &reader)
    {
      const FieldId field = reader.field("Field", "Who moves");
      if (reader.is_valid())
        {
          const FieldKind kind = reader.names.catalogue()[field].kind;
          if (kind != FieldKind::cell && kind != FieldKind::vessel)
            reader.problem("Field",
                           "a field of the kind '" +
                             field_kind_names()[static_cast<unsigned int>(kind)] + "'",
                           "cells or vessels",
                           "Other fields do not move by themselves; they have a diffusivity.");
        }
      return field;
    }

    /// Reports movement towards the field itself, which would clump without bound.
    inline void
    expect_no_clumping(Reader &reader, FieldId field, Variable towards, double coefficient)
    {
      if (reader.is_valid() && coefficient > 0. && towards == as_variable(field))
        reader.problem("Towards",
                       "the field itself",
                       "another field, or a negative coefficient",
                       "What climbs its own gradient clumps without bound.");
    }

    /// The entry `Capacity` of taxis.
    inline double
    read_volume_filling(Reader &reader, FieldId field)
    {
      return reader.optional_number("Capacity",
                                    reader.unit(field),
                                    Range::positive(),
                                    std::numeric_limits<double>::infinity(),
                                    "Value of the field at which nobody moves there any more; "
                                    "left out: none");
    }

    /// (1 - y/c)+ as a formula.
    inline Formula
    room_to_move(const Reader &reader, FieldId field, double capacity)
    {
      if (std::isinf(capacity))
        return 1.;
      return positive_part(1. - as_variable(field) / Parameter{"c", capacity, reader.unit(field)});
    }

    /// " y (1 - y/c)+ grad q" with symbols.
    inline std::string
    taxis_flux(const Reader &reader, FieldId field, Variable towards, double capacity)
    {
      const std::string y = reader.symbol(field);
      return " " + y + (std::isinf(capacity) ? "" : " (1 - " + y + "/c)+") + " grad " +
             reader.symbol(towards);
    }

    /// Movement up (or down) the gradient of a dissolved signal.
    inline ProcessForm
    chemotaxis()
    {
      return {
        {"chemotaxis",
         "dy/dt = -div(chi K^2/(K + q)^2 y (1 - y/c)+ grad q)",
         "chi: mm2/day / unit of q; K: unit of q; c: unit of the field",
         "Cells or vessels y move up the gradient of q (`Towards`: a field, a derived quantity or "
         "a driver). With a `Half saturation` K their receptors saturate: chi is the sensitivity "
         "where q is small, a quarter of it is left at K, and negative q counts as zero; left out, "
         "chi is constant. With a `Capacity` c they fill the volume: nobody moves to where y has "
         "reached c. A negative coefficient is repulsion. Vessel sprouts that follow VEGF are this "
         "form with c = 1; there is no other for them. Modifiers multiply chi. The species does "
         "not divide chi, as it does not divide diffusivities, unless `Scaled by species` says so. "
         "Without space nothing moves, and the process does nothing.",
         "set Form = chemotaxis\nset Field = cells\nset Towards = signal\nset Coefficient = 0.2 "
         "mm2/day/(ng/mL) [assumed]\nset Half saturation = 2 ng/mL [assumed]\nset Capacity = 1 1e6 "
         "cells/mL [assumed]\n"},
        Effect::movement,
        [](Reader &reader) -> ProcessTerms {
          const FieldId  field   = read_moving_field(reader);
          const Variable towards = reader.variable("Towards", "What they move up the gradient of");
          const std::string unit = Units::ratio("mm2/day", reader.unit(towards));
          const double      coefficient =
            reader.number("Coefficient",
                          unit,
                          Range::any(),
                          "Sensitivity where `Towards` is small; negative: repulsion");
          const bool   saturates = reader.section.has("Half saturation");
          const double half_saturation =
            reader.optional_number("Half saturation",
                                   reader.unit(towards),
                                   Range::positive(),
                                   1.,
                                   "Value of `Towards` at which a quarter of the sensitivity is "
                                   "left; left out: it is constant");
          const double capacity = read_volume_filling(reader, field);
          expect_no_clumping(reader, field, towards, coefficient);
          const Formula chi = Parameter{"chi", coefficient, unit},
                        K   = Parameter{"K", half_saturation, reader.unit(towards)};
          const Formula receptors =
            saturates ? biology::power(K / (K + positive_part(Formula(towards))), 2.) : Formula(1.);
          const Application shape =
            saturates ? Application{&point_function<ReceptorLaw>(), {half_saturation}, {towards}}
                      : itself(towards);
          const std::string q = reader.symbol(towards);
          return {{},
                  {},
                  "movement of " + reader.symbol(field) + ": -div(chi" +
                    (saturates ? " K^2/(K + " + q + ")^2" : "") +
                    taxis_flux(reader, field, towards, capacity) + ")",
                  TaxisTerm{field,
                            chi,
                            shape,
                            capacity,
                            chi * receptors * room_to_move(reader, field, capacity)}};
        }};
    }
  } // namespace biology
} // namespace callus
