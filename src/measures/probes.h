// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "state/state.h"

#include <string>
#include <vector>

namespace callus
{
  /**
   * Named points of the healing tissue at which the course of all fields is recorded. Section `Probes`, one subsection a point:
   *     subsection gap_centre
   *       set Point = 0, 0, 0 mm [assumed]
   *     end
   * A probe reads the node nearest to its point, which half an element's edge is at most away from; of two equally near ones that
   * with the smaller key, so that the partition does not matter. A point outside of the healing regions is an error.
   */
  template <int dim>
  class Probes
  {
  public:
    /// Problems go to the parameter file behind @p section. Collective.
    Probes(const Section &section, const Mesh<dim> &mesh, const State<dim> &state);

    /// In the order of the file.
    const std::vector<std::string> &
    names() const
    {
      return names_;
    }
    /// Values of all fields at probe 0, then at probe 1, ... Collective.
    std::vector<double>
    fields(const State<dim> &state) const;

  private:
    void
    place(const Section &probe, const Mesh<dim> &mesh, const State<dim> &state);

    MPI_Comm                 communicator_;
    std::vector<std::string> names_;
    std::vector<std::size_t>
      nodes_; ///< of each probe: owned healing node of this rank, or HealingNodes::invalid
  };
} // namespace callus
