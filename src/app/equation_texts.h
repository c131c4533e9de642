// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <string>
#include <vector>

namespace callus
{
  class Network;

  /// A formula in both notations.
  struct FormulaText
  {
    std::string plain, latex;
  };

  /// A value behind a formula: K12 = 0.15 ng/mL.
  struct ValueText
  {
    FormulaText symbol;
    std::string value;
  };

  /// One term of a balance, with its sign.
  struct TermText
  {
    unsigned int           number;  ///< of the process, which its symbols carry; 0: diffusion
    std::string            process; ///< its name; "diffusion"
    std::string            kind;    ///< "diffusion", "taxis", "production", "loss"
    bool                   is_added;
    FormulaText            formula;
    std::vector<ValueText> values;
  };

  /// The balance of a field: left = terms.
  struct BalanceText
  {
    std::string           name;
    FormulaText           left;
    std::vector<TermText> terms;
  };

  /// Something with a formula: a derived quantity, supply through a surface, the mobility that a hindrance leaves.
  struct DefinitionText
  {
    unsigned int             number; ///< of the process; 0: a derived quantity
    std::string              name;
    FormulaText              left, right;
    std::vector<ValueText>   values;
    std::vector<std::string> places; ///< surfaces, or the fields that are hindered
    std::string              field;  ///< of a supply
  };

  /// A whole system written down. The symbols of the parameters of a process carry its number, and a letter where several would be
  /// called alike.
  struct EquationTexts
  {
    std::vector<BalanceText>    balances;
    std::vector<DefinitionText> quantities, supplies, mobilities;
    std::vector<ValueText>      shared; ///< parameters that are the same in all processes
  };

  EquationTexts
  equation_texts(const Network &network);
} // namespace callus
