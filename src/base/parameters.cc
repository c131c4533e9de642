// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/parameters.h"

#include "base/locations.h"
#include "base/parameters_implementation.h"

#include <algorithm>

namespace callus
{
  ParameterFile::Implementation::Implementation(const std::string &library_directory,
                                                const Units       &units)
    : units(units)
    , tree(library_directory, problems)
    , references(References::read(library_directory.empty()
                                    ? references_file()
                                    : library_directory + "/../docs/references.bib"))
  {
  }

  std::string
  ParameterFile::Implementation::joined(const std::string &path, const std::string &name)
  {
    return path.empty() || name.empty() ? path + name : path + '/' + name;
  }

  ParameterFile::Implementation::Record &
  ParameterFile::Implementation::declare(const std::string   &path,
                                         const std::string   &name,
                                         const DeclaredEntry &declaration)
  {
    Record *&record = records_by_path[joined(path, name)];
    if (record == nullptr)
      {
        records.push_back(std::make_unique<Record>());
        record             = records.back().get();
        record->entry      = declaration;
        record->entry.path = joined(path, name);
        record->parent     = path;
        record->name       = name;
        known_entries[path].push_back(name);
      }
    return *record;
  }

  ParameterEntry *
  ParameterFile::Implementation::find_entry(const std::string &path, const std::string &name)
  {
    ParameterNode *node = tree.find(path);
    return node == nullptr ? nullptr : node->find_entry(name);
  }

  Place
  ParameterFile::Implementation::place(const std::string &path, const std::string &name)
  {
    Place                 place;
    const ParameterEntry *entry = find_entry(path, name);
    if (entry != nullptr)
      place = entry->place;
    else
      {
        ParameterNode *node = &tree.root();
        place               = node->place;
        for (const std::string &part : split(path, '/'))
          if (node != nullptr && (node = node->find_child(part)) != nullptr)
            place = node->place;
      }
    place.path = joined(path, name);
    return place;
  }

  void
  ParameterFile::Implementation::report(const std::string &path,
                                        const std::string &name,
                                        const std::string &found,
                                        const std::string &expected,
                                        const std::string &remedy)
  {
    problems.add({place_of_item(path, name, found), found, expected, remedy});
  }

  ParameterFile::ParameterFile() = default;

  ParameterFile::ParameterFile(const std::string              &path,
                               const std::vector<std::string> &overrides,
                               const std::string              &library_directory,
                               const Units                    &units)
    : implementation_(std::make_unique<Implementation>(library_directory, units))
  {
    implementation_->tree.add_file(path);
    for (const std::string &assignment : overrides)
      implementation_->tree.add_override(assignment);
  }

  ParameterFile::~ParameterFile() = default;

  std::unique_ptr<ParameterFile>
  ParameterFile::from_text(const std::string &text,
                           const std::string &name,
                           const std::string &library_directory,
                           const Units       &units)
  {
    std::unique_ptr<ParameterFile> file(new ParameterFile);
    file->implementation_ = std::make_unique<Implementation>(library_directory, units);
    file->implementation_->tree.add_text(text, name);
    return file;
  }

  Section
  ParameterFile::root()
  {
    return Section(*this, "");
  }

  Problems &
  ParameterFile::problems()
  {
    return implementation_->problems;
  }

  void
  ParameterFile::ignore(const std::string &name)
  {
    implementation_->ignored.insert(name);
  }

  void
  ParameterFile::heed(const std::string &name)
  {
    implementation_->ignored.erase(name);
  }

  void
  ParameterFile::throw_if_unreadable()
  {
    if (implementation_->tree.is_out_of_order() || implementation_->tree.files().empty())
      implementation_->problems.throw_if_any();
  }

  void
  ParameterFile::throw_if_wrong()
  {
    implementation_->report_unknown(implementation_->tree.root(), "");
    implementation_->problems.throw_if_any();
  }

  std::vector<DeclaredEntry>
  ParameterFile::declared() const
  {
    std::vector<DeclaredEntry> entries;
    for (const auto &record : implementation_->records)
      entries.push_back(record->entry);
    return entries;
  }

  std::vector<std::string>
  ParameterFile::sources() const
  {
    std::vector<std::string> keys;
    for (const auto &record : implementation_->records)
      for (const std::string &key : split(record->entry.source, ','))
        if (!References::is_source_word(key) &&
            std::find(keys.begin(), keys.end(), key) == keys.end())
          keys.push_back(key);
    return keys;
  }

  std::vector<std::string>
  ParameterFile::files() const
  {
    return implementation_->tree.files();
  }
} // namespace callus
