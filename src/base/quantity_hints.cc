// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/quantity_hints.h"

#include "base/nearest_name.h"
#include "base/units.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace callus
{
  namespace
  {
    bool
    is_digit(char c)
    {
      return std::isdigit(static_cast<unsigned char>(c)) != 0;
    }

    bool
    is_letter(char c)
    {
      return std::isalpha(static_cast<unsigned char>(c)) != 0;
    }

    /// "0,5": digits on both sides of the only comma.
    bool
    has_decimal_comma(const std::string &text)
    {
      const std::size_t comma = text.find(',');
      return comma != std::string::npos && comma > 0 && comma + 1 < text.size() &&
             is_digit(text[comma - 1]) && is_digit(text[comma + 1]) &&
             text.find(',', comma + 1) == std::string::npos;
    }

    bool
    begins_with(const std::string &text, const std::string &begin)
    {
      return text.compare(0, begin.size(), begin) == 0;
    }

    /// Units that parameter files use, as they are spelled.
    const std::vector<std::string> &
    usual_units()
    {
      static const std::vector<std::string> names = {
        "mm",      "um",  "nm",     "m",    "cm",     "s",     "min",  "h",   "day",   "week",
        "N",       "kN",  "Pa",     "kPa",  "MPa",    "GPa",   "mmHg", "ng",  "ug",    "mg",
        "g",       "kg",  "mL",     "L",    "mol",    "mM",    "nM",   "uM",  "cells", "cell",
        "deg",     "rad", "Hz",     "J",    "W",      "kDa",   "mm2",  "mm3", "um2",   "IU",
        "percent", "BW",  "degree", "hour", "minute", "second"};
      return names;
    }

    /// The first word of a unit that UDUNITS does not know, with the nearest one that it does.
    std::string
    misspelt_part(const std::string &unit, const Units &units)
    {
      for (std::size_t begin = 0; begin < unit.size();)
        {
          std::size_t end = begin;
          while (end < unit.size() && is_letter(unit[end]))
            ++end;
          const std::string word    = unit.substr(begin, end - begin);
          const std::string nearest = nearest_name(word, usual_units());
          if (!word.empty() && word != "per" && !units.is_valid(word))
            return "'" + word + "' is no unit" +
                   (nearest.empty() ? ". " : "; did you mean '" + nearest + "'? ");
          begin = std::max(end, begin + 1);
        }
      return "";
    }
  } // namespace

  std::string
  hint_on_number(const std::string &text)
  {
    std::string lower = text.substr(0, 4);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) {
      return static_cast<char>(std::tolower(c));
    });
    const std::size_t sign = !lower.empty() && (lower[0] == '-' || lower[0] == '+') ? 1 : 0;
    if (begins_with(lower.substr(sign), "nan") || begins_with(lower.substr(sign), "inf"))
      return "The number must be finite. ";
    if (begins_with(text, "\xE2\x88\x92") || begins_with(text, "\xE2\x80\x93"))
      return "Write the minus sign as '-', not as a dash. ";
    if (std::count(text.begin(), text.end(), '[') != std::count(text.begin(), text.end(), ']'))
      return "The bracket of the source is not closed. ";
    if (has_decimal_comma(text))
      return "Write decimals with a point, not with a comma. ";
    if (!text.empty() && (is_digit(text[0]) || sign == 1) &&
        text.find_first_of("eE") != std::string::npos)
      return "The number is too large or too small for the computer (1e-308 to 1e308). ";
    return "";
  }

  bool
  is_rest_of_number(const WrittenQuantity &quantity)
  {
    const std::string &unit = quantity.unit;
    return unit.size() > 3 && std::all_of(unit.begin(), unit.begin() + 3, is_digit) &&
           (unit[3] == ' ' || unit[3] == '.') && quantity.numbers.size() == 1 &&
           quantity.numbers[0] == std::floor(quantity.numbers[0]) &&
           std::abs(quantity.numbers[0]) < 1000;
  }

  std::string
  hint_on_unit(const WrittenQuantity &quantity,
               const std::string     &expected,
               const std::string     &name,
               const Units           &units)
  {
    WrittenQuantity mended = quantity;
    mended.unit            = expected;
    if (quantity.unit == "1")
      return "Write for example: set " + name + " = " + to_string(mended) + ". ";
    if (is_rest_of_number(quantity))
      return "Write the digits of a number without blanks between them. ";
    if (!units.is_valid(quantity.unit))
      return misspelt_part(quantity.unit, units) + "Units are written like mm, 1/day, ng/mL, 1e6 "
                                                   "cells/mL, kPa; the source comes last, in "
                                                   "square brackets.";
    const auto differ_by = [&](const std::string &factor) {
      return units.are_convertible(Units::product(quantity.unit, factor), expected) ||
             units.are_convertible(Units::product(expected, factor), quantity.unit);
    };
    if (differ_by("kg/mol"))
      return "An amount and a mass: multiply by the molar mass of the substance yourself "
             "(docs/user/units.md).";
    if (differ_by("cell"))
      return "Cells are a unit of their own: write for example 1e6 cells/mL, not 1e6 1/mL "
             "(docs/user/units.md).";
    return "'" + quantity.unit + "' is a unit, but of something else; convert the value to '" +
           expected + "' or to a multiple of it.";
  }
} // namespace callus
