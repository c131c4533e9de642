// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/text_check.h"

#include "base/utf8.h"

#include <algorithm>
#include <cstdio>

namespace callus
{
  namespace
  {
    /// More lines with such characters are one problem: the whole file has it.
    constexpr unsigned int most_lines_reported = 5;

    bool
    begins_with(const std::string &text, const std::string &begin)
    {
      return text.compare(0, begin.size(), begin) == 0;
    }

    std::string
    name_of(std::uint32_t code)
    {
      char text[16];
      std::snprintf(text, sizeof(text), code < 0x80 ? "0x%02X" : "U+%04X", unsigned(code));
      return text;
    }

    /// What is wrong with the character at @p position of @p line, or a problem without `found`.
    Problem
    check_character(const std::string &line, std::size_t position, bool in_comment)
    {
      const Utf8Character character = utf8_character(line, position);
      const std::string   column    = " in column " + std::to_string(position + 1);
      if (character.length == 0)
        return {{},
                "the byte " + printable(line.substr(position, 1), 4) + column +
                  ", which is no UTF-8",
                "text in UTF-8",
                "Save the file as UTF-8; letters such as u with dots or the micro sign differ "
                "between encodings."};
      if (character.code == '\r')
        return {{},
                "a carriage return" + column + ", inside the line",
                "lines that end in LF or CR LF",
                "Save the file with the line ends of Unix or Windows."};
      if (is_control(character.code))
        return {{},
                "the control character " + name_of(character.code) + column,
                "printable characters and tabulators",
                "Delete it; an editor that shows invisible characters helps (vi: ':set list')."};
      if (!in_comment && is_foreign_blank(character.code))
        return {{},
                "the blank " + name_of(character.code) + column +
                  ", which is not the one of the keyboard",
                "plain blanks",
                "Type the blank anew; such blanks come with text copied from web pages and PDF."};
      return {};
    }

    /// The first fault of one line.
    Problem
    check_line(const std::string &line)
    {
      bool in_comment = false;
      for (std::size_t position = 0; position < line.size();)
        {
          in_comment      = in_comment || line[position] == '#';
          Problem problem = check_character(line, position, in_comment);
          if (!problem.found.empty())
            return problem;
          position += utf8_character(line, position).length;
        }
      return {};
    }

    /// A file that is something else altogether.
    Problem
    wrong_kind(const std::string &text)
    {
      if (begins_with(text, "\xFF\xFE") || begins_with(text, "\xFE\xFF"))
        return {{}, "text in UTF-16", "text in UTF-8", "Save the file as UTF-8."};
      if (begins_with(text, "$MeshFormat"))
        return {{},
                "a mesh of Gmsh",
                "a parameter file",
                "Name the mesh in a parameter file: subsection Mesh / set File = ... / end."};
      const std::size_t null = text.find('\0');
      if (null != std::string::npos)
        return {{"", unsigned(1 + std::count(text.begin(), text.begin() + null, '\n')), ""},
                "the control character 0x00, as in binary data",
                "a parameter file: text in UTF-8",
                "Check that this is the file you mean, and that it was copied whole."};
      return {};
    }
  } // namespace

  bool
  check_text(const std::string &text, const std::string &file, Problems &problems)
  {
    Problem problem = wrong_kind(text);
    if (!problem.found.empty())
      {
        problem.where.file = file;
        problems.add(problem);
        return false;
      }
    std::size_t  begin = 0;
    unsigned int found = 0, last = 0;
    if (begins_with(text, "\xEF\xBB\xBF"))
      {
        problems.add({{file, 1, ""},
                      "a byte order mark before the first character",
                      "plain UTF-8",
                      "Save the file as 'UTF-8' without byte order mark (BOM)."});
        begin = 3;
      }
    for (unsigned int number = 1; begin < text.size(); ++number)
      {
        const std::size_t end  = std::min(text.find('\n', begin), text.size());
        std::string       line = text.substr(begin, end - begin);
        if (end < text.size() && !line.empty() && line.back() == '\r')
          line.pop_back();
        begin   = end + 1;
        problem = check_line(line);
        if (problem.found.empty())
          continue;
        problem.where = {file, number, ""};
        last          = number;
        if (++found <= most_lines_reported)
          problems.add(problem);
      }
    if (found > most_lines_reported)
      problems.add(
        {{file, last, ""},
         std::to_string(found - most_lines_reported) + " more lines with such characters",
         "text in UTF-8",
         "Check that this is the file you mean, and how it was saved."});
    return true;
  }
} // namespace callus
