// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <fstream>
#include <string>
#include <vector>

namespace callus
{
  /// Writes a table row by row as comma-separated values; every row is handed to the system before the next is computed, so
  /// that a stopped run leaves all it knew.
  class CsvWriter
  {
  public:
    /// Begins a new file, or goes on behind the last row of one that is there. Throws OutputFailure if it cannot be written.
    explicit CsvWriter(const std::string &path, bool goes_on = false);

    /// Throws OutputFailure if the row cannot be written, or if the file has gone since the last one.
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
