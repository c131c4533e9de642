// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/node_edges.h"

#include <algorithm>

namespace callus
{
  void
  NodeEdges::prepare_loops()
  {
    constexpr unsigned int size = edges_of_a_group<float>;
    group_begin.assign(1, 0);
    column_in_group.clear();
    with_ghosts.clear();
    bandwidth = 0;
    for (std::size_t i = 0; i < n_owned; ++i)
      {
        const auto begin = column.begin() + row_begin[i], end = column.begin() + row_begin[i + 1],
                   ghosts = std::lower_bound(begin, end, n_owned);
        if (ghosts != begin)
          bandwidth = std::max<std::size_t>(bandwidth, *(ghosts - 1) - i);
        if (ghosts != end)
          with_ghosts.push_back(
            {static_cast<unsigned int>(i), static_cast<unsigned int>(ghosts - begin)});
        column_in_group.insert(column_in_group.end(), begin, end);
        while (column_in_group.size() % size != 0)
          column_in_group.push_back(*(end - 1));
        group_begin.push_back(column_in_group.size() / size);
      }
  }


  std::vector<float>
  NodeEdges::in_groups(const std::vector<double> &weight) const
  {
    std::vector<float> result(column_in_group.size(), 0.f);
    for (std::size_t i = 0; i < n_owned; ++i)
      std::copy(weight.begin() + row_begin[i],
                weight.begin() + row_begin[i + 1],
                result.begin() + edges_of_a_group<float> * group_begin[i]);
    return result;
  }


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
