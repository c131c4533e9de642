// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace callus
{
  /// A directory of its own for a test, removed afterwards.
  class TemporaryDirectory
  {
  public:
    TemporaryDirectory()
    {
      std::string pattern = (std::filesystem::temp_directory_path() / "callus_XXXXXX").string();
      path_               = mkdtemp(pattern.data());
    }

    ~TemporaryDirectory()
    {
      std::error_code error;
      std::filesystem::remove_all(path_, error);
    }

    std::string
    path(const std::string &name = "") const
    {
      return name.empty() ? path_ : path_ + '/' + name;
    }

    /// Writes a file, with the directories above it, and returns its path.
    std::string
    write(const std::string &name, const std::string &text) const
    {
      std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
      std::ofstream(path(name)) << text;
      return path(name);
    }

    std::string
    read(const std::string &name) const
    {
      std::ostringstream text;
      text << std::ifstream(path(name)).rdbuf();
      return text.str();
    }

  private:
    std::string path_;
  };
} // namespace callus
