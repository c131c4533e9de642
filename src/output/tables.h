// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "output/csv_writer.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace callus
{
  /// A column of a table; its header is "name [unit]".
  struct Column
  {
    std::string name;
    std::string unit; ///< "1" for a pure number
  };

  std::string
  header(const Column &column);

  /**
   * `history.csv`: what was computed, as physical numbers, one row a day. The first column is `day` (days since surgery);
   * NaN is an empty cell. Only the rank that is told to writes. A table that goes on must have the same columns.
   */
  class HistoryWriter
  {
  public:
    HistoryWriter(const std::string  &path,
                  std::vector<Column> columns,
                  bool                is_writer = true,
                  bool                goes_on   = false);

    /// @p values in the order of the columns, `day` not among them.
    void
    write_row(double day, const std::vector<double> &values);

    const std::vector<Column> &
    columns() const
    {
      return columns_;
    }

  private:
    std::vector<Column>      columns_;
    std::optional<CsvWriter> file_;
  };

  /// `diagnostics.csv`: how it was computed (solver data, re-solves, reasons of steps), numbers and words. Like the
  /// history it begins with `day`; its columns may have an empty unit, for words.
  class DiagnosticsWriter
  {
  public:
    using Value = std::variant<double, std::string>;

    DiagnosticsWriter(const std::string  &path,
                      std::vector<Column> columns,
                      bool                is_writer = true,
                      bool                goes_on   = false);

    void
    write_row(double day, const std::vector<Value> &values);

  private:
    std::vector<Column>      columns_;
    std::optional<CsvWriter> file_;
  };
} // namespace callus
