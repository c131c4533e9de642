// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/parameter_tree.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace callus
{
  namespace
  {
    namespace fs = std::filesystem;

    using Kind = ParameterStatement::Kind;

    std::string
    joined(const std::string &path, const std::string &name)
    {
      return path.empty() ? name : path + '/' + name;
    }

    bool
    read_text(const std::string &path, std::string &text)
    {
      std::error_code error;
      if (fs::is_directory(path, error))
        return false;
      std::ifstream file(path);
      if (!file)
        return false;
      text.assign(std::istreambuf_iterator<char>(file), {});
      return true;
    }
  } // namespace

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
  ParameterTree::add_file(const std::string &path)
  {
    std::string text;
    if (!read_text(path, text))
      {
        problems_.add({{path, 0, ""},
                       "no file of this name that can be read",
                       "a parameter file",
                       "Relative names start from the current directory, " +
                         fs::current_path().string() + "."});
        return;
      }
    add_text(text, path);
  }

  void
  ParameterTree::add_text(const std::string &text, const std::string &name)
  {
    if (root_.place.file.empty())
      root_.place.file = name;
    if (std::find(files_.begin(), files_.end(), name) == files_.end())
      files_.push_back(name);
    open_files_.push_back(name);
    apply(read_statements(text, name, problems_), name);
    open_files_.pop_back();
  }

  void
  ParameterTree::add_override(const std::string &assignment)
  {
    ParameterStatement statement{Kind::set, "", "", 0};
    if (!split_assignment(assignment, statement))
      {
        problems_.add({{"--set", 0, ""},
                       "'" + assignment + "'",
                       "\"Section/Subsection/Entry = value\"",
                       "Quote the whole assignment, so that the shell passes it as one word."});
        return;
      }
    std::vector<std::string> parts = split(statement.name, '/');
    const std::string        path  = statement.name;
    statement.name                 = parts.back();
    parts.pop_back();
    ParameterNode *node = &root_;
    std::string    node_path;
    for (const std::string &part : parts)
      {
        node_path = joined(node_path, part);
        node      = &enter(*node, part, {"--set", 0, node_path});
      }
    assign(*node, statement, {"--set", 0, path});
  }

  void
  ParameterTree::apply(const std::vector<ParameterStatement> &statements, const std::string &file)
  {
    std::vector<ParameterNode *> open = {&root_};
    std::vector<unsigned int>    begun_at;
    for (const ParameterStatement &statement : statements)
      {
        ParameterNode    &node = *open.back();
        const std::string path = joined(node.place.path, statement.name);
        if (statement.kind == Kind::include && open.size() == 1)
          include(statement, file);
        else if (statement.kind == Kind::include)
          problems_.add(
            {{file, statement.line, node.place.path},
             "an include inside a subsection",
             "includes outside all subsections",
             "Move it before the subsection; an included file opens its subsections itself."});
        else if (statement.kind == Kind::subsection)
          {
            open.push_back(&enter(node, statement.name, {file, statement.line, path}));
            begun_at.push_back(statement.line);
          }
        else if (statement.kind != Kind::end)
          assign(node, statement, {file, statement.line, path});
        else if (open.size() > 1)
          {
            open.pop_back();
            begun_at.pop_back();
          }
        else
          problems_.add({{file, statement.line, ""},
                         "an 'end' without a subsection",
                         "one 'end' for each 'subsection'",
                         "Remove it, or look for a missing 'subsection' above."});
      }
    if (open.size() > 1)
      problems_.add({{file, begun_at.back(), open.back()->place.path},
                     "a subsection that does not end",
                     "an 'end' before the end of the file",
                     "Add 'end' where the subsection is complete."});
  }

  void
  ParameterTree::include(const ParameterStatement &statement, const std::string &file)
  {
    std::vector<std::string> candidates = {
      (fs::path(file).parent_path() / statement.name).string()};
    if (!library_directory_.empty())
      candidates.push_back((fs::path(library_directory_) / statement.name).string());
    for (const std::string &candidate : candidates)
      {
        std::string text;
        if (!read_text(candidate, text))
          continue;
        const auto same_file = [&](const std::string &other) {
          std::error_code error;
          return fs::equivalent(other, candidate, error);
        };
        if (std::any_of(open_files_.begin(), open_files_.end(), same_file))
          problems_.add({{file, statement.line, ""},
                         "an include of '" + statement.name + "', which is being read already",
                         "files that do not include each other in a circle",
                         "Remove this include."});
        else
          add_text(text, candidate);
        return;
      }
    std::string tried;
    for (const std::string &candidate : candidates)
      tried += (tried.empty() ? "" : " and ") + candidate;
    problems_.add({{file, statement.line, ""},
                   "an include of '" + statement.name + "', which does not exist",
                   "a file relative to the including one or to the shipped parameter_files/",
                   "Looked for " + tried + "."});
  }

  void
  ParameterTree::assign(ParameterNode &node, const ParameterStatement &statement, Place place)
  {
    ParameterEntry *entry = node.find_entry(statement.name);
    if (entry == nullptr)
      {
        node.entries.emplace_back();
        entry        = &node.entries.back();
        entry->name  = statement.name;
        entry->place = place;
      }
    entry->places.push_back(place);
    if (statement.kind == Kind::scale)
      {
        entry->scalings.push_back({statement.value, place});
        return;
      }
    entry->is_set = true;
    entry->value  = statement.value;
    entry->place  = place;
  }

  ParameterNode &
  ParameterTree::enter(ParameterNode &node, const std::string &name, Place place)
  {
    if (ParameterNode *child = node.find_child(name))
      return *child;
    node.children.push_back(std::make_unique<ParameterNode>());
    node.children.back()->name  = name;
    node.children.back()->place = std::move(place);
    return *node.children.back();
  }
} // namespace callus
