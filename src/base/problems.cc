// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/problems.h"

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
      where += (where.empty() ? "in " : ": in ") + problem.where.path;

    std::string text = where.empty() ? "" : where + ": ";
    text += "found " + (problem.found.empty() ? std::string("nothing") : problem.found);
    if (!problem.expected.empty())
      text += ", expected " + problem.expected;
    text += '.';
    if (!problem.remedy.empty())
      text += ' ' + problem.remedy;
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
    const std::string text = to_string(problem);
    for (const Problem &known : list_)
      if (to_string(known) == text)
        return;
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
