// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/gmsh_file.h"
#include "mesh/gmsh_scanner.h"

#include <string>

namespace callus
{
  /// Reads a Gmsh file of format 2.2 or 4.1, ASCII or binary. @p bytes is its content, @p file its name for messages. Throws InputError for
  /// anything that is no such file; never reads or allocates beyond what the file can hold.
  GmshFile
  read_gmsh(const std::string &file, std::string bytes);

  // Sections that differ between the formats; each begins behind its first line and leaves its end to the caller.
  void
  read_nodes_2(GmshScanner &scanner, GmshFile &mesh);
  void
  read_elements_2(GmshScanner &scanner, GmshFile &mesh);

  /// Of each entity (dimension, tag) its physical groups.
  using GmshEntities = std::map<std::pair<int, int>, std::vector<int>>;
  GmshEntities
  read_entities_4(GmshScanner &scanner);
  void
  read_nodes_4(GmshScanner &scanner, GmshFile &mesh);
  void
  read_elements_4(GmshScanner &scanner, const GmshEntities &entities, GmshFile &mesh);

  /// The element type, or a problem if it is unknown.
  const GmshElementType &
  known_type(const GmshScanner &scanner, int number);
} // namespace callus
