// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// How files come into the tree: the main one, and those that it includes.

#include "base/nearest_name.h"
#include "base/parameter_tree.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace callus
{
  namespace
  {
    namespace fs = std::filesystem;

    /// A parameter file is text written by people; what is larger is something else.
    constexpr std::uintmax_t largest_file = 64 * 1024 * 1024;

    enum class Readable
    {
      yes,
      absent,
      no ///< something of this name is there, but cannot be read
    };

    /// The parameter files in the folder of @p path.
    void
    add_neighbours(const std::string &path, std::vector<std::string> &names)
    {
      std::error_code error;
      for (const auto &entry : fs::directory_iterator(fs::path(path).parent_path(), error))
        if (entry.path().extension() == ".prm")
          names.push_back(entry.path().filename().string());
    }

    /// Reads a file, or says in @p found why that is not possible.
    Readable
    read_text(const std::string &path, std::string &text, std::string &found)
    {
      std::error_code error;
      const auto      status = fs::status(path, error);
      if (!fs::exists(status))
        {
          found = "no file of this name";
          return Readable::absent;
        }
      if (fs::is_directory(status))
        found = "a directory";
      else if (!fs::is_regular_file(status))
        found = "something that is not a file (a device, a pipe)";
      else if (fs::file_size(path, error) > largest_file)
        found = "a file of more than 64 MB";
      if (!found.empty())
        return Readable::no;
      std::ifstream file(path, std::ios::binary);
      if (file)
        text.assign(std::istreambuf_iterator<char>(file), {});
      if (!file || file.bad())
        found = "a file that cannot be read (permissions?)";
      return found.empty() ? Readable::yes : Readable::no;
    }
  } // namespace

  void
  ParameterTree::add_file(const std::string &path)
  {
    std::string text, found;
    if (read_text(path, text, found) != Readable::yes)
      {
        problems_.add({{path, 0, ""},
                       found,
                       "a parameter file",
                       "Relative names start from the current directory, " +
                         fs::current_path().string() + "."});
        return;
      }
    add_text(text, path, is_library_file(path));
  }

  bool
  ParameterTree::is_library_file(const std::string &file) const
  {
    if (library_directory_.empty())
      return false;
    std::error_code error;
    const fs::path  library = fs::weakly_canonical(fs::path(library_directory_) / "library", error);
    const fs::path  name    = fs::weakly_canonical(fs::path(file), error);
    // all parts of the library's name stand at the beginning of the file's
    return !error &&
           std::mismatch(library.begin(), library.end(), name.begin(), name.end()).first ==
             library.end();
  }

  bool
  ParameterTree::may_include(const ParameterStatement &statement,
                             const std::string        &file,
                             const std::string        &candidate)
  {
    const auto same_file = [&](const std::string &other) {
      std::error_code error;
      return fs::equivalent(other, candidate, error);
    };
    if (std::any_of(open_files_.begin(), open_files_.end(), same_file))
      {
        problems_.add({{file, statement.line, ""},
                       "an include of '" + statement.name + "', which is being read already",
                       "files that do not include each other in a circle",
                       "Remove this include."});
        return false;
      }
    const std::string real_path = fs::canonical(candidate).string();
    const auto        inserted  = included_.emplace(real_path, Place{file, statement.line, ""});
    if (inserted.second)
      return true;
    // A second time an overlay would scale twice, and a value would overrule what was set since. The library is read
    // once, whoever names it.
    const Place &first = inserted.first->second;
    if (!is_library_file(candidate))
      problems_.add({{file, statement.line, ""},
                     "an include of '" + statement.name + "', which has been read already (" +
                       first.file + ":" + std::to_string(first.line) + ")",
                     "each file once",
                     "Remove one of the two includes."});
    return false;
  }

  void
  ParameterTree::include(const ParameterStatement &statement, const std::string &file)
  {
    std::vector<std::string> candidates = {
      (fs::path(file).parent_path() / statement.name).lexically_normal().string()};
    if (!library_directory_.empty())
      candidates.push_back(
        (fs::path(library_directory_) / statement.name).lexically_normal().string());
    std::string              tried;
    std::vector<std::string> names;
    for (const std::string &candidate : candidates)
      {
        std::string    text, found;
        const Readable readable = read_text(candidate, text, found);
        tried += (tried.empty() ? "" : " and ") + candidate;
        add_neighbours(candidate, names);
        if (readable == Readable::absent)
          continue;
        if (readable == Readable::no)
          problems_.add({{file, statement.line, ""},
                         "an include of '" + statement.name + "', which is " + found,
                         "a parameter file",
                         "Looked at " + candidate + "."});
        else if (may_include(statement, file, candidate))
          add_text(text, candidate, is_library_file(candidate));
        return;
      }
    const fs::path    written(statement.name);
    const std::string name    = nearest_name(written.filename().string(), names);
    const std::string nearest = name.empty() ? name : (written.parent_path() / name).string();
    problems_.add(
      {{file, statement.line, ""},
       "an include of '" + statement.name + "', which does not exist",
       "a file relative to the including one or to the shipped parameter_files/",
       (nearest.empty() ? "" : "Did you mean '" + nearest + "'? ") + "Looked for " + tried + "."});
  }
} // namespace callus
