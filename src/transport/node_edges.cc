// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/node_edges.h"

#include <algorithm>

namespace callus
{
  void
  NodeEdges::prepare_loops()
  {
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
      }
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
  EdgeCollector::take(NodeEdges &edges, EdgeWeights &coefficient, std::vector<unsigned int> *labels)
  {
    edges.row_begin.assign(1, 0);
    for (std::vector<Entry> &row : rows_)
      {
        merge(row);
        const std::size_t n = (row.size() + edges_of_a_group - 1) / edges_of_a_group;
        edges.row_begin.push_back(edges.row_begin.back() + edges_of_a_group * n);
      }
    // all at once: arrays that grow end up to twice as large as what is in them
    const std::size_t size = edges.row_begin.back();
    edges.column.resize(size);
    coefficient = EdgeWeights(size);
    if (labels != nullptr)
      labels->resize(size);
    for (std::size_t i = 0; i < rows_.size(); ++i)
      {
        std::vector<Entry> &row = rows_[i];
        for (unsigned int k = edges.row_begin[i], e = 0; k < edges.row_begin[i + 1]; ++k, ++e)
          {
            const bool   fills_up = e >= row.size();
            const Entry &entry    = fills_up ? row.back() : row[e];
            edges.column[k]       = entry.column;
            coefficient.set(k, fills_up ? 0. : entry.value);
            if (labels != nullptr)
              (*labels)[k] = entry.label;
          }
        std::vector<Entry>().swap(row);
      }
    edges.prepare_loops();
  }
} // namespace callus
