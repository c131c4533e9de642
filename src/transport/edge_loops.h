// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

// What the loops over edges share; for their source files only.

#include "transport/edge_kernels.h"
#include "transport/lane_vectors.h"

#include <algorithm>
#include <type_traits>

namespace callus
{
  namespace edge_loops
  {
    /// NodeEdges, weights and diffusivities as the loops take them: pointers only, so that both versions hold everything that is called. The
    /// loops copy it, because what they write might else lie in it.
    template <std::size_t n_lanes, typename Number>
    struct Couplings
    {
      std::size_t                        n_owned, n_local, bandwidth;
      const unsigned int                *row_begin, *column;
      const float                       *leading, *rest; ///< of EdgeWeights
      const LaneVector<n_lanes, Number> *diffusivity;
      const NodeWithGhosts              *with_ghosts, *end_of_with_ghosts;

      inline __attribute__((always_inline)) Number
      weight(std::size_t edge) const
      {
        if constexpr (std::is_same_v<Number, float>)
          return leading[edge];
        else
          return double(leading[edge]) + rest[edge];
      }
    };

    /// Lanes that one register of AVX2 holds: a wider vector, as of eight lanes in double precision, goes through memory at each operation.
    template <std::size_t n_lanes, typename Number>
    constexpr std::size_t register_lanes = n_lanes * sizeof(Number) > 32 ? 32 / sizeof(Number)
                                                                         : n_lanes;

    /// Makes the entries zero into which rows add up for their later nodes: those of ghosts at once, the others shortly before the first row
    /// that adds something, so that they are still in the cache then. Each node has @p n parts.
    template <std::size_t n, typename Part, typename Edges>
    inline __attribute__((always_inline)) void
    make_ghosts_zero(const Edges &c, Part *values)
    {
      for (std::size_t j = n * c.n_owned; j < n * c.n_local; ++j)
        values[j] = Part{};
    }
    /// For the rows before @p end; @p zero of the nodes are zero already, returns how many are then.
    template <std::size_t n, typename Part, typename Edges>
    inline __attribute__((always_inline)) std::size_t
    make_zero_for_rows(const Edges &c, std::size_t zero, std::size_t end, Part *values)
    {
      const std::size_t next = std::min(end + c.bandwidth, c.n_owned);
      for (std::size_t j = n * zero; j < n * next; ++j)
        values[j] = Part{};
      return next;
    }

    /// @p sum becomes sum_j w_ij x_j over the later nodes, the farthest first: the next is what a triangle's solution has to wait for.
    template <typename Vector, typename Edges>
    inline __attribute__((always_inline)) void
    sum_later(const Edges &c, std::size_t i, const Vector *x, Vector &sum)
    {
      sum = Vector{};
      static_assert(edges_of_a_group == 4, "the groups below");
      for (unsigned int k = c.row_begin[i + 1]; k > c.row_begin[i];)
        {
          k -= edges_of_a_group;
          const unsigned int *column = c.column + k;
          const Vector        far = c.weight(k + 3) * x[column[3]] + c.weight(k + 2) * x[column[2]],
                       near       = c.weight(k + 1) * x[column[1]] + c.weight(k) * x[column[0]];
          sum += far + near;
        }
    }

    /// results_j += w_ij x_i for the later nodes.
    template <typename Vector, typename Edges>
    inline __attribute__((always_inline)) void
    add_to_later(const Edges &c, std::size_t i, const Vector &xi, Vector *results)
    {
      for (unsigned int k = c.row_begin[i]; k < c.row_begin[i + 1]; k += edges_of_a_group)
#pragma GCC unroll 4
        for (unsigned int e = 0; e < edges_of_a_group; ++e)
          results[c.column[k + e]] += c.weight(k + e) * xi;
    }

    /// results_i += factor sum_j w_ij x_j over the ghosts.
    template <typename Vector, typename Edges>
    inline __attribute__((always_inline)) void
    add_from_ghosts(const Edges &c, const Vector &factor, const Vector *x, Vector *results)
    {
      for (const NodeWithGhosts *of = c.with_ghosts; of != c.end_of_with_ghosts; ++of)
        {
          Vector             sum = {};
          const unsigned int end = c.row_begin[of->node + 1];
          for (unsigned int k = c.row_begin[of->node] + of->first; k < end; ++k)
            sum += c.weight(k) * x[c.column[k]];
          results[of->node] += factor * sum;
        }
    }

    template <std::size_t n_lanes, typename Number>
    Couplings<n_lanes, Number>
    couplings(const NodeEdges                   &edges,
              const EdgeWeights                 &weight,
              const LaneValues<n_lanes, Number> &diffusivity)
    {
      return {edges.n_owned,
              edges.n_local,
              edges.bandwidth,
              edges.row_begin.data(),
              edges.column.data(),
              weight.leading(),
              weight.rest(),
              vectors<n_lanes, Number>(diffusivity),
              edges.with_ghosts.data(),
              edges.with_ghosts.data() + edges.with_ghosts.size()};
    }
  } // namespace edge_loops
} // namespace callus
