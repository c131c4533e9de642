// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameter_lexer.h"
#include "base/problems.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace callus
{
  /// One statement about an entry.
  struct ParameterAssignment
  {
    ParameterStatement::Kind kind; ///< set, scale or append
    std::string              text; ///< what stands behind it
    Place                    place;
    unsigned int
      layer; ///< number of the file, in the order in which they begin; the command line is the last
    unsigned int order;      ///< number of the statement in the order of reading
    bool         is_library; ///< from a file of the library
  };

  /// An entry after all layers: the last value set, every scaling and every addition.
  struct ParameterEntry
  {
    std::string name;
    bool        is_set = false; ///< false if there are only scalings or additions
    std::string value;
    Place       place;
    std::vector<ParameterAssignment> assignments; ///< all of them, in the order of the layers

    std::vector<ParameterAssignment>
    scalings() const;
    /// What is appended to the list, in the order of reading.
    std::vector<ParameterAssignment>
    additions() const;
    /// The one that gave the value in force, or nullptr.
    const ParameterAssignment *
    last_value() const;
  };

  /// A subsection after all layers.
  struct ParameterNode
  {
    std::string                                 name;
    Place                                       place; ///< where it first begins
    std::vector<ParameterEntry>                 entries;
    std::vector<std::unique_ptr<ParameterNode>> children;

    ParameterEntry *
    find_entry(const std::string &entry);
    ParameterNode *
    find_child(const std::string &child);
  };

  /// The tree of values that a file, what it includes, and the overrides give together, layer over layer.
  class ParameterTree
  {
  public:
    ParameterTree(const std::string &library_directory, Problems &problems);

    void
    add_file(const std::string &path);
    void
    add_text(const std::string &text, const std::string &name);
    /// "Section/Subsection/Entry = value", "... *= factor" or "... += items"
    void
    add_override(const std::string &assignment);

    ParameterNode &
    root()
    {
      return root_;
    }
    /// The subsection of this path, or nullptr.
    ParameterNode *
    find(const std::string &path);

    const std::vector<std::string> &
    files() const
    {
      return files_;
    }

    /// True if a subsection or an 'end' is missing somewhere, or a file is none of parameters: then entries are missing or have
    /// landed in the wrong subsection, and what else seems wrong may be right.
    bool
    is_out_of_order() const
    {
      return is_out_of_order_;
    }

  private:
    /// One file while it is read.
    struct Layer
    {
      std::string  file;
      unsigned int number;
      bool         is_library;
    };

    class Statements; ///< applies those of one file

    void
    add_text(const std::string &text, const std::string &name, bool is_library);
    void
    include(const ParameterStatement &statement, const std::string &file);
    /// False if the file at @p candidate must not be read (again); then that has been reported, if it is wrong.
    bool
    may_include(const ParameterStatement &statement,
                const std::string        &file,
                const std::string        &candidate);
    bool
    is_library_file(const std::string &file) const;
    void
    assign(ParameterNode            &node,
           const ParameterStatement &statement,
           const Place              &place,
           const Layer              &layer);
    static ParameterNode &
    enter(ParameterNode &node, const std::string &name, const Place &place);

    std::string              library_directory_;
    Problems                &problems_;
    ParameterNode            root_;
    std::vector<std::string> files_;
    std::vector<std::string> open_files_; ///< the chain of includes being read
    std::map<std::string, Place>
                 included_; ///< the include that read a file, by the file's real path
    unsigned int n_layers_ = 0, n_statements_ = 0;
    bool         is_out_of_order_ = false;
  };
} // namespace callus
