// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "base/snapshot.h"
#include "kinetics/network.h"

#include <functional>
#include <string>
#include <vector>

namespace callus
{
  /**
   * What changes on a given day. Section `Events`, one subsection an event:
   *     set Day     = 28 day
   *     set Change  = load        all loads from now on times Factor
   *                 = process     the rate (or supply) of Process from now on times Factor; 0 switches it off, 1 on again
   *     set Process = monocyte_supply
   *     set Factor  = 0.5
   * Factors replace, they do not multiply: Factor = 1 is the value of the file.
   */
  class Events
  {
  public:
    Events(const Section &section, const Network &network);

    /// Applies what is due at @p day and was not yet applied; returns a line for the log, empty if nothing was due.
    /// @p set_load_factor is called for events that change the load.
    std::string
    apply_due(double day, Network &network, const std::function<void(double)> &set_load_factor);

    /// The next day on which something is due; infinity if nothing is left.
    double
    next_day() const;

    void
    save(Snapshot &snapshot) const;
    /// Applies again, silently, all that was applied when the snapshot was taken.
    void
    load(const Snapshot                    &snapshot,
         Network                           &network,
         const std::function<void(double)> &set_load_factor);

  private:
    struct Event
    {
      double      day;
      std::string name;
      bool        changes_load;
      std::string process;
      double      factor;
    };
    static void
    apply(const Event &event, Network &network, const std::function<void(double)> &set_load_factor);

    std::vector<Event> events_; ///< by day
    std::size_t        next_ = 0;
  };
} // namespace callus
