// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/parameter_tree.h"

#include "base/text_check.h"

#include <algorithm>
#include <set>

namespace callus
{
  namespace
  {
    using Kind = ParameterStatement::Kind;

    std::string
    joined(const std::string &path, const std::string &name)
    {
      return path.empty() ? name : path + '/' + name;
    }

    std::vector<ParameterAssignment>
    of_kind(const std::vector<ParameterAssignment> &assignments, Kind kind)
    {
      std::vector<ParameterAssignment> result;
      for (const ParameterAssignment &assignment : assignments)
        if (assignment.kind == kind)
          result.push_back(assignment);
      return result;
    }

    /// "a second factor"
    const char *
    word_for(Kind kind)
    {
      return kind == Kind::scale ? "factor" : kind == Kind::append ? "addition" : "value";
    }

    /// Deeper nesting is a fault of the file; the tree is walked recursively.
    constexpr std::size_t deepest = 32;
  } // namespace

  std::vector<ParameterAssignment>
  ParameterEntry::scalings() const
  {
    return of_kind(assignments, Kind::scale);
  }

  std::vector<ParameterAssignment>
  ParameterEntry::additions() const
  {
    return of_kind(assignments, Kind::append);
  }

  const ParameterAssignment *
  ParameterEntry::last_value() const
  {
    const ParameterAssignment *last = nullptr;
    for (const ParameterAssignment &assignment : assignments)
      if (assignment.kind == Kind::set)
        last = &assignment;
    return last;
  }

  ParameterEntry *
  ParameterNode::find_entry(const std::string &entry)
  {
    for (ParameterEntry &candidate : entries)
      if (candidate.name == entry)
        return &candidate;
    return nullptr;
  }

  ParameterNode *
  ParameterNode::find_child(const std::string &child)
  {
    for (const auto &candidate : children)
      if (candidate->name == child)
        return candidate.get();
    return nullptr;
  }

  ParameterTree::ParameterTree(const std::string &library_directory, Problems &problems)
    : library_directory_(library_directory)
    , problems_(problems)
  {
  }

  ParameterNode *
  ParameterTree::find(const std::string &path)
  {
    ParameterNode *node = &root_;
    for (const std::string &name : split(path, '/'))
      if (node != nullptr)
        node = node->find_child(name);
    return node;
  }

  void
  ParameterTree::add_text(const std::string &text, const std::string &name)
  {
    add_text(text, name, false);
  }

  void
  ParameterTree::add_override(const std::string &assignment)
  {
    const Layer        layer{"--set", n_layers_ + 1, false}; // one layer for all of them
    ParameterStatement statement{Kind::set, "", "", 0, 0};
    if (!check_text(assignment, "--set", problems_))
      return;
    std::vector<std::string> parts;
    if (split_assignment(assignment, statement))
      parts = split(statement.name, '/');
    if (parts.empty() || std::count(parts.begin(), parts.end(), "") > 0)
      {
        problems_.add({{"--set", 0, ""},
                       "'" + assignment + "'",
                       "\"Section/Subsection/Entry = value\"",
                       "Quote the whole assignment, so that the shell passes it as one word."});
        return;
      }
    const std::string path = statement.name;
    statement.name         = parts.back();
    parts.pop_back();
    ParameterNode *node = &root_;
    std::string    node_path;
    for (const std::string &part : parts)
      {
        ParameterNode *child = node->find_child(part);
        node_path            = joined(node_path, part);
        node = child != nullptr ? child : &enter(*node, part, {"--set", 0, node_path});
      }
    assign(*node, statement, {"--set", 0, path}, layer);
  }

  /// Applies the statements of one file, subsection by subsection.
  class ParameterTree::Statements
  {
  public:
    Statements(ParameterTree &tree, const Layer &layer)
      : tree_(tree)
      , layer_(layer)
      , open_({{&tree.root_, 0, 0, {}}})
    {
    }

    void
    apply(const ParameterStatement &statement)
    {
      const ParameterNode &node = *open_.back().node;
      const Place place{layer_.file, statement.line, joined(node.place.path, statement.name)};
      if (statement.kind == Kind::include)
        include(statement, place);
      else if (statement.kind == Kind::subsection)
        begin(statement, place);
      else if (statement.kind == Kind::end)
        end(statement);
      else if (statement.kind != Kind::library)
        tree_.assign(*open_.back().node, statement, place, layer_);
    }

    /// All subsections must have ended.
    void
    finish()
    {
      if (open_.size() == 1 || tree_.is_out_of_order_)
        return;
      tree_.is_out_of_order_ = true;
      tree_.problems_.add({{layer_.file, open_.back().line, open_.back().node->place.path},
                           "a subsection that does not end",
                           "an 'end' before the end of the file",
                           "Add 'end' where the subsection is complete." + suspicion_});
    }

