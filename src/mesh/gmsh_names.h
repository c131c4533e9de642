// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <map>
#include <string>

namespace callus
{
  /// The physical groups of a Gmsh file by tag.
  struct GmshNames
  {
    std::map<int, std::string> volumes;  ///< groups of the highest dimension
    std::map<int, std::string> surfaces; ///< groups of one dimension less
  };

  /// Reads the section $PhysicalNames of an ASCII .msh file (2.2 or 4.1). Throws std::runtime_error with a message in
  /// the user's words if the file cannot be opened, is binary, is no Gmsh file or names no volume.
  GmshNames
  read_gmsh_names(const std::string &file, int dim);
} // namespace callus
