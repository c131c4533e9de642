// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/nearest_name.h"

#include <algorithm>
#include <cctype>
#include <numeric>

namespace callus
{
  namespace
  {
    std::string
    lower_case(std::string text)
    {
      for (char &c : text)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      return text;
    }

    /// Levenshtein distance: insertions, deletions and replacements that turn a into b.
    std::size_t
    edit_distance(const std::string &a, const std::string &b)
    {
      std::vector<std::size_t> row(b.size() + 1);
      std::iota(row.begin(), row.end(), std::size_t(0));
      for (std::size_t i = 1; i <= a.size(); ++i)
        {
          std::size_t diagonal = row[0];
          row[0]               = i;
          for (std::size_t j = 1; j <= b.size(); ++j)
            {
              const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
              diagonal                   = row[j];
              row[j]                     = std::min({row[j] + 1, row[j - 1] + 1, replaced});
            }
        }
      return row[b.size()];
    }
  } // namespace

  std::string
  nearest_name(const std::string &name, const std::vector<std::string> &candidates)
  {
    const std::string wanted = lower_case(name);
    std::string       nearest;
    std::size_t       smallest = static_cast<std::size_t>(-1);
    for (const std::string &candidate : candidates)
      {
        const std::size_t distance = edit_distance(wanted, lower_case(candidate));
        if (distance < smallest && 3 * distance <= std::max(name.size(), candidate.size()))
          {
            smallest = distance;
            nearest  = candidate;
          }
      }
    return nearest;
  }

  std::string
  suggest(const std::string &name, const std::vector<std::string> &candidates)
  {
    if (candidates.empty())
      return "There are no valid names here.";
    const std::string nearest = nearest_name(name, candidates);
    std::string       text    = nearest.empty() ? "" : "Did you mean '" + nearest + "'? ";
    text += candidates.size() == 1 ? "The only valid name is: " : "Valid names are: ";
    for (std::size_t i = 0; i < candidates.size(); ++i)
      text += (i > 0 ? ", " : "") + candidates[i];
    return text + '.';
  }
} // namespace callus
