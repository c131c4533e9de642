// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/parameters_implementation.h"

#include <algorithm>
#include <filesystem>
#include <ostream>

namespace callus
{
  namespace
  {
    /// The name with the directory that it is relative to.
    std::string
    absolute(const std::string &name, const std::string &parameter_file)
    {
      const std::filesystem::path directory = std::filesystem::path(parameter_file).parent_path();
      return std::filesystem::absolute(directory / name).lexically_normal().string();
    }
  } // namespace

  bool
  ParameterFile::Implementation::has_records_below(const std::string &path) const
  {
    return std::any_of(records.begin(), records.end(), [&](const std::unique_ptr<Record> &record) {
      return record->has_value && (record->parent == path ||
                                   record->parent.compare(0, path.size() + 1, path + '/') == 0);
    });
  }

  void
  ParameterFile::Implementation::write(std::ostream      &out,
                                       const std::string &path,
                                       ParameterNode     *node,
                                       unsigned int       level)
  {
    const std::string indent(2 * level, ' ');
    for (const auto &record : records)
      if (record->parent == path && record->has_value)
        {
          const std::string &value   = record->entry.value;
          const bool         resolve = record->is_file && !value.empty();
          out << indent << "set " << record->name << " =" << (value.empty() ? "" : " ")
              << (resolve ? absolute(value, place(path, record->name).file) : value) << '\n';
        }

    // The order of subsections may matter to a sum over them: that of the file is kept.
    std::vector<std::string> names;
    if (node != nullptr)
      for (const auto &child : node->children)
        if (!path.empty() || ignored.count(child->name) == 0)
          names.push_back(child->name);
    for (const std::string &name : known_subsections[path])
      if (std::find(names.begin(), names.end(), name) == names.end() &&
          has_records_below(joined(path, name)))
        names.push_back(name);

    for (const std::string &name : names)
      {
        out << (level == 0 ? "\n" : "") << indent << "subsection " << name << '\n';
        write(
          out, joined(path, name), node == nullptr ? nullptr : node->find_child(name), level + 1);
        out << indent << "end\n";
      }
  }

  void
  ParameterFile::write_used(std::ostream &out) const
  {
    out << "# Every entry in force, defaults and scalings included. Running this file repeats the "
           "run.\n# It also describes processes that are switched off, as a library "
           "does.\nlibrary\n\n";
    implementation_->write(out, "", &implementation_->tree.root(), 0);
  }
} // namespace callus
