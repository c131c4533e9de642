// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/parameter_lexer.h"

#include <sstream>

namespace callus
{
  namespace
  {
    using Kind = ParameterStatement::Kind;

    const char *const statements_expected =
      "'include FILE', 'subsection NAME', 'set ENTRY = VALUE', 'set ENTRY *= FACTOR' or 'end'";

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
      if (starts_with(line, "set", rest))
        {
          problem.expected = "'set ENTRY = VALUE'";
          problem.remedy   = "Write an entry, '=' and its value.";
          return split_assignment(rest, statement);
        }
      problem.expected = statements_expected;
      problem.remedy =
        "Begin the line with '#' if it is a comment; end a line that goes on with '\\'.";
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
    const bool scales = equals > 0 && text[equals - 1] == '*';
    statement.kind    = scales ? Kind::scale : Kind::set;
    statement.name    = trim(text.substr(0, equals - (scales ? 1 : 0)));
    statement.value   = trim(text.substr(equals + 1));
    return !statement.name.empty();
  }

  std::vector<ParameterStatement>
  read_statements(const std::string &text, const std::string &file, Problems &problems)
  {
    std::vector<ParameterStatement> statements;
    std::istringstream              input(text);
    std::string                     joined, line;
    unsigned int                    first_line = 1;
    for (unsigned int number = 1; std::getline(input, line); ++number)
      {
        if (joined.empty())
          first_line = number;
        line                 = trim(line.substr(0, line.find('#')));
        const bool continues = !line.empty() && line.back() == '\\';
        if (continues)
          line.pop_back();
        joined = trim(joined + ' ' + trim(line));
        if (continues && input.peek() != std::istringstream::traits_type::eof())
          continue;
        if (!joined.empty())
          {
            ParameterStatement statement{Kind::end, "", "", first_line};
            Problem            problem{{file, first_line, ""}, "", "", ""};
            if (read_statement(joined, statement, problem))
              statements.push_back(statement);
            else
              problems.add(problem);
          }
        joined.clear();
      }
    return statements;
  }
} // namespace callus
