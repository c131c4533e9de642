// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace callus
{
  /// Where in the user's input something stands.
  struct Place
  {
    std::string  file;     ///< the file as the user named it; "--set" for the command line
    unsigned int line = 0; ///< 1-based; 0 if there is no line
    std::string  path;     ///< place in the tree, "Processes/m1_decay/Rate"
  };

  /// One thing that is wrong with the input, in the user's words.
  struct Problem
  {
    Place       where;
    std::string found;    ///< what stands there
    std::string expected; ///< what should stand there
    std::string remedy;   ///< how to mend it (nearest valid name, list of choices, a line to write)
  };

  /// "file:line: in Processes/m1_decay/Rate: found ..., expected .... How to mend it." Texts of the user that are very
  /// long are shortened, bytes that cannot be printed become \xNN.
  std::string
  to_string(const Problem &problem);

  /// The input cannot be used; exit code 1. Holds every problem found, not only the first.
  class InputError : public std::runtime_error
  {
  public:
    explicit InputError(std::vector<Problem> problems);

    const std::vector<Problem> &
    problems() const
    {
      return problems_;
    }

  private:
    std::vector<Problem> problems_;
  };

  /// The input was fine, the computation failed; exit code 2. The message names day, step, region and values.
  class NumericalFailure : public std::runtime_error
  {
    using std::runtime_error::runtime_error;
  };

  /// What was computed cannot be written: the disk is full, the folder has gone; exit code 4. The message names the file and the
  /// reason.
  class OutputFailure : public std::runtime_error
  {
    using std::runtime_error::runtime_error;
  };

  /// Collects problems so that all are reported together.
  class Problems
  {
  public:
    void
    add(Problem problem);

    bool
    empty() const
    {
      return list_.empty();
    }

    const std::vector<Problem> &
    list() const
    {
      return list_;
    }

    /// Throws InputError with everything collected, ordered by file and line; does nothing if all is well.
    void
    throw_if_any() const;

  private:
    std::vector<Problem>  list_;
    std::set<std::string> texts_; ///< of the problems, to know those that are reported already
  };
} // namespace callus
