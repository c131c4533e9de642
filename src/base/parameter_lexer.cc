// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/parameter_lexer.h"

#include "base/nearest_name.h"
#include "base/text_check.h"
#include "base/utf8.h"

#include <algorithm>
#include <sstream>

namespace callus
{
  namespace
  {
    using Kind = ParameterStatement::Kind;

    const char *const statements_expected = "'include FILE', 'subsection NAME', 'set ENTRY = "
                                            "VALUE', 'set ENTRY *= FACTOR', 'set ENTRY += "
                                            "ITEM', 'end' or 'library'";

    /// More of them are one problem: somebody took another file for a parameter file. It is clear sooner if there has been
    /// no statement at all.
    constexpr unsigned int most_unreadable_lines = 20, most_unreadable_lines_at_the_start = 3;

    /// How a line that begins with no keyword may have been meant.
    std::string
    statement_remedy(const std::string &line)
    {
      const std::string word = line.substr(0, line.find_first_of(" \t="));
      if (line.find('=') != std::string::npos)
        return nearest_name(word, {"set"}).empty() ? "Write 'set' before the entry."
                                                   : "Did you mean 'set'?";
      const std::string nearest = nearest_name(word, {"include", "subsection", "end", "library"});
      if (!nearest.empty())
        return "Did you mean '" + nearest + "'?";
      return "Begin the line with '#' if it is a comment; end a line that goes on with '\\'.";
    }

    /// If @p line is @p keyword followed by a blank or nothing, @p rest is what follows.
    bool
    starts_with(const std::string &line, const std::string &keyword, std::string &rest)
    {
      if (line.compare(0, keyword.size(), keyword) != 0)
        return false;
      if (line.size() > keyword.size() && line[keyword.size()] != ' ' &&
          line[keyword.size()] != '\t')
        return false;
      rest = trim(line.substr(keyword.size()));
      return true;
    }

    /// Understands one joined line; returns what is wrong with it, or an empty problem.
    bool
    read_statement(const std::string &line, ParameterStatement &statement, Problem &problem)
    {
      std::string rest;
      problem.found = "'" + line + "'";
      if (starts_with(line, "include", rest) || starts_with(line, "subsection", rest))
        {
          statement.kind   = line[0] == 'i' ? Kind::include : Kind::subsection;
          statement.name   = rest;
          problem.expected = line[0] == 'i' ? "the name of a file" : "the name of a subsection";
          problem.remedy   = "Write it after the keyword.";
          if (statement.kind == Kind::subsection && rest.find('/') != std::string::npos)
            {
              problem.expected = "a name without '/'";
              problem.remedy   = "Open one subsection after the other.";
              return false;
            }
          return !rest.empty();
        }
      if (starts_with(line, "end", rest))
        {
          statement.kind   = Kind::end;
          problem.expected = "'end' alone";
          problem.remedy   = "Put what follows on a line of its own.";
          return rest.empty();
        }
      if (starts_with(line, "library", rest))
        {
          statement.kind   = Kind::library;
          problem.expected = "'library' alone";
          problem.remedy   = "A file of the library is read with: include library/NAME.prm";
          return rest.empty();
        }
      if (starts_with(line, "set", rest))
        {
          problem.expected = "'set ENTRY = VALUE'";
          problem.remedy   = "Write an entry, '=' and its value.";
          return split_assignment(rest, statement);
        }
      problem.expected = statements_expected;
      problem.remedy   = statement_remedy(line);
      return false;
    }
  } // namespace

  std::string
  trim(const std::string &text)
  {
    const char *const blanks = " \t\r\n";
    const std::size_t first  = text.find_first_not_of(blanks);
    if (first == std::string::npos)
      return "";
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
  }

  std::vector<std::string>
  split(const std::string &text, char separator)
  {
    std::vector<std::string> parts;
    if (trim(text).empty())
      return parts;
    std::size_t begin = 0;
    for (std::size_t end; (end = text.find(separator, begin)) != std::string::npos; begin = end + 1)
      parts.push_back(trim(text.substr(begin, end - begin)));
    parts.push_back(trim(text.substr(begin)));
    return parts;
  }

