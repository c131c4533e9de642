// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/parameter_values.h"

#include "base/parameter_lexer.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace callus
{
  namespace
  {
    /// Reads one number at @p position and moves behind it and the blanks that follow.
    bool
    read_number(const std::string &text, std::size_t &position, double &number)
    {
      position = text.find_first_not_of(" \t", position);
      if (position == std::string::npos)
        return false;
      if (text[position] == '+')
        ++position;
      const char *const end    = text.data() + text.size();
      const auto        result = std::from_chars(text.data() + position, end, number);
      if (result.ec != std::errc() || !std::isfinite(number))
        return false;
      position = static_cast<std::size_t>(result.ptr - text.data());
      position = std::min(text.find_first_not_of(" \t", position), text.size());
      return true;
    }
  } // namespace

  bool
  parse_quantity(const std::string &text, WrittenQuantity &quantity)
  {
    quantity         = WrittenQuantity();
    std::string rest = trim(text);
    if (!rest.empty() && rest.back() == ']')
      {
        const std::size_t bracket = rest.rfind('[');
        if (bracket == std::string::npos)
          return false;
        quantity.sources = split(rest.substr(bracket + 1, rest.size() - bracket - 2), ',');
        rest             = trim(rest.substr(0, bracket));
      }
    if (rest.find_first_of("[]") != std::string::npos)
      return false;

    std::size_t position = 0;
    do
      {
        if (!quantity.numbers.empty())
          ++position; // behind the comma
        double number;
        if (!read_number(rest, position, number))
          return false;
        quantity.numbers.push_back(number);
      }
    while (position < rest.size() && rest[position] == ',');
    quantity.unit = trim(rest.substr(position));
    if (quantity.unit.empty())
      quantity.unit = "1";
    return true;
  }

  std::string
  to_string(const WrittenQuantity &quantity)
  {
    std::vector<std::string> numbers;
    for (const double number : quantity.numbers)
      numbers.push_back(number_text(number));
    std::string text = join(numbers);
    if (quantity.unit != "1")
      text += ' ' + quantity.unit;
    if (!quantity.sources.empty())
      text += " [" + join(quantity.sources) + ']';
    return text;
  }

  std::string
  number_text(double value)
  {
    char       text[40];
    const auto end = std::to_chars(text, text + sizeof(text), value).ptr;
    return std::string(text, end);
  }

  std::string
  join(const std::vector<std::string> &words)
  {
    std::string text;
    for (const std::string &word : words)
      text += (text.empty() ? "" : ", ") + word;
    return text;
  }
} // namespace callus
