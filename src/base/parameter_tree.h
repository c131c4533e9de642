// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameter_lexer.h"
#include "base/problems.h"

#include <memory>
#include <string>
#include <vector>

namespace callus
{
  /// An entry after all layers: the last value set, and every scaling.
  struct ParameterEntry
  {
    struct Scaling
    {
      std::string text; ///< "0.3 [vi2018]"
      Place       place;
    };
    std::string          name;
    bool                 is_set = false; ///< false if there are only scalings
    std::string          value;
    Place                place;
    std::vector<Scaling> scalings;
    std::vector<Place>   places; ///< of all statements about it, in the order of the layers
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
    /// "Section/Subsection/Entry = value" or "... *= factor"
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

  private:
    void
    apply(const std::vector<ParameterStatement> &statements, const std::string &file);
    void
    include(const ParameterStatement &statement, const std::string &file);
    static void
    assign(ParameterNode &node, const ParameterStatement &statement, Place place);
    static ParameterNode &
    enter(ParameterNode &node, const std::string &name, Place place);

    std::string              library_directory_;
    Problems                &problems_;
    ParameterNode            root_;
    std::vector<std::string> files_;
    std::vector<std::string> open_files_; ///< the chain of includes being read
  };
} // namespace callus
