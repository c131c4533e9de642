// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/space_numbering.h"

#include <algorithm>
#include <numeric>

namespace callus
{
  namespace
  {
    /// The cells around each node.
    struct CellsOfNodes
    {
      CellsOfNodes(const std::size_t                 n,
                   const unsigned int                per_cell,
                   const std::vector<std::uint32_t> &cell_nodes)
        : begin(n + 1, 0)
      {
        for (const std::uint32_t node : cell_nodes)
          if (node < n)
            ++begin[node + 1];
        std::partial_sum(begin.begin(), begin.end(), begin.begin());
        cells.resize(begin[n]);
        std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
        for (std::size_t i = 0; i < cell_nodes.size(); ++i)
          if (cell_nodes[i] < n)
            cells[next[cell_nodes[i]]++] = i / per_cell;
      }
      std::vector<std::uint32_t> begin, cells;

      std::uint32_t
      degree(const std::uint32_t node) const
      {
        return begin[node + 1] - begin[node];
      }
    };
  } // namespace

  std::vector<std::uint32_t>
  cuthill_mckee(const std::size_t                 n,
                const unsigned int                per_cell,
                const std::vector<std::uint32_t> &cell_nodes)
  {
    const CellsOfNodes around(n, per_cell, cell_nodes);
    const auto         fewer = [&](const std::uint32_t a, const std::uint32_t b) {
      return std::make_pair(around.degree(a), a) < std::make_pair(around.degree(b), b);
    };
    std::vector<std::uint32_t> starts(n), order, number(n, 0);
    std::iota(starts.begin(), starts.end(), 0u);
    std::sort(starts.begin(), starts.end(), fewer);
    std::vector<char> is_known(n, 0);
    order.reserve(n);
    for (const std::uint32_t start : starts) // once for each connected part
      {
        if (is_known[start])
          continue;
        is_known[start] = 1;
        order.push_back(start);
        for (std::size_t done = order.size() - 1; done < order.size(); ++done)
          {
            const std::size_t   first = order.size();
            const std::uint32_t node  = order[done];
            for (std::uint32_t i = around.begin[node]; i < around.begin[node + 1]; ++i)
              for (unsigned int k = 0; k < per_cell; ++k)
                if (const std::uint32_t other =
                      cell_nodes[std::size_t(around.cells[i]) * per_cell + k];
                    other < n && !is_known[other])
                  {
                    is_known[other] = 1;
                    order.push_back(other);
                  }
            std::sort(order.begin() + first, order.end(), fewer);
          }
      }
    for (std::size_t i = 0; i < n; ++i)
      number[order[i]] = i;
    return number;
  }
} // namespace callus
