// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/flux_limiter.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    /// Rounds in which nodes are added to those that are limited one layer after the other; then all are.
    constexpr unsigned int most_rounds = 20;

    /// Of a node's value: what a sum may differ by from its bound without being beyond it.
    constexpr double round_off = 1e-14;
  } // namespace


  FluxLimiter::FluxLimiter(const NodeEdges           &edges,
                           const std::vector<double> &volumes,
                           const GhostExchange       &ghosts,
                           MPI_Comm                   communicator)
    : edges_(edges)
    , volumes_(volumes)
    , ghosts_(ghosts)
    , communicator_(communicator)
  {
  }


  void
  FluxLimiter::limit(const std::vector<double> &flux,
                     const std::vector<double> &source,
                     NodeBounds                 bounds,
                     const std::vector<double> &low,
                     double                    *values,
                     std::vector<double>       *kept_source)
  {
    is_limited_.assign(edges_.n_local, 0.);
    add_difference(flux, source, low, values, kept_source);
    if (limit_nodes_beyond(bounds, values) == 0)
      return;
    narrow(bounds, low, values);
    find_shares(flux, source, bounds, low);
    for (unsigned int round = 0; round < most_rounds; ++round)
      {
        add_difference(flux, source, low, values, kept_source);
        if (limit_nodes_beyond(bounds, values) == 0)
          return;
      }
    is_limited_.assign(edges_.n_local, 1.);
    add_difference(flux, source, low, values, kept_source);
  }


  void
  FluxLimiter::find_shares(const std::vector<double> &flux,
                           const std::vector<double> &source,
                           const NodeBounds          &bounds,
                           const std::vector<double> &low)
  {
    gain_.assign(edges_.n_local, 0.);
    loss_.assign(edges_.n_local, 0.);
    for (std::size_t i = 0; i < edges_.n_owned; ++i)
      {
        for (unsigned int k = edges_.row_begin[i]; k < edges_.row_begin[i + 1]; ++k)
          {
            const bool leaves_i = flux[k] > 0;
            (leaves_i ? loss_ : gain_)[i] += std::abs(flux[k]);
            (leaves_i ? gain_ : loss_)[edges_.column[k]] += std::abs(flux[k]);
          }
        (source[i] > 0 ? gain_ : loss_)[i] += std::abs(source[i]);
      }
    for (std::size_t i = 0; i < edges_.n_owned; ++i)
      {
        const auto share = [&](double room, double wanted) {
          return wanted > 0 ? std::min(1., std::max(0., room * volumes_[i]) / wanted) : 1.;
        };
        gain_[i] = share(bounds.upper[i] - low[i], gain_[i]);
        loss_[i] = share(low[i] - bounds.lower[i], loss_[i]);
      }
    ghosts_.update(gain_, 1);
    ghosts_.update(loss_, 1);
  }


  void
  FluxLimiter::add_difference(const std::vector<double> &flux,
                              const std::vector<double> &source,
                              const std::vector<double> &low,
                              double                    *values,
                              std::vector<double>       *kept_source) const
  {
    const auto share_of = [&](std::size_t node, const std::vector<double> &shares) {
      return is_limited_[node] > 0 ? shares[node] : 1.;
    };
    std::vector<double> change(edges_.n_local, 0.);
    for (std::size_t i = 0; i < edges_.n_owned; ++i)
      {
        for (unsigned int k = edges_.row_begin[i]; k < edges_.row_begin[i + 1]; ++k)
          {
            const unsigned int j = edges_.column[k];
            const double       kept =
              flux[k] * (flux[k] > 0 ? std::min(share_of(i, loss_), share_of(j, gain_))
                                     : std::min(share_of(i, gain_), share_of(j, loss_)));
            change[i] -= kept;
            change[j] += kept;
          }
        const double kept = share_of(i, source[i] > 0 ? gain_ : loss_) * source[i];
        change[i] += kept;
        if (kept_source != nullptr)
          (*kept_source)[i] = kept;
      }
    for (std::size_t i = 0; i < edges_.n_owned; ++i)
      values[i] = low[i] + change[i] / volumes_[i];
  }


  void
  FluxLimiter::narrow(NodeBounds                &bounds,
                      const std::vector<double> &low,
                      const double              *values) const
  {
    const NodeBounds around = neighbourhood(low);
    for (std::size_t i = 0; i < edges_.n_owned; ++i)
      {
        if (std::isinf(bounds.lower[i]) && std::isinf(bounds.upper[i]))
          continue;
        bounds.lower[i] = std::max(bounds.lower[i], std::min(around.lower[i], values[i]));
        bounds.upper[i] = std::min(bounds.upper[i], std::max(around.upper[i], values[i]));
      }
  }


  std::size_t
  FluxLimiter::limit_nodes_beyond(const NodeBounds &bounds, const double *values)
  {
    unsigned long n_more = 0;
    for (std::size_t i = 0; i < edges_.n_owned; ++i)
      {
        const double slack = round_off * std::abs(values[i]);
        if (is_limited_[i] == 0. &&
            (values[i] < bounds.lower[i] - slack || values[i] > bounds.upper[i] + slack))
          {
            is_limited_[i] = 1.;
            ++n_more;
          }
      }
    MPI_Allreduce(MPI_IN_PLACE, &n_more, 1, MPI_UNSIGNED_LONG, MPI_SUM, communicator_);
    if (n_more > 0)
      ghosts_.update(is_limited_, 1);
    return n_more;
  }


  NodeBounds
  FluxLimiter::neighbourhood(const std::vector<double> &values) const
  {
    NodeBounds bounds{values, values};
    for (std::size_t i = 0; i < edges_.n_owned; ++i)
      for (unsigned int k = edges_.row_begin[i]; k < edges_.row_begin[i + 1]; ++k)
        {
          const unsigned int j = edges_.column[k];
          bounds.lower[i]      = std::min(bounds.lower[i], values[j]);
          bounds.upper[i]      = std::max(bounds.upper[i], values[j]);
          bounds.lower[j]      = std::min(bounds.lower[j], values[i]);
          bounds.upper[j]      = std::max(bounds.upper[j], values[i]);
        }
    return bounds;
  }
} // namespace callus