  private:
    struct Open
    {
      ParameterNode *node;
      unsigned int   line;
      std::size_t    indent;

      std::set<std::string> children; ///< opened in it so far
    };

    void
    include(const ParameterStatement &statement, const Place &place)
    {
      if (open_.size() == 1)
        tree_.include(statement, layer_.file);
      else
        tree_.problems_.add(
          {{layer_.file, place.line, open_.back().node->place.path},
           "an include inside a subsection",
           "includes outside all subsections",
           "Move it before the subsection; an included file opens its subsections itself."});
    }

    void
    begin(const ParameterStatement &statement, const Place &place)
    {
      if (open_.size() > deepest)
        {
          if (!tree_.is_out_of_order_)
            tree_.problems_.add({place,
                                 std::to_string(open_.size()) + " subsections in each other",
                                 "at most " + std::to_string(deepest),
                                 "Look for missing 'end's above." + suspicion_});
          tree_.is_out_of_order_ = true;
          return;
        }
      // Two processes of one name in one list are a copy whose name was not changed. A section of the top level may be
      // opened anew, to keep the fields and the processes of one mechanism together.
      if (!open_.back().children.insert(statement.name).second && open_.size() > 1)
        tree_.problems_.add(
          {place,
           "a second subsection '" + statement.name + "'",
           "each subsection once",
           "Put the entries of both into one, or give one of them another name."});
      ParameterNode &node = tree_.enter(*open_.back().node, statement.name, place);
      open_.push_back({&node, statement.line, statement.indent, {}});
    }

    void
    end(const ParameterStatement &statement)
    {
      if (open_.size() == 1)
        {
          if (!tree_.is_out_of_order_)
            tree_.problems_.add(
              {{layer_.file, statement.line, ""},
               "an 'end' without a subsection",
               "one 'end' for each 'subsection'",
               "Remove it, or look for a missing 'subsection' above." + suspicion_});
          tree_.is_out_of_order_ = true;
          return;
        }
      const Open &closed = open_.back();
      if (suspicion_.empty() && statement.indent != closed.indent)
        suspicion_ = " The 'end' of line " + std::to_string(statement.line) +
                     " closes the subsection '" + closed.node->name + "' of line " +
                     std::to_string(closed.line) +
                     ", but is indented differently: look there first.";
      open_.pop_back();
    }

    ParameterTree    &tree_;
    const Layer      &layer_;
    std::vector<Open> open_;
    std::string       suspicion_; ///< where the indentation first disagrees with the structure
  };

  void
  ParameterTree::add_text(const std::string &text, const std::string &name, bool is_library)
  {
    if (root_.place.file.empty())
      root_.place.file = name;
    files_.push_back(name);
    open_files_.push_back(name);
    Layer             layer{name, ++n_layers_, is_library};
    const std::size_t n_problems = problems_.list().size();
    const auto        statements = read_statements(text, name, problems_);
    // nothing but faults: another kind of file, whose values need not be missed
    if (statements.empty() && problems_.list().size() > n_problems)
      is_out_of_order_ = true;
    for (const ParameterStatement &statement : statements)
      layer.is_library = layer.is_library || statement.kind == Kind::library;
    Statements application(*this, layer);
    for (const ParameterStatement &statement : statements)
      application.apply(statement);
    application.finish();
    open_files_.pop_back();
  }

  void
  ParameterTree::assign(ParameterNode            &node,
                        const ParameterStatement &statement,
                        const Place              &place,
                        const Layer              &layer)
  {
    ParameterEntry *entry = node.find_entry(statement.name);
    if (entry == nullptr)
      {
        node.entries.emplace_back();
        entry        = &node.entries.back();
        entry->name  = statement.name;
        entry->place = place;
      }
    for (const ParameterAssignment &earlier : entry->assignments)
      if (earlier.layer == layer.number && earlier.kind == statement.kind)
        problems_.add(
          {place,
           "a second " + std::string(word_for(statement.kind)) + " for '" + statement.name + "'" +
             (place.line > 0 ? ", after that of line " + std::to_string(earlier.place.line) : ""),
           "each entry once in a file",
           statement.kind == Kind::append
             ? "Put the items into one: set " + statement.name + " += ITEM, ITEM"
             : "Remove one of the two."});
    entry->assignments.push_back(
      {statement.kind, statement.value, place, layer.number, ++n_statements_, layer.is_library});
    if (statement.kind != Kind::set)
      return;
    entry->is_set = true;
    entry->value  = statement.value;
    entry->place  = place;
  }

  ParameterNode &
  ParameterTree::enter(ParameterNode &node, const std::string &name, const Place &place)
  {
    ParameterNode *child = node.find_child(name);
    if (child == nullptr)
      {
        node.children.push_back(std::make_unique<ParameterNode>());
        child        = node.children.back().get();
        child->name  = name;
        child->place = place;
      }
    return *child;
  }
} // namespace callus
