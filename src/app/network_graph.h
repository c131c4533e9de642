// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "app/listing.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace callus
{
  class Network;

  /// What is drawn of a network, by names of fields; empty: everything.
  struct GraphPart
  {
    std::vector<std::string> acting_on; ///< only what acts on these
    std::vector<std::string> among;     ///< only what these do to each other
  };

  /// Who acts on whom as a graph for Graphviz. Green: more of one makes
  /// more of the other; red: less; ochre: either; blue: one becomes the other; dashed: moves towards (green) or away (red).
  void
  write_graph(std::ostream &out, const Network &network, const GraphPart &part);

  /// The same as one item for each arrow.
  Listing
  list_graph(const Network &network, const GraphPart &part);
} // namespace callus
