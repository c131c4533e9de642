// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/utf8.h"

#include <algorithm>
#include <cstdio>

namespace callus
{
  namespace
  {
    /// Length of the sequence that a first byte announces, and the bits of the character in it.
    Utf8Character
    announced(unsigned char byte)
    {
      if (byte < 0x80)
        return {byte, 1};
      if (byte >= 0xC2 && byte < 0xE0)
        return {byte & 0x1Fu, 2};
      if (byte >= 0xE0 && byte < 0xF0)
        return {byte & 0x0Fu, 3};
      if (byte >= 0xF0 && byte < 0xF5)
        return {byte & 0x07u, 4};
      return {};
    }

    std::string
    escaped(unsigned char byte)
    {
      char text[8];
      std::snprintf(text, sizeof(text), "\\x%02X", byte);
      return text;
    }
  } // namespace

  Utf8Character
  utf8_character(const std::string &text, std::size_t position)
  {
    Utf8Character character = announced(static_cast<unsigned char>(text[position]));
    if (position + character.length > text.size())
      return {};
    for (unsigned int i = 1; i < character.length; ++i)
      {
        const auto byte = static_cast<unsigned char>(text[position + i]);
        if ((byte & 0xC0) != 0x80)
          return {};
        character.code = (character.code << 6) | (byte & 0x3Fu);
      }
    // Not shorter than announced, no halves of UTF-16 pairs, nothing beyond Unicode.
    const bool is_overlong = (character.length == 3 && character.code < 0x800) ||
                             (character.length == 4 && character.code < 0x10000);
    const bool is_half = character.code >= 0xD800 && character.code < 0xE000;
    return is_overlong || is_half || character.code > 0x10FFFF ? Utf8Character() : character;
  }

  bool
  is_control(std::uint32_t code)
  {
    if (code == '\t' || code == '\n')
      return false;
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2060 && code <= 0x2069) ||
           code == 0xFEFF;
  }

  bool
  is_foreign_blank(std::uint32_t code)
  {
    return code == 0xA0 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F || code == 0x205F ||
           code == 0x3000;
  }

  std::string
  printable(const std::string &text, std::size_t longest)
  {
    std::string result;
    std::size_t position = 0;
    while (position < text.size() && position < longest)
      {
        const Utf8Character character = utf8_character(text, position);
        const unsigned int  length    = std::max(1u, character.length);
        const bool          is_plain  = character.length > 0 && !is_control(character.code);
        for (unsigned int i = 0; i < length; ++i)
          result += is_plain ? std::string(1, text[position + i])
                             : escaped(static_cast<unsigned char>(text[position + i]));
        position += length;
      }
    if (position < text.size())
      result += "... (" + std::to_string(text.size()) + " characters)";
    return result;
  }
} // namespace callus
