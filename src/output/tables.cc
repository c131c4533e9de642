// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "output/tables.h"

#include <stdexcept>
#include <utility>

namespace callus
{
  namespace
  {
    std::vector<std::string>
    headers(const std::vector<Column> &columns)
    {
      std::vector<std::string> cells = {"day"};
      for (const Column &column : columns)
        cells.push_back(header(column));
      return cells;
    }

    void
    begin_table(const std::string         &path,
                const std::vector<Column> &columns,
                bool                       goes_on,
                std::optional<CsvWriter>  &file)
    {
      file.emplace(path, goes_on);
      if (!goes_on)
        file->write_row(headers(columns));
    }

    void
    check_size(std::size_t n_values, std::size_t n_columns)
    {
      if (n_values != n_columns)
        throw std::logic_error("a row of " + std::to_string(n_values) + " values for " +
                               std::to_string(n_columns) + " columns");
    }
  } // namespace

  std::string
  header(const Column &column)
  {
    return column.unit.empty() ? column.name : column.name + " [" + column.unit + "]";
  }

  HistoryWriter::HistoryWriter(const std::string  &path,
                               std::vector<Column> columns,
                               bool                is_writer,
                               bool                goes_on)
    : columns_(std::move(columns))
  {
    for (const Column &column : columns_)
      if (column.unit.empty())
        throw std::logic_error("the column '" + column.name + "' of the history has no unit");
    if (is_writer)
      begin_table(path, columns_, goes_on, file_);
  }

  void
  HistoryWriter::write_row(double day, const std::vector<double> &values)
  {
    check_size(values.size(), columns_.size());
    if (!file_)
      return;
    std::vector<std::string> cells = {CsvWriter::number(day)};
    for (const double value : values)
      cells.push_back(CsvWriter::number(value));
    file_->write_row(cells);
  }

  DiagnosticsWriter::DiagnosticsWriter(const std::string  &path,
                                       std::vector<Column> columns,
                                       bool                is_writer,
                                       bool                goes_on)
    : columns_(std::move(columns))
  {
    if (is_writer)
      begin_table(path, columns_, goes_on, file_);
  }

  void
  DiagnosticsWriter::write_row(double day, const std::vector<Value> &values)
  {
    check_size(values.size(), columns_.size());
    if (!file_)
      return;
    std::vector<std::string> cells = {CsvWriter::number(day)};
    for (const Value &value : values)
      cells.push_back(std::holds_alternative<double>(value)
                        ? CsvWriter::number(std::get<double>(value))
                        : std::get<std::string>(value));
    file_->write_row(cells);
  }
} // namespace callus
