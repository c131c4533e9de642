// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/nearest_name.h"
#include "base/parameter_values.h"
#include "base/parameters.h"
#include "base/parameters_implementation.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>

namespace callus
{
  namespace
  {
    DeclaredEntry
    required_entry(const std::string &kind, const std::string &description)
    {
      DeclaredEntry entry;
      entry.kind        = kind;
      entry.description = description;
      entry.required    = true;
      return entry;
    }

    DeclaredEntry
    entry_with_default(const std::string &kind,
                       const std::string &description,
                       const std::string &default_value)
    {
      DeclaredEntry entry;
      entry.kind          = kind;
      entry.description   = description;
      entry.default_value = default_value;
      return entry;
    }

    void
    add_name(std::vector<std::string> &names, const std::string &name)
    {
      if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
    }
  } // namespace

  Range
  Range::any()
  {
    return {};
  }

  Range
  Range::positive()
  {
    Range range;
    range.lower          = 0;
    range.lower_excluded = true;
    return range;
  }

  Range
  Range::non_negative()
  {
    Range range;
    range.lower = 0;
    return range;
  }

  Range
  Range::fraction()
  {
    return between(0, 1);
  }

  Range
  Range::between(double lower, double upper)
  {
    Range range;
    range.lower = lower;
    range.upper = upper;
    return range;
  }

  bool
  Range::contains(double value) const
  {
    return (lower_excluded ? value > lower : value >= lower) &&
           (upper_excluded ? value < upper : value <= upper);
  }

  std::string
  Range::to_string() const
  {
    const std::string from = (lower_excluded ? "> " : ">= ") + number_text(lower);
    const std::string to   = (upper_excluded ? "< " : "<= ") + number_text(upper);
    if (std::isinf(lower))
      return std::isinf(upper) ? "" : to;
    return std::isinf(upper) ? from : from + " and " + to;
  }

  Section::Section(ParameterFile &file, std::string path)
    : file_(&file)
    , path_(std::move(path))
  {
  }

  const std::string &
  Section::path() const
  {
    return path_;
  }

  std::string
  Section::name() const
  {
    return path_.substr(path_.rfind('/') + 1);
  }

  bool
  Section::has(const std::string &entry) const
  {
    const ParameterEntry *found = file_->implementation_->find_entry(path_, entry);
    return found != nullptr && found->is_set;
  }

  bool
  Section::has_subsection(const std::string &name) const
  {
    ParameterNode *node = file_->implementation_->tree.find(path_);
    return node != nullptr && node->find_child(name) != nullptr;
  }

  std::string
  Section::written_unit(const std::string &entry) const
  {
    const ParameterEntry *found = file_->implementation_->find_entry(path_, entry);
    WrittenQuantity       quantity;
    return found != nullptr && found->is_set && parse_quantity(found->value, quantity)
             ? quantity.unit
             : "";
  }

  std::vector<std::string>
  Section::subsections() const
  {
    std::vector<std::string> names;
    if (const ParameterNode *node = file_->implementation_->tree.find(path_))
      for (const auto &child : node->children)
        names.push_back(child->name);
    return names;
  }

  Section
  Section::subsection(const std::string &name) const
  {
    add_name(file_->implementation_->known_subsections[path_], name);
    return Section(*file_, ParameterFile::Implementation::joined(path_, name));
  }

  double
  Section::quantity(const std::string &entry,
                    const std::string &unit,
                    const Range       &range,
                    const std::string &description) const
  {
    DeclaredEntry declaration = required_entry("quantity", description);
    declaration.unit          = unit;
    const auto values =
      file_->implementation_->read_quantity(path_, entry, declaration, range, true);
    return values.empty() ? std::nan("") : values[0];
  }

  std::vector<double>
  Section::quantities(const std::string &entry,
                      const std::string &unit,
                      const Range       &range,
                      const std::string &description) const
  {
    DeclaredEntry declaration = required_entry("quantities", description);
    declaration.unit          = unit;
    return file_->implementation_->read_quantity(path_, entry, declaration, range, true);
  }

  double
  Section::setting(const std::string &entry,
                   const std::string &unit,
                   const Range       &range,
                   const std::string &default_value,
                   const std::string &description) const
  {
    DeclaredEntry declaration = entry_with_default("number", description, default_value);
    declaration.unit          = unit;
    const auto values =
      file_->implementation_->read_quantity(path_, entry, declaration, range, false);
    return values.empty() ? std::nan("") : values[0];
  }

  double
  Section::optional_quantity(const std::string &entry,
                             const std::string &unit,
                             const Range       &range,
                             double             absent,
                             const std::string &description) const
  {
    DeclaredEntry declaration = entry_with_default("quantity", description, "");
    declaration.unit          = unit;
    const auto values =
      file_->implementation_->read_quantity(path_, entry, declaration, range, true);
    return values.empty() ? absent : values[0];
  }

  std::string
  Section::text(const std::string &entry, const std::string &description) const
  {
    return file_->implementation_->read_text(
      path_, entry, required_entry("text", description), "a text");
  }

  std::string
  Section::text(const std::string &entry,
                const std::string &default_value,
                const std::string &description) const
  {
    return file_->implementation_->read_text(
      path_, entry, entry_with_default("text", description, default_value), "a text");
  }

