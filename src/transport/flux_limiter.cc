// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/flux_limiter.h"

#include <algorithm>

namespace callus
{
  FluxLimiter::FluxLimiter(const NodeEdges           &edges,
                           const std::vector<double> &volumes,
                           const GhostExchange       &ghosts)
    : edges_(edges)
    , volumes_(volumes)
    , ghosts_(ghosts)
  {
  }


  void
  FluxLimiter::limit(const std::vector<double> &flux,
                     const std::vector<double> &source,
                     const NodeBounds          &bounds,
                     double                    *values,
                     std::vector<double>       *kept_source)
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
        gain_[i] = share(bounds.upper[i] - values[i], gain_[i]);
        loss_[i] = share(values[i] - bounds.lower[i], loss_[i]);
      }
    ghosts_.update(gain_, 1);
    ghosts_.update(loss_, 1);

    std::vector<double> change(edges_.n_local, 0.);
    for (std::size_t i = 0; i < edges_.n_owned; ++i)
      {
        for (unsigned int k = edges_.row_begin[i]; k < edges_.row_begin[i + 1]; ++k)
          {
            const unsigned int j = edges_.column[k];
            const double       share =
              flux[k] > 0 ? std::min(loss_[i], gain_[j]) : std::min(gain_[i], loss_[j]);
            change[i] -= share * flux[k];
            change[j] += share * flux[k];
          }
        const double kept = (source[i] > 0 ? gain_[i] : loss_[i]) * source[i];
        change[i] += kept;
        if (kept_source != nullptr)
          (*kept_source)[i] = kept;
      }
    for (std::size_t i = 0; i < edges_.n_owned; ++i)
      values[i] += change[i] / volumes_[i];
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
