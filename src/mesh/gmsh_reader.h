// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/gmsh_file.h"
#include "mesh/gmsh_scanner.h"

#include <map>
#include <string>
#include <vector>

namespace callus
{
  /// Reads a Gmsh file of format 2.2 or 4.1, ASCII or binary. @p bytes is its content, @p file its name for messages. Throws InputError for
  /// anything that is no such file; never reads or allocates beyond what the file can hold. @p cell_data: names of the data of cells
  /// ($ElementData) to read.
  GmshFile
  read_gmsh(const std::string              &file,
            std::string                     bytes,
            const std::vector<std::string> &cell_data = {});

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

  /// One $ElementData; both formats write it alike. Skips what nobody asked for.
  void
  read_cell_data(GmshScanner &scanner, const std::vector<std::string> &wanted, GmshFile &mesh);

  /// The element type, or a problem if it is unknown.
  const GmshElementType &
  known_type(const GmshScanner &scanner, int number);
} // namespace callus
