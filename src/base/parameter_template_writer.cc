// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// A parameter file for people: the entries of a case, each with a comment made of its declaration.

#include "base/parameters_implementation.h"

#include <algorithm>
#include <cctype>
#include <ostream>
#include <sstream>

namespace callus
{
  namespace
  {
    using Record = ParameterFile::Implementation::Record;

    constexpr std::size_t longest_line = 118;

    /// A text as lines of a comment.
    void
    write_comment(std::ostream &out, const std::string &text, const std::string &indent)
    {
      std::istringstream words(text);
      std::string        line = indent + "#";
      for (std::string word; words >> word;)
        {
          if (line.size() + 1 + word.size() > longest_line)
            {
              out << line << '\n';
              line = indent + "#";
            }
          line += ' ' + word;
        }
      out << line << '\n';
    }

    /// "Steps do not grow beyond this [day, > 0]; default 0.5 day"
    std::string
    meaning(const DeclaredEntry &entry)
    {
      std::string text = entry.description;
      while (!text.empty() && (text.back() == '.' || text.back() == ' '))
        text.pop_back();
      if (!text.empty())
        text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
      const bool  is_choice = entry.kind == "choice";
      std::string details;
      if (!entry.unit.empty())
        details = entry.unit == "1" ? "a pure number" : entry.unit;
      if (!entry.range.empty())
        details += (details.empty() ? (is_choice ? "one of: " : "") : ", ") + entry.range;
      if (!details.empty())
        text += " [" + details + "]";
      if (!entry.required)
        text +=
          entry.default_value.empty() ? "; may be left out" : "; default " + entry.default_value;
      return text;
    }

    /// The line of an entry without a value, to be completed.
    std::string
    empty_line(const Record &record)
    {
      const bool is_quantity = record.entry.kind == "quantity" || record.entry.kind == "quantities";
      return "# set " + record.name + " = " +
             (is_quantity
                ? "NUMBER" + (record.entry.unit == "1" ? "" : ' ' + record.entry.unit) + " [SOURCE]"
                : "...");
    }
  } // namespace

  bool
  ParameterFile::Implementation::is_own(const ParameterNode &node)
  {
    const auto from_case = [](const ParameterAssignment &assignment) {
      return !assignment.is_library;
    };
    for (const ParameterEntry &entry : node.entries)
      if (std::any_of(entry.assignments.begin(), entry.assignments.end(), from_case))
        return true;
    return std::any_of(
      node.children.begin(), node.children.end(), [](const auto &child) { return is_own(*child); });
  }

  bool
  ParameterFile::Implementation::belongs_to_case(const Record &record)
  {
    if (const ParameterEntry *entry = find_entry(record.parent, record.name))
      return std::any_of(entry->assignments.begin(),
                         entry->assignments.end(),
                         [](const ParameterAssignment &a) { return !a.is_library; });
    // A default belongs to the case if the innermost subsection on the way to it does.
    ParameterNode *innermost = &tree.root();
    for (const std::string &part : split(record.parent, '/'))
      if (ParameterNode *child = innermost->find_child(part))
        innermost = child;
      else
        break;
    return is_own(*innermost);
  }

  void
  ParameterFile::Implementation::write_commented(std::ostream                             &out,
                                                 const std::string                        &path,
                                                 const std::map<std::string, std::string> &comments,
                                                 const std::map<std::string, std::string> &values,
                                                 unsigned int                              level)
  {
    const std::string        indent(2 * level, ' ');
    std::vector<std::string> below;
    for (const auto &record : records)
      {
        if (!belongs_to_case(*record))
          continue;
        if (record->parent == path)
          {
            write_comment(out, meaning(record->entry), indent);
            const auto value = values.find(record->entry.path);
            if (value == values.end() && !record->has_value)
              out << indent << empty_line(*record) << '\n';
            else
              out << indent << "set " << record->name << " = "
                  << (value == values.end() ? record->entry.value : value->second) << '\n';
            continue;
          }
        const std::string prefix = path.empty() ? "" : path + '/';
        if (record->parent.compare(0, prefix.size(), prefix) != 0)
          continue;
        const std::string name = record->parent.substr(
          prefix.size(), record->parent.find('/', prefix.size()) - prefix.size());
        const bool is_ignored = path.empty() && ignored.count(name) > 0;
        if (!is_ignored && std::find(below.begin(), below.end(), name) == below.end())
          below.push_back(name);
      }
    for (const std::string &name : below)
      {
        const auto comment = comments.find(joined(path, name));
        out << (level == 0 ? "\n" : "");
        if (comment != comments.end())
          write_comment(out, comment->second, indent);
        out << indent << "subsection " << name << '\n';
        write_commented(out, joined(path, name), comments, values, level + 1);
        out << indent << "end\n";
      }
  }

  void
  ParameterFile::write_commented(std::ostream                             &out,
                                 const std::map<std::string, std::string> &comments,
                                 const std::map<std::string, std::string> &values) const
  {
    implementation_->write_commented(out, "", comments, values, 0);
  }
} // namespace callus