  std::string
  Section::read_choice(const std::string              &entry,
                       const std::vector<std::string> &choices,
                       DeclaredEntry                   declaration) const
  {
    declaration.range = join(choices);
    const std::string word =
      file_->implementation_->read_text(path_, entry, declaration, "one of: " + declaration.range);
    const bool is_one = std::find(choices.begin(), choices.end(), word) != choices.end();
    // A required entry without a value has been reported already.
    if (!is_one && !(declaration.required && word.empty()))
      problem(entry, "'" + word + "'", "one of: " + declaration.range, suggest(word, choices));
    return is_one || choices.empty() ? word : choices[0];
  }

  std::string
  Section::choice(const std::string              &entry,
                  const std::vector<std::string> &choices,
                  const std::string              &description) const
  {
    return read_choice(entry, choices, required_entry("choice", description));
  }

  std::string
  Section::choice(const std::string              &entry,
                  const std::vector<std::string> &choices,
                  const std::string              &default_value,
                  const std::string              &description) const
  {
    return read_choice(entry, choices, entry_with_default("choice", description, default_value));
  }

  bool
  Section::flag(const std::string &entry, bool default_value, const std::string &description) const
  {
    const std::string word = file_->implementation_->read_text(
      path_,
      entry,
      entry_with_default("flag", description, default_value ? "true" : "false"),
      "true or false");
    if (word == "true" || word == "yes" || word == "on")
      return true;
    if (word != "false" && word != "no" && word != "off")
      problem(entry, "'" + word + "'", "true or false", "Write: set " + entry + " = true");
    return false;
  }

  unsigned int
  Section::count(const std::string &entry,
                 unsigned int       default_value,
                 const std::string &description) const
  {
    DeclaredEntry declaration =
      entry_with_default("count", description, std::to_string(default_value));
    const std::string word =
      file_->implementation_->read_text(path_, entry, declaration, "a whole number >= 0");
    unsigned int value  = default_value;
    const auto   result = std::from_chars(word.data(), word.data() + word.size(), value);
    if (result.ec != std::errc() || result.ptr != word.data() + word.size())
      {
        problem(entry,
                "'" + word + "'",
                "a whole number >= 0",
                "Write for example: set " + entry + " = " + declaration.default_value);
        return default_value;
      }
    return value;
  }

  std::vector<std::string>
  Section::list(const std::string &entry, const std::string &description) const
  {
    return split(
      file_->implementation_->read_text(
        path_, entry, required_entry("list", description), "words with commas between them"),
      ',');
  }

  std::vector<std::string>
  Section::list(const std::string &entry,
                const std::string &default_value,
                const std::string &description) const
  {
    return split(
      file_->implementation_->read_text(path_,
                                        entry,
                                        entry_with_default("list", description, default_value),
                                        "words with commas between them"),
      ',');
  }

  void
  Section::may_have(const std::vector<std::string> &entries) const
  {
    for (const std::string &entry : entries)
      add_name(file_->implementation_->possible_entries[path_], entry);
  }

  void
  Section::leave_unread() const
  {
    file_->implementation_->reported_names.insert(path_);
  }

  void
  Section::renamed(const std::string &old_name,
                   const std::string &new_name,
                   const std::string &line) const
  {
    file_->implementation_->report_renamed(path_, old_name, new_name, line);
  }

  void
  Section::switched_off_by(const std::string              &switch_name,
                           const std::vector<std::string> &allowed,
                           const std::string              &on) const
  {
    file_->implementation_->report_switched_off(path_, switch_name, on, allowed);
  }

  bool
  Section::gives_way_to(const Section &other) const
  {
    return file_->implementation_->gives_way(path_, other.path_);
  }

  Place
  Section::place(const std::string &entry) const
  {
    return file_->implementation_->place(path_, entry);
  }

  Place
  Section::place_of_item(const std::string &entry, const std::string &item) const
  {
    return file_->implementation_->place_of_item(path_, entry, "'" + item + "'");
  }

  void
  Section::problem(const std::string &entry,
                   const std::string &found,
                   const std::string &expected,
                   const std::string &remedy) const
  {
    file_->implementation_->report(path_, entry, found, expected, remedy);
  }

  const Units &
  Section::units() const
  {
    return file_->implementation_->units;
  }

  std::vector<std::string>
  Section::sources() const
  {
    std::vector<std::string> sources;
    for (const auto &record : file_->implementation_->records)
      if (record->parent == path_ || record->parent.rfind(path_ + "/", 0) == 0)
        for (const std::string &source : split(record->entry.source, ','))
          add_name(sources, source);
    return sources;
  }

  std::string
  Section::directory_of(const std::string &entry) const
  {
    // Whoever asks resolves a file name: the written-out file, which stands elsewhere, must name the same file.
    auto      &records = file_->implementation_->records_by_path;
    const auto record  = records.find(ParameterFile::Implementation::joined(path_, entry));
    if (record != records.end())
      record->second->is_file = true;
    const std::string directory = std::filesystem::path(place(entry).file).parent_path().string();
    return directory.empty() ? "." : directory;
  }
} // namespace callus
