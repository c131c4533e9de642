// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "app/listing.h"

#include <vector>

namespace callus
{
  class Network;
  class Section;
  struct DeclaredEntry;

  Listing
  list_fields(const Network &network);
  Listing
  list_quantities(const Network &network);
  Listing
  list_processes(const Network &network);

  /// Every law in the code: stimulus laws, and biology's forms of processes, modifiers and derived quantities.
  Listing
  list_laws();
  Listing
  list_materials(const Section &root);

  Listing
  list_parameters(const std::vector<DeclaredEntry> &entries);
} // namespace callus
