// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "output/csv_writer.h"

#include <cmath>
#include <cstdio>
#include <stdexcept>

namespace callus
{
  namespace
  {
    /// In quotes, if it would not be one cell otherwise.
    std::string
    as_cell(const std::string &text)
    {
      if (text.find_first_of(",\"\n") == std::string::npos)
        return text;
      std::string quoted = "\"";
      for (const char c : text)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
      return quoted + '"';
    }
  } // namespace

  CsvWriter::CsvWriter(const std::string &path)
    : path_(path)
    , file_(path)
  {
    if (!file_)
      throw std::runtime_error("cannot write " + path);
  }

  void
  CsvWriter::write_row(const std::vector<std::string> &cells)
  {
    for (std::size_t i = 0; i < cells.size(); ++i)
      file_ << (i > 0 ? "," : "") << as_cell(cells[i]);
    file_ << std::endl;
    if (!file_)
      throw std::runtime_error("cannot write to " + path_ + "; is the disk full?");
  }

  std::string
  CsvWriter::number(double value)
  {
    if (std::isnan(value))
      return "";
    char text[32];
    std::snprintf(text, sizeof(text), "%.10g", value);
    return text;
  }
} // namespace callus
