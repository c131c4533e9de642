// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/diffusion_level.h"

#include "base/communication.h"

#include <cmath>

namespace callus
{
  namespace
  {
    /// Share of the squared residual that a constant may leave where barriers are: less than what one node of many has.
    constexpr double uniform = 1e-12;
  } // namespace

  template <std::size_t n_lanes>
  DiffusionLevel<n_lanes>::DiffusionLevel(const NodeEdges     &edges,
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


  template <std::size_t n_lanes>
  void
  DiffusionLevel<n_lanes>::update_ghosts(Fields &values) const
  {
    double *first = values.empty() ? nullptr : values.front().lane;
    ghosts.update(first, first + n_lanes * edges.n_owned, n_lanes);
  }


  template <std::size_t n_lanes>
  typename DiffusionLevel<n_lanes>::Diagonal
  DiffusionLevel<n_lanes>::find_diagonal(const Equations &equations)
  {
    // sums of the edges' weights, the same for all lanes
    std::vector<double> sums(edges.n_local, 0.);
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      for (unsigned int k = edges.row_begin[i]; k < edges.row_begin[i + 1]; ++k)
        {
          sums[i] += (*equations.weight)[k];
          sums[edges.column[k]] += (*equations.weight)[k];
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
  DiffusionLevel<n_lanes>::compute_residual(const Equations &equations, Fields &values)
  {
    update_ghosts(values);
    kernels(equations).exchange(values, product);
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        product[i].lane[l] =
          equations.right_hand_side[i].lane[l] -
          (equations.diagonal[i].lane[l] * values[i].lane[l] + product[i].lane[l]);
  }


  template <std::size_t n_lanes>
  void
  DiffusionLevel<n_lanes>::correct_by_constants(const Equations &equations, Fields &values)
  {
    // sums over all nodes of r, d, r^2/a, r d/a and d^2/a: residual, diagonal without and with exchange
    std::array<double, 5 * n_lanes> local{};
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        {
          const double r = product[i].lane[l], d = equations.diagonal[i].lane[l],
                       of_matrix = inverse[i].lane[l];
          local[5 * l] += r;
          local[5 * l + 1] += d;
          local[5 * l + 2] += r * r * of_matrix;
          local[5 * l + 3] += r * d * of_matrix;
          local[5 * l + 4] += d * d * of_matrix;
        }
    const auto global = mpi::sum(local, communicator);
    Numbers    shift{};
    for (unsigned int l = 0; l < n_lanes; ++l)
      {
        const double r = global[5 * l], d = global[5 * l + 1], rr = global[5 * l + 2],
                     rd = global[5 * l + 3], dd = global[5 * l + 4];
        if (equations.any_held[l] || !(d > 0))
          continue;
        const double change = r / d, left = rr - 2 * change * rd + change * change * dd;
        shift[l] = !equations.has_barriers || left <= uniform * rr ? change : 0.;
      }
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        {
          values[i].lane[l] += shift[l];
          product[i].lane[l] -= equations.diagonal[i].lane[l] * shift[l];
        }
  }


  template struct DiffusionLevel<1>;
  template struct DiffusionLevel<2>;
  template struct DiffusionLevel<most_lanes>;
} // namespace callus
