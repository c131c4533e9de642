// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/diffusion_level.h"

#include "base/communication.h"

#include <cmath>

namespace callus
{
  template <std::size_t n_lanes, typename Number>
  DiffusionLevel<n_lanes, Number>::DiffusionLevel(const NodeEdges     &edges,
                                                  const GhostExchange &ghosts,
                                                  MPI_Comm             communicator)
    : edges(edges)
    , ghosts(ghosts)
    , communicator(communicator)
    , diagonal(edges.n_owned)
    , inverse(edges.n_owned)
    , residual(edges.n_owned)
    , direction(edges.n_owned)
    , product(edges.n_local)
    , upper(edges.n_local)
    , work(edges.n_local)
  {
  }


  template <std::size_t n_lanes, typename Number>
  typename DiffusionLevel<n_lanes, Number>::Diagonal
  DiffusionLevel<n_lanes, Number>::find_diagonal(const Equations &equations)
  {
    const std::vector<Number> &weight = equations.template weights<Number>();
    // sums of the edges' weights, the same for all lanes
    constexpr unsigned int size = edges_of_a_group<Number>;
    const EdgeRows         rows = rows_for_loops<Number>(edges);
    std::vector<double>    sums(edges.n_local, 0.);
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      for (unsigned int g = rows.begin[i]; g < rows.begin[i + 1]; ++g)
        for (unsigned int k = size * g; k < size * (g + 1); ++k)
          {
            sums[i] += weight[k];
            sums[rows.column[k]] += weight[k];
          }
    std::array<double, 3 * n_lanes> local{};
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        {
          const bool   is_held  = !equations.held[l].empty() && equations.held[l][i];
          const double exchange = equations.diffusivity[l] * sums[i];
          const double entry    = equations.diagonal[i].lane[l] + exchange;
          local[l] += !is_held && entry < 0;
          local[n_lanes + l] += exchange;
          local[2 * n_lanes + l] += equations.diagonal[i].lane[l];
          // zero: nothing reaches this node
          diagonal[i].lane[l] = is_held ? 0. : entry != 0 ? std::abs(entry) : 1.;
          inverse[i].lane[l]  = is_held ? 0. : 1. / diagonal[i].lane[l];
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
