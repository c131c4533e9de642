// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/diffusion_level.h"

#include "base/communication.h"
#include "base/processor_versions.h"
#include "transport/lane_vectors.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <type_traits>

namespace callus
{
  namespace
  {
    /// The matrix's diagonal and its inverse, as if nothing were held; the sums of the diagonal without exchange; how many entries are negative.
    template <std::size_t n_lanes, typename Number>
    CALLUS_FOR_EACH_PROCESSOR void
    diagonal_loop(std::size_t   n,
                  const double *of_edges,
                  const double *diffusivity,
                  const double *of_nodes,
                  Number       *diagonal,
                  Number       *inverse,
                  double       *sum_of_nodes,
                  double       *n_negative)
    {
      double sums[n_lanes] = {}, negative[n_lanes] = {}, d[n_lanes];
      std::copy_n(diffusivity, n_lanes, d);
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t l = 0; l < n_lanes; ++l)
          {
            const double of_node = of_nodes[n_lanes * i + l], entry = of_node + d[l] * of_edges[i];
            sums[l] += of_node;
            negative[l] += entry < 0 ? 1. : 0.;
            // zero: nothing reaches this node
            const Number positive     = entry != 0 ? std::abs(entry) : 1.;
            diagonal[n_lanes * i + l] = positive;
            inverse[n_lanes * i + l]  = 1 / positive;
          }
      std::copy_n(sums, n_lanes, sum_of_nodes);
      std::copy_n(negative, n_lanes, n_negative);
    }
  } // namespace


  template <std::size_t n_lanes, typename Number>
  DiffusionLevel<n_lanes, Number>::DiffusionLevel(const NodeEdges     &edges,
                                                  const GhostExchange &ghosts,
                                                  MPI_Comm             communicator,
                                                  LaneMemory          *memory)
    : edges(edges)
    , ghosts(ghosts)
    , communicator(communicator)
    , diagonal(edges.n_owned, memory)
    , inverse(edges.n_owned, memory)
    , residual(edges.n_owned, memory)
    , direction(edges.n_owned, memory)
    , product(edges.n_local, memory)
    , upper(edges.n_local, memory)
    , work(edges.n_local, memory)
  {
  }


  template <std::size_t n_lanes, typename Number>
  typename DiffusionLevel<n_lanes, Number>::Diagonal
  DiffusionLevel<n_lanes, Number>::find_diagonal(const Equations &equations)
  {
    // as the loops have them: a diagonal that is not their sum would be another matrix
    const auto weight = [&](unsigned int k) -> double {
      if constexpr (std::is_same_v<Number, float>)
        return equations.weight->leading()[k];
      else
        return (*equations.weight)[k];
    };
    // sums of the edges' weights, the same for all lanes
    std::vector<double> sums(edges.n_local, 0.);
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      for (unsigned int k = edges.row_begin[i]; k < edges.row_begin[i + 1]; ++k)
        {
          sums[i] += weight(k);
          sums[edges.column[k]] += weight(k);
        }
    LaneValues<n_lanes, double> diffusivity = aligned<n_lanes, double>(equations.diffusivity),
                                of_nodes{}, n_negative{};
    diagonal_loop<n_lanes, Number>(edges.n_owned,
                                   sums.data(),
                                   diffusivity.lane,
                                   equations.diagonal.empty() ? nullptr
                                                              : equations.diagonal.front().lane,
                                   diagonal.empty() ? nullptr : diagonal.front().lane,
                                   inverse.empty() ? nullptr : inverse.front().lane,
                                   of_nodes.lane,
                                   n_negative.lane);
    const double of_edges = std::accumulate(sums.begin(), sums.begin() + edges.n_owned, 0.);
    std::array<double, 3 * n_lanes> local{};
    for (unsigned int l = 0; l < n_lanes; ++l)
      {
        for (std::size_t i = 0; i < equations.held[l].size(); ++i)
          if (equations.held[l][i])
            {
              n_negative.lane[l] -=
                equations.diagonal[i].lane[l] + equations.diffusivity[l] * sums[i] < 0;
              diagonal[i].lane[l] = inverse[i].lane[l] = 0;
            }
        local[l]               = n_negative.lane[l];
        local[n_lanes + l]     = equations.diffusivity[l] * of_edges;
        local[2 * n_lanes + l] = of_nodes.lane[l];
      }
    const auto global = mpi::sum(local, communicator);
    Diagonal   result;
    for (unsigned int l = 0; l < n_lanes; ++l)
      {
        result.n_negative[l] = global[l];
        result.stiffness[l]  = global[2 * n_lanes + l] > 0
                                 ? global[n_lanes + l] / global[2 * n_lanes + l]
                                 : global[n_lanes + l];
      }
    return result;
  }


  template <std::size_t n_lanes>
  void
  correct_by_constants(DiffusionLevel<n_lanes>           &level,
                       const DiffusionEquations<n_lanes> &equations,
                       LaneFields<n_lanes, float>        &values)
  {
    std::array<double, 2 * n_lanes> sums{}; // of the residual and of the diagonal without exchange
    for (std::size_t i = 0; i < level.edges.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        {
          sums[l] += level.product[i].lane[l];
          sums[n_lanes + l] += equations.diagonal[i].lane[l];
        }
    sums = mpi::sum(sums, level.communicator);
    LaneNumbers<n_lanes> shift{};
    for (unsigned int l = 0; l < n_lanes; ++l)
      if (!equations.any_held[l] && sums[n_lanes + l] > 0)
        shift[l] = sums[l] / sums[n_lanes + l];
    for (std::size_t i = 0; i < level.edges.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        {
          values[i].lane[l] += shift[l];
          level.product[i].lane[l] -= equations.diagonal[i].lane[l] * shift[l];
        }
  }


#define CALLUS_LANES(n)                      \
  template struct DiffusionLevel<n, float>;  \
  template struct DiffusionLevel<n, double>; \
  template void correct_by_constants(        \
    DiffusionLevel<n> &, const DiffusionEquations<n> &, LaneFields<n, float> &)
  CALLUS_LANES(1);
  CALLUS_LANES(most_lanes);
#undef CALLUS_LANES
} // namespace callus
