// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <cstddef>
#include <type_traits>
#include <vector>

namespace callus
{
  /// Edges that the loops over a row take at once. In single precision, where time counts most, rows are filled up to a multiple of four: the
  /// processor mispredicts where a row ends much less often.
  template <typename Number>
  constexpr unsigned int edges_of_a_group = std::is_same_v<Number, float> ? 4 : 1;

  /// An owned node with edges to ghosts.
  struct NodeWithGhosts
  {
    unsigned int node;
    unsigned int first; ///< of its edges leads to a ghost, and all that follow
  };

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

    // For the loops, filled in by prepare_loops(); the same for rows in groups: the groups of node i are group_begin[i] <= g < group_begin[i + 1],
    // what fills a row up leads to its last node.
    std::vector<unsigned int>   group_begin, column_in_group;
    std::vector<NodeWithGhosts> with_ghosts;
    std::size_t bandwidth = 0; ///< farthest owned node from one of its neighbours, in the numbering

    void
    prepare_loops();
    /// Weights of the edges in the order of the groups; zero for what fills up.
    std::vector<float>
    in_groups(const std::vector<double> &weight) const;
  };

  /// Rows as the loops in the precision of a Number take them: pointers only.
  struct EdgeRows
  {
    const unsigned int *begin, *column;
  };
  template <typename Number>
  EdgeRows
  rows_for_loops(const NodeEdges &edges)
  {
    if constexpr (edges_of_a_group<Number> == 1)
      return {edges.row_begin.data(), edges.column.data()};
    else
      return {edges.group_begin.data(), edges.column_in_group.data()};
  }

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
