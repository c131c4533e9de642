// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <map>
#include <string>
#include <vector>

namespace callus
{
  /**
   * All that the next update of the mechanics depends on beside its arguments and the input: a Mechanics that was made from the same
   * input and restored from this goes on as if it had never stopped, bit for bit on the same ranks.
   *
   * It holds the last solution, the responses that the next solves start from, and two states of the tissue: of the last update
   * (is_due() compares with it), and of the last build of the multigrid's aggregates. The hierarchy itself is not stored: it is built
   * again from the latter, and takes the values of the next material just as it would have done.
   */
  struct MechanicsMemory
  {
    /// Values at this rank's owned nodes of the space of this degree, node by node.
    struct NodeValues
    {
      std::string         name;
      unsigned int        degree;
      unsigned int        n_components;
      std::vector<double> values;
    };

    std::vector<NodeValues>
      at_nodes; ///< the same names on every rank; empty before the first update
    std::map<std::string, double> numbers; ///< the same on every rank

    void
    add(const std::string  &name,
        const unsigned int  degree,
        const unsigned int  n_components,
        std::vector<double> values)
    {
      at_nodes.push_back({name, degree, n_components, std::move(values)});
    }
    bool
    has(const std::string &name) const;
    /// Throws std::out_of_range if there is no such array.
    const NodeValues &
    find(const std::string &name) const;
  };
} // namespace callus
