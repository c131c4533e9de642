// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <map>
#include <string>
#include <vector>

namespace callus
{
  /// What the values of an array belong to.
  enum class Support
  {
    healing_nodes,   ///< the nodes of the degree-2 space in healing regions, where biology lives
    quadratic_nodes, ///< all nodes of the degree-2 space
    linear_nodes,    ///< all nodes of the degree-1 space
    cells
  };

  /**
   * All that a run remembers at one moment, by name: the contract between the parts of a run that have memory, each of which
   * has a pair of functions save(Snapshot &) const and load(const Snapshot &), and the checkpoint that keeps it on the disk. A
   * part that loads what it saved goes on bit by bit as if nothing had happened.
   *
   * Numbers and texts are the same on every rank. An array holds the values of this rank's owned nodes or cells; on the disk they
   * stand in an order that does not depend on the partition, so that any number of ranks can load them.
   */
  struct Snapshot
  {
    struct Array
    {
      Support             support;
      unsigned int        n_components; ///< values of one node or cell, side by side
      std::vector<double> values;
    };

    std::map<std::string, Array>       arrays;
    std::map<std::string, double>      numbers;
    std::map<std::string, std::string> texts;

    /// These throw std::runtime_error with the name if it is not there.
    const Array &
    array(const std::string &name) const;
    double
    number(const std::string &name) const;
    const std::string &
    text(const std::string &name) const;
  };
} // namespace callus
