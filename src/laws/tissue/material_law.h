// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <string>
#include <vector>

namespace callus
{
  /// What `callus list laws` and the manual say about a law that makes the material of a region.
  struct MaterialLawEntry
  {
    std::string              name;
    std::string              description; ///< one or two sentences
    std::vector<std::string> equations;   ///< one line each
  };
} // namespace callus
