// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/problems.h"

#include <string>
#include <vector>

namespace callus
{
  /// One statement of a parameter file.
  struct ParameterStatement
  {
    enum class Kind
    {
      library, ///< library: the values of this file describe what can be, not what one case chose
      include, ///< include NAME
      subsection, ///< subsection NAME
      end,        ///< end
      set,        ///< set NAME = VALUE
      scale,      ///< set NAME *= VALUE
      append      ///< set NAME += VALUE
    };
    Kind         kind;
    std::string  name;
    std::string  value;
    unsigned int line;       ///< of its first line
    std::size_t  indent = 0; ///< number of blanks before it; tells where an 'end' is missing
  };

  /// Cuts the text of a parameter file into statements: comments go, continued lines are joined. Lines that are no
  /// statement and characters that do not belong into a text go to @p problems; @p file names the text there.
  std::vector<ParameterStatement>
  read_statements(const std::string &text, const std::string &file, Problems &problems);

  /// Without blanks at both ends.
  std::string
  trim(const std::string &text);

  /// The parts between separators, trimmed; no parts for an empty text.
  std::vector<std::string>
  split(const std::string &text, char separator);

  /// Splits "Name = value", "Name *= value" or "Name += value"; false if there is no "=" or no name.
  bool
  split_assignment(const std::string &text, ParameterStatement &statement);
} // namespace callus
