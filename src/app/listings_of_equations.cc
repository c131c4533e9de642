// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/equation_texts.h"
#include "app/listings.h"
#include "kinetics/network.h"

#include <algorithm>
#include <ostream>

namespace callus
{
  namespace
  {
    Listing
    listed(const std::vector<ValueText> &values)
    {
      Listing listing;
      for (const ValueText &value : values)
        listing.push_back({{{"symbol", value.symbol.plain},
                            {"symbol_latex", value.symbol.latex},
                            {"value", value.value}}});
      return listing;
    }

    Listing
    listed(const std::vector<TermText> &terms)
    {
      Listing listing;
      for (const TermText &term : terms)
        listing.push_back({{{"process", term.process},
                            {"number", static_cast<double>(term.number)},
                            {"kind", term.kind},
                            {"sign", std::string(term.is_added ? "+" : "-")},
                            {"equation", term.formula.plain},
                            {"equation_latex", term.formula.latex},
                            {"values", listed(term.values)}}});
      return listing;
    }

    ListedItem
    listed(const DefinitionText &definition, const std::string &kind)
    {
      return {{{"name", definition.name},
               {"kind", kind},
               {"number", static_cast<double>(definition.number)},
               {"left", definition.left.plain},
               {"left_latex", definition.left.latex},
               {"equation", definition.right.plain},
               {"equation_latex", definition.right.latex},
               {"values", listed(definition.values)},
               {"places", definition.places},
               {"field", definition.field}}};
    }

    std::string
    number_text(unsigned int number)
    {
      return number == 0 ? "" : '(' + std::to_string(number) + ')';
    }

    std::string
    padded(const std::string &text, std::size_t width)
    {
      return text + std::string(text.size() < width ? width - text.size() : 0, ' ');
    }

    void
    write_values(std::ostream &out, const std::vector<ValueText> &values)
    {
      for (std::size_t i = 0; i < values.size(); ++i)
        out << (i == 0 ? "" : "; ") << values[i].symbol.plain << " = " << values[i].value;
    }

    void
    write_balance(std::ostream &out, const BalanceText &balance, const Field &field)
    {
      out << field.label << ", " << field.symbol << " [" << field.unit << "], " << field.name
          << '\n';
      std::string begin = "    " + balance.left.plain + " = ";
      if (balance.terms.empty())
        out << begin << "0\n";
      for (std::size_t i = 0; i < balance.terms.size(); ++i)
        {
          const TermText &term = balance.terms[i];
          out << (i == 0 ? begin : std::string(begin.size() - 2, ' '))
              << (i == 0 ? (term.is_added ? "" : "- ") : (term.is_added ? "+ " : "- "))
              << term.formula.plain << '\n';
        }
      std::size_t width = 0;
      for (const TermText &term : balance.terms)
        width = std::max(width, term.process.size());
      for (const TermText &term : balance.terms)
        {
          out << "      " << padded(number_text(term.number), 6) << padded(term.process, width + 2);
          write_values(out, term.values);
          out << '\n';
        }
      out << '\n';
    }

    void
    write_definition(std::ostream &out, const DefinitionText &definition)
    {
      out << definition.name;
      if (definition.number != 0)
        out << ' ' << number_text(definition.number);
      for (std::size_t i = 0; i < definition.places.size(); ++i)
        out << (i == 0 ? ", " : "; ") << definition.places[i];
      out << "\n    " << definition.left.plain << " = " << definition.right.plain << '\n';
      if (!definition.values.empty())
        {
          out << "      ";
          write_values(out, definition.values);
          out << '\n';
        }
    }

    void
    write_definitions(std::ostream                      &out,
                      const std::string                 &title,
                      const std::vector<DefinitionText> &definitions)
    {
      if (definitions.empty())
        return;
      out << title << '\n' << std::string(title.size(), '-') << '\n';
      for (const DefinitionText &definition : definitions)
        write_definition(out, definition);
      out << '\n';
    }
  } // namespace

  Listing
  list_equations(const Network &network)
  {
    const EquationTexts texts = equation_texts(network);
    Listing             listing;
    for (const BalanceText &balance : texts.balances)
      listing.push_back({{{"name", balance.name},
                          {"kind", std::string("field")},
                          {"left", balance.left.plain},
                          {"left_latex", balance.left.latex},
                          {"terms", listed(balance.terms)}}});
    for (const DefinitionText &quantity : texts.quantities)
      listing.push_back(listed(quantity, "quantity"));
    for (const DefinitionText &supply : texts.supplies)
      listing.push_back(listed(supply, "supply"));
    for (const DefinitionText &mobility : texts.mobilities)
      listing.push_back(listed(mobility, "mobility"));
    for (const ValueText &value : texts.shared)
      listing.push_back({{{"name", value.symbol.plain},
                          {"kind", std::string("shared parameter")},
                          {"left_latex", value.symbol.latex},
                          {"value", value.value}}});
    return listing;
  }

  void
  write_equations(std::ostream &out, const Network &network)
  {
    const EquationTexts texts = equation_texts(network);
    for (const BalanceText &balance : texts.balances)
      write_balance(
        out, balance, network.catalogue()[*network.catalogue().find_field(balance.name)]);
    write_definitions(out, "Derived quantities", texts.quantities);
    write_definitions(
      out, "Supply through surfaces (flux inwards, or the value held)", texts.supplies);
    write_definitions(out, "Mobility where something hinders movement", texts.mobilities);
    for (const ValueText &value : texts.shared)
      out << value.symbol.plain << " = " << value.value << '\n';
  }
} // namespace callus
