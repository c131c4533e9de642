// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <fstream>
#include <string>
#include <vector>

namespace callus
{
  /// Writes a table row by row as comma-separated values; every row is on the disk before the next is computed, so
  /// that a stopped run leaves all it knew.
  class CsvWriter
  {
  public:
    /// Throws std::runtime_error if the file cannot be written.
    explicit CsvWriter(const std::string &path);

    void
    write_row(const std::vector<std::string> &cells);

    /// Ten digits; an empty cell for NaN, which stands for "no value".
    static std::string
    number(double value);

  private:
    std::string   path_;
    std::ofstream file_;
  };
} // namespace callus
