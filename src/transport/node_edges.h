// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <cstddef>
#include <vector>

namespace callus
{
  /**
   * The edges between neighbouring nodes, each once: owned nodes first, in their order, then the ghosts. The edge k of the
   * owned node i, row_begin[i] <= k < row_begin[i + 1], leads to column[k] > i; columns rise within a row. An edge to a ghost is there on
   * both ranks.
   */
  struct NodeEdges
  {
    std::size_t               n_owned = 0, n_local = 0;
    std::vector<unsigned int> row_begin, column;

    std::size_t
    size() const
    {
      return column.size();
    }
  };

  /// Collects the coefficients of edges, cell by cell.
  class EdgeCollector
  {
  public:
    explicit EdgeCollector(std::size_t n_owned)
      : rows_(n_owned)
    {
    }

    /// Adds to the coefficient of the edge from @p row to @p column, if the row is an owned node and the later one does not come first.
    /// @p label: kept of the edge, that of its first part.
    void
    add(std::size_t row, std::size_t column, double value, unsigned int label = 0);

    /// Row by row; leaves nothing here. @p labels may be null.
    void
    take(std::vector<unsigned int> &row_begin,
         std::vector<unsigned int> &column,
         std::vector<double>       &coefficient,
         std::vector<unsigned int> *labels = nullptr);

  private:
    struct Entry
    {
      unsigned int column, label;
      double       value;
    };
    static void
    merge(std::vector<Entry> &row);

    std::vector<std::vector<Entry>> rows_;
  };
} // namespace callus
