// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameter_values.h"

#include <string>

namespace callus
{
  class Units;

  /// Why @p text, which is no quantity, may have gone wrong: a decimal comma, a dash for a minus sign, a number that is
  /// not finite, an open bracket. A sentence with a blank behind it, or "".
  std::string
  hint_on_number(const std::string &text);

  /// Why the unit of @p quantity does not convert to @p expected, and what to write: the unit is missing, misspelt, follows
  /// from a number with a blank inside, or measures something else. @p name is that of the entry.
  std::string
  hint_on_unit(const WrittenQuantity &quantity,
               const std::string     &expected,
               const std::string     &name,
               const Units           &units);

  /// True if the unit is the rest of a number that was written with blanks between its digits: "1 500 mm".
  bool
  is_rest_of_number(const WrittenQuantity &quantity);
} // namespace callus
