// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/mechanics_memory.h"

#include <algorithm>
#include <stdexcept>

namespace callus
{
  bool
  MechanicsMemory::has(const std::string &name) const
  {
    return std::any_of(at_nodes.begin(), at_nodes.end(), [&](const NodeValues &array) {
      return array.name == name;
    });
  }


  const MechanicsMemory::NodeValues &
  MechanicsMemory::find(const std::string &name) const
  {
    for (const NodeValues &array : at_nodes)
      if (array.name == name)
        return array;
    throw std::out_of_range("the memory of the mechanics has no '" + name + "'");
  }
} // namespace callus
