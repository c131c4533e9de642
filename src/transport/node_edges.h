// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "transport/edge_weights.h"

#include <cstddef>
#include <vector>

namespace callus
{
  /// Edges that the loops over a row take at once. Rows are filled up to a multiple of it: the processor mispredicts where a row ends much
  /// less often.
  constexpr unsigned int edges_of_a_group = 4;

  /// An owned node with edges to ghosts.
  struct NodeWithGhosts
  {
    unsigned int node;
    unsigned int first; ///< of its edges leads to a ghost, and all that follow
  };

  /**
   * The edges between neighbouring nodes, each once: owned nodes first, in their order, then the ghosts. The edge k of the
   * owned node i, row_begin[i] <= k < row_begin[i + 1], leads to column[k] > i; columns rise within a row. An edge to a ghost is there on
   * both ranks. What fills a row up leads to its last node, with the weight zero.
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

    /// Whether an edge of the row only fills it up.
    bool
    fills_up(std::size_t row, std::size_t edge) const
    {
      return edge > row_begin[row] && column[edge] == column[edge - 1];
    }

    // For the loops, filled in by prepare_loops()
    std::vector<NodeWithGhosts> with_ghosts;
    std::size_t bandwidth = 0; ///< farthest owned node from one of its neighbours, in the numbering

    void
    prepare_loops();
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

    /// Row by row, filled up, into edges whose numbers of nodes are known; leaves nothing here. @p labels may be null.
    void
    take(NodeEdges &edges, EdgeWeights &coefficient, std::vector<unsigned int> *labels = nullptr);

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
