// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/mechanics_memory.h"

#include <stdexcept>

namespace callus
{
  const MechanicsMemory::NodeValues &
  MechanicsMemory::find(const std::string &name) const
  {
    for (const NodeValues &array : at_nodes)
      if (array.name == name)
        return array;
    throw std::out_of_range("the memory of the mechanics has no '" + name + "'");
  }
} // namespace callus