  bool
  split_assignment(const std::string &text, ParameterStatement &statement)
  {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos)
      return false;
    const char before = equals > 0 ? text[equals - 1] : ' ';
    statement.kind    = before == '*' ? Kind::scale : before == '+' ? Kind::append : Kind::set;
    statement.name    = trim(text.substr(0, equals - (statement.kind == Kind::set ? 0 : 1)));
    statement.value   = trim(text.substr(equals + 1));
    return !statement.name.empty();
  }

  namespace
  {
    /// Joins continued lines and takes comments off.
    class Lines
    {
    public:
      Lines(const std::string &text, const std::string &file, Problems &problems)
        : input_(text)
        , file_(file)
        , problems_(problems)
      {
      }

      /// The next line that is not empty, as it is after joining; false at the end of the text.
      bool
      next(std::string &joined, unsigned int &first_line, std::size_t &indent)
      {
        joined.clear();
        std::string line;
        bool        continues = false;
        while (std::getline(input_, line))
          {
            ++number_;
            line.erase(std::min(line.find('#'), line.size()));
            const std::string trimmed = trim(line);
            if (!continues)
              {
                first_line = number_;
                indent     = std::min(line.find_first_not_of(" \t"), line.size());
              }
            continues = !trimmed.empty() && trimmed.back() == '\\';
            joined += (joined.empty() || trimmed.empty() ? "" : " ") +
                      trim(continues ? trimmed.substr(0, trimmed.size() - 1) : trimmed);
            if (!continues && !joined.empty())
              return true;
          }
        if (continues)
          problems_.add({{file_, first_line, ""},
                         "a line that goes on behind the end of the file",
                         "another line behind '\\'",
                         "Remove the '\\' or complete the line; was the file copied whole?"});
        return !joined.empty();
      }

    private:
      std::istringstream input_;
      std::string        file_;
      Problems          &problems_;
      unsigned int       number_ = 0;
    };
  } // namespace

  namespace
  {
    /// A line that is no statement but was meant to begin or end a subsection counts as that, so that one fault is not
    /// followed by many.
    bool
    was_meant_for_structure(const std::string &line, ParameterStatement &statement)
    {
      const std::size_t blank   = line.find_first_of(" \t");
      const std::string nearest = nearest_name(line.substr(0, blank), {"subsection", "end"});
      if (nearest.empty() || line.find('=') != std::string::npos)
        return false;
      statement.kind = nearest == "end" ? Kind::end : Kind::subsection;
      statement.name = blank == std::string::npos ? "" : trim(line.substr(blank));
      if (statement.name.find('/') != std::string::npos)
        statement.name.clear();
      return true;
    }

    /// What can be read of a text whose faulty characters have been reported: blanks for foreign blanks, line ends for
    /// carriage returns, nothing for control characters.
    std::string
    readable(const std::string &text)
    {
      std::string result;
      for (std::size_t position = 0; position < text.size();)
        {
          const Utf8Character character = utf8_character(text, position);
          const std::size_t   length    = std::max(1u, character.length);
          if (text[position] == '\r')
            result += position + 1 < text.size() && text[position + 1] == '\n' ? "" : "\n";
          else if (is_foreign_blank(character.code))
            result += ' ';
          else if (character.length == 0 || !is_control(character.code))
            result += text.substr(position, length);
          position += length;
        }
      return result;
    }
  } // namespace

  std::vector<ParameterStatement>
  read_statements(const std::string &text, const std::string &file, Problems &problems)
  {
    std::vector<ParameterStatement> statements;
    if (!check_text(text, file, problems))
      return statements;
    Lines        lines(readable(text), file, problems);
    std::string  line;
    unsigned int n_unreadable = 0;
    for (ParameterStatement statement{Kind::end, "", "", 0, 0};
         lines.next(line, statement.line, statement.indent);
         statement.name.clear(), statement.value.clear())
      {
        Problem problem{{file, statement.line, ""}, "", "", ""};
        if (read_statement(line, statement, problem))
          {
            statements.push_back(statement);
            continue;
          }
        problems.add(problem);
        if (was_meant_for_structure(line, statement))
          statements.push_back(statement);
        const unsigned int most =
          statements.empty() ? most_unreadable_lines_at_the_start : most_unreadable_lines;
        if (++n_unreadable >= most)
          {
            problems.add({{file, statement.line, ""},
                          std::to_string(n_unreadable) + " lines that are no statement so far",
                          "a parameter file",
                          "Check that this is the file you mean; the rest was not looked at."});
            break;
          }
      }
    return statements;
  }
} // namespace callus
