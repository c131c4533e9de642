// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/events.h"

#include "base/nearest_name.h"

#include <algorithm>
#include <limits>
#include <sstream>

namespace callus
{
  Events::Events(const Section &section, const Network &network)
  {
    std::vector<std::string> names;
    for (const ProcessSummary &process : network.processes())
      if (process.active)
        names.push_back(process.name);
    for (const std::string &name : section.subsections())
      {
        const Section subsection = section.subsection(name);
        Event         event;
        event.name = name;
        event.day  = subsection.setting(
          "Day", "day", Range::non_negative(), "0 day", "Day on which the event happens");
        event.changes_load =
          subsection.choice("Change",
                            {"load", "process"},
                            "What changes: all loads, or the rate of a process") == "load";
        event.factor = subsection.quantity("Factor",
                                           "1",
                                           Range::non_negative(),
                                           "From this day on the load, or the rate of the process, "
                                           "is its value in the file times this; 0 switches off");
        if (!event.changes_load)
          {
            event.process = subsection.text("Process", "Name of the process that changes");
            if (std::find(names.begin(), names.end(), event.process) == names.end())
              subsection.problem("Process",
                                 "'" + event.process + "'",
                                 "the name of an active process",
                                 suggest(event.process, names));
          }
        events_.push_back(event);
      }
    std::stable_sort(
      events_.begin(), events_.end(), [](const Event &a, const Event &b) { return a.day < b.day; });
  }

  void
  Events::apply(const Event                       &event,
                Network                           &network,
                const std::function<void(double)> &set_load_factor)
  {
    if (event.changes_load)
      set_load_factor(event.factor);
    else
      network.set_factor(network.process_index(event.process), event.factor);
  }

  std::string
  Events::apply_due(double                             day,
                    Network                           &network,
                    const std::function<void(double)> &set_load_factor)
  {
    std::ostringstream text;
    for (; next_ < events_.size() && events_[next_].day <= day * (1 + 1e-12); ++next_)
      {
        const Event &event = events_[next_];
        apply(event, network, set_load_factor);
        text << "day " << day << ": event '" << event.name
             << "': " << (event.changes_load ? "all loads" : event.process) << " times "
             << event.factor << '\n';
      }
    return text.str();
  }

  double
  Events::next_day() const
  {
    return next_ < events_.size() ? events_[next_].day : std::numeric_limits<double>::infinity();
  }

  void
  Events::save(Snapshot &snapshot) const
  {
    snapshot.numbers["events/applied"] = next_;
  }

  void
  Events::load(const Snapshot                    &snapshot,
               Network                           &network,
               const std::function<void(double)> &set_load_factor)
  {
    const auto n_applied = static_cast<std::size_t>(snapshot.number("events/applied"));
    for (next_ = 0; next_ < std::min(n_applied, events_.size()); ++next_)
      apply(events_[next_], network, set_load_factor);
  }
} // namespace callus
