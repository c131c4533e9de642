// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/problems.h"

#include "base/utf8.h"

#include <algorithm>
#include <sstream>
#include <tuple>
#include <utility>

namespace callus
{
  namespace
  {
    std::string
    message_of(const std::vector<Problem> &problems)
    {
      std::ostringstream out;
      if (problems.size() != 1)
        out << problems.size() << " problems in the input:\n";
      for (std::size_t i = 0; i < problems.size(); ++i)
        out << (i > 0 ? "\n" : "") << to_string(problems[i]);
      return out.str();
    }

    /// How much of what the user wrote a message repeats, in bytes.
    constexpr std::size_t longest_found = 240, longest_rest = 4000;

    bool
    comes_before(const Problem &a, const Problem &b)
    {
      return std::tie(a.where.file, a.where.line) < std::tie(b.where.file, b.where.line);
    }
  } // namespace

  std::string
  to_string(const Problem &problem)
  {
    std::string where = problem.where.file;
    if (problem.where.line > 0)
      where += (where.empty() ? "line " : ":") + std::to_string(problem.where.line);
    if (!problem.where.path.empty())
      where += (where.empty() ? "in " : ": in ") + printable(problem.where.path, longest_found);

    std::string text = where.empty() ? "" : where + ": ";
    text += "found " + (problem.found.empty() ? std::string("nothing")
                                              : printable(problem.found, longest_found));
    if (!problem.expected.empty())
      text += ", expected " + printable(problem.expected, longest_rest);
    text += '.';
    if (!problem.remedy.empty())
      text += ' ' + printable(problem.remedy, longest_rest);
    return text;
  }

  InputError::InputError(std::vector<Problem> problems)
    : std::runtime_error(message_of(problems))
    , problems_(std::move(problems))
  {
  }

  void
  Problems::add(Problem problem)
  {
    // Two readers of one entry find the same fault; the user needs to hear of it once.
    if (texts_.insert(to_string(problem)).second)
      list_.push_back(std::move(problem));
  }

  void
  Problems::throw_if_any() const
  {
    if (list_.empty())
      return;
    std::vector<Problem> sorted = list_;
    std::stable_sort(sorted.begin(), sorted.end(), comes_before);
    throw InputError(std::move(sorted));
  }
} // namespace callus
