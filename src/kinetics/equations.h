// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/application.h"

#include <string>
#include <vector>

namespace callus
{
  /// What a process adds to dy/dt at a point [unit of y / day]: production, or loss with y as a factor.
  struct RateTerm
  {
    unsigned int     process; ///< index into Network::processes()
    bool             is_loss;
    biology::Formula formula;
  };

  /// Movement along a gradient: -div(y * sensitivity * grad(towards)).
  struct TaxisFormula
  {
    unsigned int      process;
    biology::Formula  sensitivity;
    biology::Variable towards;
  };

  /// What changes a field: dy/dt = div(D grad y) - taxis + production - loss. Factors of events are left out (they are 1 unless an
  /// event says otherwise).
  struct Balance
  {
    FieldId                   field;
    std::vector<TaxisFormula> taxis;
    std::vector<RateTerm>     rates;
    std::vector<unsigned int>
      hindrances; ///< processes whose mobility multiplies D and the sensitivities
  };

  /// A derived quantity.
  struct Definition
  {
    biology::Variable quantity;
    biology::Formula  formula;
  };

  /// Supply through surfaces: the inward flux [unit of y * mm/day], or the value of y there.
  struct SupplyFormula
  {
    unsigned int               process;
    FieldId                    field;
    biology::SurfaceTerm::Kind kind;
    std::vector<std::string>   surfaces;
    biology::Formula           formula;
  };

  /// How freely fields move where something hinders them, between 0 and 1.
  struct MobilityFormula
  {
    unsigned int         process;
    std::vector<FieldId> fields;
    biology::Formula     formula;
  };

  /// The system that a network computes, as formulas: those of its active processes. They evaluate to what Network::rates and the
  /// others give; a test compares.
  struct Equations
  {
    std::vector<Balance>         balances; ///< one a field, in the order of the catalogue
    std::vector<Definition>      definitions;
    std::vector<SupplyFormula>   supplies;
    std::vector<MobilityFormula> mobilities;
  };
} // namespace callus
