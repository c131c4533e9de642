// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameter_tree.h"
#include "base/parameters.h"
#include "base/references.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace callus
{
  struct WrittenQuantity;

  /// What a ParameterFile holds: the merged tree, and what the readers have declared so far.
  class ParameterFile::Implementation
  {
  public:
    Implementation(const std::string &library_directory, const Units &units);

    /// An entry together with what the written-out file must know.
    struct Record
    {
      DeclaredEntry entry;
      std::string   parent;            ///< path of its subsection
      std::string   name;              ///< of the entry alone
      bool          has_value = false; ///< false if it is missing, or optional and absent
      bool          is_file   = false; ///< a relative file name, to be written with its directory
    };

    /// The record of an entry; made at the first declaration.
    Record &
    declare(const std::string &path, const std::string &name, const DeclaredEntry &declaration);

    ParameterEntry *
    find_entry(const std::string &path, const std::string &name);

    /// Where the entry stands, or the innermost subsection on the way to it that exists.
    Place
    place(const std::string &path, const std::string &name);

    /// The same, but for an item of a list, in quotes, that was appended: where that was done.
    Place
    place_of_item(const std::string &path, const std::string &name, const std::string &item);

    void
    report(const std::string &path,
           const std::string &name,
           const std::string &found,
           const std::string &expected,
           const std::string &remedy);

    void
    report_unknown(ParameterNode &node, const std::string &path);

    /// Reports @p old_name of the subsection @p path wherever it stands, with the line to write instead.
    void
    report_renamed(const std::string &path,
                   const std::string &old_name,
                   const std::string &new_name,
                   const std::string &line);

    /// Reports values in the subsection @p path, which its entry @p switch_name switches off, if they stand in the file
    /// that does so or in a later one. @p on: a value that would switch it on.
    void
    report_switched_off(const std::string              &path,
                        const std::string              &switch_name,
                        const std::string              &on,
                        const std::vector<std::string> &allowed);

    /// Is all of the first subsection in files before those of the second?
    bool
    gives_way(const std::string &path, const std::string &other);

    /// Whether the entry is missing only because it stands there under its old name, which has been reported.
    bool
    stands_under_old_name(const std::string &path, const std::string &name) const;

    /// The text of an entry that is no quantity; the default, or "" with a problem, if there is none.
    std::string
    read_text(const std::string &path,
              const std::string &name,
              DeclaredEntry      declaration,
              const std::string &expected);

    /// Numbers in the unit of the declaration; empty if the entry is absent or cannot be used.
    std::vector<double>
    read_quantity(const std::string &path,
                  const std::string &name,
                  DeclaredEntry      declaration,
                  const Range       &range,
                  bool               is_sourced);

    void
    write(std::ostream &out, const std::string &path, ParameterNode *node, unsigned int level);

    /// The entries that belong to the case (not only to the library) with their meaning; see ParameterFile.
    void
    write_commented(std::ostream                             &out,
                    const std::string                        &path,
                    const std::map<std::string, std::string> &comments,
                    const std::map<std::string, std::string> &values,
                    unsigned int                              level);

    static std::string
    joined(const std::string &path, const std::string &name);

    const Units                                    &units;
    Problems                                        problems;
    ParameterTree                                   tree;
    std::set<std::string>                           ignored; ///< subsections of the top level
    References                                      references;
    std::vector<std::unique_ptr<Record>>            records; ///< in order of first declaration
    std::map<std::string, Record *>                 records_by_path;
    std::map<std::string, std::vector<std::string>> known_entries; ///< by path of the subsection
    std::map<std::string, std::vector<std::string>> known_subsections; ///< by path of the parent
    std::map<std::string, std::vector<std::string>> possible_entries;  ///< for suggestions only
    std::set<std::string>
      reported_names; ///< paths under an old name, old and new, and of subsections with a problem of their own; not reported again

  private:
    void
    report_idle(const ParameterEntry      &entry,
                const std::string         &switch_name,
                const std::string         &on,
                const ParameterAssignment &switch_off);
    void
    report_idle(const ParameterNode       &node,
                const std::string         &switch_name,
                const std::string         &on,
                const ParameterAssignment &switch_off);
    std::vector<double>
    converted(const std::string     &path,
              const std::string     &name,
              const std::string     &found,
              const WrittenQuantity &quantity,
              const DeclaredEntry   &declaration,
              const Range           &range);
    void
    check_sources(const std::string              &path,
                  const std::string              &name,
                  const std::vector<std::string> &sources,
                  bool                            is_required);
    void
    apply_scalings(const std::string    &path,
                   const ParameterEntry &entry,
                   WrittenQuantity      &quantity,
                   bool                  is_sourced);
    /// Reports factors of what is no quantity, and additions to what is no list.
    void
    check_operations(const ParameterEntry &entry, const DeclaredEntry &declaration);
    /// Reports additions to a list that no file sets; false if there are none.
    bool
    adds_to_nothing(const ParameterEntry *entry,
                    const DeclaredEntry  &declaration,
                    const std::string    &expected);
    /// Appends what stands behind '+=' and is not in the list yet.
    void
    append_words(const ParameterEntry &entry, std::string &list);
    /// Appends the numbers behind '+=', in the unit of those that are there.
    void
    append_numbers(const std::string    &path,
                   const ParameterEntry &entry,
                   const std::string    &expected,
                   WrittenQuantity      &quantity,
                   bool                  is_sourced);
    bool
    has_records_below(const std::string &path) const;
    /// Whether a file outside of the library says something about the subsection.
    static bool
    is_own(const ParameterNode &node);
    bool
    belongs_to_case(const Record &record);
  };
} // namespace callus
