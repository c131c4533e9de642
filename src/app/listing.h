// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <iosfwd>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace callus
{
  struct ListedItem;
  using Listing = std::vector<ListedItem>;

  /// One thing in a list: named properties, the first of them its name. A property may be a list of things again.
  struct ListedItem
  {
    using Value = std::variant<std::string,
                               double,
                               bool,
                               std::vector<std::string>,
                               std::vector<unsigned int>,
                               Listing>;
    std::vector<std::pair<std::string, Value>> properties;
  };

  /// For people: the name on a line of its own, the other properties that are not empty below it; of lists the names.
  void
  write_text(std::ostream &out, const Listing &listing);

  /// For programs: an array of objects with all properties.
  void
  write_json(std::ostream &out, const Listing &listing);
} // namespace callus
