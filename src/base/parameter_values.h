// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <string>
#include <vector>

namespace callus
{
  /// A quantity as it is written: `0, 100, 500 N [ansoms2024]`.
  struct WrittenQuantity
  {
    std::vector<double>      numbers;
    std::string              unit; ///< "1" if none is written
    std::vector<std::string> sources;
  };

  /// Understands `number[, number...] [unit] [\[source[, source...]\]]`; false if @p text does not begin with a finite
  /// number or a bracket is left open. The unit and the sources are not checked here.
  bool
  parse_quantity(const std::string &text, WrittenQuantity &quantity);

  /// As the user would write it; reads to the same numbers bit by bit.
  std::string
  to_string(const WrittenQuantity &quantity);

  /// The shortest text that reads to the same double.
  std::string
  number_text(double value);

  /// "a, b, c"
  std::string
  join(const std::vector<std::string> &words);
} // namespace callus
