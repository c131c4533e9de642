// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "output/csv_writer.h"

#include "base/problems.h"
#include "output/durable_file.h"

#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstdio>

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

  CsvWriter::CsvWriter(const std::string &path, bool goes_on)
    : path_(path)
    , file_(path, goes_on ? std::ios::app : std::ios::trunc)
  {
    if (!file_)
      throw OutputFailure(writing_failed(path, errno));
  }

  void
  CsvWriter::write_row(const std::vector<std::string> &cells)
  {
    errno = 0;
    for (std::size_t i = 0; i < cells.size(); ++i)
      file_ << (i > 0 ? "," : "") << as_cell(cells[i]);
    file_ << std::endl;
    if (!file_)
      throw OutputFailure(writing_failed(path_, errno));
    // a file that was deleted would be written to for ever
    if (access(path_.c_str(), F_OK) != 0)
      throw OutputFailure(writing_failed(path_, errno));
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
