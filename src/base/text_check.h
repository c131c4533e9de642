// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/problems.h"

#include <string>

namespace callus
{
  /**
   * Looks for what does not belong into a text file: control characters, bytes that are no UTF-8, byte order marks, a
   * carriage return that ends no line (lines may end in CR LF), blanks that only look like blanks. Each line with such a
   * character is reported once, with its column; @p file names the text there.
   *
   * False if the text is no parameter file at all (UTF-16, binary data, a mesh): then reading its lines would only add noise.
   */
  bool
  check_text(const std::string &text, const std::string &file, Problems &problems);
} // namespace callus
