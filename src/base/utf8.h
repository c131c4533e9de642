// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <cstdint>
#include <string>

namespace callus
{
  /// One character of a text in UTF-8.
  struct Utf8Character
  {
    std::uint32_t code   = 0; ///< its number in Unicode
    unsigned int  length = 0; ///< in bytes; 0 if the bytes are no UTF-8
  };

  /// The character that begins at @p position of @p text (which must lie inside the text).
  Utf8Character
  utf8_character(const std::string &text, std::size_t position);

  /// True for characters that a user cannot see and did not mean to write: C0 and C1 controls (tabulator and end of line
  /// are none), marks that change the direction of writing, blanks without width, byte order marks.
  bool
  is_control(std::uint32_t code);

  /// Blanks that Unicode knows besides the one of the keyboard.
  bool
  is_foreign_blank(std::uint32_t code);

  /// What can be shown of @p text in a message: bytes that are no UTF-8 and control characters become \xNN; of a text with
  /// more than @p longest bytes, its beginning and its length.
  std::string
  printable(const std::string &text, std::size_t longest);
} // namespace callus
