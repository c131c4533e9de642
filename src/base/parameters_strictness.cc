// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// What must not stand in a file: names that nobody knows, old names, values for what is switched off.

#include "base/nearest_name.h"
#include "base/parameters_implementation.h"

#include <algorithm>

namespace callus
{
  namespace
  {
    /// The subsections in which a name that stands in the wrong place is known: "It belongs into 'Mesh'. "
    std::string
    where_it_belongs(const std::string                                     &name,
                     const std::map<std::string, std::vector<std::string>> &known,
                     const std::string                                     &path)
    {
      std::vector<std::string> places;
      for (const auto &[place, names] : known)
        if (place != path && std::find(names.begin(), names.end(), name) != names.end())
          places.push_back(place.empty() ? "the top level" : "'" + place + "'");
      // A name that many subsections know (Form, Rate) says nothing about where this one was meant to be.
      if (places.empty() || places.size() > 2)
        return "";
      return "It belongs into " + places[0] + (places.size() > 1 ? " or " + places[1] : "") + ". ";
    }

    /// Everything that is set in a subsection and below.
    void
    add_assignments(const ParameterNode &node, std::vector<const ParameterAssignment *> &all)
    {
      for (const ParameterEntry &entry : node.entries)
        for (const ParameterAssignment &assignment : entry.assignments)
          all.push_back(&assignment);
      for (const auto &child : node.children)
        add_assignments(*child, all);
    }
  } // namespace

  void
  ParameterFile::Implementation::report_unknown(ParameterNode &node, const std::string &path)
  {
    const auto knows = [](const std::vector<std::string> &names, const std::string &name) {
      return std::find(names.begin(), names.end(), name) != names.end();
    };
    std::vector<std::string> candidates = known_entries[path];
    for (const std::string &name : possible_entries[path])
      if (!knows(candidates, name))
        candidates.push_back(name);
    for (const ParameterEntry &entry : node.entries)
      if (reported_names.count(joined(path, entry.name)) > 0)
        continue;
      else if (!knows(known_entries[path], entry.name))
        for (const ParameterAssignment &assignment : entry.assignments)
          problems.add(
            {assignment.place,
             "the entry '" + entry.name + "', which nothing reads",
             path.empty() ? "an entry of the top level" : "an entry of this subsection",
             where_it_belongs(entry.name, known_entries, path) + suggest(entry.name, candidates)});
    for (const auto &child : node.children)
      // a subsection without a name has been reported as a line that is no statement
      if (child->name.empty() || (path.empty() && ignored.count(child->name) > 0) ||
          reported_names.count(joined(path, child->name)) > 0)
        continue;
      else if (!knows(known_subsections[path], child->name))
        problems.add(
          {child->place,
           "the subsection '" + child->name + "', which nothing reads",
           path.empty() ? "a subsection of the top level" : "a subsection of '" + path + "'",
           where_it_belongs(child->name, known_subsections, path) +
             suggest(child->name, known_subsections[path])});
      else
        report_unknown(*child, joined(path, child->name));
  }

  void
  ParameterFile::Implementation::report_renamed(const std::string &path,
                                                const std::string &old_name,
                                                const std::string &new_name,
                                                const std::string &line)
  {
    ParameterNode *node = tree.find(path);
    if (node == nullptr)
      return;
    const auto report_at = [&](const Place &place, const std::string &what) {
      problems.add({place,
                    "the " + what + " '" + old_name + "', which is now called '" + new_name + "'",
                    "'" + line + "'",
                    "Write instead: " + line});
      reported_names.insert(joined(path, old_name));
      reported_names.insert(joined(path, new_name));
    };
    if (const ParameterEntry *entry = node->find_entry(old_name))
      for (const ParameterAssignment &assignment : entry->assignments)
        report_at(assignment.place, "entry");
    if (const ParameterNode *child = node->find_child(old_name))
      report_at(child->place, "subsection");
  }

  bool
  ParameterFile::Implementation::stands_under_old_name(const std::string &path,
                                                       const std::string &name) const
  {
    return reported_names.count(joined(path, name)) > 0;
  }

  void
  ParameterFile::Implementation::report_switched_off(const std::string              &path,
                                                     const std::string              &switch_name,
                                                     const std::string              &on,
                                                     const std::vector<std::string> &allowed)
  {
    ParameterNode        *node       = tree.find(path);
    const ParameterEntry *entry      = node == nullptr ? nullptr : node->find_entry(switch_name);
    const auto           *switch_off = entry == nullptr ? nullptr : entry->last_value();
    if (switch_off == nullptr)
      return;
    for (const ParameterEntry &other : node->entries)
      if (other.name != switch_name &&
          std::find(allowed.begin(), allowed.end(), other.name) == allowed.end())
        report_idle(other, switch_name, on, *switch_off);
    for (const auto &child : node->children)
      if (std::find(allowed.begin(), allowed.end(), child->name) == allowed.end())
        report_idle(*child, switch_name, on, *switch_off);
  }

  bool
  ParameterFile::Implementation::gives_way(const std::string &path, const std::string &other)
  {
    const ParameterNode                     *here = tree.find(path), *there = tree.find(other);
    std::vector<const ParameterAssignment *> ours, theirs;
    if (here != nullptr)
      add_assignments(*here, ours);
    if (there != nullptr)
      add_assignments(*there, theirs);
    unsigned int last = 0;
    for (const ParameterAssignment *assignment : theirs)
      last = std::max(last, assignment->order);
    return std::all_of(ours.begin(), ours.end(), [&](const ParameterAssignment *mine) {
      const bool shares_file = std::any_of(theirs.begin(), theirs.end(), [&](const auto *other) {
        return other->layer == mine->layer;
      });
      return !shares_file && mine->order < last;
    });
  }

  void
  ParameterFile::Implementation::report_idle(const ParameterEntry      &entry,
                                             const std::string         &switch_name,
                                             const std::string         &on,
                                             const ParameterAssignment &switch_off)
  {
    const Place &off = switch_off.place;
    for (const ParameterAssignment &assignment : entry.assignments)
      if (!assignment.is_library &&
          (assignment.layer == switch_off.layer || assignment.order > switch_off.order))
        problems.add({assignment.place,
                      "a value for what is switched off ('" + switch_name + " = " +
                        switch_off.text + "', " + off.file +
                        (off.line > 0 ? ":" + std::to_string(off.line) : "") + ")",
                      "no value, as it would have no effect",
                      "Remove it, or write behind the switch: set " + switch_name + " = " + on});
  }

  void
  ParameterFile::Implementation::report_idle(const ParameterNode       &node,
                                             const std::string         &switch_name,
                                             const std::string         &on,
                                             const ParameterAssignment &switch_off)
  {
    for (const ParameterEntry &entry : node.entries)
      report_idle(entry, switch_name, on, switch_off);
    for (const auto &child : node.children)
      report_idle(*child, switch_name, on, switch_off);
  }
} // namespace callus
