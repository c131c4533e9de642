// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/node_edges.h"

#include <algorithm>

namespace callus
{
  void
  EdgeCollector::add(std::size_t row, std::size_t column, double value, unsigned int label)
  {
    if (row < rows_.size() && column > row)
      rows_[row].push_back({static_cast<unsigned int>(column), label, value});
  }


  void
  EdgeCollector::merge(std::vector<Entry> &row)
  {
    std::stable_sort(
      row.begin(), row.end(), [](const Entry &a, const Entry &b) { return a.column < b.column; });
    std::size_t n = 0;
    for (const Entry &entry : row)
      if (n > 0 && row[n - 1].column == entry.column)
        row[n - 1].value += entry.value;
      else
        row[n++] = entry;
    row.resize(n);
  }


  void
  EdgeCollector::take(std::vector<unsigned int> &row_begin,
                      std::vector<unsigned int> &column,
                      std::vector<double>       &coefficient,
                      std::vector<unsigned int> *labels)
  {
    row_begin.assign(1, 0);
    for (std::vector<Entry> &row : rows_)
      {
        merge(row);
        for (const Entry &entry : row)
          {
            column.push_back(entry.column);
            coefficient.push_back(entry.value);
            if (labels != nullptr)
              labels->push_back(entry.label);
          }
        row_begin.push_back(column.size());
        std::vector<Entry>().swap(row);
      }
  }
} // namespace callus
