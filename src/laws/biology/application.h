// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "fields/catalogue.h"
#include "laws/biology/point_function.h"
#include "laws/biology/variable.h"

#include <optional>
#include <string>
#include <vector>

namespace callus
{
  namespace biology
  {
    /// A function with its parameters, applied to variables. Without a function: the one argument itself, or 1 without
    /// an argument.
    struct Application
    {
      const PointFunction  *function = nullptr;
      std::vector<double>   parameters;
      std::vector<Variable> arguments;
    };

    inline Application
    itself(Variable variable)
    {
      return {nullptr, {}, {variable}};
    }

    /// One contribution of a process to a field: coefficient * (product of the modifiers) * shape, added to the
    /// production P or to the loss coefficient L of dy/dt = P - L y.
    struct Term
    {
      enum class Side
      {
        production,
        loss
      };
      FieldId     field;
      Side        side;
      Formula     coefficient; ///< without variables
      Application shape;
      /// Production that is the loss of another field, which has a term of the same process: shape = that term's shape times the
      /// other field.
      std::optional<FieldId> from = std::nullopt;
    };

    /// What a surface process adds; see SurfaceProcess of kinetics.
    struct SurfaceTerm
    {
      enum class Kind
      {
        exchange,
        flux,
        fixed_value
      };
      FieldId                  field;
      Kind                     kind;
      std::vector<std::string> surfaces;
      double                   level;
      double                   coefficient;
      /// The inward flux without the modifiers, or the level of a fixed value, written out.
      Formula formula;
    };

    /// Movement of a field y along the gradient of a potential psi:
    ///     dy/dt = -div(y (1 - y/c)+ (product of the modifiers) grad psi),  psi = coefficient * shape  [mm2/day].
    struct TaxisTerm
    {
      FieldId     field;
      Formula     coefficient; ///< without variables
      Application shape;
      double      capacity; ///< c [unit of the field]; infinite if the field may crowd
      /// coefficient * d(shape)/dq (1 - y/c)+ written out, where shape is a function of q alone.
      Formula sensitivity;
    };

    /// What a process does: terms at points, a term on surfaces, or movement.
    struct ProcessTerms
    {
      std::vector<Term>          terms;
      std::optional<SurfaceTerm> surface;
      /// The process written out with symbols, "k [M1]: M1 -> M2".
      std::string              equation;
      std::optional<TaxisTerm> taxis    = {};
      std::vector<FieldId>     hindered = {}; ///< fields whose movement the modifiers slow down
    };

    /// What the manual says of a form, and a complete example of its entries.
    struct Documentation
    {
      std::string name;
      std::string equation;
      std::string units;
      std::string description;
      std::string
        example; ///< lines of a parameter file, over the example fields of docs/modeller/forms.md
    };
  } // namespace biology
} // namespace callus
