// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/model_identity.h"

#include "base/parameter_values.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

namespace callus
{
  namespace
  {
    using Entries = std::map<std::string, std::string>;

    /// The value in the declared unit; the text itself if it is no quantity.
    std::string
    normalized(const DeclaredEntry &entry, const Units &units)
    {
      WrittenQuantity quantity;
      const bool      is_quantity =
        entry.kind == "quantity" || entry.kind == "quantities" || entry.kind == "number";
      if (!is_quantity || !parse_quantity(entry.value, quantity) ||
          !units.are_convertible(quantity.unit, entry.unit))
        return entry.value;
      const double factor = units.factor(quantity.unit, entry.unit);
      for (double &number : quantity.numbers)
        number *= factor;
      quantity.unit = entry.unit;
      quantity.sources.clear();
      return to_string(quantity);
    }

    Entries
    parse(const std::string &identity)
    {
      Entries            entries;
      std::istringstream lines(identity);
      for (std::string line; std::getline(lines, line);)
        if (const auto equals = line.find(" = "); equals != std::string::npos)
          entries[line.substr(0, equals)] = line.substr(equals + 3);
      return entries;
    }

    bool
    may_change(const std::string &path)
    {
      return std::any_of(changeable_entries().begin(),
                         changeable_entries().end(),
                         [&](const ChangeableEntry &entry) {
                           return entry.path.back() == '/'
                                    ? path.compare(0, entry.path.size(), entry.path) == 0
                                    : path == entry.path;
                         });
    }

    /// "Processes/m1_decay" of "Processes/m1_decay/Rate"; empty if the entry lies no deeper than in a section.
    std::string
    part_of(const std::string &path)
    {
      const auto first  = path.find('/');
      const auto second = first == std::string::npos ? first : path.find('/', first + 1);
      return second == std::string::npos ? "" : path.substr(0, second);
    }

    std::set<std::string>
    parts(const Entries &entries)
    {
      std::set<std::string> result;
      for (const auto &[path, value] : entries)
        result.insert(part_of(path));
      return result;
    }

    std::string
    quoted(const std::string &value)
    {
      return value.empty() ? "nothing" : "'" + value + "'";
    }
  } // namespace

  std::string
  model_identity(const ParameterFile &file, const Units &units)
  {
    std::string text;
    for (const DeclaredEntry &entry : file.declared())
      text += entry.path + " = " + normalized(entry, units) + '\n';
    return text;
  }

  const std::vector<ChangeableEntry> &
  changeable_entries()
  {
    static const std::vector<ChangeableEntry> entries = {
      {"Title", "names the run"},
      {"Mesh/File", "what is in the file counts, by its checksum, and not where it lies"},
      {"Time/End", "a run may be prolonged, or end sooner"},
      {"Time/Smallest step", "a limit at which a run gives up, which one that failed may lower"},
      {"Transport/Largest number of iterations", "a limit at which a run gives up"},
      {"Transport/Relative tolerance",
       "accuracy of a linear solver, far below that of the answer; a failed run may need a lower "
       "one"},
      {"Mechanics/Linear solver/", "likewise"},
      {"Output/",
       "how often results are written; the days of steps move with it, by less than the error "
       "tolerance"},
      {"Checkpoint/", "when checkpoints are written, which changes nothing"},
    };
    return entries;
  }

  ModelDifferences
  compare_models(const std::string &checkpoint, const std::string &now)
  {
    const Entries         before = parse(checkpoint), after = parse(now);
    std::set<std::string> paths, reported;
    for (const Entries &entries : {before, after})
      for (const auto &[path, value] : entries)
        paths.insert(path);
    const std::set<std::string> parts_before = parts(before), parts_after = parts(after);

    ModelDifferences result;
    for (const std::string &path : paths)
      {
        const auto        old_entry = before.find(path), new_entry = after.find(path);
        const std::string was = old_entry == before.end() ? "" : old_entry->second;
        const std::string is  = new_entry == after.end() ? "" : new_entry->second;
        if (was == is)
          continue;
        const std::string part = part_of(path);
        if (may_change(path))
          result.allowed.push_back(path + ": " + quoted(is) + ", was " + quoted(was));
        else if (parts_before.count(part) == 0 || parts_after.count(part) == 0)
          {
            if (reported.insert(part).second)
              result.refused.push_back(parts_after.count(part) == 0
                                         ? "no " + part + ", which the checkpoint has"
                                         : part + ", which the checkpoint does not have");
          }
        else
          result.refused.push_back(path + " = " + quoted(is) + " where the checkpoint has " +
                                   quoted(was));
      }
    return result;
  }
} // namespace callus
