// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <string>
#include <vector>

namespace callus
{
  /// The candidate with the smallest edit distance to @p name (case-insensitive), or "" if none is close
  /// (distance greater than a third of the longer name).
  std::string
  nearest_name(const std::string &name, const std::vector<std::string> &candidates);

  /// A remedy for a wrong name: "Did you mean 'x'? Valid names are: a, b, c."
  std::string
  suggest(const std::string &name, const std::vector<std::string> &candidates);
} // namespace callus
