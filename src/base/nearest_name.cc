// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/nearest_name.h"

#include <algorithm>
#include <cctype>

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

    /// Least number of insertions, deletions, replacements and swaps of neighbours that turn a into b.
    std::size_t
    edit_distance(const std::string &a, const std::string &b)
    {
      std::vector<std::vector<std::size_t>> distance(a.size() + 1,
                                                     std::vector<std::size_t>(b.size() + 1));
      for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j)
          {
            if (i == 0 || j == 0)
              {
                distance[i][j] = i + j;
                continue;
              }
            const std::size_t replaced = distance[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            distance[i][j] = std::min({distance[i - 1][j] + 1, distance[i][j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
              distance[i][j] = std::min(distance[i][j], distance[i - 2][j - 2] + 1);
          }
      return distance[a.size()][b.size()];
    }
  } // namespace

  std::string
  nearest_name(const std::string &name, const std::vector<std::string> &candidates)
  {
    // Nobody misspells a name at such length, and the distance takes the product of both lengths.
    constexpr std::size_t longest = 200;
    if (name.size() > longest)
      return "";
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
