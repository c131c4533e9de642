// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/snapshot.h"

#include <stdexcept>

namespace callus
{
  namespace
  {
    template <typename Map>
    const typename Map::mapped_type &
    find(const Map &map, const std::string &name)
    {
      const auto entry = map.find(name);
      if (entry == map.end())
        throw std::runtime_error("'" + name + "' is missing");
      return entry->second;
    }
  } // namespace

  const Snapshot::Array &
  Snapshot::array(const std::string &name) const
  {
    return find(arrays, name);
  }

  double
  Snapshot::number(const std::string &name) const
  {
    return find(numbers, name);
  }

  const std::string &
  Snapshot::text(const std::string &name) const
  {
    return find(texts, name);
  }
} // namespace callus
