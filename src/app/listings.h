// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "app/listing.h"

#include <iosfwd>
#include <vector>

namespace callus
{
  class Network;
  class ParameterFile;
  class Section;
  struct DeclaredEntry;
  struct RunOptions;

  Listing
  list_fields(const Network &network);
  Listing
  list_drivers(const Network &network);
  Listing
  list_quantities(const Network &network);
  Listing
  list_processes(const Network &network);

  /// The system of equations written out, for programs and for people.
  Listing
  list_equations(const Network &network);
  void
  write_equations(std::ostream &out, const Network &network);

  /// Every law in the code: stimulus laws, laws of materials, and biology's forms of processes, modifiers and derived quantities.
  Listing
  list_laws();
  Listing
  list_materials(const Section &root);

  /// Entries as they were declared while the file of @p root was read; its places say in which file and line each stands.
  Listing
  list_parameters(const std::vector<DeclaredEntry> &entries, const Section &root);

  /// Every entry that a healing knows, for the run in space (where it has a mesh) and the one without.
  Listing
  list_healing_parameters(ParameterFile &file);
  /// Every entry that the case of this file knows: a healing, or a unit cell.
  Listing
  list_case_parameters(const RunOptions &options);
} // namespace callus
